"""The scenes and lines that show an aspect of a drama, spread over its story."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from jangmyeon.guides.reasons_measures import Measure, showing
from jangmyeon.guides.reasons_sketch import Floats, Sketches
from jangmyeon.model import Line, Scene, Sound
from jangmyeon.moments import quoted
from jangmyeon.store import StoredEpisode

_PARTS = ((0.0, 0.15), (0.15, 0.4), (0.4, 0.75))
"""Parts of the story of which a scene is shown each: more of the beginning than of the end."""

_PARTS_SEEN = ((0.0, 0.33), (0.33, 0.67), (0.67, 1.01))
_FEWEST_SECONDS = 20.0
_AGAIN = 0.3  # what a scene is worth that has shown another aspect
_SPOILING = ("loss", "revelation")
_SPOILED = 0.5  # what is taken from a scene that surely tells too much
_IDEAL_LENGTH, _LENGTHS = 18, 30  # of a line to quote, in letters
_SHORT, _TOO_SHORT = 8, 0.7  # letters below which a line tells little, and what that takes from it
_WORD, _NOTE = 1.5, 1.0  # what a line is worth that says a word of the aspect; a note that is one

Shown = tuple[Scene, Line | Sound]


class Showing:
    """Picks scenes of a drama for one aspect after another, each another one where it can."""

    def __init__(self, sketches: Sketches, drama: str) -> None:
        self.drama = drama
        self._sketches = sketches
        self._sketch = sketches.of(drama)
        self._whole = sketches.reader.horizon.mark(drama) is None
        self._stored = {stored.key: stored for stored in sketches.reader.episodes(drama)}
        self._fresh: Floats = np.where(self._sketch.seconds >= _FEWEST_SECONDS, 1.0, 0.0)

    def of(self, measures: Sequence[Measure]) -> tuple[Shown, ...]:
        """Up to three scenes that show most of some measures, in order, each with a caption."""
        return tuple(self._shown(measures))

    def _shown(self, measures: Sequence[Measure]) -> Iterator[Shown]:
        worth = showing(measures, self._sketch) * self._fresh
        if self._whole:
            telling = np.max([self._sketch.kind(kind) for kind in _SPOILING], axis=0)
            worth = worth * (1 - _SPOILED * telling)
        through = self._sketch.through
        for begin, end in _PARTS if self._whole else _PARTS_SEEN:
            within = np.where((through >= begin) & (through < end), worth, 0.0)
            best = int(np.argmax(within))
            if within[best] <= 0:
                continue
            shown = self._with_quote(best, measures)
            if shown is not None:
                self._fresh[best] *= _AGAIN
                yield shown

    def _with_quote(self, place: int, measures: Sequence[Measure]) -> Shown | None:
        row = self._sketch.rows[place]
        stored = self._stored[row.episode]
        scene = next(s for s in self._sketches.scenes(stored) if s.number == row.number)
        lines, sounds = self._sketches.script(stored)
        captions: list[Line | Sound] = [line for line in lines if line.kind == "speech"]
        captions += sounds
        within = [each for each in captions if scene.start <= each.start < scene.end]
        if not within:
            return None
        quotes = _Quotes(self._sketches, stored, scene, measures)
        return scene, max(within, key=quotes.worth)


class _Quotes:
    """How well captions of a scene show what is measured."""

    def __init__(
        self,
        sketches: Sketches,
        stored: StoredEpisode,
        scene: Scene,
        measures: Sequence[Measure],
    ) -> None:
        kinds = {kind for measure in measures for kind in _kinds(measure)}
        self._evidence = {
            text: moment.score
            for moment in reversed(scene.moments)
            if moment.kind in kinds or not kinds
            for text in moment.evidence
        }
        words = {lemma for measure in measures for lemma in _words(measure)}
        self._said = sketches.times_said(stored.key, words)
        self._heard = tuple(text for measure in measures for text in _heard(measure))

    def worth(self, shown: Line | Sound) -> float:
        """The more, the better a caption shows the aspect."""
        length = len("".join(shown.text.split()))
        worth = 2 * self._evidence.get(quoted(shown), 0.0) - abs(length - _IDEAL_LENGTH) / _LENGTHS
        if length < _SHORT:
            worth -= _TOO_SHORT
        if isinstance(shown, Sound):
            note = any(text in shown.text.casefold() for text in self._heard)
            return worth - 1 + (1 + _NOTE if note else 0.0)
        return worth + (_WORD if round(shown.start * 1000) in self._said else 0.0)


def _kinds(measure: Measure) -> Iterator[str]:
    for what, wanted in measure.needs:
        if what.startswith("kind"):
            yield from wanted


def _words(measure: Measure) -> Iterator[str]:
    if measure.counts == "words":
        yield from (text for text in measure.needs[0][1] if "+" not in text)


def _heard(measure: Measure) -> Iterator[str]:
    if measure.counts == "notes":
        yield from (text for what, wanted in measure.needs if what == "text" for text in wanted)
