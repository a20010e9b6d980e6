"""The best scenes of a kind: ranked over a shelf, each scene once, with what shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from jangmyeon.guides.aspects import Aspect
from jangmyeon.guides.replays import is_replay, spoken_in
from jangmyeon.model import Line, Ranked, Scene, Sound, Why
from jangmyeon.moments import quoted
from jangmyeon.store import Reader, StoredEpisode

_MORE = 12  # times as many scenes are taken from the store as are asked for
_FEWEST = 200
_FULL = 3.0  # of romance and intensity
_CHOSEN = 0.04  # what it adds that a write-up tells of a scene
_MOST_CHOSEN = 3  # write-ups that count

Chosen = Callable[[Scene], int]
"""How many write-ups tell of a scene."""


@dataclass(slots=True)
class _Entry:
    """A scene that is ranked, with its lines; later showings are gathered in ``again``."""

    scene: Scene
    stored: StoredEpisode
    score: float
    lines: frozenset[str]
    again: list[Scene] = field(default_factory=list)

    def meets(self, other: _Entry) -> bool:
        """Whether both show the same scene."""
        same = self.scene.episode.drama.id == other.scene.episode.drama.id
        return same and is_replay(self.lines, other.lines)

    def take(self, other: _Entry) -> None:
        """Keep another showing; the first on air leads."""
        later = other.scene
        if _airing(other.scene) < _airing(self.scene):
            later = self.scene
            self.scene, self.stored = other.scene, other.stored
        self.again.append(later)
        self.lines |= other.lines


def top_scenes(
    reader: Reader,
    aspect: Aspect,
    limit: int,
    drama: str | None,
    season: int | None,
    chosen: Chosen | None = None,
) -> list[Ranked]:
    """The scenes that show most of an aspect, best first; a scene and its replays are one.

    Args:
        drama: a drama's id; the whole shelf when None.
        chosen: how many write-ups tell of a scene, which counts a little.
    """
    entries: list[_Entry] = []
    reach = _MOST_CHOSEN * _CHOSEN if chosen else 0.0
    for entry in _candidates(reader, aspect, max(_FEWEST, _MORE * limit), drama, season):
        known = next((each for each in entries if each.meets(entry)), None)
        if known is not None:
            known.take(entry)
        elif len(entries) >= limit and entry.score + reach <= entries[limit - 1].score:
            break
        else:
            entries.append(entry)
    if chosen:
        entries.sort(key=lambda each: -each.score - _added(chosen(each.scene)))
    return [_ranked(reader, entry, aspect, chosen) for entry in entries[:limit]]


def _candidates(
    reader: Reader, aspect: Aspect, many: int, drama: str | None, season: int | None
) -> Iterator[_Entry]:
    for key, number, score in reader.most(aspect.weights, drama, season, many):
        stored = reader.episode(key)
        scene = _scene(reader, stored, number) if stored else None
        if stored is None or scene is None or score <= 0:
            continue
        if not aspect.needs or aspect.needs & {moment.kind for moment in scene.moments}:
            yield _Entry(scene, stored, score, spoken_in(scene, reader.script(key)[0]))


def _scene(
    reader: Reader, stored: StoredEpisode, number: int, *, evidence: bool = False
) -> Scene | None:
    scenes = reader.scenes(stored, evidence=evidence)
    return next((scene for scene in scenes if scene.number == number), None)


def _ranked(reader: Reader, entry: _Entry, aspect: Aspect, chosen: Chosen | None) -> Ranked:
    scene = _scene(reader, entry.stored, entry.scene.number, evidence=True) or entry.scene
    parts = [*_parts(scene, aspect), *_written(chosen(scene) if chosen else 0)]
    why = tuple(sorted(parts, key=lambda part: -abs(part.weight)))
    again = tuple(sorted((replace(each, moments=()) for each in entry.again), key=_airing))
    score = round(sum(part.weight for part in why), 4)
    return Ranked(scene, score, why, _key_caption(reader, entry, scene, aspect), again)


def _parts(scene: Scene, aspect: Aspect) -> Iterator[Why]:
    for moment in scene.moments:
        weight = aspect.weights.get(moment.kind)
        if weight:
            yield Why("moment", moment.kind, round(weight * moment.score, 4))
    for name, level in (("romance", scene.romance), ("intensity", scene.intensity)):
        weight = aspect.weights.get(name)
        if weight and level:
            detail = f"{name} {level:.1f} of {_FULL:.0f}"
            yield Why(name, detail, round(weight * level / _FULL, 4))


def _written(writeups: int) -> Iterator[Why]:
    """What it adds that write-ups tell of a scene."""
    if writeups:
        yield Why("written", told_by(writeups), round(_added(writeups), 4))


def _added(writeups: int) -> float:
    return _CHOSEN * min(writeups, _MOST_CHOSEN)


def told_by(writeups: int) -> str:
    """How many write-ups tell of a scene, in words.

    >>> told_by(1), told_by(3)
    ('told by 1 write-up', 'told by 3 write-ups')
    """
    return f"told by {writeups} write-up{'s' * (writeups != 1)}"


def _key_caption(
    reader: Reader, entry: _Entry, scene: Scene, aspect: Aspect
) -> Line | Sound | None:
    lines, sounds = reader.script(entry.stored.key)
    return key_caption([*lines, *sounds], scene, aspect.weights)


def key_caption(
    captions: Iterable[Line | Sound], scene: Scene, weights: Mapping[str, float]
) -> Line | Sound | None:
    """The caption that shows a scene best: of the moment that counts most, a line rather.

    Args:
        captions: of its episode, or those of the scene alone.
        weights: how much each kind of moment counts.
    """
    shown = {quoted(c): c for c in captions if scene.start <= c.start < scene.end}
    counting = [m for m in scene.moments if weights.get(m.kind, 0) > 0] or scene.moments
    counting = sorted(counting, key=lambda m: -m.score * weights.get(m.kind, 0))
    for moment in counting:
        telling = [shown[text] for text in moment.evidence if text in shown]
        if telling:
            return next((each for each in telling if isinstance(each, Line)), telling[0])
    return None


def _airing(scene: Scene) -> tuple[int, int, float]:
    return scene.episode.season, scene.episode.number, scene.start
