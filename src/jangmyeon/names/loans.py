"""Foreign names that Korean writes by ear: 빈센조 for Vincenzo, 다니엘 for Daniel.

Korean names are told apart by their spelling (``latin``); a foreign one is recognized by its
consonants, which a transcription keeps in order while it shifts vowels and adds ㅡ. Only Hangul
that can hardly be a Korean name is compared so: Jason is no 재성.
"""

from __future__ import annotations

import re
from functools import lru_cache

from jangmyeon.model import Why
from jangmyeon.names.hangul import split
from jangmyeon.names.name import Name
from jangmyeon.names.syllables import is_name_like

COST = 1.0
ENOUGH = 3

_CLASSES = {
    **dict.fromkeys("ㄱㄲㅋ", "K"),
    **dict.fromkeys("ㄷㄸㅌ", "T"),
    **dict.fromkeys("ㅂㅃㅍ", "P"),
    **dict.fromkeys("ㅅㅆ", "S"),
    **dict.fromkeys("ㅈㅉㅊ", "J"),
    **dict.fromkeys("ㄴㅇ", "N"),
    "ㄹ": "L",
    "ㅁ": "M",
    "ㅎ": "H",
}
# What each Latin letter or pair may sound like; an empty class means that it may be silent.
_SOUNDS: dict[str, tuple[str, ...]] = {
    "sch": ("S",),
    "tch": ("J",),
    "ch": ("J", "K", "S"),
    "ck": ("K",),
    "gh": ("K", ""),
    "ng": ("N",),
    "ph": ("P",),
    "sh": ("S",),
    "th": ("T", "S"),
    "ts": ("J",),
    "b": ("P",),
    "c": ("K",),
    "ce": ("S", "J"),
    "ci": ("S", "J"),
    "cy": ("S",),
    "d": ("T",),
    "f": ("P", "H"),
    "g": ("K",),
    "ge": ("J", "K"),
    "gi": ("J", "K"),
    "gy": ("J",),
    "h": ("H", ""),
    "j": ("J", "H"),
    "k": ("K",),
    "l": ("L",),
    "m": ("M",),
    "n": ("N",),
    "p": ("P",),
    "q": ("K",),
    "r": ("L", ""),
    "s": ("S", "J"),
    "t": ("T",),
    "v": ("P",),
    "x": ("KS", "S"),
    "z": ("J", "S"),
}
_VOWELS = re.compile("[aeiouy]+")


def same_sound(a: Name, b: Name) -> Why | None:
    """Whether one is a foreign name in Latin letters and the other the same in Hangul."""
    if {a.script, b.script} != {"hangul", "latin"}:
        return None
    korean, latin = (a, b) if a.script == "hangul" else (b, a)
    if not is_foreign(korean):
        return None
    ours = korean.words
    theirs = tuple(word.lower() for word in latin.words)
    orders = [theirs, theirs[::-1]] if len(theirs) == len(ours) else []
    if 1 in (len(ours), len(theirs)) and len(ours) != len(theirs):
        ours, orders = ours[:1], [theirs[:1]]
    if sum(len(skeleton(word)) for word in ours) < ENOUGH:
        return None
    if any(all(map(sounds_like, words, ours)) for words in orders):
        return Why("sound", f"{latin.text} sounds like {korean.text}", -COST)
    return None


def is_foreign(korean: Name) -> bool:
    """Whether a Hangul name can hardly be a Korean's."""
    if len(korean.words) > 1:
        return not korean.readings or korean.readings[0].way == "family name last"
    return not any(is_name_like(reading.given) for reading in korean.readings)


@lru_cache(maxsize=4096)
def skeleton(hangul: str) -> str:
    """The consonants of a Hangul word as classes of sounds, doubles taken as one.

    >>> skeleton("빈센조"), skeleton("맥기니스")
    ('PNSNJ', 'MKNS')
    """
    classes = ""
    for syllable in hangul:
        onset, _, coda = split(syllable)
        for jamo in (onset, coda):
            found = _CLASSES.get(jamo, "")
            if found and not classes.endswith(found):
                classes += found
    return classes


@lru_cache(maxsize=8192)
def sounds_like(latin: str, hangul: str) -> bool:
    """Whether Latin letters may sound like a Hangul word, consonant by consonant.

    >>> sounds_like("vincenzo", "빈센조"), sounds_like("vincent", "빈센조")
    (True, False)
    """
    classes = skeleton(hangul)
    if len(classes) < 2:  # so short a word must have all its vowels too
        vowels = sum(split(syllable)[1] != "ㅡ" for syllable in hangul)
        groups = _VOWELS.findall(latin)
        if not len(groups) <= vowels <= sum(map(len, groups)):
            return False
    return _reads(latin, classes, "")


def _reads(latin: str, classes: str, before: str) -> bool:
    if not latin:
        return not classes
    for size in (3, 2, 1):
        sounds = _SOUNDS.get(latin[:size]) if len(latin) >= size else None
        for sound in sounds or ():
            new = sound[1:] if sound and sound[0] == before else sound
            if classes.startswith(new) and _reads(
                latin[size:], classes[len(new) :], sound[-1:] or before
            ):
                return True
    return latin[0] not in _SOUNDS and _reads(latin[1:], classes, before)
