"""Hangul syllables and the letters (jamo) they are made of."""

from __future__ import annotations

import re

ONSETS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
NUCLEI = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
CODAS = "-ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"

_WORD = re.compile("[가-힣]+")
_FIRST = 0xAC00


def is_hangul(text: str) -> bool:
    """Whether ``text`` is made of whole Hangul syllables and nothing else.

    >>> is_hangul("세리"), is_hangul("세ㄹ"), is_hangul("")
    (True, False, False)
    """
    return _WORD.fullmatch(text) is not None


def has_hangul(text: str) -> bool:
    """Whether any whole Hangul syllable stands in ``text``."""
    return _WORD.search(text) is not None


def split(syllable: str) -> tuple[str, str, str]:
    """The onset, nucleus and coda of a syllable; ``-`` where there is no sound.

    >>> split("혁"), split("이")
    (('ㅎ', 'ㅕ', 'ㄱ'), ('-', 'ㅣ', '-'))
    """
    place = ord(syllable) - _FIRST
    onset, rest = divmod(place, len(NUCLEI) * len(CODAS))
    nucleus, coda = divmod(rest, len(CODAS))
    sound = ONSETS[onset]
    return "-" if sound == "ㅇ" else sound, NUCLEI[nucleus], CODAS[coda]


def compose(onset: str, nucleus: str, coda: str) -> str:
    """The syllable with these letters; the inverse of ``split``.

    >>> compose("ㅎ", "ㅕ", "ㄱ"), compose("-", "ㅣ", "-")
    ('혁', '이')
    """
    first = ONSETS.index("ㅇ" if onset == "-" else onset)
    place = (first * len(NUCLEI) + NUCLEI.index(nucleus)) * len(CODAS) + CODAS.index(coda)
    return chr(_FIRST + place)


def has_coda(syllable: str) -> bool:
    """Whether a syllable ends in a consonant: it decides which particle may follow.

    >>> has_coda("혁"), has_coda("리")
    (True, False)
    """
    return (ord(syllable) - _FIRST) % len(CODAS) != 0
