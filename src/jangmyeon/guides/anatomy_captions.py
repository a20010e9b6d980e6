"""The captions of a scene, with what its words are, and the scenes that make it up."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import resources
from math import log
from operator import attrgetter

from jangmyeon.errors import NotOnShelfError
from jangmyeon.model import Line, Moment, Scene, Sound
from jangmyeon.store import Reader, StoredEpisode
from jangmyeon.words import (
    all_lemmas,
    analyse,
    bare_form,
    commonness,
    english_words,
    everyday,
    flat,
    gloss,
    is_korean,
    is_stop_lemma,
    stem,
    translate,
)

_GAP = 60.0  # seconds between two scenes that may be one
_LONGEST = 360.0  # seconds that scenes joined to one may take
_AROUND = 60.0  # seconds on either side that the tone is read with
_SHARED = 2 / 3  # of the people of both, from which two scenes are of the same ones
_PROPER = 0.7  # weight of a translation, from which it is a word's own meaning
_HUNCH = 0.15  # of a moment, below which it is none
_MILLION = 1e6


@dataclass(frozen=True, slots=True)
class Dissected:
    """A scene on the table.

    Attributes:
        stored: its episode.
        scenes: those that make it up, in order; ``scene`` is them as one.
        all_scenes: those of the episode.
        shown: its captions but credits, in order of time.
        around: the same with a minute before and after.
        lemmas: of each flat text of ``around``.
        names: every spelling of the drama's people, which are no words even where they could be.
        written: English words as they stand in captions, by their stems.
    """

    stored: StoredEpisode
    scene: Scene
    scenes: tuple[Scene, ...]
    all_scenes: tuple[Scene, ...]
    shown: tuple[Line | Sound, ...]
    around: tuple[Line | Sound, ...]
    lemmas: dict[str, tuple[str, ...]]
    names: frozenset[str]
    written: dict[str, str]

    @property
    def lines(self) -> list[Line]:
        """What is said in it."""
        return [item for item in self.shown if isinstance(item, Line) and item.kind == "speech"]

    @property
    def sounds(self) -> list[Sound]:
        """What is heard in it."""
        return [item for item in self.shown if isinstance(item, Sound)]

    def lemmas_of(self, item: Line | Sound) -> tuple[str, ...]:
        """The lemmas of a caption."""
        return self.lemmas.get(flat(item.text), ())

    def telling_lemmas(self, item: Line | Sound) -> tuple[str, ...]:
        """Those of a caption's lemmas that tell much and name nobody."""
        lemmas = self.lemmas_of(item)
        return tuple(each for each in lemmas if each not in self.names and tells_much(each))

    def meaning(self, lemma: str) -> str:
        """What a lemma means in English: an English word itself; empty where it is not known."""
        return gloss(lemma) if is_korean(lemma) else self.written.get(lemma, lemma)


def lay_out(reader: Reader, scene: Scene, *, whole: bool = True) -> Dissected:
    """Fetch a scene's captions and words.

    Args:
        whole: take in the scenes beside it that go on with the same people in the same place.

    Raises:
        NotOnShelfError: its episode is not there, or lies beyond the horizon.
    """
    episode = scene.episode
    stored = reader.find_episode(episode.drama.id, episode.season, episode.number)
    scenes = reader.scenes(stored, evidence=True) if stored else []
    if stored is None or not scenes:
        raise NotOnShelfError(
            f"there is no {episode.code} of", where=episode.drama.title, remedy="index it first"
        )
    middle = (scene.start + scene.end) / 2
    at = max(bisect_right(scenes, middle, key=attrgetter("start")) - 1, 0)
    low, high = _reach(scenes, at) if whole else (at, at + 1)
    made_of = tuple(scenes[low:high])
    one = _as_one(made_of)
    lines, sounds = reader.script(stored.key)
    captions: list[Line | Sound] = [line for line in lines if line.kind != "credit"]
    captions = sorted([*captions, *sounds], key=attrgetter("start", "end"))
    around = tuple(c for c in captions if one.start - _AROUND <= c.start < one.end + _AROUND)
    shown = tuple(c for c in around if one.start <= c.start < one.end)
    people = reader.people(episode.drama.id)
    names = frozenset(s for p in people for s in (p.name, p.full_name, *p.spellings))
    lemmas = _lemmas(reader, around)
    written = {stem(word): word for item in around for word in english_words(item.text)}
    return Dissected(stored, one, made_of, tuple(scenes), shown, around, lemmas, names, written)


