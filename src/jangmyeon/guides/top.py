"""The best scenes of a kind: ranked over a shelf, each scene once, with what shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from jangmyeon.guides.aspects import Aspect
from jangmyeon.guides.replays import is_replay, spoken_in
from jangmyeon.model import Line, Ranked, Scene, Sound, Why
from jangmyeon.moments import quoted
from jangmyeon.store import Reader, StoredEpisode

_MORE = 12  # times as many scenes are taken from the store as are asked for
_FEWEST = 200
_FULL = 3.0  # of romance and intensity


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
    reader: Reader, aspect: Aspect, limit: int, drama: str | None, season: int | None
) -> list[Ranked]:
    """The scenes that show most of an aspect, best first; a scene and its replays are one.

    Args:
        drama: a drama's id; the whole shelf when None.
    """
    entries: list[_Entry] = []
    for entry in _candidates(reader, aspect, max(_FEWEST, _MORE * limit), drama, season):
        known = next((each for each in entries if each.meets(entry)), None)
        if known is not None:
            known.take(entry)
        elif len(entries) == limit:
            break
        else:
            entries.append(entry)
    return [_ranked(reader, entry, aspect) for entry in entries]


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


def _ranked(reader: Reader, entry: _Entry, aspect: Aspect) -> Ranked:
    scene = _scene(reader, entry.stored, entry.scene.number, evidence=True) or entry.scene
    why = tuple(sorted(_parts(scene, aspect), key=lambda part: -abs(part.weight)))
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


def _key_caption(
    reader: Reader, entry: _Entry, scene: Scene, aspect: Aspect
) -> Line | Sound | None:
    """The caption that shows the aspect best: of the moment that counts most, a line rather."""
    lines, sounds = reader.script(entry.stored.key)
    captions: list[Line | Sound] = [*lines, *sounds]
    shown = {quoted(c): c for c in captions if scene.start <= c.start < scene.end}
    counting = [m for m in scene.moments if aspect.weights.get(m.kind, 0) > 0] or scene.moments
    counting = sorted(counting, key=lambda m: -m.score * aspect.weights.get(m.kind, 0))
    for moment in counting:
        telling = [shown[text] for text in moment.evidence if text in shown]
        if telling:
            return next((each for each in telling if isinstance(each, Line)), telling[0])
    return None


def _airing(scene: Scene) -> tuple[int, int, float]:
    return scene.episode.season, scene.episode.number, scene.start
