"""All kinds of write-ups: ``python -m fuzz.writeups --inputs 100000 --seed 1`` (of each)."""

from __future__ import annotations

from fuzz import archives, markdown, pages, plain
from fuzz.running import main

TARGETS = (pages.TARGET, markdown.TARGET, plain.TARGET, archives.TARGET)

if __name__ == "__main__":
    main(TARGETS)
