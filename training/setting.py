"""Train the weights and the lemma table that tell where and when a scene plays.

    python training/setting.py [--captions DIR] [--gold DIR] [--cache FILE] [--write]

First the weights of the written cues are learnt from annotated scenes; they then guess the places
and times of all other scenes of the shelf, from which it is learnt what any word speaks for (with
annotated scenes counting more). Prints figures as ``score.py setting`` counts them, cross-validated
by drama, unannotated episodes of the drama left out too. Needs SciPy.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import annotated
import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from jangmyeon.model import Sound
from jangmyeon.scenes import cut_scenes, setting
from jangmyeon.scenes.setting_model import FloatArray, LemmaTable, Weights, likelihoods, odds
from jangmyeon.scenes.setting_signals import AROUND, CHANNELS, SceneClues, own_signals, signals
from jangmyeon.scenes.setting_words import all_cues
from jangmyeon.words import all_lemmas, flat

FOLDER = annotated.ROOT / "src/jangmyeon/scenes"
VALUES = {
    "place": sorted({cue.value for cue in all_cues() if cue.field == "place"}),
    "time": ["day", "night"],
}
DRAMAS = {"said": 8, "heard": 5}  # lemmas of fewer dramas are names, or theirs alone
SCENES = 12  # lemmas of fewer scenes teach nothing
GOLD_COUNTS = {"place": 1.0, "time": 10.0}  # how many guessed scenes an annotated one is worth
SMOOTHING = 10.0
SMALLEST = 0.005  # share of scenes below which no place is thought to be
PENALTY = {"signals": 1.0, "bias": 60.0}  # no place is to be likelier by far than others
DRAMA_POWER = -0.25  # dramas with many annotated scenes count less for each
FOLDS = 8


@dataclass
class Episode:
    """An episode's scenes, with the readers' labels where there are any."""

    drama: str
    spans: list[tuple[float, float]]
    scenes: list[SceneClues]
    gold: Sequence[annotated.GoldScene] = ()
    ours: bool = False


@dataclass
class Field:
    """One field's signals by episode, with labels (-1 where unknown) by scene."""

    name: str
    signals: list[FloatArray]
    labels: list[np.ndarray]


def empty_table(episodes: Sequence[annotated.Analysed]) -> LemmaTable:
    """The lemmas worth a row, with shares of scenes to be counted later."""
    dramas: dict[tuple[str, str], set[str]] = defaultdict(set)
    for episode in episodes:
        for item in episode.shown:
            told = "heard" if isinstance(item, Sound) else "said"
            for lemma in all_lemmas(episode.fields[flat(item.text)]):
                dramas[told, lemma].add(episode.episode.drama.title)
    cues = {lemma for cue in all_cues() for lemma in cue.lemmas}
    kept = sorted(
        key
        for key, where in dramas.items()
        if len(where) >= DRAMAS[key[0]] and (len(key[1]) > 1 or key[1] in cues)
    )
    rows: dict[str, dict[str, int]] = {"said": {}, "heard": {}}
    for n, (told, lemma) in enumerate(kept):
        rows[told][lemma] = n
    zeros = {field: np.zeros((len(kept), len(values))) for field, values in VALUES.items()}
    return LemmaTable(rows["said"], rows["heard"], np.full(len(kept), 1.0), zeros)


def read(episodes: Sequence[annotated.Analysed], table: LemmaTable, *, gold: bool) -> list[Episode]:
    """The scenes of each episode: as readers cut them (``gold``), or as we do."""
    read_all = []
    for told in episodes:
        lemmas = {text: all_lemmas(field) for text, field in told.fields.items()}
        if gold:
            spans = [(scene.start, scene.end) for scene in told.scenes]
        else:
            cut = cut_scenes(told.episode, told.script.lines, told.script.sounds, lemmas)
            spans = [(scene.start, scene.end) for scene in cut]
        scenes = setting.read_scenes(told.shown, lemmas, spans, table)
        read_all.append(Episode(told.episode.drama.title, spans, scenes, told.scenes, told.ours))
    return read_all


def occurrences(episodes: Sequence[Episode], size: int) -> csr_matrix:
    """Which lemmas occur in which scenes; shape (scenes, lemmas)."""
    rows = [scene.words for episode in episodes for scene in episode.scenes]
    at = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
    lemmas = np.array([word for row in rows for word in row], int)
    return csr_matrix((np.ones(len(at)), (at, lemmas)), (len(rows), size))


def labels(episode: Episode, field: str) -> np.ndarray:
    values = VALUES[field]
    told = [getattr(scene, field) for scene in episode.gold]
    return np.array([values.index(value) if value in values else -1 for value in told], int)


def speaks(
    truth: FloatArray, gold: csr_matrix, guessed: FloatArray, others: csr_matrix, counts: float
) -> FloatArray:
    """Log of how much likelier a value is where a lemma occurs; shape (lemmas, values)."""
    seen = counts * (gold.T @ truth) + others.T @ guessed
    usual = np.maximum(seen.sum(axis=0) / seen.sum(), SMALLEST)
    usual = usual / usual.sum()
    uses = seen.sum(axis=1, keepdims=True)
    return np.log((seen + SMOOTHING * usual) / ((uses + SMOOTHING) * usual))


