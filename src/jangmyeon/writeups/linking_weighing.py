"""What the sentences of a section bring: evidence, point by point, and where they may lead at all.

Words, quotes and settings are evidence of each sentence. Who is there, and what kind of scene it
is, is much the same for all sentences in a row and counts once, as where the row is likely to
lead; so does what makes a scene one that people write about: that it is late, intense, replayed,
the last of its episode, or, where love is told of, romantic.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib import resources

import numpy as np

from jangmyeon.store import Reader
from jangmyeon.writeups.kinds import LOVE
from jangmyeon.writeups.linking_chain import Doubles, Step, prior
from jangmyeon.writeups.linking_features import FEATURES, Asked, all_features, asked, weight_of
from jangmyeon.writeups.linking_quotes import add_literal
from jangmyeon.writeups.linking_table import DramaTable, Floats
from jangmyeon.writeups.passages import Telling

_MEANINGS = frozenset(("much_meaning", "alike"))  # features that tell of meaning too
_OF_SCENES = ("said60", "present", "near", "others", "kind", "love", "intensity")
_CROWD = 3  # so many people named at once leave open whom a pronoun means
_ACTIVE = 2  # people whom pronouns may mean
_LEAST_BEARING = 0.1
_NEAR_END = {"beginning": 1.0, "ending": 0.5}  # episodes: how far an end of a story reaches


@dataclass(frozen=True)
class Row:
    """Sentences of one section about one drama, with what speaks for each point of the drama."""

    table: DramaTable
    tellings: tuple[Telling, ...]
    people: tuple[tuple[str, ...], ...]
    features: tuple[Floats, ...]
    weights: tuple[float, ...]
    tells_of_love: bool

    @cached_property
    def steps(self) -> list[Step]:
        """The sentences as steps of a chain."""
        return [
            self._step(telling, found, weight, self.tellings[n - 1] if n else None)
            for n, (telling, found, weight) in enumerate(
                zip(self.tellings, self.features, self.weights, strict=True)
            )
        ]

    @cached_property
    def leap(self) -> Doubles:
        """Where the row is likely to lead, before any of its words are looked at."""
        learnt = _learned()
        mean = np.mean([found @ learnt.of_scenes for found in self.features], axis=0)
        table, priors = self.table, learnt.priors
        told = learnt.settings["scenes"] * mean
        told = told + priors["replayed"] * table.replayed + priors["ending"] * table.ending
        told = told + priors["late"] * table.late + priors["intensity"] * table.levels_near[:, 1]
        if self.tells_of_love:
            told = told + priors["love"] * table.levels_near[:, 0]
        return prior(told.astype(np.float32))

    def _step(self, telling: Telling, found: Floats, weight: float, before: Telling | None) -> Step:
        learnt = _learned()
        told = learnt.settings
        scores = told["words"] * (found @ learnt.of_sentences) + self._of_episode(telling)
        if telling.progress is not None:
            scores = scores - told["progress"] * np.abs(self.table.share - telling.progress)
        scores = scores + self._of_story(telling)
        joined = before is not None and before.block == telling.block
        stay, follow = (
            (told["stay"], told["follow"]) if joined else (told["stay2"], told["follow2"])
        )
        if telling.episode is not None and telling.episode.number is not None:
            rest = (1 - stay - follow) * told["recap"] / 2
            stay, follow = stay + rest, follow + rest
        trust = told["heading"] if telling.is_heading else told["sentence"]
        trust *= weight / (weight + told["telling"]) * _bearing(telling)
        return Step(scores.astype(np.float32), trust, stay, follow)

    def _of_story(self, telling: Telling) -> Floats | float:
        """What it is worth that a sentence tells how the story starts, or how it ends."""
        if telling.story_end is None:
            return 0.0
        is_end = telling.story_end == "ending"
        away = (1 - self.table.late if is_end else self.table.late) * len(self.table.episodes)
        worth = _learned().settings[telling.story_end]
        found: Floats = worth * np.exp(-away / _NEAR_END[telling.story_end])
        return found

    def _of_episode(self, telling: Telling) -> Floats | float:
        """What it is worth that a sentence, or one before it, tells the episode."""
        hint = telling.episode
        if hint is None:
            return 0.0
        codes = [(e.episode.season, e.episode.number) for e in self.table.episodes]
        if hint.number == "first":
            hint = replace(hint, number=1)
        meant = frozenset(hint.among(codes))
        fits = [code in meant for code in codes]
        worth = _learned().settings["episode" if telling.is_own else "episode_before"]
        found: Floats = worth * np.array(fits, np.float32)[self.table.episode]
        return found if any(fits) else 0.0


def row_of(tellings: Sequence[Telling], table: DramaTable, reader: Reader) -> Row:
    """The sentences of a section with what speaks for each point of their drama."""
    people = tuple(_people(tellings))
    wanted = [asked(t, reader, those) for t, those in zip(tellings, people, strict=True)]
    found = tuple(all_features(table, wanted))
    for telling, told in zip(tellings, found, strict=True):
        quotes = [quote.text for quote in telling.quotes]
        add_literal(told[:, FEATURES.index("quote20")], table, reader, quotes)
    weights = tuple(weight_of(table, each) for each in wanted)
    love = any(_is_love(each) for each in wanted)
    return Row(table, tuple(tellings), people, found, weights, love)


def _bearing(telling: Telling) -> float:
    """How far a sentence may bear on where the others lead (0 to 1).

    What judges, addresses its readers or speaks of nobody has words of its own, which are met
    anywhere.
    """
    told, manner = _learned().settings, telling.manner
    bearing = max(_LEAST_BEARING, 1 - told["talk"] * manner.talk)
    if manner.opinion and not telling.quotes:
        bearing *= told["opinion"]
    if not (telling.is_heading or telling.quotes or telling.named or manner.has_people):
        bearing *= told["nobody"]
    return bearing


def reasons(found: Floats) -> dict[str, float]:
    """What each part of a sentence's evidence adds for a point."""
    learnt = _learned()
    weights = learnt.of_sentences + learnt.settings["scenes"] * learnt.of_scenes
    parts: dict[str, float] = {}
    for name, value in zip(FEATURES, (found * weights).tolist(), strict=True):
        part = name.rstrip("0123456789")
        part = "meaning" if part in _MEANINGS else part
        parts[part] = parts.get(part, 0.0) + value
    return parts


