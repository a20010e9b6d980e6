"""Write-ups that were linked to scenes, kept with their text and their links."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from jangmyeon.model import Block, Episode, Link, Passage, Writeup
from jangmyeon.store.yours.connected import OwnConnection
from jangmyeon.store.yours.records import KeptPassage, KeptWriteup, LinkedWith, Spot

_LISTS = ("people", "quotes", "episodes", "kinds")
_UNKNOWN = LinkedWith()
_LARGEST = 128 * 1024 * 1024  # bytes of a write-up's blocks, however small they are packed


class WriteupKeeper(OwnConnection):
    """Keeps write-ups."""

    def keep_writeup(
        self,
        writeup: Writeup,
        links: Sequence[Link],
        written: str,
        linked: LinkedWith = _UNKNOWN,
    ) -> None:
        """Keep a write-up and what its passages are linked to, in place of what was kept of it."""
        blocks = pack_blocks(writeup.blocks)
        with self.transaction():
            self._db.execute("DELETE FROM main.writeups WHERE source = ?", (writeup.source,))
            key = self._db.execute(
                "INSERT INTO main.writeups (source, title, author, date, language, spoilers, "
                "digest, blocks, written, edition, drama_id) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    writeup.source,
                    writeup.title,
                    writeup.author,
                    writeup.date,
                    writeup.language,
                    writeup.spoilers,
                    hashlib.blake2b(blocks, digest_size=12).hexdigest(),
                    blocks,
                    written,
                    linked.edition,
                    linked.drama,
                ),
            ).lastrowid
            for link in links:
                self._keep_passage(key, link)

    def relink(self, source: str, links: Sequence[Link], linked: LinkedWith) -> None:
        """Keep other links of a write-up that is kept; nothing else of it changes."""
        with self.transaction():
            row = self._db.execute(
                "UPDATE main.writeups SET edition = ?, drama_id = ? WHERE source = ? RETURNING id",
                (linked.edition, linked.drama, source),
            ).fetchone()
            if row is None:  # it was removed meanwhile
                return
            self._db.execute("DELETE FROM main.passages WHERE writeup_id = ?", row)
            for link in links:
                self._keep_passage(row[0], link)

    def unlinked(self, edition: str) -> list[tuple[Writeup, str]]:
        """The write-ups that were linked with other episodes than these.

        Each in full, with the id of the drama that is meant where it names none.
        """
        rows = self._db.execute(
            "SELECT source, drama_id FROM main.writeups WHERE edition <> ? ORDER BY source",
            (edition,),
        ).fetchall()
        kept = ((self.writeup(source), drama) for source, drama in rows)
        return [(writeup, drama) for writeup, drama in kept if writeup is not None]

    def _keep_passage(self, writeup: int | None, link: Link) -> None:
        passage = self._db.execute(
            "INSERT INTO main.passages (writeup_id, told) VALUES (?, ?)",
            (writeup, json.dumps(asdict(link.passage), ensure_ascii=False)),
        ).lastrowid
        self._db.executemany(
            "INSERT INTO main.links VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            ((passage, *row) for row in _spans(link)),
        )

    def writeups(self) -> list[KeptWriteup]:
        """All write-ups by title, with how many of their passages tell of what may be seen."""
        rows = self._db.execute(
            "SELECT source, title, author, date, language, spoilers, (SELECT count(*) FROM links "
            "JOIN main.passages ON id = passage_id WHERE rank = 0 AND writeup_id = w.id), written, "
            "drama_id FROM main.writeups AS w ORDER BY title, source"
        )
        return [
            KeptWriteup(source, title, author, date, language, bool(spoilers), *told)
            for source, title, author, date, language, spoilers, *told in rows
        ]

    def writeup(self, source: str) -> Writeup | None:
        """A write-up in full. It may tell of anything: nothing of it is held back."""
        row = self._db.execute(
            "SELECT source, title, author, date, language, blocks, spoilers FROM main.writeups "
            "WHERE source = ?",
            (source,),
        ).fetchone()
        if row is None:
            return None
        source, title, author, date, language, blocks, spoilers = row
        blocks = unpack_blocks(blocks)
        return Writeup(source, title, author, date, language, blocks, bool(spoilers))

    def remove_writeup(self, source: str) -> bool:
        """Delete a write-up and its links; tells whether there was one."""
        with self.transaction():
            return bool(
                self._db.execute("DELETE FROM main.writeups WHERE source = ?", (source,)).rowcount
            )

    def passages_of(self, episode: Episode, start: float, end: float) -> list[KeptPassage]:
        """Passages on a span of an episode (seconds), surest first.

        One that may tell of a scene beyond the horizon as well is held back.
        """
        place = (episode.drama.id, episode.season, episode.number, end, start)
        near = 'l.drama_id = ? AND l.season = ? AND l.number = ? AND l.start < ? AND l."end" > ?'
        return [kept for kept in self._kept(near, place) if kept.tells_of(start, end)]

    def passages(self, drama: str | None = None) -> list[KeptPassage]:
        """All passages that are linked to a scene (of a drama, by its id), surest first.

        One that may tell of a scene beyond the horizon as well is held back.
        """
        return self._kept("1", ()) if drama is None else self._kept("l.drama_id = ?", (drama,))

    def _kept(self, where: str, told: Sequence[object]) -> list[KeptPassage]:
        rows = self._db.execute(
            "SELECT p.told, w.source, w.title, w.author, l.drama_id, l.season, l.number, l.start, "
            'l."end", l.score FROM links AS l JOIN main.passages AS p ON p.id = l.passage_id '
            f"JOIN main.writeups AS w ON w.id = p.writeup_id WHERE l.rank = 0 AND {where} "
            "AND (SELECT count(*) FROM main.links AS all_of WHERE all_of.passage_id = p.id) "
            "= (SELECT count(*) FROM links AS seen WHERE seen.passage_id = p.id) "
            "ORDER BY l.score DESC, w.title, p.id",
            told,
        )
        return [_passage(row) for row in rows]


def _passage(row: Sequence[Any]) -> KeptPassage:
    told, source, title, author, drama, season, number, begins, ends, score = row
    spot = Spot(drama, season, number, (begins + ends) / 2)
    return KeptPassage(read_passage(told), source, title, author, spot, begins, ends, score)


def _spans(link: Link) -> Iterator[tuple[int, str, int, int, float, float, float]]:
    """The scene of a passage and its runners-up, as columns of ``links``."""
    first = [(link.scene, link.start, link.end, link.score)] if link.scene else []
    others = [(hit.scene, hit.start, hit.end, hit.score) for hit in link.others]
    for rank, (scene, start, end, score) in enumerate((*first, *others), not first):
        episode = scene.episode
        yield rank, episode.drama.id, episode.season, episode.number, start, end, score


def read_passage(told: str) -> Passage:
    """A passage as it is kept."""
    parts = json.loads(told)
    return Passage(**{**parts, **{name: tuple(parts[name]) for name in _LISTS}})


def pack_blocks(blocks: Sequence[Block]) -> bytes:
    """The blocks of a write-up as compressed JSON."""
    return zlib.compress(json.dumps([asdict(b) for b in blocks], ensure_ascii=False).encode())


def unpack_blocks(packed: bytes) -> tuple[Block, ...]:
    """The blocks that ``pack_blocks`` packed.

    Raises:
        ValueError: they take more room than any write-up does.
    """
    unpacking = zlib.decompressobj()
    text = unpacking.decompress(packed, _LARGEST)
    if unpacking.unconsumed_tail:
        raise ValueError("a write-up is too large")
    return tuple(Block(**block) for block in json.loads(text))
