"""Learn how words are usually meant, where Kiwi reads them otherwise when they stand alone.

    python training/forms.py [--captions DIR] [--write]

Kiwi analyses every caption of the shelf as a whole; each word's commonest reading in context is
set beside its reading alone. Words that differ, are met often and in several dramas, go into
``src/jangmyeon/words/forms-ko.tsv``. Prints how many occurrences are read as in context.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotated import ROOT, SHARED

from jangmyeon.captions import read_script
from jangmyeon.shelf import scan
from jangmyeon.words import analysis, bare_form, flat, is_korean

TARGET = ROOT / "src/jangmyeon/words/forms-ko.tsv"
OFTEN = 5  # occurrences, in as many captions
DRAMAS = 3  # a word that fewer use may be a name
HEADER = """\
# Korean words that Kiwi, given the word alone, reads otherwise than in most captions.
# word, lemmas joined with + (- for none). Made by training/forms.py
# from {captions:,} captions of {dramas} dramas.
"""


def readings(captions: Path) -> Iterator[tuple[str, str, tuple[str, str]]]:
    """Drama id, caption, and a word's form and reading there, for each distinct caption."""
    kiwi = analysis._kiwi()
    seen: set[str] = set()
    for files in scan(captions).episodes:
        for track in files.tracks:
            for script in read_script((captions / track.path).read_bytes(), track):
                for shown in (*script.lines, *script.sounds):
                    text = flat(shown.text)
                    if text in seen or not is_korean(text):
                        continue
                    seen.add(text)
                    for pair in in_context(text, kiwi.tokenize(text, match_options=0)):
                        yield files.episode.drama.id, text, pair


def in_context(text: str, tokens: list[Any]) -> Iterator[tuple[str, str]]:
    """Each word's form and reading in a caption, from Kiwi's tokens of the whole."""
    words = text.split()
    found: list[list[str]] = [[] for _ in words]
    word, end = 0, len(words[0])
    for token in tokens:
        while token.start >= end and word < len(words) - 1:
            word += 1
            end += 1 + len(words[word])
        ending = analysis._ENDING.get(token.tag)
        if ending is not None:
            found[word].append(token.form + ending)
        elif token.tag == "SL":
            found[word].append(analysis.stem(token.form.lower()))
    for form, lemmas in zip(words, found, strict=True):
        yield bare_form(form), "+".join(lemmas) or "-"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--captions", type=Path, default=SHARED / "captions")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    met: dict[str, Counter[str]] = defaultdict(Counter)
    dramas: dict[str, set[str]] = defaultdict(set)
    texts = set()
    for drama, text, (form, reading) in readings(options.captions):
        met[form][reading] += 1
        dramas[form].add(drama)
        texts.add(text)
    alone = {form: analysis._kiwi_field(form) for form in met}
    usual = {form: counts.most_common(1)[0][0] for form, counts in met.items()}
    whole = analysis._whole_nouns().keys()
    table = {
        form: usual[form]
        for form, counts in met.items()
        if usual[form] != alone[form] and counts.total() >= OFTEN and len(dramas[form]) >= DRAMAS
        if whole.isdisjoint(alone[form].split("+"))  # what nouns-ko.tsv has is read alike anywhere
    }
    total = sum(counts.total() for counts in met.values())
    for name, told in (("alone", alone), ("with the table", {**alone, **table}), ("most", usual)):
        print(name, round(sum(counts[told[form]] for form, counts in met.items()) / total, 4))
    print(len(table), "words in the table")
    if options.write:
        count = len(set().union(*dramas.values()))
        rows = sorted(table.items(), key=lambda item: (-met[item[0]].total(), item[0]))
        body = "".join(f"{form}\t{reading}\n" for form, reading in rows)
        TARGET.write_text(HEADER.format(captions=len(texts), dramas=count) + body, "utf-8")


if __name__ == "__main__":
    main()
