"""Does a write-up warn its readers of spoilers?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import takewhile

from jangmyeon.model import Block
from jangmyeon.writeups.conventions import table

_FIRST = 6  # blocks before the article gets going
_LETTERS = 2_000


def is_spoiler_notice(text: str) -> bool:
    """Does this warn of spoilers, and not say that there are none?

    >>> is_spoiler_notice("*SPOILERS ALERT* In the latest edition ...")
    True
    >>> is_spoiler_notice("A spoiler-free guide"), is_spoiler_notice("스포일러 주의")
    (False, True)
    """
    return bool(_pattern("warns").search(_pattern("denies").sub(" ", text)))


def warns_of_spoilers(title: str, blocks: Sequence[Block]) -> bool:
    """Do the title, a heading, or the first blocks of an article warn of spoilers?"""
    return any(is_spoiler_notice(text) for text in (title, *_where_notices_stand(blocks)))


def _where_notices_stand(blocks: Sequence[Block]) -> Iterable[str]:
    article = list(takewhile(lambda block: block.kind != "comment", blocks))
    opening = [block for block in article if block.kind != "title"][:_FIRST]
    yield from (block.text[:_LETTERS] for block in opening)
    yield from (block.text for block in article if block.kind in {"title", "heading"})


@cache
def _pattern(says: str) -> re.Pattern[str]:
    patterns = [pattern for kind, pattern in table("spoilers.tsv") if kind == says]
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)
