"""Train the reader, which cuts scenes by what is said: src/jangmyeon/scenes/reader.npz.

    python training/reader.py [--captions DIR] [--gold DIR] [--cache FILE] [--write]

Without ``--write``, prints boundary F1 as ``score.py scenes`` counts it, cross-validated by drama:
of the reader alone (``second_look.py`` judges all together). With ``--write``, trains on all
annotated episodes. Needs torch, scikit-learn and what ``meaning_words.py`` needs; takes some ten
minutes.

No vector is of a name: phrases must be met in many dramas, lemmas must be in the lexicon or in
everyday use, and what begins like anybody's name is left out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product

import annotated
import numpy as np
import torch
from meaning_words import encoded, lexicon, unit
from reader_network import Lesson, Measure, Net, likelihood, pack, train_network

import scenes
from jangmyeon.model import Sound
from jangmyeon.moments import KINDS
from jangmyeon.scenes.cutter import Choice
from jangmyeon.scenes.phrases import phrases
from jangmyeon.scenes.reader import FILE
from jangmyeon.words import commonness, is_known_word, is_korean
from scenes import Told, text

TARGET = annotated.ROOT / "src/jangmyeon/scenes" / FILE
ABOUT = "Made by training/reader.py: networks that tell by what is said where a scene begins."
FOLDS = 8
SIZE = 64  # of a phrase's vector
USES, DRAMAS = 40, 8  # a phrase must be met so often, in so many
GLOSSES = 5
SEEDS = 1  # networks that ship: a second costs as much time again
GRID = list(product((0.25, 0.28, 0.31, 0.34, 0.37, 0.4), (0.03, 0.05, 0.08)))
TIMES = ("day", "night", "unknown")


def names_of(shelf: Sequence[annotated.Analysed]) -> set[str]:
    """Korean names of people, as captions and cast lists have them, that are no words."""
    names: set[str] = set()
    for each in shelf:
        for item in each.shown:
            names.update((item.subject if isinstance(item, Sound) else item.speaker).split())
        for role in each.episode.drama.cast:
            for name in role.character.split():
                names |= {name, name[1:]}
    return {n for n in names if len(n) > 1 and is_korean(n) and not is_known_word(n)}


Key = tuple[str, bool]  # an episode, and whether it is told or plain
Spoken = Mapping[Key, Sequence[Sequence[str]]]


def vocabulary(
    shelf: Sequence[annotated.Analysed], spoken: Spoken, dramas: Mapping[Key, str]
) -> list[str]:
    """The phrases that are read, most frequent first; none is a name."""
    uses: Counter[str] = Counter()
    where: dict[str, set[str]] = defaultdict(set)
    for key, rows in spoken.items():
        for phrase, count in Counter(phrase for row in rows for phrase in row).items():
            where[phrase].add(dramas[key])
            if not key[1] or phrase[0] in "skm":  # lines are met twice, told and plain
                uses[phrase] += count
    names: dict[str, set[str]] = defaultdict(set)
    for name in names_of(shelf):
        names[name[:2]].add(name)

    def is_named(words: str) -> bool:
        starts = (words[at:] for at in range(len(words) - 1))
        return any(start.startswith(tuple(names.get(start[:2], ()))) for start in starts)

    def is_kept(phrase: str) -> bool:
        kind, words = phrase[0], phrase[1:]
        if kind in "ls" and is_known_word(words):
            return True
        rare = kind in "ls" and len(words) > 1 and is_korean(words) and not commonness(words)
        return not rare and not is_named(words)

    many = [p for p, count in uses.most_common() if count >= USES and len(where[p]) >= DRAMAS]
    return [phrase for phrase in many if is_kept(phrase)]


def starting_vectors(words: Sequence[str]) -> np.ndarray:
    """Vectors of the phrases that are lemmas, by what the lexicon says of them in English."""
    glosses = lexicon()
    told = [glosses.get(p[1:], ())[:GLOSSES] if p[0] in "ls" else () for p in words]
    rows = np.repeat(np.arange(len(words)), [len(each) for each in told])
    weights = np.concatenate([1 / (np.arange(len(each)) + 1.5) for each in told])
    vectors = np.zeros((len(words), 384))
    np.add.at(vectors, rows, encoded([t for each in told for t in each]) * weights[:, None])
    known = vectors.any(axis=1)
    vectors = unit(vectors)
    vectors[known] -= vectors[known].mean(axis=0)
    _, _, axes = np.linalg.svd(vectors[known], full_matrices=False)
    return unit(vectors @ axes[:SIZE].T)


class Reading:
    """Annotated episodes as they are read: told, where their tracks are, and plain."""

    def __init__(self, shelf: Sequence[annotated.Analysed]) -> None:
        self.told: list[Told] = []
        self.of: list[annotated.Analysed] = []
        spoken, dramas = {}, {}
        for each in shelf:
            for found in (f for told in (True, False) for f in scenes.read([each], told)):
                key = f"{each.episode.drama.id} {each.episode.code}", found.told
                pairs = zip(found.shown, found.texts, strict=True)
                spoken[key] = [phrases(item, said, found.lemmas[said]) for item, said in pairs]
                dramas[key] = found.drama
                if found.spans:
                    self.told.append(found)
                    self.of.append(each)
        self.vocabulary = vocabulary(shelf, spoken, dramas)
        self.names = next(found for found in self.told if found.told).named[0]
        self.places = sorted({scene.place for each in self.of for scene in each.scenes})
        self.lessons = list(self._lessons(spoken))

    def _lessons(self, spoken: Spoken) -> Iterator[Lesson]:
        at = {phrase: n for n, phrase in enumerate(self.vocabulary)}
        for found, each in zip(self.told, self.of, strict=True):
            key = f"{each.episode.drama.id} {each.episode.code}"
            rows = [[at[p] for p in row if p in at] for row in spoken[key, found.told]]
            names, table = found.named
            signals = np.zeros((len(rows), len(self.names)), np.float32)
            signals[:, [self.names.index(name) for name in names]] = table
            begins = np.array([scene.start for scene in each.scenes])
            scene = np.maximum(np.searchsorted(begins, found.starts + 0.06) - 1, 0)
            moments = np.array([[k in s.moments for k in KINDS] for s in each.scenes], np.float32)
            yield Lesson(
                episode=key,
                told=found.told,
                ours=each.ours,
                phrases=np.array([n for row in rows for n in row], int),
                firsts=np.concatenate(([0], np.cumsum([len(row) for row in rows]))),
                signals=signals,
                truth=found.truth,
                place=np.array([self.places.index(s.place) for s in each.scenes])[scene],
                time=np.array([TIMES.index(s.time) for s in each.scenes])[scene],
                moments=moments[scene],
            )


def measure(lessons: Sequence[Lesson]) -> Measure:
    """What the signals of lessons are measured by."""
    means, scales = [], []
    for told in (False, True):
        table = np.concatenate([lesson.signals for lesson in lessons if lesson.told == told])
        means.append(table.mean(axis=0))
        scales.append(table.std(axis=0))
    scale = np.array(scales)
    return Measure(np.array(means), np.where(scale > 1e-6, scale, 1.0), scale > 1e-6)


def train(
    reading: Reading, use: Sequence[int], start: np.ndarray, seeds: int
) -> tuple[Measure, list[Net]]:
    """Networks that learned from the lessons to use, and what their signals are measured by."""
    lessons = [reading.lessons[n] for n in use]
    by = measure(lessons)
    seen = [replace(lesson, signals=by(lesson.signals, lesson.told)) for lesson in lessons]
    return by, [train_network(seen, start, len(reading.places), seed) for seed in range(seeds)]


def cross_validate(reading: Reading, start: np.ndarray) -> dict[int, np.ndarray]:
    """Likelihoods for each episode, of readers that never saw its drama."""
    dramas = sorted({found.drama for found in reading.told})
    gold = sorted({found.drama for found in reading.told if found.real})
    of = {drama: n % FOLDS for n, drama in enumerate([*gold, *sorted(set(dramas) - set(gold))])}
    fold = np.array([of[found.drama] for found in reading.told])
    likely = {}
    for k in range(FOLDS):
        by, nets = train(reading, np.flatnonzero(fold != k).tolist(), start, seeds=1)
        for n in np.flatnonzero(fold == k).tolist():
            lesson = reading.lessons[n]
            lesson = replace(lesson, signals=by(lesson.signals, lesson.told))
            likely[n] = likelihood(nets, lesson)
    return likely


def judge(reading: Reading, likely: Mapping[int, np.ndarray], about: str) -> None:
    """Print F1 by the best of the choices for each sort of track, and by both."""
    total = np.zeros(3)
    for told in (True, False):
        own = [n for n, e in enumerate(reading.told) if e.real and e.told == told]
        usual, spread = scenes.lengths([reading.told[n] for n in own])
        scored = {
            (price, length): scenes.score(
                [reading.told[n] for n in own],
                [likely[n] for n in own],
                Choice(price, usual, spread, length),
            )
            for price, length in GRID
        }
        best = max(scored, key=lambda each: scenes.f1(scored[each]))
        total += scored[best]
        kind = "told" if told else "plain"
        print(f"{about}, {kind}: F1 {scenes.f1(scored[best]):.4f} of {len(own)}, by", *best)
    print(f"{about}, all: F1 {scenes.f1(total):.4f}")


def ship(reading: Reading, start: np.ndarray) -> None:
    """Train on all and write the data file."""
    by, nets = train(reading, range(len(reading.lessons)), start, SEEDS)
    networks = {f"{n}.{name}": a for n, net in enumerate(nets) for name, a in pack(net).items()}
    np.savez_compressed(
        TARGET,
        about=text([ABOUT]),
        names=text(reading.names),
        phrases=text(reading.vocabulary),
        mean=by.mean.astype(np.float32),
        scale=by.scale.astype(np.float32),
        networks=np.array(len(nets)),
        **networks,
    )


def main() -> None:
    about, _, _ = (__doc__ or "").partition("\n")
    told = annotated.options(about).parse_args()
    shelf = annotated.read_shelf(told)
    torch.set_num_threads(1)
    reading = Reading(shelf)
    start = starting_vectors(reading.vocabulary)
    if told.write:
        ship(reading, start)
        return
    judge(reading, cross_validate(reading, start), "reader")


if __name__ == "__main__":
    main()