def rarity_of(lemma: str) -> float:
    """How telling a word is, 0 (said all the time) to 1 (once in a million words).

    >>> rarity_of("수갑") > rarity_of("사랑") > rarity_of("하다")
    True
    """
    return max(0.0, 1 - log(1 + _uses(lemma)) / log(_MILLION / 20))


def _uses(lemma: str) -> float:
    """Uses of a lemma per million; those of an English stem are what it translates to has."""
    if is_korean(lemma):
        return commonness(lemma)
    return max((commonness(each) for each in _translations(lemma)), default=0.0)


@lru_cache(maxsize=4096)
def _translations(english: str) -> tuple[str, ...]:
    lemmas = (pair for each in translate([english]) for pair in each.lemmas)
    return tuple(lemma for lemma, weight in lemmas if weight >= _PROPER and is_korean(lemma))


def tells_much(lemma: str) -> bool:
    """Whether a lemma is an ordinary word, no name, and does not stand in any scene.

    >>> tells_much("수갑"), tells_much("세리"), tells_much("아무것")
    (True, False, False)
    """
    if not is_korean(lemma):
        return lemma.isalpha() and not is_stop_lemma(lemma) and bool(_translations(lemma))
    return everyday(lemma) > 0 and lemma not in _plain_words() and not is_stop_lemma(lemma)


@cache
def _plain_words() -> frozenset[str]:
    text = resources.files(__package__).joinpath("anatomy_plain_words.tsv").read_text("utf-8")
    return frozenset(row for row in text.splitlines() if not row.startswith("#"))


def _reach(scenes: Sequence[Scene], at: int) -> tuple[int, int]:
    """The first and past the last scene that go on with the same people in the same place."""
    low, high = at, at + 1
    while high < len(scenes) and _goes_on(scenes[high - 1], scenes[high]):
        if scenes[high].end - scenes[low].start > _LONGEST:
            break
        high += 1
    while low and _goes_on(scenes[low - 1], scenes[low]):
        if scenes[high - 1].end - scenes[low - 1].start > _LONGEST:
            break
        low -= 1
    return low, high


def _goes_on(one: Scene, other: Scene) -> bool:
    people, its = set(one.people), set(other.people)
    same = len(people & its) >= max(2, _SHARED * len(people | its))
    place = one.place == other.place or "unknown" in {one.place, other.place}
    return same and place and other.start - one.end <= _GAP


def _as_one(scenes: Sequence[Scene]) -> Scene:
    """Scenes that go on as one: of each kind of moment the strongest, with all that shows it."""
    if len(scenes) == 1:
        return replace(scenes[0], moments=_surest(scenes[0].moments))
    kinds: dict[str, list[Moment]] = {}
    for scene in scenes:
        for moment in scene.moments:
            kinds.setdefault(moment.kind, []).append(moment)
    moments = [
        Moment(
            kind,
            max(m.score for m in found),
            tuple(text for m in sorted(found, key=lambda m: -m.score) for text in m.evidence),
        )
        for kind, found in kinds.items()
    ]
    longest = sorted(scenes, key=lambda scene: scene.start - scene.end)
    return replace(
        scenes[0],
        end=scenes[-1].end,
        people=tuple(dict.fromkeys(name for scene in longest for name in scene.people)),
        place=_known([scene.place for scene in longest]),
        time=_known([scene.time for scene in longest]),  # type: ignore[arg-type]
        weather=_known([scene.weather for scene in longest]),  # type: ignore[arg-type]
        moments=_surest(sorted(moments, key=lambda m: -m.score)),
        romance=max(scene.romance for scene in scenes),
        intensity=max(scene.intensity for scene in scenes),
    )


def _surest(moments: Sequence[Moment]) -> tuple[Moment, ...]:
    """The strongest moment, and those of the others that are not mere hunches."""
    return tuple(m for n, m in enumerate(moments) if n == 0 or m.score >= _HUNCH)


def _known(values: Sequence[str]) -> str:
    return next((value for value in values if value != "unknown"), values[0])


def _lemmas(reader: Reader, shown: Sequence[Line | Sound]) -> dict[str, tuple[str, ...]]:
    texts = list(dict.fromkeys(flat(item.text) for item in shown))
    known = reader.forms({bare_form(word) for text in texts for word in text.split()})
    fields = zip(texts, analyse(texts, known), strict=True)
    return {text: all_lemmas(field) for text, field in fields}
