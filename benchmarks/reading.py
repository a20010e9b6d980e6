"""Reading caption files beside the libraries that people read them with, in one run.

    python -m benchmarks.reading [--captions DIR] [--every N] [--write]

Every reader gets the same bytes of every file that it has a format for, one file after the other:
the shelf's files as they lie there, and their captions written anew in every format, so that each
has the same. Seconds are those of the processor. The others come with the extra ``bench``; those
absent are named and left out.
"""

from __future__ import annotations

import argparse
import gc
import logging
import time
import warnings
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from benchmarks.readers import Reader, Told, others, ours
from benchmarks.report import machine, table, write_part
from benchmarks.written import WRITERS, one_at_a_time, written
from jangmyeon.captions.encoding import decode
from jangmyeon.captions.formats import BY_EXTENSION, format_of
from jangmyeon.errors import CaptionError
from jangmyeon.shelf import scan

ROOT = Path(__file__).parents[1]
NAMES = {
    "ttml": "TTML",
    "webvtt": "WebVTT",
    "subrip": "SubRip",
    "substation": "ASS",
    "sami": "SAMI",
}
_NEAR = 20  # milliseconds, half a frame of 25 a second
_RIGHT = 0.9  # of the captions: a file with fewer at their times is read wrong

_ABOUT = """## Reading captions

{files} caption files ({mb:.0f} MB: {formats}) as they lie on a shelf, then the captions of all of
them written anew in each format, read by Jangmyeon and by what is used for it otherwise.

{table}

*Captions* is Jangmyeon's reading of what the others read: the text, its times, mended. *All* is
what indexing uses, which also tells speech from sounds, lyrics and shown text, and who speaks: it
parts captions, so it counts the lines and sounds, and their times are not compared. Every reader
gets the bytes of the same files in turn, and its seconds are those of the processor, over the files
it read; finding out the encoding is counted for Jangmyeon, the others are told that it is UTF-8.
Building the captions out of what a library made of a file is not counted. *Refused* are files of
which it raised an error; *wrong* those of which it tells fewer than nine of ten captions at their
times (within {near} ms). *Same times* and *same words* are shares of the captions of all files it
read: of the written files, of what was written; of the shelf's, of what Jangmyeon reads, which is
the measure there and not measured. Words are compared by their letters and digits; markup that is
left in the text makes them others. *Speakers* and *sounds* are how many captions the reader
tells to have a speaker, or to be a sound: the others leave both in the text. *Time, beside* is the
time beside Jangmyeon's for the captions of the same files. {notes}

*videogrep* is not in the table: its parsers come only with moviepy 1 and a copy of FFmpeg, under a
license that is not open source. Tried apart from this run, they read SubRip and WebVTT quicker than
all of these, tell neither speakers nor sounds, and take the numbers of WebVTT captions for words.
Measured on {machine}.
"""


@dataclass(frozen=True, slots=True)
class File:
    """The bytes of a caption file, its format, and what was written into it, where we wrote it."""

    form: str
    data: bytes
    truth: tuple[Told, ...] = ()


@dataclass(slots=True)
class Figures:
    """How a reader did with the files of one format: ``took`` are seconds by the file's number."""

    reader: Reader
    took: dict[int, float] = field(default_factory=dict)
    size: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    wrong: int = 0
    captions: int = 0
    expected: int = 0
    timed: int = 0
    worded: int = 0
    speakers: int = 0
    sounds: int = 0

    def add(self, file: File, told: Sequence[Told], truth: Sequence[Told]) -> None:
        """Count what was told of a file."""
        self.size += len(file.data)
        self.captions += len(told)
        self.speakers += sum(each.has_speaker for each in told)
        self.sounds += sum(each.is_sound for each in told)
        if not self.reader.whole:
            timed, worded = agreeing(truth, told)
            self.expected += len(truth)
            self.timed += timed
            self.worded += worded
            self.wrong += timed < _RIGHT * len(truth)


def agreeing(truth: Sequence[Told], told: Sequence[Told]) -> tuple[int, int]:
    """How many captions are told at their times, and how many of these in the same words.

    >>> truth = [Told(0, 90, "a b"), Told(500, 900, "c"), Told(950, 980, "d")]
    >>> agreeing(truth, [Told(3, 92, "a  b"), Told(500, 999, "c"), Told(950, 980, "e")])
    (2, 1)
    """
    left = sorted(told, key=lambda each: each.start)
    starts = [each.start for each in left]
    taken: set[int] = set()
    worded = 0
    for each in truth:
        place = bisect_left(starts, each.start - _NEAR)
        near = []
        while place < len(left) and starts[place] <= each.start + _NEAR:
            if place not in taken and abs(left[place].end - each.end) <= _NEAR:
                near.append(place)
            place += 1
        if near:
            same = [place for place in near if left[place].letters == each.letters]
            taken.add((same or near)[0])
            worded += bool(same)
    return len(taken), worded


def on_shelf(folder: Path, every: int) -> list[File]:
    """The caption files of every so many-th episode."""
    episodes = scan(folder).episodes[::every]
    paths = [track.path for files in episodes for track in files.tracks]
    found = []
    for path in paths:
        data = (folder / path).read_bytes()
        if form := _form(path, data):
            found.append(File(form, data))
    return found


