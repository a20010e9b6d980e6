"""Read the commonest Korean words once and for all, so that Kiwi need not do it on every machine.

    python training/readings.py [--captions DIR] [--write]

A word is kept when two dramas use it: one that fewer use is seldom met in another. What is kept
is what Kiwi says of the word alone, so that answers are the same with the table as without.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from importlib.metadata import version
from pathlib import Path

from annotated import ROOT, SHARED

from jangmyeon.engine import EpisodeJob
from jangmyeon.engine.analysis import searched_texts
from jangmyeon.engine.tasks import read_scripts
from jangmyeon.shelf import scan
from jangmyeon.words import analysis, bare_form, is_korean

TARGET = ROOT / "src/jangmyeon/words/readings-ko.tsv"
DRAMAS = 2
HEADER = """\
# What Kiwi {kiwi} says of common Korean words, each given alone.
# word, lemmas joined with + (- for none). Made by training/readings.py
# from {dramas} dramas; every word is used in {least} of them at least.
"""


def used(captions: Path) -> Counter[str]:
    """In how many dramas each word is met."""
    met: dict[str, set[str]] = defaultdict(set)
    for files in scan(captions).episodes:
        scripts, _ = read_scripts(EpisodeJob(str(captions), files, ""))
        for text in searched_texts(scripts):
            if is_korean(text):
                met[files.episode.drama.id].update(map(bare_form, text.split()))
    return Counter(form for forms in met.values() for form in forms)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--captions", type=Path, default=SHARED / "captions")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    found = used(options.captions)
    usual = analysis._usual_readings()
    common = [form for form, n in found.items() if n >= DRAMAS and form not in usual]
    dramas = len({files.episode.drama.id for files in scan(options.captions).episodes})
    rows = [f"{form}\t{analysis._kiwi_field(form)}\n" for form in sorted(common)]
    print(f"{len(rows):,} words of {len(found):,}")
    if options.write:
        head = HEADER.format(kiwi=version("kiwipiepy"), dramas=dramas, least=DRAMAS)
        TARGET.write_text(head + "".join(rows), "utf-8")


if __name__ == "__main__":
    main()