def train(
    told: FloatArray, truth: np.ndarray, weight: FloatArray, values: Sequence[str]
) -> Weights:
    """Multinomial logistic regression whose weights are shared by all values."""
    flat_told = told.reshape(len(told), -1, len(values))
    size, rows = flat_told.shape[1], np.arange(len(truth))

    def loss(packed: FloatArray) -> tuple[float, FloatArray]:
        shared, bias = packed[:size], packed[size:]
        likely = likelihoods(np.einsum("scv,c->sv", flat_told, shared) + bias)
        wrong = likely * weight[:, None]
        wrong[rows, truth] -= weight
        cost = -(weight * np.log(likely[rows, truth] + 1e-12)).sum()
        cost += PENALTY["signals"] * shared @ shared + PENALTY["bias"] * bias @ bias
        slope = np.einsum("scv,sv->c", flat_told, wrong) + 2 * PENALTY["signals"] * shared
        return float(cost), np.concatenate([slope, wrong.sum(axis=0) + 2 * PENALTY["bias"] * bias])

    found = minimize(loss, np.zeros(size + len(values)), jac=True, method="L-BFGS-B").x
    return Weights(tuple(values), found[:size].reshape(len(AROUND), len(CHANNELS)), found[size:])


def drama_weights(dramas: Sequence[str]) -> FloatArray:
    counts = Counter(dramas)
    weights = np.array([counts[drama] ** DRAMA_POWER for drama in dramas])
    return weights / weights.mean()


class Lesson:
    """Annotated and other episodes, and what is learnt from those of some dramas."""

    def __init__(self, gold: list[Episode], others: list[Episode], table: LemmaTable) -> None:
        self.gold, self.others, self.table = gold, others, table
        size = len(table.shares)
        self.gold_words = occurrences(gold, size)
        self.other_words = occurrences(others, size)
        self.dramas = np.array([e.drama for e in gold for _ in e.scenes])
        self.other_dramas = np.array([e.drama for e in others for _ in e.scenes])
        self.truth = {f: np.concatenate([labels(e, f) for e in gold]) for f in VALUES}
        self.bare = {f: self.signals(gold, f, table) for f in VALUES}
        self.other_bare = {f: self.signals(others, f, table) for f in VALUES}

    def signals(self, episodes: Sequence[Episode], field: str, table: LemmaTable) -> FloatArray:
        """Signals of all scenes of some episodes, by what the table says of lemmas."""
        values = VALUES[field]
        return np.concatenate(
            [signals(own_signals(e.scenes, field, values, table), e.scenes) for e in episodes]
        )

    def lemmas(self, field: str, left_out: Sequence[str]) -> FloatArray:
        """What lemmas speak for, learnt without the dramas ``left_out``."""
        known = (self.truth[field] >= 0) & ~np.isin(self.dramas, left_out)
        others = ~np.isin(self.other_dramas, left_out)
        truth = self.truth[field][known]
        weight = drama_weights(self.dramas[known].tolist())
        weights = train(self.bare[field][known], truth, weight, VALUES[field])
        guessed = likelihoods(odds(self.other_bare[field][others], weights))
        return speaks(
            np.eye(len(VALUES[field]))[truth],
            self.gold_words[known],
            guessed,
            self.other_words[others],
            GOLD_COUNTS[field],
        )

    def folds(self) -> Iterator[list[str]]:
        """Dramas to be left out together."""
        dramas = sorted(set(self.dramas.tolist()))
        np.random.default_rng(0).shuffle(dramas)
        for n in range(FOLDS):
            yield dramas[n::FOLDS]

    def unseen(self, field: str) -> tuple[FloatArray, dict[str, LemmaTable]]:
        """Signals of annotated scenes with lemmas learnt from other dramas; those lemmas."""
        tables, told = {}, self.bare[field].copy()
        for fold in self.folds():
            learnt = {**self.table.speaks, field: self.lemmas(field, fold)}
            table = replace(self.table, speaks=learnt)
            tables.update(dict.fromkeys(fold, table))
            mine = [e for e in self.gold if e.drama in fold]
            told[np.isin(self.dramas, fold)] = self.signals(mine, field, table)
        return told, tables


def scored(pairs: Sequence[tuple[str, str]]) -> str:
    """F1 as ``score.py setting`` counts it, of (annotated, told)."""
    told = [pair for pair in pairs if pair[1] != "unknown"]
    right = sum(gold == answer for gold, answer in told)
    f1 = 2 * right / max(len(told) + len(pairs), 1)
    return f"F1 {f1:.4f}, {right} right of {len(told)} answered, {len(pairs)} known"


def pair(episode: Episode, told: Sequence[str], field: str) -> Iterator[tuple[str, str]]:
    """Each annotated value with that of the episode's scene that overlaps most."""
    for scene in episode.gold:
        value = getattr(scene, field)
        if value in ("unknown", "none") or (field == "place" and value == "other"):
            continue
        overlaps = [min(end, scene.end) - max(start, scene.start) for start, end in episode.spans]
        yield value, told[int(np.argmax(overlaps))]


