"""All that a library holds, in an order that does not depend on how it came to be."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import tantivy

from jangmyeon.search.index import FOLDER_NAME
from jangmyeon.store import FILE_NAME, unpack_concordance

_TABLES = (
    "SELECT * FROM dramas ORDER BY id",
    "SELECT * FROM roles ORDER BY drama_id, position",
    "SELECT drama_id, season, number, title, duration, video, lines, sounds, spoken, fingerprint "
    "FROM episodes ORDER BY 1, 2, 3",
    "SELECT drama_id, season, number, tracks.path, stream, language, sdh, format, encoding, script "
    "FROM tracks JOIN episodes ON episodes.id = episode_id ORDER BY 1, 2, 3, 4",
    "SELECT drama_id, season, episodes.number, scenes.* FROM scenes "
    "JOIN episodes ON episodes.id = episode_id ORDER BY 1, 2, 3, scenes.number",
    "SELECT drama_id, season, number, name, speakers.lines FROM speakers "
    "JOIN episodes ON episodes.id = episode_id ORDER BY 1, 2, 3, 4",
    "SELECT lemma FROM lemmas ORDER BY 1",
    "SELECT * FROM forms ORDER BY 1",
    "SELECT * FROM people ORDER BY drama_id, position",
    "SELECT drama_id, season, number, traces FROM sightings "
    "JOIN episodes ON episodes.id = episode_id ORDER BY 1, 2, 3",
    "SELECT drama_id, season, number, scene, kind, score, evidence FROM moments "
    "JOIN episodes ON episodes.id = episode_id ORDER BY 1, 2, 3, 4, 5",
    "SELECT count(*) FROM uncast",
    "SELECT path, size, mtime_ns, digest, identity FROM files ORDER BY 1",
    "SELECT * FROM notices ORDER BY 1, 2, 3",
    "SELECT count(*) FROM unsearchable",
)


def content(data: Path) -> list[list[tuple[object, ...]]]:
    """Every table, the concordances with their lemmas spelt out, and every search document."""
    db = sqlite3.connect(f"file:{data / FILE_NAME}?mode=ro", uri=True)
    try:
        told = [_without_keys(db.execute(query).fetchall()) for query in _TABLES]
        lemmas = dict(db.execute("SELECT id, lemma FROM lemmas"))
        episodes = {
            key: place
            for key, *place in db.execute("SELECT id, drama_id, season, number FROM episodes")
        }
        rows = db.execute("SELECT episode_id, lemmas FROM concordances").fetchall()
    finally:
        db.close()
    spelt = []
    for key, packed in rows:
        found = unpack_concordance(packed)
        words = tuple(lemmas[i] for i in found.lemmas.tolist())
        spelt.append((*episodes[key], tuple(found.times.tolist()), words))
    return [*told, sorted(spelt), _documents(data, episodes)]


def _without_keys(rows: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """Scenes carry the episode's key in the fourth column, which may differ: it is left out."""
    return [row[:3] + row[4:] if len(row) == 13 else row for row in rows]


def _documents(data: Path, episodes: dict[int, list[object]]) -> list[tuple[object, ...]]:
    index = tantivy.Index.open(str(data / FOLDER_NAME))
    searcher = index.searcher()
    found = searcher.search(tantivy.Query.all_query(), limit=max(1, searcher.num_docs)).hits
    addresses = [address for _, address in found]
    columns = [searcher.fast_field_values(name, addresses) for name in ("episode", "start", "end")]
    return sorted((*episodes[int(key)], s, e) for key, s, e in zip(*columns, strict=True))
