"""Turn the lexicon round, from English to Korean, so that no search need do it.

    python training/senses.py [--write]

``src/jangmyeon/words/ko-en.tsv`` and ``ko-en-rare.tsv`` list Korean lemmas with English glosses,
likeliest sense first; turned round, an English word (or a phrase of two or three) has the lemmas
that may stand for it, each with a weight that falls with the rank of the sense. ``en-ko.tsv`` and
``training/lexicon/en-ko-rare.tsv`` add what glosses leave out.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from annotated import ROOT

from jangmyeon.words import base_form, english_words, is_stop_word, stem

Table = dict[str, dict[str, float]]

WORDS = ROOT / "src/jangmyeon/words"
SENSES, KNOWN = WORDS / "senses-en.tsv", WORDS / "known-en.txt"
RARE_ENGLISH = ROOT / "training/lexicon/en-ko-rare.tsv"
PART_OF_PHRASE = 0.3  # what a word keeps of the weight of a phrase it is only a part of
MOST_LEMMAS, MOST_RARE = 20, 8
RARE = 0.7  # what a rare lemma counts for beside a usual one
OTHER_SENSES = 0.3
NO_NAME = 6  # letters from which on a rare word is no syllable of a Korean name (Yang, Hyun)
HEADER = """\
# English stems, or phrases of stems, with the Korean lemmas that may stand for them and how much
# each does (0 to 1). Made by training/senses.py.
"""
HEADER_KNOWN = "# English words that the lexicon uses. Made by training/senses.py.\n"


def rows(path: Path) -> list[list[str]]:
    """The rows of a table without its comments."""
    lines = path.read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and line[0] != "#"]


def key(english: str, *, base: bool = False) -> str:
    """The stems of a word or phrase, stop words left out."""
    words = (word for word in english_words(english) if not is_stop_word(word))
    return " ".join(stem(base_form(word) if base else word) for word in words)


def glossed(name: str) -> list[tuple[str, float, list[str]]]:
    """Lemmas that have glosses, with uses per million."""
    told = (row for row in rows(WORDS / name) if row[0] != "lemma" and row[3] != "-")
    return [(row[0], float(row[1]), row[3].split(", ")) for row in told]


def turned(lemmas: list[tuple[str, float, list[str]]], *, parts: bool) -> Table:
    """English stems (or phrases of stems) to lemmas with weights.

    Args:
        parts: whether the parts of a phrase stand for its lemmas too, for less.
    """
    table: Table = {}
    for lemma, _, glosses in lemmas:
        for rank, gloss in enumerate(glosses):
            weight = (1 + rank) ** -0.5
            stems = key(gloss)
            if stems:
                add(table, stems, lemma, weight)
            for part in stems.split() if parts and " " in stems else ():
                add(table, part, lemma, weight * PART_OF_PHRASE)
    return table


def tell(table: Table, path: Path) -> Table:
    """Add English words with their lemmas, likeliest first."""
    for english, lemmas in rows(path):
        for rank, lemma in enumerate(lemmas.split(", ")):
            add(table, key(english, base=True), lemma, (1 + rank) ** -0.5)
    return table


def add(table: Table, english: str, lemma: str, weight: float) -> None:
    """Let a lemma stand for a word at least so much."""
    lemmas = table.setdefault(english, {})
    lemmas[lemma] = max(lemmas.get(lemma, 0.0), weight)


def senses() -> dict[str, list[tuple[str, float]]]:
    """English stems (or phrases of stems) to lemmas with weights: the usual ones, then the rare.

    Rare lemmas are added to what the usual ones tell, and change nothing of that. Parts of their
    phrases stand for none of them: they would drown the words' own.
    """
    lemmas, rarer = glossed("ko-en.tsv"), glossed("ko-en-rare.tsv")
    uses = {lemma: per_million for lemma, per_million, _ in (*rarer, *lemmas)}
    usual = tell(turned(lemmas, parts=True), WORDS / "en-ko.tsv")
    rare = tell(turned(rarer, parts=False), RARE_ENGLISH)
    table = {}
    for english in sorted({*usual, *rare}):
        found = likeliest(usual.get(english, {}), uses)
        known = {lemma for lemma, _ in found}
        more = {lemma: weight * RARE for lemma, weight in rare.get(english, {}).items()}
        ranked = sorted(more.items(), key=lambda item: (-item[1], -uses.get(item[0], 0.0), item[0]))
        found += [(lemma, weight) for lemma, weight in ranked if lemma not in known][:MOST_RARE]
        table[english] = sorted(found, key=lambda item: -item[1])
    return table


def likeliest(lemmas: dict[str, float], uses: dict[str, float]) -> list[tuple[str, float]]:
    """The lemmas with weights, heaviest first.

    A lemma far more frequent than those which have the word as their first sense is mostly used in
    its other senses (오다 is "come" before it is "rain"), and weighs less for it.
    """
    proper = sum(uses.get(lemma, 0.0) for lemma, weight in lemmas.items() if weight == 1.0)

    def weighed(lemma: str, weight: float) -> float:
        if weight == 1.0 or not proper:
            return weight
        share = proper / max(uses.get(lemma, 0.0), 0.1)
        return weight * float(min(1.0, share**OTHER_SENSES))

    ranked = ((lemma, weighed(lemma, weight)) for lemma, weight in lemmas.items())
    return sorted(ranked, key=lambda item: (-item[1], item[0]))[:MOST_LEMMAS]


def texts() -> dict[Path, str]:
    """What each of the two files is."""
    told = (
        "\t".join((english, *(f"{lemma} {weight:.3g}" for lemma, weight in lemmas)))
        for english, lemmas in senses().items()
    )
    english = [gloss for _, _, glosses in glossed("ko-en.tsv") for gloss in glosses]
    rare = [gloss for _, _, glosses in glossed("ko-en-rare.tsv") for gloss in glosses]
    rare += [row[0] for path in (WORDS / "en-ko.tsv", RARE_ENGLISH) for row in rows(path)]
    known = {word for each in english for word in english_words(each)}
    known |= {word for each in rare for word in english_words(each) if len(word) >= NO_NAME}
    return {
        SENSES: HEADER + "\n".join(told) + "\n",
        KNOWN: HEADER_KNOWN + "\n".join(sorted(known)) + "\n",
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    for path, text in texts().items():
        print(f"{path.name}: {len(text.splitlines()):,} rows")
        if options.write:
            path.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
