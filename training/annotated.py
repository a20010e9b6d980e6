"""The annotated episodes that all training scripts learn from, read and lemmatised once.

Reading a shelf of 400 episodes takes a minute; ``--cache FILE`` keeps what came of it for the next
run. Delete the file when the reading of captions has changed.
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from jangmyeon.captions import read_script
from jangmyeon.engine.analysis import by_worth
from jangmyeon.model import Episode, Line, Script, Sound
from jangmyeon.shelf import scan
from jangmyeon.words import analyse, flat

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("JANGMYEON_SHARED", ROOT / "../shared"))


@dataclass(frozen=True)
class GoldScene:
    """A scene as a reader annotated it; times in seconds."""

    start: float
    end: float
    summary: str
    place: str
    time: str
    weather: str
    people: tuple[str, ...]
    moments: tuple[str, ...]
    romance: float
    intensity: float
    confidence: str


@dataclass(frozen=True)
class Reread:
    """What another reader says of a scene: kinds of moment, and which captions show each.

    Times are seconds; captions are told by their starts.
    """

    start: float
    end: float
    shown: Mapping[str, tuple[float, ...]]


@dataclass(frozen=True)
class Analysed:
    """An episode's most telling track, with what ``words.analyse`` says of each flat text.

    ``ours`` says that its scenes are of ``training/annotations``: to learn from, not to be judged
    by. ``reread`` are words of second readers on them.
    """

    episode: Episode
    script: Script
    fields: Mapping[str, str]
    scenes: tuple[GoldScene, ...] = ()
    ours: bool = False
    reread: tuple[Reread, ...] = ()

    @property
    def shown(self) -> list[Line | Sound]:
        """Lines and sounds in order of time, as they are cut into scenes."""
        told = [*(line for line in self.script.lines if line.kind != "credit")]
        return sorted([*told, *self.script.sounds], key=lambda item: (item.start, item.end))


@dataclass(frozen=True)
class Retold:
    """A query of ours, told again in Korean by somebody who knows of its scene by the English only.

    ``imagined`` are Korean words that such a reader expects in the captions of the scene;
    ``english`` is the query put in other words by another one, where there is one.
    """

    query: Mapping[str, Any]
    korean: str
    imagined: str
    english: str


def read_rows(folder: Path, *kinds: str) -> Iterator[dict[str, Any]]:
    """The rows of all files of some kinds (scenes, queries) in a folder of annotations."""
    for kind in kinds:
        for path in sorted(folder.glob(f"*.{kind}.jsonl")):
            yield from map(json.loads, path.read_text("utf-8").splitlines())


def read_retold(folder: Path) -> Iterator[Retold]:
    """The retold queries of ``training/annotations``."""
    queries: dict[str, list[dict[str, Any]]] = {}
    reworded = {(e, row): text for e, row, text in _table(folder / "reworded.tsv")}
    for episode, row, korean, imagined in _table(folder / "retold.tsv"):
        if episode not in queries:
            text = (folder / f"{episode}.queries.jsonl").read_text("utf-8")
            queries[episode] = [json.loads(each) for each in text.splitlines()]
        query = queries[episode][int(row)]
        yield Retold(query, korean, imagined, reworded.get((episode, row), query["en"]))


def _table(path: Path) -> Iterator[list[str]]:
    """The rows of a table, but for its heading."""
    for line in path.read_text("utf-8").splitlines()[1:]:
        yield line.split("\t")


def options(about: str) -> argparse.ArgumentParser:
    """The options that every training script takes."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--captions", type=Path, default=SHARED / "captions")
    parser.add_argument("--gold", type=Path, default=SHARED / "gold")
    parser.add_argument("--annotations", type=Path, default=ROOT / "training/annotations")
    parser.add_argument("--cache", type=Path, help="keep the episodes that were read here")
    parser.add_argument("--write", action="store_true", help="write the weights that ship")
    return parser


def read_shelf(told: argparse.Namespace) -> list[Analysed]:
    """All episodes of the shelf; those that are annotated carry their scenes."""
    if told.cache and told.cache.exists():
        episodes = list(pickle.loads(told.cache.read_bytes()))
    else:
        episodes = list(_read(told.captions, _gold(told.gold)))
        if told.cache:
            told.cache.write_bytes(pickle.dumps(episodes))
    ours, reread = _gold(told.annotations), _reread(told.annotations)
    return [
        replace(each, scenes=ours[key], ours=True, reread=reread.get(key, ()))
        if not each.scenes and (key := _key(each.episode)) in ours
        else each
        for each in episodes
    ]


def read_annotated(told: argparse.Namespace) -> list[Analysed]:
    """The annotated episodes alone."""
    return [episode for episode in read_shelf(told) if episode.scenes]


Key = tuple[str, int, int]


def _key(episode: Episode) -> Key:
    return episode.drama.title, episode.season, episode.number


def _reread(folder: Path) -> dict[Key, tuple[Reread, ...]]:
    found: dict[Key, tuple[Reread, ...]] = {}
    for path in sorted(folder.glob("*.reread.tsv")):
        lines = path.read_text("utf-8").splitlines()
        scenes = path.with_name(path.name.replace(".reread.tsv", ".scenes.jsonl"))
        row = json.loads(scenes.read_text("utf-8").partition("\n")[0])
        rows = [line.split("\t") for line in lines if not line.startswith("#")]
        found[row["drama"], row["season"], row["episode"]] = tuple(
            Reread(float(start), float(end), dict(map(_shown, kinds.split())))
            for start, end, _, kinds in rows
        )
    return found


def _shown(told: str) -> tuple[str, tuple[float, ...]]:
    kind, _, times = told.partition(":")
    return kind, tuple(float(time) for time in times.split(",") if time)


def _gold(folder: Path) -> dict[Key, tuple[GoldScene, ...]]:
    found: dict[Key, tuple[GoldScene, ...]] = {}
    for path in sorted(folder.glob("*.scenes.jsonl")):
        rows = [json.loads(row) for row in path.read_text("utf-8").splitlines() if row.strip()]
        key = rows[0]["drama"], rows[0]["season"], rows[0]["episode"]
        found[key] = tuple(sorted(map(_scene, rows), key=lambda scene: scene.start))
    return found


def _scene(row: Mapping[str, Any]) -> GoldScene:
    names = GoldScene.__dataclass_fields__
    lists = {name: tuple(row[name]) for name in ("people", "moments")}
    told = {"summary": "", **row, **lists}
    return GoldScene(**{name: told[name] for name in names})


def _read(captions: Path, gold: Mapping[Key, tuple[GoldScene, ...]]) -> Iterator[Analysed]:
    for files in scan(captions).episodes:
        episode = files.episode
        scripts = [
            script
            for track in files.tracks
            for script in read_script((captions / track.path).read_bytes(), track)
        ]
        if not scripts:
            continue
        script = by_worth(scripts)[0]
        texts = list(dict.fromkeys(flat(item.text) for item in (*script.lines, *script.sounds)))
        fields = dict(zip(texts, analyse(texts), strict=True))
        scenes = gold.get((episode.drama.title, episode.season, episode.number), ())
        yield Analysed(episode, script, fields, scenes)
