"""Write-ups that were handed over: kept with a copy of what they are, and opened again."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from jangmyeon.errors import QueryError, StoreError, WriteupError
from jangmyeon.library.base import Seen
from jangmyeon.library.seen import now
from jangmyeon.library.writeups import Writeups, shown_links
from jangmyeon.model import Block, Finding, Link, Passage, Writeup
from jangmyeon.store import Horizon
from jangmyeon.store.yours import KeptWriteup

if TYPE_CHECKING:
    from jangmyeon.writeups import Manuscript, Span

COPIES = "writeups"
"""The folder of copies, within a library's data."""

_FORMATS = frozenset(
    [".html", ".htm", ".xhtml", ".mhtml", ".mht", ".md", ".markdown", ".mdown", ".txt"]
)
_LONGEST_NAME = 60  # letters of a copy's name


@dataclass(frozen=True, slots=True)
class Marked:
    """A finding, and where in the blocks of its write-up that stands which it is about."""

    finding: Finding
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class OpenedWriteup:
    """A kept write-up beside its scenes, as far as it may be told.

    While later episodes of a drama that it tells of are hidden, the blocks of ``writeup`` are but
    the passages that may be shown; ``held_back`` counts the others, None where all of it is there.
    """

    kept: KeptWriteup
    writeup: Writeup
    links: tuple[Link, ...] = ()
    findings: tuple[Marked, ...] = ()
    held_back: int | None = None


class Copies(Writeups):
    """Keeps copies of write-ups, in a folder beside the library's data.

    A write-up that is opened is read from its copy, or else from the text that was kept of it:
    never from a file elsewhere, and never from the network.
    """

    def hand_in(self, text: bytes | str, name: str = "", *, drama: str | None = None) -> str:
        """Link a write-up that is handed over, and keep it with a copy; returns its source.

        Args:
            text: what its file holds, or the text itself.
            name: of its file, whose ending tells the format.
            drama: the one that is meant where the write-up names none.

        Raises:
            WriteupError: it is not text, or no text is in it.
            NotOnShelfError: there is no such drama.
            StoreError: it cannot be kept.
        """
        from jangmyeon.writeups import read_bytes

        data = text.encode("utf-8", "replace") if isinstance(text, str) else text
        path = self._copies / _named(name, hashlib.blake2b(data, digest_size=6).hexdigest())
        manuscript = read_bytes(data, str(path))
        self._take_in(manuscript, drama, path, data)
        return str(path)

    def fetch_in(
        self, address: str, *, drama: str | None = None, allow_private: bool = False
    ) -> str:
        """Fetch a write-up, link it, and keep it with a copy; returns its source, the address.

        Raises:
            WriteupError: it is no http(s) address, one of the user's own network, or cannot be
                fetched; or there is no text in it.
            NotOnShelfError: there is no such drama.
            StoreError: it cannot be kept.
        """
        from jangmyeon.writeups import is_address

        if not is_address(address):
            remedy = "an address starts with https:// or http://"
            raise WriteupError("not a web address:", where=address[:200], remedy=remedy)
        manuscript = self.read(address.strip(), allow_private=allow_private)
        source = manuscript.writeup.source
        ending = ".html" if manuscript.source.markup else ".txt"
        path = self._copies / _named(source.partition("://")[2] + ending, _digest(source))
        self._take_in(manuscript, drama, path, manuscript.corrected(()))
        return source

    def open_writeup(
        self, source: str, *, seen: Seen = None, spoilers: bool = False
    ) -> OpenedWriteup:
        """A kept write-up with its scenes, and what the episodes contradict in it.

        Args:
            source: its file or address, as ``writeups`` tells it.

        Raises:
            QueryError: there is no such write-up.
        """
        from jangmyeon.writeups import finding_span

        kept = self._kept(source, seen, spoilers)
        manuscript = self._manuscript(kept)
        every, _ = self._linked(manuscript, kept.drama or None)
        with self._sight(seen, spoilers) as sight:
            links = shown_links(sight, every)
            findings = sight.proofreader.check(manuscript, links)
            horizon = sight.horizon
        hidden = self._hides_of(self._dramas_of(kept, every), horizon)
        marked = [Marked(finding, finding_span(manuscript, finding)) for finding in findings]
        writeup = replace(manuscript.writeup, source=kept.source)
        if not hidden:
            return OpenedWriteup(kept, writeup, tuple(links), tuple(marked))
        links = [link for link in links if link.scene or _is_free(link.passage, horizon)]
        writeup, marked = _only_told(writeup, links, marked)
        held_back = len(every) - len(links)
        return OpenedWriteup(kept, writeup, tuple(links), tuple(marked), held_back)

    def corrected(
        self, source: str, *, seen: Seen = None, spoilers: bool = False
    ) -> tuple[str, bytes]:
        """A kept write-up with all corrected that is sure: the name for its file, and the file.

        Args:
            source: its file or address, as ``writeups`` tells it.

        Raises:
            QueryError: there is no such write-up.
            WriteupError: a correction has letters that the file's encoding lacks.
        """
        kept = self._kept(source, seen, spoilers)
        manuscript = self._manuscript(kept)
        path = PurePath(manuscript.source.path)
        data = self.fixed(manuscript, self.check(manuscript, seen=seen, spoilers=spoilers))
        return f"{path.stem}.fixed{path.suffix}", data

    def remove_writeup(self, source: str | Path) -> None:
        """Forget a kept write-up, what it says of scenes, and the copy of it that was kept.

        A file of the user's stays as it is.

        Raises:
            QueryError: there is no such write-up.
        """
        super().remove_writeup(source)
        copy = self._copy(str(source))
        if copy is not None:
            copy.unlink(missing_ok=True)

    @property
    def _copies(self) -> Path:
        return self.data.resolve() / COPIES

    def _take_in(self, manuscript: Manuscript, drama: str | None, path: Path, data: bytes) -> None:
        """Link and keep; the copy first, so that what is kept has one."""
        links, linked = self._linked(manuscript, drama)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        except OSError as error:
            remedy = "make the folder writable, or choose another with --data"
            reason = error.strerror or str(error)
            raise StoreError(
                f"cannot keep a copy ({reason})", where=str(path), remedy=remedy
            ) from error
        self._yours(create=True).keep_writeup(manuscript.writeup, links, now(), linked)

    def _kept(self, source: str, seen: Seen, spoilers: bool) -> KeptWriteup:
        kept = {each.source: each for each in self.writeups(seen=seen, spoilers=spoilers)}
        if source not in kept:
            remedy = "jangmyeon writeups lists them"
            raise QueryError("there is no write-up", where=source, remedy=remedy)
        return kept[source]

    def _dramas_of(self, kept: KeptWriteup, links: Iterable[Link]) -> set[str]:
        """The dramas that a write-up tells of, now or when it was linked."""
        stored = [each for each in self._yours().passages() if each.source == kept.source]
        passages = [*(link.passage for link in links), *(each.passage for each in stored)]
        return {kept.drama, *(p.drama for p in passages), *(each.spot.drama for each in stored)}

    def _hides_of(self, dramas: Iterable[str], horizon: Horizon) -> bool:
        """Whether a horizon hides episodes of any of these dramas."""
        with self._sight(spoilers=True) as whole:
            marked = [drama for drama in dramas if horizon.mark(drama)]
            stored = [each.episode for drama in marked for each in whole.reader.episodes(drama)]
        return not all(horizon.shows(e.drama.id, e.season, e.number) for e in stored)

    def _manuscript(self, kept: KeptWriteup) -> Manuscript:
        from jangmyeon.writeups import manuscript_of, read_bytes

        copy = self._copy(kept.source)
        if copy is not None:
            return read_bytes(copy.read_bytes(), str(copy))
        return manuscript_of(self._yours().writeup(kept.source) or Writeup(kept.source))

    def _copy(self, source: str) -> Path | None:
        """The copy of a write-up, told by its place in the folder of copies or by its address."""
        copies = self._copies
        if not copies.is_dir():
            return None
        name = PurePath(source).name
        if source == str(copies / name) and (copies / name).is_file():
            return copies / name
        return next(copies.glob(f"*-{_digest(source)}.*"), None)


