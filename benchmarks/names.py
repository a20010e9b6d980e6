"""How well, and how fast, do we tell that two spellings name one person? Against three others.

    python -m benchmarks.names [PAIRS.tsv] [--write]

PAIRS.tsv has the columns ``a``, ``b`` and ``same`` (1 or 0); by default it is ``names.tsv`` in
``$JANGMYEON_GOLD``, or in ``gold`` under ``$JANGMYEON_SHARED`` (``../shared``). Half of the pairs,
drawn with a fixed seed, were held out while the names floor was made. The others get the threshold
that is best for them on all pairs. Needs the extra ``bench`` (unidecode, rapidfuzz, jellyfish).
``--write`` puts the figures into ``docs/performance.md``.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from rapidfuzz.fuzz import ratio

from benchmarks import report
from jangmyeon import names
from jangmyeon.names import families, korean, latin, loans, name, spelling, titles
from jangmyeon.names.hangul import is_hangul
from jangmyeon.names.spelling import spellings
from jangmyeon.names.tables import rows as table

try:
    import jellyfish
    from unidecode import unidecode
except ImportError as error:
    raise SystemExit(f"needs {error.name}: pip install '.[bench]'") from error

SEED = 7
INDEXED = 10_000

_ABOUT = """## One person, many spellings

{pairs:,} pairs of spellings: do they name one person? Half of them, drawn at random, were held out
while the program was made. The others get the threshold that is best for them on all pairs.

{table}

*Time, beside* is the time beside Jangmyeon's on all pairs. *Nothing remembered* forgets before each
pair what it has read of spellings.

{lines}

