"""Large numbers as Korean counts them: by ten thousands (만) and hundred millions (억).

*20 billion won* is 200억 원 in captions, *three million* 300만, and *50,000 won* 5만 원.
"""

from __future__ import annotations

import re

_UNITS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = dict(zip(_UNITS, range(20), strict=True)) | {
    word: 10 * n for n, word in enumerate(_TENS, 2)
}
_SCALES = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9}
_SCALES |= {"trillion": 10**12}
_KOREAN = (("조", 10**12), ("억", 10**8), ("만", 10**4), ("", 1))
_LEAST = 10_000  # smaller numbers are told alike in both languages
_LEAST_WON = 100  # nothing costs less: *which one won* tells of no money

_PART = rf"(?:\d[\d,]*(?:\.\d+)?|{'|'.join((*_WORDS, *_SCALES))})"
_AMOUNT = re.compile(
    rf"(?<![\w.,]){_PART}(?:[\s-]{_PART})*(?:\b|(?<=\d))(?P<won>\s?(?:korean\s)?won\b(?!['’]))?",
    re.IGNORECASE,
)


def korean_amounts(text: str) -> str:
    """A text with its large numbers written as captions have them, and *won* after a number.

    >>> korean_amounts("a loan of 2.5 billion won"), korean_amounts("two hundred thousand fans")
    ('a loan of 25억 원', '20만 fans')
    >>> korean_amounts("no one won 3 games in 1,200 days")
    'no one won 3 games in 1,200 days'
    """
    return _AMOUNT.sub(_in_korean, text)


def _in_korean(found: re.Match[str]) -> str:
    won = " 원" if found["won"] else ""
    value = _value(found[0].removesuffix(found["won"] or ""))
    if value is None or value < (_LEAST_WON if won else _LEAST):
        return found[0]
    parts = []
    for unit, size in _KOREAN:
        count, value = divmod(value, size)
        if count:
            parts.append(f"{count}{unit}")
    return " ".join(parts) + won


def _value(text: str) -> int | None:
    """What a number tells: of figures, of words, or of both; None where it is none by itself."""
    whole, part = 0.0, None
    for word in re.split(r"[\s-]", text.lower()):
        scale = _SCALES.get(word)
        if scale is None:
            number = float(_WORDS[word] if word in _WORDS else word.replace(",", ""))
            part = number + (part or 0.0)
        elif part is None:
            return None
        elif scale == _SCALES["hundred"]:
            part *= scale
        else:
            whole, part = whole + part * scale, 0.0
    return round(whole + (part or 0.0)) or None
