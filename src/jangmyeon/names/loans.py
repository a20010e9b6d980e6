"""Foreign names that Korean writes by ear: 빈센조 for Vincenzo, 다니엘 for Daniel.

Korean names are told apart by their spelling (``latin``); a foreign one is recognized by its
consonants, which a transcription keeps in order while it shifts vowels and adds ㅡ. Only Hangul
that can hardly be a Korean name is compared so: Jason is no 재성.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from jangmyeon.model import Why
from jangmyeon.names.hangul import split
from jangmyeon.names.name import Name
from jangmyeon.names.tables import rows

COST = 1.0
"""What it costs to take two names for one by their sound."""

ENOUGH = 3
"""Fewer consonants than this prove nothing."""

LONGEST = 16
"""Words longer than this are not compared."""

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
_VOWELS = re.compile("[aeiouy]+")


def same_sound(a: Name, b: Name) -> Why | None:
    """Whether one is a foreign name in Latin letters and the other the same in Hangul."""
    if {a.script, b.script} != {"hangul", "latin"}:
        return None
    korean, latin = (a, b) if a.script == "hangul" else (b, a)
    if not korean.is_foreign:
        return None
    ours, theirs = korean.words, latin.folded
    orders = [theirs, theirs[::-1]] if len(theirs) == len(ours) else []
    if 1 in (len(ours), len(theirs)) and len(ours) != len(theirs):
        ours, orders = ours[:1], [theirs[:1]]
    if sum(len(skeleton(word)) for word in ours) < ENOUGH:
        return None
    if any(all(map(sounds_like, words, ours)) for words in orders):
        return Why("sound", f"{latin.text} sounds like {korean.text}", -COST)
    return None


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


@cache
def _sounds() -> dict[str, tuple[str, ...]]:
    """What Latin letters may sound like; an empty class means that they may be silent."""
    return {
        letters: tuple(sound.replace("~", "") for sound in sounds.split(","))
        for letters, sounds in rows("loans.tsv")
    }


@lru_cache(maxsize=8192)
def skeletons(latin: str) -> frozenset[str]:
    """All consonant skeletons that Latin letters may sound like; empty when far too many.

    >>> "PNSNJ" in skeletons("vincenzo"), "PNSNJ" in skeletons("vincent")
    (True, False)
    """
    if len(latin) > LONGEST:
        return frozenset()
    # found[i] holds the skeletons of the first i letters.
    found: list[set[str]] = [{""}, *(set() for _ in latin)]
    sounds = _sounds()
    for start, letter in enumerate(latin):
        if letter not in sounds:
            found[start + 1] |= found[start]
        for size in (3, 2, 1):
            for sound in sounds.get(latin[start : start + size], ()):
                if start + size <= len(latin):
                    found[start + size].update(_added(before, sound) for before in found[start])
    return frozenset(found[-1])


def _added(before: str, sound: str) -> str:
    """A skeleton with one more sound; the same sound twice counts once."""
    return before + (sound[1:] if sound and before.endswith(sound[0]) else sound)


def sounds_like(latin: str, hangul: str) -> bool:
    """Whether Latin letters may sound like a Hangul word, consonant by consonant.

    >>> sounds_like("vincenzo", "빈센조"), sounds_like("vincent", "빈센조")
    (True, False)
    """
    classes = skeleton(hangul)
    if classes not in skeletons(latin):
        return False
    if (split(hangul[0])[0] == "-") != (latin[0] in "aeiouyw"):
        return False
    # A transcription adds ㅡ only; so short a word as one consonant must have all its vowels.
    vowels = sum(split(syllable)[1] != "ㅡ" for syllable in hangul)
    groups = _VOWELS.findall(latin)
    spare = 0 if len(classes) < 2 else 1
    return len(groups) - spare <= vowels <= sum(map(len, groups)) + spare


def keys(name: Name) -> frozenset[str]:
    """Skeletons by which a name may be found by its sound, of its first and its last word."""
    ends = {name.folded[0], name.folded[-1]} if name.words else set()
    if name.script == "hangul":
        return frozenset(skeleton(word) for word in ends) if name.is_foreign else frozenset()
    if name.script == "latin":
        return frozenset().union(*(skeletons(word) for word in ends))
    return frozenset()