def _is_love(wanted: Asked) -> bool:
    return bool(LOVE.intersection(wanted.kinds))


def _people(tellings: Sequence[Telling]) -> Iterator[tuple[str, ...]]:
    """The people whom each sentence speaks of; pronouns mean those named before."""
    active: list[str] = []
    for telling in tellings:
        own = list(dict.fromkeys(each.person.name for each in telling.named))
        people = own
        if len(own) < _ACTIVE and telling.manner.has_people:
            people = [*own, *(name for name in active if name not in own)][:_ACTIVE]
        if len(own) > _CROWD:
            active = []
        elif own:
            active = [*own, *(name for name in active if name not in own)][:_ACTIVE]
        yield tuple(people)


@dataclass(frozen=True, slots=True)
class _Learned:
    """What was learned: weights of features, of sentences and of scenes; priors; settings."""

    of_sentences: Floats
    of_scenes: Floats
    priors: dict[str, float]
    settings: dict[str, float]


@cache
def _learned() -> _Learned:
    text = resources.files(__package__).joinpath("linking.json").read_text("utf-8")
    told = json.loads(text)
    weights = np.array([told["weights"][name] for name in FEATURES], np.float32)
    of_scenes = np.array([name in _OF_SCENES for name in FEATURES])
    share = told["settings"]["scenes_by_sentence"]
    return _Learned(
        np.where(of_scenes, share * weights, weights).astype(np.float32),
        np.where(of_scenes, weights, 0).astype(np.float32),
        told["priors"],
        told["settings"],
    )


def in_one_scene(row: Row) -> list[Step]:
    """A row's steps as they are where a write-up tells one scene, blow by blow.

    What such a write-up tells of how the story starts, or ends, is not part of it.
    """
    told = _learned().settings
    stay, follow = told["scene_stay"], told["scene_follow"]
    closely = (replace(s, stay=stay, follow=follow, is_close=True) for s in row.steps[1:])
    steps = [row.steps[0], *closely]
    return [
        replace(step, stay=0.0, follow=0.0, leap=row.leap) if telling.story_end else step
        for step, telling in zip(steps, row.tellings, strict=True)
    ]


def kept() -> float:
    """How much a write-up about one scene keeps to it (0 to 1)."""
    return _learned().settings["scene"]


def focus() -> float:
    """How much a write-up's vaguer sentences are drawn to where the others lead (0 to 1)."""
    return _learned().settings["focus"]
