"""What leads to a scene, and what follows: the scenes beside it, and the next with its people."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import hypot

from jangmyeon.guides.anatomy import Nearness, Neighbor
from jangmyeon.guides.anatomy_captions import Dissected
from jangmyeon.guides.anatomy_phrases import Voice
from jangmyeon.model import Scene
from jangmyeon.store import Reader, StoredEpisode, airing

_BESIDE = 2  # scenes told on either side
_THREAD = 14  # scenes on either side among which those on the same thread are looked for
_THREADS = 2  # that are told
_LEAST = 0.3  # of what makes a thread
_KINDS = 0.6  # how much kinds of moment count for it, beside people
_HOW: dict[bool, tuple[Nearness, Nearness, Nearness]] = {
    True: ("before", "led before", "met before"),
    False: ("after", "leads on", "meets next"),
}
_TOGETHER = 2  # of its people, who meet again elsewhere
_EPISODES = 3  # in which that is looked for, on either side
_LETTERS = 8  # of a caption that tells something by itself
_MUSIC = re.compile("음악|노래|music|song", re.IGNORECASE)
_STRONG = 0.35  # of a moment that makes a meeting worth telling


def neighbors_of(
    reader: Reader, table: Dissected, voice: Voice
) -> tuple[tuple[Neighbor, ...], tuple[Neighbor, ...]]:
    """What leads to a scene and what follows it, each in order of time.

    What lies beyond the horizon of the reader is not told.
    """
    episodes = _in_order(reader, table.stored)
    here = next(n for n, stored in enumerate(episodes) if stored.key == table.stored.key)
    before = list(_told(_backwards(reader, table, episodes, here), table, voice, back=True))
    after = list(_told(_forwards(reader, table, episodes, here), table, voice, back=False))
    return (
        tuple(_quoted(reader, each) for each in reversed(before)),
        tuple(_quoted(reader, each) for each in after),
    )


def _in_order(reader: Reader, stored: StoredEpisode) -> list[StoredEpisode]:
    found = reader.episodes(stored.episode.drama.id)
    return sorted(found, key=lambda each: airing((each.episode.season, each.episode.number)))


def _backwards(
    reader: Reader, table: Dissected, episodes: Sequence[StoredEpisode], here: int
) -> Iterator[Scene]:
    first = table.scenes[0].number
    yield from reversed([s for s in table.all_scenes if s.number < first])
    for stored in reversed(episodes[max(here - _EPISODES, 0) : here]):
        yield from reversed(reader.scenes(stored))


def _forwards(
    reader: Reader, table: Dissected, episodes: Sequence[StoredEpisode], here: int
) -> Iterator[Scene]:
    last = table.scenes[-1].number
    yield from (s for s in table.all_scenes if s.number > last)
    for stored in episodes[here + 1 : here + 1 + _EPISODES]:
        yield from reader.scenes(stored)


def _told(
    scenes: Iterator[Scene], table: Dissected, voice: Voice, *, back: bool
) -> Iterator[Neighbor]:
    """The scenes beside, those on the same thread, and the nearest in which its people meet."""
    beside, thread, meeting = _HOW[back]
    near: list[Scene] = []
    met: Scene | None = None
    for scene in scenes:
        near.append(scene)
        met = met or (scene if _is_meeting(scene, table.scene) else None)
        if met is not None and len(near) >= _THREAD:
            break
    same = [scene for scene in near if scene.episode == table.scene.episode][_BESIDE:_THREAD]
    threads = sorted(same, key=lambda scene: -_on_thread(scene, table.scene))
    chosen = [scene for scene in threads[:_THREADS] if _on_thread(scene, table.scene) >= _LEAST]
    for n, scene in enumerate(near):
        if n < _BESIDE:
            yield Neighbor(beside, scene, voice.scene(scene))
        elif scene is met:
            yield Neighbor(meeting, scene, voice.scene(scene))
        elif any(scene is each for each in chosen):
            yield Neighbor(thread, scene, voice.scene(scene))


def _is_meeting(scene: Scene, one: Scene) -> bool:
    """Whether people of one scene are together in another in which something happens."""
    shared = len(set(one.people) & set(scene.people))
    strong = any(m.score >= _STRONG and m.kind != "everyday" for m in scene.moments)
    return strong and bool(one.people) and shared >= min(_TOGETHER, len(one.people))


def _on_thread(scene: Scene, one: Scene) -> float:
    """How much a scene goes on with what another shows, 0 to 1: its kinds of moment, its people."""
    mine = {m.kind: m.score for m in one.moments}
    its = {m.kind: m.score for m in scene.moments}
    lengths = hypot(*mine.values()) * hypot(*its.values())
    kinds = sum(score * its.get(kind, 0.0) for kind, score in mine.items()) / (lengths or 1.0)
    everybody = set(one.people) | set(scene.people)
    people = len(set(one.people) & set(scene.people)) / max(len(everybody), 1)
    return _KINDS * kinds + (1 - _KINDS) * people


def _quoted(reader: Reader, neighbor: Neighbor) -> Neighbor:
    """A neighbor with the longest line that shows what happens in it, and what is heard then."""
    scene = neighbor.scene
    episode = scene.episode
    if not any(moment.evidence for moment in scene.moments):
        stored = reader.find_episode(episode.drama.id, episode.season, episode.number)
        scenes = reader.scenes(stored, evidence=True) if stored else []
        scene = next((each for each in scenes if each.number == scene.number), scene)
    evidence = [text for moment in scene.moments for text in moment.evidence]
    said = max((text for text in evidence if not text.startswith("[")), key=len, default="")
    heard = (text for text in evidence if text.startswith("[") and not _MUSIC.search(text))
    told = [said if len(said) >= _LETTERS else "", next(heard, "")]
    return replace(neighbor, scene=scene, quote=" ".join(filter(None, told)))
