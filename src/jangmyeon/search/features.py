"""What speaks for a point in time, by name, and what each of it counts for.

The weights are in ``ranking.json``, which ``training/find.py`` learned from queries whose answer is
known.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources

import numpy as np

from jangmyeon.search.axis import FloatArray

# Seconds around a point: the scene and what leads to it, the scene, an exchange.
WIDTHS = {"words": (240, 120, 24), "people": (60,), "heard": (40,)}
ALIKE = {"alike24": 12_000, "alike60": 30_000}  # milliseconds to either side
SIGNS = {"signs24": 12_000, "signs60": 30_000, "signs140": 70_000}
LINES = {"line3": 1_500, "line10": 5_000}  # milliseconds around a word: a line, an exchange
FACETS = ("kind", "place", "time", "weather")
TEMPERS = ("romance", "intensity")  # what people remember is seldom lukewarm
SAID = [f"{part}{width}" for part, widths in WIDTHS.items() for width in widths]
FEATURES = (
    *SAID,
    *("leaning", "part", "meaning_scene", *ALIKE, *SIGNS),
    *(f"{pairs}{name}" for pairs in ("", "pairs_") for name in LINES),
    *("present", "all_present", *FACETS, *TEMPERS),
)
"""What speaks for a point; shares of the query, but for those of the scene (0 to 1)."""

COLUMN = {name: n for n, name in enumerate(FEATURES)}


@cache
def learned() -> FloatArray:
    """What each of ``FEATURES`` counts for."""
    text = resources.files(__package__).joinpath("ranking.json").read_text("utf-8")
    weights = json.loads(text)["weights"]
    return np.array([weights[name] for name in FEATURES])
