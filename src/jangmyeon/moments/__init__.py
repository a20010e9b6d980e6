"""What happens in a span of an episode: kinds of moment with what shows them, and the tone."""

from jangmyeon.moments.evidence import quoted
from jangmyeon.moments.kinds import KINDS
from jangmyeon.moments.reading import Reading, read_spans
from jangmyeon.moments.tone import TONES, ToneCurve, tone_curve, tones_of_kinds

__all__ = [
    "KINDS",
    "TONES",
    "Reading",
    "ToneCurve",
    "quoted",
    "read_spans",
    "tone_curve",
    "tones_of_kinds",
]
