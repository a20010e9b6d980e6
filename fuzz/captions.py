"""All caption formats: ``python -m fuzz.captions --inputs 100000 --seed 1`` (of each)."""

from __future__ import annotations

from fuzz import sami, subrip, substation, ttml, webvtt
from fuzz.running import main

TARGETS = (subrip.TARGET, webvtt.TARGET, substation.TARGET, sami.TARGET, ttml.TARGET)

if __name__ == "__main__":
    main(TARGETS)
