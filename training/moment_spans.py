"""Annotated and other spans, as the readers of moments see them, for their training."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import scipy.sparse as sp
from annotated import Analysed
from numpy.typing import NDArray

from jangmyeon.moments.kinds import KINDS
from jangmyeon.moments.marks import FloatArray
from jangmyeon.moments.networks import Numbers
from jangmyeon.moments.observed import Observed, observe
from jangmyeon.moments.signals import Spans, bags_of, captions_of, signals, term_weights
from jangmyeon.moments.traits import traits_of
from jangmyeon.moments.vocabulary import Vocabulary
from jangmyeon.scenes.layers import Floats
from jangmyeon.words import all_lemmas, flat

RARE_SPANS = Path(__file__).with_name("rare_moments.tsv")
RARE_KINDS = "kiss", "proposal", "breakup", "rejection", "jealousy", "reunion", "reconciliation"
SAME_CAPTION = 0.3  # seconds from a caption's start within which it is meant
LENGTHS = 4.15, 0.55  # mean and deviation of the log of a scene's seconds

BoolArray = NDArray[np.bool_]


@dataclass(frozen=True)
class Spanned:
    """Spans of episodes, one row each: the drama, the signals, and the words' weights."""

    dramas: NDArray[np.str_]
    signals: FloatArray
    words: sp.csr_matrix

    def some(self, rows: BoolArray) -> Spanned:
        """Those of the rows that are true."""
        return Spanned(self.dramas[rows], self.signals[rows], self.words[rows])


@dataclass(frozen=True)
class Captioned:
    """An annotated episode, caption by caption.

    Attributes:
        drama: its title.
        traits: of its captions.
        first, last: numbers of the first caption of each scene, and of the first after it.
        rows: where its scenes stand among those of all.
        reread: how many second readers gave each scene each kind, and how many read it; shapes
            (scenes, ``KINDS``) and (scenes).
        shown: rows of the scene, the kind, and a caption that shows it.
        ours: whether its scenes are of ``training/annotations``.
    """

    drama: str
    traits: Floats
    first: Numbers
    last: Numbers
    rows: slice
    reread: tuple[FloatArray, FloatArray]
    shown: Numbers
    ours: bool


@dataclass(frozen=True)
class Truth:
    """What readers said of annotated scenes, one row each; ``bags`` are for the baseline."""

    kinds: FloatArray  # 1 where a scene has a kind
    feelings: FloatArray  # romance, intensity
    bags: list[str]
    judging: NDArray[np.bool_]  # whether figures are told of the scene

    def some(self, rows: NDArray[np.bool_]) -> Truth:
        """Those rows alone."""
        bags = [bag for bag, kept in zip(self.bags, rows, strict=True) if kept]
        return Truth(self.kinds[rows], self.feelings[rows], bags, self.judging[rows])


@dataclass(frozen=True)
class Judged:
    """Spans read for some kinds only; ``kinds`` is 1 for those they have, 0, or else not known."""

    spanned: Spanned
    kinds: FloatArray


def lemmas_by_text(episode: Analysed) -> dict[str, tuple[str, ...]]:
    return {text: all_lemmas(field) for text, field in episode.fields.items()}


def read_annotated_spans(episodes: Sequence[Analysed], vocabulary: Vocabulary) -> Spanned:
    """The annotated scenes."""
    places = [
        (episode, [(scene.start, scene.end) for scene in episode.scenes]) for episode in episodes
    ]
    return _spanned(places, vocabulary)


def read_captions(episodes: Sequence[Analysed], vocabulary: Vocabulary) -> list[Captioned]:
    """The annotated episodes, caption by caption; scenes without any caption get the next one."""
    found: list[Captioned] = []
    row = 0
    for episode in episodes:
        seen = observe(episode.shown, lemmas_by_text(episode), vocabulary)
        first, last = captions_of(seen, [(scene.start, scene.end) for scene in episode.scenes])
        first = np.minimum(first, len(seen.starts) - 1)
        last = np.maximum(last, first + 1)
        rows = slice(row, row + len(first))
        row = rows.stop
        reread, shown = _reread(episode, seen, first, last)
        traits = traits_of(seen, vocabulary)
        title = episode.episode.drama.title
        found.append(Captioned(title, traits, first, last, rows, reread, shown, episode.ours))
    return found