def _form(path: str, data: bytes) -> str | None:
    suffix = PurePosixPath(path).suffix.lower()
    try:
        form = format_of(decode(data).text, suffix)
    except CaptionError:
        form = None
    form = form or BY_EXTENSION.get(suffix)
    return form.name if form else None


def anew(files: Iterable[File]) -> Iterator[File]:
    """The captions of files, those of each written in every format."""
    captions, _ = ours()
    for file in files:
        told, _, _ = once(captions, file)
        if told and (truth := tuple(one_at_a_time(told))):
            for form in WRITERS:
                yield File(form, written(truth, form), truth)


def once(reader: Reader, file: File) -> tuple[list[Told] | None, float, str]:
    """What a reader tells of a file, its seconds, and the error with which it refused it."""
    began = time.process_time()
    try:
        read = reader.reads[file.form](file.data)
        took = time.process_time() - began
        return [each for each in reader.told(read) if each.text.strip()], took, ""
    except Exception as error:  # a reader may raise anything at all
        return None, 0.0, type(error).__name__


def measure(files: Sequence[File], readers: Sequence[Reader]) -> list[Figures]:
    """Files of one format through each reader that knows it; the first reader tells what is true.

    >>> measure([], ours())
    []
    """
    if not files:
        return []
    able = [reader for reader in readers if files[0].form in reader.reads]
    figures = [Figures(reader) for reader in able]
    for reader in able:
        once(reader, files[0])  # loads what it needs
    gc.freeze()  # so that collecting looks at what reading left only
    for number, file in enumerate(files):
        truth: Sequence[Told] = file.truth
        for each in figures:
            gc.collect()  # what the others left behind
            told, took, error = once(each.reader, file)
            if told is None:
                each.refused[error] += 1
                continue
            truth = truth or told  # of files not written by us, the first reader's
            each.took[number] = took
            each.add(file, told, truth)
    gc.unfreeze()
    return figures


def rows(name: str, measured: Sequence[Figures]) -> Iterator[list[str]]:
    """A row of the table for each reader, its time beside the first one's."""
    for each in measured:
        both = each.took.keys() & measured[0].took.keys()
        taken = sum(each.took.values())
        yield [
            f"{name}: {each.reader.name}",
            f"{len(each.took):,}",
            f"{each.refused.total():,}",
            "–" if each.reader.whole else f"{each.wrong:,}",
            f"{taken:.2f}",
            "–" if not taken else f"{each.size / 1e6 / taken:.1f}",
            f"{each.captions:,}",
            _share(each.timed, each.expected),
            _share(each.worded, each.expected),
            f"{each.speakers:,}",
            f"{each.sounds:,}",
            _ratio(_sum(each, both), _sum(measured[0], both)),
        ]


HEAD = ["", "read", "refused", "wrong", "CPU s", "MB/s", "captions", "same times", "same words"]
HEAD += ["speakers", "sounds", "time, beside"]


def _sum(figures: Figures, numbers: set[int]) -> float:
    return sum(figures.took[number] for number in numbers)


def _ratio(taken: float, beside: float) -> str:
    return f"{taken / beside:.2f}" if taken and beside else "–"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "–"


def refusals(name: str, measured: Sequence[Figures]) -> Iterator[str]:
    """Which readers refused files, and with which errors."""
    for each in measured:
        who = each.reader.name.replace("*", "")
        for error, count in each.refused.most_common():
            yield f"{who} refused {count:,} of {name} (`{error}`)"


def report(files: Sequence[File], readers: Sequence[Reader], absent: Sequence[str]) -> str:
    """Measure, print each row as it is there, and return the whole part of the report."""
    fresh = list(anew(files))
    told: list[list[str]] = []
    raised: list[str] = []
    for where, some in (("", files), (", written", fresh)):
        for form, spelt in NAMES.items():
            measured = measure([file for file in some if file.form == form], readers)
            for row in rows(f"{spelt}{where}", measured):
                told.append(row)
                print("  ".join(row), flush=True)
            raised += refusals(f"{spelt}{where}", measured)
    counts = Counter(NAMES[file.form] for file in files)
    notes = [f"{'; '.join(raised)}."] if raised else []
    if absent:
        notes.append(f"Not installed, so not measured: {', '.join(absent)}.")
    return _ABOUT.format(
        files=f"{len(files):,}",
        mb=sum(len(file.data) for file in files) / 1e6,
        formats=", ".join(f"{count:,} {form}" for form, count in counts.most_common()),
        table=table(HEAD, told),
        near=_NEAR,
        notes="\n".join(notes),
        machine=machine(),
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--captions", type=Path, default=ROOT.parent / "shared" / "captions")
    parser.add_argument("--every", type=int, default=1, help="only every so many-th episode")
    parser.add_argument("--write", action="store_true", help="write docs/performance.md")
    options = parser.parse_args()
    files = on_shelf(options.captions, options.every)
    if not files:
        raise SystemExit(f'no captions in "{options.captions}": name a folder with some')
    found, absent = others()
    if absent:
        print(f"not installed: {', '.join(absent)} (pip install '.[bench]')")
    logging.disable(logging.CRITICAL)  # others write a line for each caption they dislike
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        told = report(files, [*ours(), *found], absent)
    print(f"\n{told}")
    if options.write:
        write_part("reading", told)


if __name__ == "__main__":
    main()
