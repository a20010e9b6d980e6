"""Whole episodes, analysed from captions that are not quite right.

Reads the files that the caption targets make, several spliced into one, and goes on to words,
people, scenes and moments. ``python -m fuzz.episodes --inputs 20000 --seed 1``.
"""

from __future__ import annotations

from itertools import pairwise

from fuzz import captions
from fuzz.chance import Chance
from fuzz.running import Target, main
from jangmyeon.engine import EpisodeJob, Failure
from jangmyeon.engine.tasks import process_episode
from jangmyeon.model import Drama, Episode, Role, Track
from jangmyeon.shelf import EpisodeFiles

_ENDINGS = {
    **{"subrip": ".srt", "webvtt": ".vtt", "substation": ".ass"},
    **{"sami": ".smi", "ttml": ".xml"},
}
_CAST = (Role("Ahn A", "Nari"), Role("", "준"), Role("한배우", "한 박사"), Role("[", "]"))
_BREAK = b"\0\0--\0\0"


def _make(chance: Chance) -> bytes:
    """Up to three caption files in one input, each after the place of its format."""
    files = []
    for _ in range(1 + chance.few(2)):
        place = int(chance.random() * len(captions.TARGETS))
        files.append(b"%d" % place + captions.TARGETS[place].make(chance))
    return _BREAK.join(files)


def _alter(data: bytes, chance: Chance) -> bytes:
    files = data.split(_BREAK)
    at = int(chance.random() * len(files))
    target = captions.TARGETS[int(files[at][:1]) if files[at][:1].isdigit() else 0]
    files[at] = files[at][:1] + target.alter(files[at][1:], chance)
    return _BREAK.join(files)


def _check(data: bytes) -> bool:
    """Whether an episode comes of it, whose scenes follow each other; else what is wrong."""
    tracks, carried = [], []
    for number, file in enumerate(data.split(_BREAK)):
        place = int(file[:1]) % len(captions.TARGETS) if file[:1].isdigit() else 0
        ending = _ENDINGS[captions.TARGETS[place].name]
        tracks.append(Track(f"Harbor S01E01.{number}{ending}"))
        carried.append(file[1:])
    episode = Episode(Drama("harbor-2021", "Harbor", cast=_CAST), 1, 1)
    files = EpisodeFiles(episode, tuple(tracks), ())
    outcome = process_episode(EpisodeJob("/nowhere", files, "x", tuple(carried)))
    for skipped in outcome.skipped:
        assert "could not be analysed" not in skipped.reason, skipped.reason
    if isinstance(outcome, Failure):
        assert outcome.skipped, "failed without a word"
        return False
    scenes = outcome.record.scenes
    assert [scene.number for scene in scenes] == [*range(1, len(scenes) + 1)]
    assert all(scene.start < scene.end for scene in scenes), scenes
    assert all(one.start < later.start for one, later in pairwise(scenes)), scenes
    return True


TARGET = Target("episodes", _make, _alter, _check)

if __name__ == "__main__":
    main([TARGET])