def _reread(
    episode: Analysed, seen: Observed, first: Numbers, last: Numbers
) -> tuple[tuple[FloatArray, FloatArray], Numbers]:
    """What second readers say, see ``Captioned``."""
    told, readers = np.zeros((len(first), len(KINDS))), np.zeros(len(first))
    scenes = {(scene.start, scene.end): row for row, scene in enumerate(episode.scenes)}
    shown = []
    for each in episode.reread:
        scene = scenes[each.start, each.end]
        readers[scene] += 1
        for name, times in each.shown.items():
            kind = KINDS.index(name)
            told[scene, kind] += 1
            for time in times:
                own = seen.starts[first[scene] : last[scene]]
                nearest = int(np.abs(own - time).argmin())
                if abs(own[nearest] - time) < SAME_CAPTION:
                    shown.append((scene, kind, int(first[scene]) + nearest))
    return (told, readers), np.array(shown, np.int64).reshape(-1, 3)


def read_unseen(episodes: Sequence[Analysed], vocabulary: Vocabulary) -> Spanned:
    """Spans by chance of episodes that nobody annotated."""
    rows = []
    for number, episode in enumerate(episodes):
        seen = observe(episode.shown, lemmas_by_text(episode), vocabulary)
        rows.append(_read(episode, seen, chance_spans(seen, number), vocabulary))
    return _joined(rows)


def _spanned(places: Sequence[tuple[Analysed, Spans]], vocabulary: Vocabulary) -> Spanned:
    rows: list[Spanned] = []
    for episode, spans in places:
        seen = observe(episode.shown, lemmas_by_text(episode), vocabulary)
        rows.append(_read(episode, seen, spans, vocabulary))
    return _joined(rows)


def _read(episode: Analysed, seen: Observed, spans: Spans, vocabulary: Vocabulary) -> Spanned:
    dramas = np.array([episode.episode.drama.title] * len(spans))
    words = word_rows(seen, spans, vocabulary)
    return Spanned(dramas, signals(seen, spans, vocabulary), words)


def _joined(rows: Sequence[Spanned]) -> Spanned:
    dramas = np.concatenate([row.dramas for row in rows])
    found = np.vstack([row.signals for row in rows])
    return Spanned(dramas, found, sp.vstack([row.words for row in rows]).tocsr())


def chance_spans(seen: Observed, seed: int) -> Spans:
    """Spans as long as scenes are, one after the other."""
    random = np.random.default_rng(seed)
    lengths = np.exp(random.normal(*LENGTHS, size=1000)).clip(20, 240)
    ends = np.cumsum(lengths)
    ends = ends[: int(np.searchsorted(ends, seen.ends.max())) + 1]
    return list(zip((ends - lengths[: len(ends)]).tolist(), ends.tolist(), strict=True))


def word_rows(seen: Observed, spans: Spans, vocabulary: Vocabulary) -> sp.csr_matrix:
    bags = bags_of(seen, spans)
    ends = np.cumsum([0, *(len(words) for words, _ in bags)])
    values = np.concatenate([term_weights(bag, vocabulary) for bag in bags])
    shape = len(spans), len(vocabulary.numbers)
    return sp.csr_matrix((values, np.concatenate([words for words, _ in bags]), ends), shape=shape)


def read_truth(episodes: Sequence[Analysed]) -> Truth:
    kinds, feelings, bags, judging = [], [], [], []
    for episode in episodes:
        lemmas, shown = lemmas_by_text(episode), episode.shown
        for scene in episode.scenes:
            kinds.append([kind in scene.moments for kind in KINDS])
            feelings.append((scene.romance, scene.intensity))
            judging.append(not episode.ours)
            inside = (item for item in shown if scene.start - 0.05 <= item.start < scene.end)
            bags.append(" ".join(word for item in inside for word in lemmas[flat(item.text)]))
    return Truth(np.array(kinds, float), np.array(feelings, float), bags, np.array(judging))


def read_judged(episodes: Sequence[Analysed], captions: Path, vocabulary: Vocabulary) -> Judged:
    """The spans of ``rare_moments.tsv``, found by the digest of the file of captions."""
    shelf = {digest(captions / episode.script.track.path): episode for episode in episodes}
    lines = RARE_SPANS.read_text("utf-8").splitlines()
    table = [line.split("\t") for line in lines if not line.startswith("#")]
    places, kinds = [], []
    for file, start, end, told in table[1:]:  # the first names the columns
        if file not in shelf:
            continue
        places.append((shelf[file], [(float(start), float(end))]))
        sure = dict.fromkeys(RARE_KINDS, 0.0) | dict.fromkeys(told.split(), 1.0)
        kinds.append([sure.get(kind, np.nan) for kind in KINDS])
    return Judged(_spanned(places, vocabulary), np.array(kinds))


def digest(path: Path) -> str:
    """The first letters of the file's SHA-256."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]