def main() -> None:
    parser = annotated.options(__doc__)
    told = parser.parse_args()
    shelf = annotated.read_shelf(told)
    table = counted(shelf, empty_table(shelf))
    gold = read([e for e in shelf if e.scenes], table, gold=True)
    own = read([e for e in shelf if e.scenes], table, gold=False)
    others = read([e for e in shelf if not e.scenes], table, gold=False)
    lesson = Lesson(gold, others, table)
    shipped = {}
    for field, values in VALUES.items():
        learnt, tables = lesson.unseen(field)
        judge(lesson, own, field, learnt, tables)
        known = lesson.truth[field] >= 0
        weight = drama_weights(lesson.dramas[known].tolist())
        shipped[field] = train(learnt[known], lesson.truth[field][known], weight, values)
    judge_weather(gold, own)
    if told.write:
        speaking = {field: lesson.lemmas(field, []) for field in VALUES}
        write(shipped, replace(table, speaks=speaking))


def counted(shelf: Sequence[annotated.Analysed], table: LemmaTable) -> LemmaTable:
    """The table without rare lemmas, with shares of scenes."""
    seen = occurrences(read(shelf, table, gold=False), len(table.shares))
    counts = np.asarray(seen.sum(axis=0)).ravel()
    kept = np.flatnonzero(counts >= SCENES)
    new = {int(old): n for n, old in enumerate(kept)}
    return LemmaTable(
        {lemma: new[row] for lemma, row in table.said.items() if row in new},
        {lemma: new[row] for lemma, row in table.heard.items() if row in new},
        np.round(counts[kept] / seen.shape[0] * 10_000),
        {field: told[kept] for field, told in table.speaks.items()},
    )


def judge(
    lesson: Lesson,
    own: Sequence[Episode],
    field: str,
    learnt: FloatArray,
    tables: dict[str, LemmaTable],
) -> None:
    """Print figures on dramas left out, of scenes as annotated and as we cut them."""
    values = VALUES[field]
    pairs: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for drama in sorted(tables):
        rest = (lesson.truth[field] >= 0) & (lesson.dramas != drama)
        truth = lesson.truth[field][rest]
        weights = train(learnt[rest], truth, drama_weights(lesson.dramas[rest].tolist()), values)
        usual = values[Counter(truth.tolist()).most_common(1)[0][0]]
        for name, episodes in (("annotated", lesson.gold), ("own", own)):
            for episode in (e for e in episodes if e.drama == drama and not e.ours):
                at = lesson.signals([episode], field, tables[drama])
                answers = answered(at, weights, setting.LEAST[field])
                pairs[name] += pair(episode, answers, field)
                if name == "annotated":
                    most = [usual] * len(answers)
                    pairs["most frequent"] += pair(episode, most, field)
    for name, told in pairs.items():
        print(f"{field}, {name} scenes: {scored(told)}")


def answered(told: FloatArray, weights: Weights, least: float) -> list[str]:
    likely = likelihoods(odds(told, weights))
    return [weights.values[np.argmax(row)] if row.max() >= least else "unknown" for row in likely]


def judge_weather(gold: Sequence[Episode], own: Sequence[Episode]) -> None:
    for name, episodes in (("annotated", gold), ("own", own)):
        pairs, wrong = [], Counter()
        for episode in (e for e in episodes if not e.ours):
            told = [setting.weather_of(scene) for scene in episode.scenes]
            pairs += pair(episode, told, "weather")
            if name == "annotated":
                wrong.update(
                    (scene.weather, value)
                    for scene, value in zip(episode.gold, told, strict=True)
                    if value != "unknown"
                )
        print(f"weather, {name} scenes: {scored(pairs)}", dict(wrong))


def write(weights: dict[str, Weights], table: LemmaTable) -> None:
    about = "Made by training/setting.py: what signals of a scene and those around it count."
    told = {
        field: {
            "signals": {
                around: dict(zip(CHANNELS, row.round(3).tolist(), strict=True))
                for around, row in zip(AROUND, one.signals, strict=True)
            },
            "bias": dict(zip(one.values, one.bias.round(3).tolist(), strict=True)),
        }
        for field, one in weights.items()
    }
    path = FOLDER / "setting_weights.json"
    path.write_text(json.dumps({"about": about, **told}, indent=1) + "\n", "utf-8")
    lines = [
        "# What lemmas of lines and of sound notes speak for. Made by training/setting.py from",
        "# many scenes, most of whose places were guessed. scenes: in how many of ten thousand a",
        "# lemma occurs; then, in tenths, the log of how much likelier each value is there.",
        "\t".join(("told", "lemma", "scenes " + " ".join(VALUES["place"] + VALUES["time"]))),
    ]
    speaking = np.hstack([table.speaks["place"], table.speaks["time"]])
    for name, rows in (("said", table.said), ("heard", table.heard)):
        for lemma, row in rows.items():
            numbers = [int(table.shares[row]), *np.round(speaking[row] * 10).astype(int)]
            lines.append(f"{name}\t{lemma}\t{' '.join(map(str, numbers))}")
    (FOLDER / "setting_lemmas.tsv").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
