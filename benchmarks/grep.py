"""ripgrep (or grep) over caption files, and a reader who looks where most matches are."""

from __future__ import annotations

import re
import shutil
import subprocess
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.known import Answer
from benchmarks.rivals import STEP, WINDOW, apart, content_words
from jangmyeon.shelf import EpisodeFiles

_TICK_RATE = re.compile(rb'tickRate="(\d+)"')
_MARK = re.compile(
    rb'begin="(?:(?P<ticks>\d+)t|(?P<clock>[\d:.,]+))'
    rb"|(?P<cue>[\d:.,]+)[ \t]*-->|start=(?P<milliseconds>\d+)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Clock:
    """Where in a file which second of an episode is told."""

    drama: str
    season: int
    episode: int
    offsets: tuple[int, ...]
    times: tuple[float, ...]

    def at(self, offset: int) -> float:
        place = bisect_right(self.offsets, offset) - 1
        return self.times[place] if place >= 0 else 0.0


class Ripgrep:
    """Looks for any of the content words, letter by letter."""

    def __init__(self, root: Path, episodes: Iterable[EpisodeFiles]) -> None:
        self._root = root
        self._clocks = dict(_clocks(root, episodes))
        self.name = "ripgrep" if shutil.which("rg") else "grep"
        self._command = ["rg", "-boiF", "--no-heading", "-H", "--null"]
        if self.name == "grep":
            self._command = ["grep", "-rboiFHZ"]

    def find(self, words: str, limit: int, drama: str | None = None) -> list[Answer]:
        """The two minutes with the most different words, then with the most matches."""
        alternatives = [part for word in content_words(words) for part in ("-e", word)]
        if not alternatives:
            return []
        files = [str(self._root)]
        if drama is not None:
            files = [path for path, clock in self._clocks.items() if clock.drama == drama]
        command = [*self._command, *alternatives, "--", *files]
        done = subprocess.run(command, capture_output=True, check=False)
        return self._read(done.stdout, limit)

    def _read(self, output: bytes, limit: int) -> list[Answer]:
        said: dict[str, list[tuple[float, bytes]]] = defaultdict(list)
        for row in output.splitlines():
            path, _, told = row.partition(b"\0")
            offset, _, word = told.partition(b":")
            said[path.decode()].append((float(offset), word.lower()))
        ranked = []
        for path, matches in said.items():
            clock = self._clocks.get(path)
            if clock is not None:
                timed = sorted((clock.at(int(offset)), word) for offset, word in matches)
                place = clock.drama, clock.season, clock.episode
                for start, worth in _neighborhoods(timed):
                    middle = max(start - STEP / 2, 0.0)
                    ranked.append((worth, Answer(*place, middle, middle + WINDOW)))
        ranked.sort(key=lambda each: each[0], reverse=True)
        return apart((answer for _, answer in ranked), limit)


def _neighborhoods(
    matches: Sequence[tuple[float, bytes]],
) -> Iterator[tuple[float, tuple[int, int]]]:
    """From each match on, how many different words and how many matches stand close together."""
    near: Counter[bytes] = Counter()
    last = 0
    for start, word in matches:
        while last < len(matches) and matches[last][0] < start + WINDOW - STEP / 2:
            near[matches[last][1]] += 1
            last += 1
        yield start, (len(near), near.total())
        near[word] -= 1
        if not near[word]:
            del near[word]


def _clocks(root: Path, episodes: Iterable[EpisodeFiles]) -> Iterator[tuple[str, _Clock]]:
    for files in episodes:
        for track in files.tracks:
            path = root / track.path
            marks = list(_marks(path.read_bytes()))
            offsets, times = tuple(m[0] for m in marks), tuple(m[1] for m in marks)
            episode = files.episode
            place = episode.drama.title, episode.season, episode.number
            yield str(path), _Clock(*place, offsets, times)


def _marks(data: bytes) -> Iterator[tuple[int, float]]:
    """Where a caption file tells the start of a caption, and the second it tells."""
    told = _TICK_RATE.search(data)
    rate = int(told[1]) if told else 1
    for found in _MARK.finditer(data):
        ticks, clock, cue, milliseconds = found.groups()
        if ticks:
            yield found.start(), int(ticks) / rate
        elif milliseconds:
            yield found.start(), int(milliseconds) / 1000
        else:
            parts = [part for part in (clock or cue).decode().replace(",", ".").split(":") if part]
            seconds = 0.0
            for part in parts:
                seconds = seconds * 60 + float(part)
            yield found.start(), seconds
