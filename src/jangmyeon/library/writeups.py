"""What people wrote of scenes: linked, proof-read, and kept with the library."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from jangmyeon.errors import QueryError
from jangmyeon.library.base import Base, Seen
from jangmyeon.library.seen import now
from jangmyeon.library.sight import Sight
from jangmyeon.model import Episode, Finding, Link, Scene, Writeup
from jangmyeon.store.yours import KeptPassage, KeptWriteup, LinkedWith, Spot

if TYPE_CHECKING:
    from jangmyeon.writeups import Manuscript

Source: TypeAlias = "Path | str | Manuscript"
"""A write-up: its file, the folder of a saved page, an http(s) address, a text, or one read."""


class Writeups(Base):
    """Links write-ups to scenes, proof-reads them, and keeps what their passages describe.

    Raises (what reads a write-up):
        WriteupError: it cannot be read or fetched, or there is no text in it.
    """

    def read(self, source: Source, *, allow_private: bool = False) -> Manuscript:
        """Read a write-up, to link it and to proof-read it without reading it twice.

        Args:
            source: a text, Markdown or HTML file; the folder of a saved page; an http(s) address,
                which alone is ever fetched; or a text itself.
            allow_private: may an address be one of the user's own network?
        """
        if isinstance(source, Path | str):
            from jangmyeon.writeups import read_manuscript

            return read_manuscript(source, allow_private=allow_private)
        return source

    def link(
        self,
        source: Source,
        *,
        drama: str | None = None,
        keep: bool = True,
        seen: Seen = None,
        spoilers: bool = False,
        allow_private: bool = False,
    ) -> list[Link]:
        """The scene that each passage of a write-up describes, in the order of its text.

        Where a drama is not on the shelf, or too little is told, a link has no scene. Passages
        that tell of later episodes than have been seen are left out.

        Args:
            source: see ``read``.
            drama: the one that is meant where the write-up names none.
            keep: remember what the write-up says of scenes (a text without a file is not kept).

        Raises:
            NotOnShelfError: there is no such drama.
            StoreError: it is to be kept, and cannot be.
        """
        manuscript = self.read(source, allow_private=allow_private)
        writeup = manuscript.writeup
        links, linked = self._linked(manuscript, drama)
        if keep and writeup.source:
            self._yours(create=True).keep_writeup(_placed(writeup), links, now(), linked)
        with self._sight(seen, spoilers, drama) as sight:
            return shown_links(sight, links)

    def check(
        self,
        source: Source,
        *,
        seen: Seen = None,
        spoilers: bool = False,
        allow_private: bool = False,
    ) -> list[Finding]:
        """What the episodes and the casts contradict in a write-up, in the order of its text.

        Names, titles, who plays whom, quotes, episode numbers, years, networks, and spoilers of
        which it does not warn. Nothing is held against later episodes than have been seen.

        Args:
            source: see ``read``.
        """
        manuscript = self.read(source, allow_private=allow_private)
        links, _ = self._linked(manuscript)
        with self._sight(seen, spoilers) as sight:
            return sight.proofreader.check(manuscript, shown_links(sight, links))

    def fixed(self, source: Source, findings: Iterable[Finding]) -> bytes:
        """A write-up's file with those findings corrected that are sure and have a suggestion.

        Not another byte is changed, nor the file itself.

        Args:
            source: see ``read``.
            findings: what ``check`` found in it.

        Raises:
            WriteupError: a correction has letters that the file's encoding lacks.
        """
        from jangmyeon.writeups import fixed

        return fixed(self.read(source), findings)

    def keep_writeup(self, writeup: Writeup, links: Sequence[Link]) -> None:
        """Keep a write-up and its links in place of what was kept of it, if anything was.

        Raises:
            StoreError: it cannot be written.
        """
        with self._sight(spoilers=True) as whole:
            linked = LinkedWith(whole.edition)
        self._yours(create=True).keep_writeup(writeup, links, now(), linked)

    def remove_writeup(self, source: str | Path) -> None:
        """Forget a kept write-up and what it says of scenes; its own file stays as it is.

        Args:
            source: its file or address, as ``writeups`` tells it.

        Raises:
            QueryError: there is no such write-up.
        """
        names = dict.fromkeys(map(_text, (str(source), _place(str(source)))))
        removed = [self._yours().remove_writeup(name) for name in names]
        if not any(removed):
            raise QueryError(
                "there is no write-up", where=str(source), remedy="jangmyeon writeups lists them"
            )

    def writeups(self, *, seen: Seen = None, spoilers: bool = False) -> list[KeptWriteup]:
        """The write-ups that are kept, by title, with how many of their passages may be seen."""
        with self._sight(seen, spoilers) as sight:
            return sight.yours.writeups()

    def passages_of(
        self,
        episode: Episode,
        start: float,
        end: float,
        *,
        seen: Seen = None,
        spoilers: bool = False,
    ) -> list[KeptPassage]:
        """What write-ups say of a span of an episode (seconds), surest first.

        A passage is held back when it may tell of later episodes than have been seen: when one of
        its runners-up, an episode or a person that it names lies beyond the horizon.
        """
        with self._sight(seen, spoilers, episode.drama.id) as sight:
            return sight.passages_of(episode, start, end)

    def _linked(
        self, manuscript: Manuscript, drama: str | None = None
    ) -> tuple[list[Link], LinkedWith]:
        """All links of a write-up, for ``shown_links`` to hold back from; and made with what.

        A passage on a later episode would be linked to an earlier scene if only those were known.
        """
        from jangmyeon.writeups import located

        with self._sight(spoilers=True) as whole:
            linked = LinkedWith(whole.edition, whole.drama_id(drama) or "")
            links = whole.linker.link(manuscript.writeup, linked.drama)
        return located(manuscript, links), linked

    def _relink(self) -> None:
        """Link kept write-ups anew that were linked when other episodes were on the shelf."""
        if not self._own.is_kept:
            return
        with self._sight(spoilers=True) as whole:
            yours, edition = self._yours(), whole.edition
            for writeup, drama in yours.unlinked(edition):
                links = whole.linker.link(writeup, drama)
                yours.relink(writeup.source, links, LinkedWith(edition, drama))


def _placed(writeup: Writeup) -> Writeup:
    """A write-up by the place of its file, wherever it was asked for from."""
    return replace(writeup, source=_place(writeup.source))


def _place(source: str) -> str:
    try:
        path = Path(source).expanduser()
        source = str(path.resolve()) if path.exists() else source
    except (OSError, ValueError, RuntimeError):  # an address, too long for a file's name
        pass
    return _text(source)


def _text(source: str) -> str:
    """The name of a file as text, which some names are not."""
    return source.encode("utf-8", "backslashreplace").decode()


def shown_links(sight: Sight, links: Iterable[Link]) -> list[Link]:
    """Those links of which may be told, with what may be told of each."""
    if not sight.horizon.marks:
        return list(links)
    return [shown for link in links if (shown := _within(sight, link)) is not None]


def _within(sight: Sight, link: Link) -> Link | None:
    """A link as far as the horizon lets it be told, None where it does not at all."""
    mark = sight.horizon.mark(link.passage.drama)
    if mark is None:
        return link
    others = tuple(hit for hit in link.others if _shows(sight, hit.scene))
    season = mark[0]
    if link.scene is not None:
        season = link.scene.episode.season
        if not _shows(sight, link.scene):
            return None
    elif len(others) < len(link.others):
        return None
    if sight.tells_of_later(link.passage, link.passage.drama, season):
        return None
    return replace(
        link,
        scene=_seen(sight, link.scene) if link.scene else None,
        others=tuple(replace(hit, scene=_seen(sight, hit.scene)) for hit in others),
    )


def _shows(sight: Sight, scene: Scene) -> bool:
    episode = scene.episode
    return sight.horizon.shows(episode.drama.id, episode.season, episode.number)


def _seen(sight: Sight, scene: Scene) -> Scene:
    """A scene with those people and that cast who have been met."""
    episode = scene.episode
    return sight.scene(Spot(episode.drama.id, episode.season, episode.number, scene.start))