Measured on {machine}.
"""


@dataclass(frozen=True)
class Pair:
    """Two spellings, and whether they name one person."""

    a: str
    b: str
    same: bool


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    method: str
    precision: float
    recall: float
    microseconds: float

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


Matcher = Callable[[str, str], bool]


def read_pairs(path: Path) -> list[Pair]:
    with path.open(encoding="utf-8") as file:
        rows = csv.DictReader(file, delimiter="\t")
        return [Pair(row["a"], row["b"], row["same"] == "1") for row in rows]


def measure(method: str, matcher: Matcher, pairs: list[Pair], reset: bool = False) -> Row:
    """Score a matcher; with ``reset`` nothing is remembered from one pair to the next."""
    taken = 0.0
    said = []
    for pair in pairs:
        if reset:
            forget()
        start = time.process_time()
        said.append(matcher(pair.a, pair.b))
        taken += time.process_time() - start
    right = sum(s and p.same for s, p in zip(said, pairs, strict=True))
    precision = right / sum(said) if any(said) else 0.0
    recall = right / sum(pair.same for pair in pairs)
    return Row(method, precision, recall, taken / len(pairs) * 1e6)


def forget() -> None:
    """Empty the memory of names, but not the tables that were read from files."""
    for module in (families, korean, latin, loans, name, spelling, titles):
        for function in vars(module).values():
            parameters = getattr(function, "cache_parameters", None)
            if parameters and parameters()["maxsize"] is not None:
                function.cache_clear()


def best_threshold(score: Callable[[str, str], float], pairs: list[Pair]) -> float:
    """The threshold on ``score`` with the highest F1 on these pairs."""
    scored = [(score(pair.a, pair.b), pair.same) for pair in pairs]
    real = sum(same for _, same in scored)

    def f1(threshold: float) -> float:
        said = [same for value, same in scored if value >= threshold]
        return 2 * sum(said) / (len(said) + real)

    return max((value for value, _ in scored), key=f1)


def ascii_ratio(a: str, b: str) -> float:
    return ratio(unidecode(a).lower(), unidecode(b).lower())


def revised(text: str) -> str:
    """Plain Revised Romanization, syllable by syllable; Latin text in small letters."""
    spelt = (spellings(ch, "revised")[0].letters if is_hangul(ch) else ch for ch in text)
    return re.sub(r"[^a-z]", "", "".join(spelt).lower())


def revised_ratio(a: str, b: str) -> float:
    return ratio(revised(a), revised(b))


def same_metaphone(a: str, b: str) -> bool:
    return jellyfish.metaphone(unidecode(a)) == jellyfish.metaphone(unidecode(b))


def rows(pairs: list[Pair]) -> Iterable[Row]:
    random.Random(SEED).shuffle(pairs)
    half = len(pairs) // 2
    names.same_person("세리", "Seri")  # read the tables first
    yield measure("jangmyeon, all", names.same_person, pairs)
    yield measure("jangmyeon, first half", names.same_person, pairs[:half])
    yield measure("jangmyeon, held-out half", names.same_person, pairs[half:])
    yield measure("jangmyeon, nothing remembered", names.same_person, pairs, reset=True)
    for method, score in (
        ("unidecode + ratio", ascii_ratio),
        ("Revised Romanization + ratio", revised_ratio),
    ):
        least = best_threshold(score, pairs)
        yield measure(
            f"{method} >= {least:.0f}", lambda a, b, s=score, t=least: s(a, b) >= t, pairs
        )
    yield measure("unidecode + metaphone", same_metaphone, pairs)


def repeated(pairs: list[Pair]) -> float:
    """Microseconds a match once every spelling has been seen, on random different names."""
    texts = [text for pair in pairs for text in (pair.a, pair.b)]
    random.Random(SEED).shuffle(texts)
    couples = list(pairwise(texts)) * 10
    for text in texts:
        names.parse_name(text)
    start = time.process_time()
    for a, b in couples:
        names.same_person(a, b)
    return (time.process_time() - start) / len(couples) * 1e6


def drawn_people(count: int) -> list[list[str]]:
    """Different people by the frequencies of real names: Hangul and two usual spellings each."""
    draw = random.Random(SEED)
    houses = [(row[0], int(row[1])) for row in table("families.tsv")]
    syllables = [(row[0], int(row[1]), int(row[2])) for row in table("syllables.tsv")]
    letters = [row[0] for row in syllables]
    people: dict[str, list[str]] = {}
    while len(people) < count:
        house = draw.choices([row[0] for row in houses], [row[1] for row in houses])[0]
        first = draw.choices(letters, [row[1] for row in syllables])[0]
        last = draw.choices(letters, [row[2] for row in syllables])[0]
        hangul = house + first + last
        if hangul not in people:
            people[hangul] = [hangul, *draw.sample(names.romanise(hangul, 8), 2)]
    return list(people.values())


def new_names(people: list[list[str]]) -> tuple[float, float, float]:
    """Microseconds a match of names never seen before, and of names in use; the share mistaken.

    Never seen: both spellings are new, though their syllables have occurred in other names. In
    use: each spelling meets twenty others, and what reading it took is counted in.
    """
    forget()
    for hangul, spelt, _ in people[: len(people) // 3]:
        names.same_person(hangul, spelt)
    fresh = people[len(people) // 3 :]
    start = time.process_time()
    for hangul, spelt, _ in fresh:
        names.same_person(hangul, spelt)
    new = (time.process_time() - start) / len(fresh)
    forget()
    draw = random.Random(SEED)
    others = [(a, draw.choice(fresh)) for a in fresh for _ in range(10)]
    start = time.process_time()
    same = [names.same_person(a[0], b[draw.randint(1, 2)]) for a, b in others if a is not b]
    used = (time.process_time() - start) / len(others)
    return new * 1e6, used * 1e6, sum(same) / len(same)


def index_times() -> tuple[float, float, float]:
    """Seconds to index 10,000 names in Hangul and in Latin letters; milliseconds a look-up."""
    draw = random.Random(SEED)
    houses = "김이박최정강조윤장임한오서신권황안송전홍"
    middle = "지영민은경정미현수준재진성서혜주상승연하태유동세선윤도예소인"
    cast = [draw.choice(houses) + draw.choice(middle) + draw.choice(middle) for _ in range(INDEXED)]
    latin_cast = [names.display_latin(person) for person in cast]
    taken = []
    for people in (cast, latin_cast):
        forget()
        start = time.process_time()
        index = names.NameIndex(people)
        taken.append(time.process_time() - start)
    asked = latin_cast[:500]
    start = time.process_time()
    for person in asked:
        index.find(person)
    return taken[0], taken[1], (time.process_time() - start) / len(asked) * 1e3


def speeds() -> list[str]:
    """What names cost that are met for the first time, or among many others, as sentences."""
    new, used, mistaken = new_names(drawn_people(3000))
    hangul, spelt, look_up = index_times()
    return [
        f"names never seen before: {new:.1f} us a match",
        f"names that each meet twenty others: {used:.1f} us a match, reading them included",
        f"different people taken for one, of random pairs: {mistaken:.2%}",
        f"indexing {INDEXED:,} names: {hangul:.2f} s in Hangul, {spelt:.2f} s in Latin letters",
        f"looking one up among them: {look_up:.3f} ms",
    ]


def as_table(measured: list[Row]) -> str:
    """The methods, each one's time beside the first's."""
    return report.table(
        ["", "precision", "recall", "F1", "us a match", "time, beside"],
        [
            [
                row.method,
                f"{row.precision:.4f}",
                f"{row.recall:.4f}",
                f"{row.f1:.4f}",
                f"{row.microseconds:.1f}",
                f"{row.microseconds / measured[0].microseconds:.2f}",
            ]
            for row in measured
        ],
    )


def main() -> None:
    shared = os.environ.get("JANGMYEON_SHARED", str(Path(__file__).parents[2] / "shared"))
    gold = Path(os.environ.get("JANGMYEON_GOLD", Path(shared) / "gold"))
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path, nargs="?", default=gold / "names.tsv")
    parser.add_argument("--write", action="store_true", help="write docs/performance.md")
    options = parser.parse_args()
    if not options.pairs.exists():
        raise SystemExit(
            f'no name pairs at "{options.pairs}": give a file with the columns a, b and same'
        )
    pairs = read_pairs(options.pairs)
    print(f"{len(pairs)} pairs\n")
    print(f"{'method':34} {'precision':>9} {'recall':>9} {'F1':>9} {'us/match':>9}")
    measured = []
    for row in rows(pairs):
        measured.append(row)
        figures = f"{row.precision:9.4f} {row.recall:9.4f} {row.f1:9.4f} {row.microseconds:9.1f}"
        print(f"{row.method:34} {figures}", flush=True)
    seen = f"random different names, every spelling seen before: {repeated(pairs):.1f} us a match"
    lines = [seen, *speeds()]
    print("\n" + "\n".join(lines))
    if options.write:
        told = {"pairs": len(pairs), "lines": "\n".join(f"- {line}" for line in lines)}
        text = _ABOUT.format(table=as_table(measured), machine=report.machine(), **told)
        report.write_part("names", text)


if __name__ == "__main__":
    main()
