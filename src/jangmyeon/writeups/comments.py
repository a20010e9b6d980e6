"""Where in a copied text the readers' comments begin."""

from __future__ import annotations

from collections.abc import Sequence

from jangmyeon.writeups.conventions import means, number_of

_ARTICLE = 60  # words: with fewer before it, "Comments" is a link at the top of the page


def comments_from(texts: Sequence[str], indented: Sequence[bool]) -> int:
    """The place of the first paragraph that is a reader's; ``len(texts)`` where none is.

    A line such as *12 comments* begins them, *Leave a reply* ends them; else lines that name who
    wrote, and when, tell.

    >>> comments_from(["word " * 60, "2 Comments", "Lovely!"], [False] * 3)
    1
    """
    words = 0
    end = len(texts)
    for at, text in enumerate(texts):
        if words >= _ARTICLE and means("comments", text):
            return at
        if words >= _ARTICLE and means("form", text):
            end = at
            break
        words += len(text.split())
    numbered = _numbered_comments(texts[:end], indented) if end < len(texts) else end
    return min(numbered, _signed_comments(texts[:end], certain=end < len(texts)))


def _numbered_comments(texts: Sequence[str], indented: Sequence[bool]) -> int:
    """Where the last list begins that counts from 1 again, or is indented as no heading was."""
    numbers = [number_of(text) for text in texts]
    ones = [at for at, number in enumerate(numbers) if number == 1]
    if not ones:
        return len(texts)
    last = ones[-1]
    counts = [number for number in numbers[last:] if number]
    again = len(ones) > 1 or indented[last]
    return last if again and counts == list(range(1, len(counts) + 1)) else len(texts)


def _signed_comments(texts: Sequence[str], *, certain: bool) -> int:
    """The first of several lines in the second half that say who wrote, or when."""
    half = len(texts) // 2
    signed = [at for at in range(half, len(texts)) if means("commenter", texts[at])]
    return signed[0] if len(signed) >= (2 if certain else 3) else len(texts)