def _digest(source: str) -> str:
    return hashlib.blake2b(source.encode("utf-8", "replace"), digest_size=6).hexdigest()


def _named(name: str, digest: str) -> str:
    """A name for a copy that tells what it is and cannot lead out of its folder.

    >>> _named("../five best.html", "1a2b"), _named("", "3c4d")
    ('five-best-1a2b.html', 'write-up-3c4d.txt')
    """
    suffix = PurePath(name).suffix.lower()
    stem = re.sub(r"\W+", "-", PurePath(name).stem if suffix in _FORMATS else name).strip("-")
    told = stem[:_LONGEST_NAME].rstrip("-") or "write-up"
    return f"{told}-{digest}{suffix if suffix in _FORMATS else '.txt'}"


def _is_free(passage: Passage, horizon: Horizon) -> bool:
    """Whether a passage without a scene is known to be of a drama of which nothing is hidden."""
    return bool(passage.drama) and horizon.mark(passage.drama) is None


def _only_told(
    writeup: Writeup, links: Sequence[Link], findings: Iterable[Marked]
) -> tuple[Writeup, list[Marked]]:
    """A write-up of which only these passages are left, each a block, and the findings in them."""
    from jangmyeon.writeups import Span, passage_spans

    blocks: list[Block] = []
    moved: list[Marked] = []
    findings = list(findings)
    for link, span in zip(links, passage_spans(writeup, links), strict=True):
        passage = link.passage
        for each in findings:
            at = each.span
            if span and at and span.block == at.block and span.start <= at.start < span.end:
                start, end = at.start - span.start, min(at.end, span.end) - span.start
                moved.append(Marked(each.finding, Span(len(blocks), start, end)))
        blocks.append(Block("paragraph", passage.text, passage.line, passage.column))
    return replace(writeup, title="", blocks=tuple(blocks)), moved
