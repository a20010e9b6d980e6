"""Language and flags at the end of a caption file's name: ``.ko.sdh``, ``[English]``, ``_kor``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from jangmyeon.shelf.vocabulary import track_words

_LAST = re.compile(
    r"(?P<gap>^|[\s._\[({（【,+&-]+)"
    r"(?P<word>[A-Za-z]{2,3}-[A-Za-z]{2,4}|closed-captions|[^\s._\[\](){}（）【】,+&-]+)"
    r"[\])}）】\s]*$",
    re.IGNORECASE,
)
_LONG_WORD = 4
_SPOKEN_CODES = ("ko", "kor", "en", "eng")


@dataclass(frozen=True, slots=True)
class TrackName:
    """A file's name without its track words (``rest``), and what those told."""

    rest: str
    language: str = "und"
    sdh: bool = False
    forced: bool = False


@dataclass(frozen=True, slots=True)
class _Word:
    kind: str
    meaning: str
    start: int


def read_track_name(stem: str) -> TrackName:
    """Read the track words at the end of a name that has lost its extension.

    They are read from the right until a word is none of them. ``hi`` stands for the hearing
    impaired beside a language and for Hindi alone, as in Jellyfin. A number counts only to the
    right of another track word (``.ko.2``), for elsewhere it may be the episode.

    >>> read_track_name("Some Drama S01E05.ko.sdh")
    TrackName(rest='Some Drama S01E05', language='ko', sdh=True, forced=False)
    >>> read_track_name("Some Drama S01E05.en.hi").sdh
    True
    >>> read_track_name("Some Drama S01E05.hi").language
    'hi'
    """
    words: list[_Word] = []
    end = len(stem)
    while word := _last_word(stem[:end]):
        words.append(word)
        end = word.start
    while words and words[-1].kind == "filler":
        words.pop()
    end = words[-1].start if words else len(stem)
    meanings = [(word.kind, word.meaning) for word in words]
    languages = [meaning for kind, meaning in meanings if kind == "language"]
    flags = {meaning for kind, meaning in meanings if kind == "flag"}
    if "hi" in flags:
        languages = languages or ["hi"]
        if languages != ["hi"]:
            flags.add("sdh")
    return TrackName(
        rest=stem[:end].rstrip(" ._-[("),
        language=languages[0] if languages else "und",
        sdh="sdh" in flags,
        forced="forced" in flags,
    )


def _last_word(text: str) -> _Word | None:
    found = _LAST.search(text)
    if found is None:
        return None
    word, gap = found["word"], found["gap"]
    if word.isdecimal() and len(word) <= 2:
        return _Word("filler", word, found.start())
    known = _meaning(word, gap)
    if known is None and "-" in word:
        start = found.start("word") + word.index("-")
        known = _meaning(word.rpartition("-")[2], "-")
        return known and _Word(*known, start)
    return known and _Word(*known, found.start())


def _meaning(word: str, gap: str) -> tuple[str, str] | None:
    """The kind and meaning of a word, None if it may be an ordinary word of a title.

    Short codes must be written as codes, ``no``, ``NO`` or ``[No]``: ``No``, ``Is`` and ``My`` are
    words. After a blank or a hyphen only long names count, and the codes of Korean and English.
    """
    low = word.casefold()
    if "-" in low and low not in track_words():
        low = low.partition("-")[0]
    marked = not gap or any(c in "._[({（【,+&" for c in gap)
    if low == "hi":
        return ("flag", "hi") if marked and word in ("hi", "HI") else None
    known = track_words().get(low)
    if known is None or not word.isascii():
        return known
    long = len(low) >= _LONG_WORD or low in _SPOKEN_CODES
    if not marked:
        spoken = known[1] == "sdh" if known[0] == "flag" else long
        return known if spoken else None
    cased = word.islower() or word.isupper() or "-" in word or any(c in "[({（【" for c in gap)
    return known if long or cased else None
