"""Which language captions are in: from a tag such as ``ko-KR``, or from the text itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

UNKNOWN = "und"
"""ISO 639-2 for "not determined"."""

_SAMPLE = 40_000  # letters looked at: half an episode
_SCRIPTS = (  # the language a script stands for when nothing else is known
    ("ko", "\uac00-\ud7a3\u1100-\u11ff\u3131-\u318e"),
    ("ja", "\u3041-\u3096\u30a1-\u30fa"),
    ("zh", "\u4e00-\u9fff"),
    ("th", "\u0e01-\u0e5b"),
    ("ar", "\u0620-\u06ff"),
    ("he", "\u05d0-\u05ea"),
    ("ru", "\u0400-\u04ff"),
    ("el", "\u0370-\u03ff"),
    ("hi", "\u0900-\u097f"),
    ("bn", "\u0980-\u09ff"),
    ("ta", "\u0b80-\u0bff"),
    ("te", "\u0c00-\u0c7f"),
    ("my", "\u1000-\u109f"),
)
_WORD = re.compile(r"[^\W\d_]+")


def language_of_tag(tag: str | None) -> str:
    """The ISO 639-1 code in a language tag (BCP 47, or ISO 639-2 as video files have it).

    >>> language_of_tag("ko-KR"), language_of_tag("kor"), language_of_tag("xx"), language_of_tag("")
    ('ko', 'ko', 'und', 'und')
    """
    primary = re.split(r"[-_]", (tag or "").strip().lower())[0]
    return _codes().get(primary, UNKNOWN)


def language_of_text(texts: Iterable[str]) -> str:
    """A guess at the language of captions, by script and, in Latin script, by common words.

    >>> language_of_text(["뛰지 마시오", "OK?"]), language_of_text(["What is it to you?"])
    ('ko', 'en')
    >>> language_of_text(["♪"])
    'und'
    """
    sample = " ".join(texts)[:_SAMPLE]
    letters = sum(map(str.isalpha, sample))
    if not letters:
        return UNKNOWN
    for language, signs in _SCRIPTS:
        # Japanese mixes kana with Chinese characters; the rest keep mostly to one script.
        enough = 0.1 if language == "ja" else 0.3
        if len(re.findall(f"[{signs}]", sample)) >= enough * letters:
            return language
    return _language_of_words(sample)


def _language_of_words(sample: str) -> str:
    words = Counter(word.lower() for word in _WORD.findall(sample))
    scores = {
        language: sum(words[word] for word in common)
        for language, common in _common_words().items()
    }
    best = max(scores, key=lambda language: scores[language])
    return best if scores[best] * 20 >= words.total() else UNKNOWN


@cache
def _rows() -> tuple[tuple[str, ...], ...]:
    table = files("jangmyeon.captions").joinpath("languages.tsv").read_text("utf-8")
    return tuple(
        tuple(line.split("\t")) for line in table.splitlines() if line and not line.startswith("#")
    )


@cache
def _codes() -> dict[str, str]:
    """Every code in the table -> its ISO 639-1 code."""
    return {code: two for two, three, _ in _rows() for code in (two, *three.split())}


@cache
def _common_words() -> dict[str, frozenset[str]]:
    return {two: frozenset(words.split()) for two, _, words in _rows() if words}
