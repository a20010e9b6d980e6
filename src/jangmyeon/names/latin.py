"""A name in Latin letters, cut into words and syllables and read back into Hangul.

``Namjoohyuk``, ``Nam Joo-hyuk`` and ``Joo Hyuk Nam`` are one name. Spaces, hyphens and capitals
within a word tell where syllables may end; where they are silent every cut is tried.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from operator import itemgetter

from jangmyeon.names.families import read_family
from jangmyeon.names.korean import Reading, name_cost, read_word, standard
from jangmyeon.names.spelling import (
    FARTHEST,
    LONGEST,
    Guess,
    School,
    Sounding,
    costs,
    read_syllable,
)
from jangmyeon.names.tables import rows

KEPT = 24
"""How many readings of one word are kept."""

LONGER = -5.8
"""What each syllable beyond two takes from a guess: one given name in 300 has a third one."""

HIATUS = 2.0
"""How odd it is to find two syllables where vowels meet: ``woo`` is 우 and not 워오."""

WESTERN = 0.2
"""Cost of a family name that stands last."""

APART = 0.5
"""Cost of a given name in several words with no family name."""

PLAIN = 0.5
"""Words that read as a full name at this cost or less are no given name of three syllables."""

OTHER_SCHOOL = 0.3
"""Cost of McCune-Reischauer or Yale, where the letters give them away."""

CALLED = 0.3
"""Cost of an ending by which somebody is called: *Do-yoon-ah*."""

_VOWELS = frozenset("aeiouwyŏŭ")
_BREVES = {"ǒ": "ŏ", "ǔ": "ŭ"}
_CAPITAL_WITHIN = re.compile(r"(?<=[a-z])(?=[A-Z])")
_YALE = re.compile(r"\bc(?!h)|[^aeiouw\W]wu|[aeou]y(?![aeiouw])|ye[nmklpt]|[^aeiou\W]we[nlk]")
_MCCUNE = re.compile(r"[ŏŭ]|[cktp]h?'")


def fold(text: str) -> str:
    """``text`` without accents (breves excepted), typographic quotes and outer spaces.

    >>> fold("Chŏng  Hae‑in’s "), fold("José")
    ("Chŏng Hae-in's", 'Jose')
    """
    text = unicodedata.normalize("NFKC", text)
    if not text.isascii():
        text = re.sub(r"[‘’ʻʼ`´]", "'", re.sub(r"[‐‑‒–—]", "-", text))
        text = "".join(_plain_letter(ch) for ch in text)
    return " ".join(text.split())


@cache
def _plain_letter(ch: str) -> str:
    ch = _BREVES.get(ch, ch)
    if ch.lower() in "ŏŭ" or not ch.isalpha() or ch.isascii():
        return ch
    bare = unicodedata.normalize("NFD", ch)[0]
    return bare if bare.isascii() else ch


def schools(text: str) -> tuple[School, ...]:
    """Which ways of spelling a text may follow: a breve or ``cen`` gives two of them away."""
    low = text.lower()
    found: list[School] = ["habit"]
    if _MCCUNE.search(low):
        found.append("mccune")
    elif _YALE.search(low):
        found.append("yale")
    return tuple(found)


def parts(word: str) -> tuple[str, ...]:
    """The pieces of one word, in small letters: cut at hyphens, and at capitals within.

    >>> parts("Jung-hyuk"), parts("NamJooHyuk"), parts("SEO-JUN")
    (('jung', 'hyuk'), ('nam', 'joo', 'hyuk'), ('seo', 'jun'))
    """
    plain = word if word[1:].islower() else _CAPITAL_WITHIN.sub("-", word)
    return tuple([piece for piece in plain.lower().split("-") if piece])


@lru_cache(maxsize=32768)
def syllabify(word: str, school: School, most: int) -> tuple[Guess, ...]:
    """Guesses at unbroken letters as one to ``most`` syllables, likeliest first.

    >>> sorted(guess.hangul for guess in syllabify("jina", "habit", 3)[:2])
    ['지나', '진아']
    """
    found: dict[str, Guess] = {guess.hangul: guess for guess in read_syllable(word, school)}
    for cut in range(1, min(LONGEST, len(word) - 1) + 1) if most > 1 else ():
        heads = read_syllable(word[:cut], school)
        tails = syllabify(word[cut:], school, most - 1) if heads else ()
        gap = HIATUS if word[cut - 1] in _VOWELS and word[cut] in _VOWELS else 0.0
        _join(found, heads, tails, gap, FARTHEST - LONGER)
    return _likeliest(found)


def _join(
    found: dict[str, Guess],
    heads: Sequence[Guess],
    tails: Sequence[Guess],
    gap: float = 0.0,
    far: float = FARTHEST,
) -> None:
    """Add what heads and tails make together to ``found``, unless it is known to be likelier.

    Both come likeliest first. Odd ones that fit worse than the first two by ``far`` are left out.
    """
    if not heads or not tails:
        return
    least = heads[0].fit + tails[0].fit - far
    for head, head_fit, head_odd in heads:
        for tail, tail_fit, tail_odd in tails:
            fit, odd = head_fit + tail_fit, head_odd + tail_odd + gap
            if fit < least and odd > FARTHEST:
                continue
            hangul = head + tail
            size = len(hangul)
            if size > 2:
                fit += LONGER
            known = found.get(hangul)
            if size <= 4 and (known is None or fit > known.fit):
                found[hangul] = Guess(hangul, fit, odd)


def _likeliest(found: dict[str, Guess]) -> tuple[Guess, ...]:
    """The likeliest guesses, and the least odd ones besides."""
    by_fit = sorted(found.values(), key=itemgetter(1), reverse=True)
    if len(by_fit) <= KEPT:
        return tuple(by_fit)
    rest = sorted(by_fit[KEPT:], key=itemgetter(2))
    return tuple(by_fit[:KEPT] + rest[:KEPT])


@lru_cache(maxsize=16384)
def read_given(pieces: tuple[str, ...], school: School) -> tuple[Sounding, ...]:
    """Read the pieces of a given name, each as one syllable or, failing that, as several.

    >>> [reading.hangul for reading in read_given(("jung", "hyuk"), "habit")][:2]
    ['정혁', '중혁']
    """
    if len(pieces) == 1:
        return _soundings(syllabify(pieces[0], school, 4))
    options = [read_syllable(p, school) or syllabify(p, school, 3) for p in pieces]
    if not all(options):
        return ()
    guesses = options[0]
    for option in options[1:]:
        found: dict[str, Guess] = {}
        _join(found, guesses, option)
        guesses = _likeliest(found)
    return _soundings(guesses)


def _soundings(guesses: Iterable[Guess]) -> tuple[Sounding, ...]:
    found = costs(guesses)
    letters = "".join([hangul for hangul, _ in found])
    if "렬" in letters or "률" in letters:
        found = [Sounding(standard(hangul), cost) for hangul, cost in found]
    return tuple(found)


def read_words(words: tuple[tuple[str, ...], ...], school: School) -> Iterator[Reading]:
    """Readings of the words of a name (each in pieces): whole, or with the family name apart."""
    pieces = tuple([piece for word in words for piece in word])
    if len(pieces) > 6 or not pieces:
        return
    if len(words) == 1:
        yield from _one_word(pieces, school)
        return
    least = FARTHEST
    for size in range(min(len(words) - 1, 2), 0, -1):  # Nam Goong before Nam
        for reading in (
            *_full(words[-size:], words[:-size], school, WESTERN, "family name last"),
            *_full(words[:size], words[size:], school, 0.0, "family name first"),
        ):
            least = min(least, reading.cost)
            yield reading
    two = len(pieces) == 2 and all(read_syllable(piece, school) for piece in pieces)
    if two or (len(pieces) <= 3 and least > PLAIN):
        for given, cost in read_given(pieces, school):
            yield Reading("", given, cost + APART, "given name alone")


def _full(
    family: tuple[tuple[str, ...], ...],
    given: tuple[tuple[str, ...], ...],
    school: School,
    extra: float,
    way: str,
) -> list[Reading]:
    families = read_family("".join(["".join(word) for word in family]), school)
    if len(family) > 1:
        families = tuple([name for name in families if len(name.hangul) > 1])
    found: list[Reading] = []
    pieces = given[0] if len(given) == 1 else tuple([piece for word in given for piece in word])
    for hangul, cost in read_given(pieces, school) if families else ():
        for name, odd in families:
            if odd + cost + extra > FARTHEST:  # both come cheapest first
                break
            found.append(Reading(name, hangul, odd + cost + extra, way))
    return found


def _one_word(pieces: tuple[str, ...], school: School) -> Iterator[Reading]:
    for hangul, cost in read_given(pieces, school):
        extra = name_cost("", hangul) if len(hangul) > 2 else 0.0
        yield Reading("", hangul, cost + extra, "given name alone")
    for family, given in _cuts(pieces):
        for reading in _full(((family,),), (given,), school, 0.0, "family name first"):
            cost = reading.cost + name_cost(reading.family, reading.given)
            if cost <= FARTHEST:
                yield reading._replace(cost=cost)


def _cuts(pieces: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Where a family name may end within one word."""
    if len(pieces) > 1:
        yield pieces[0], pieces[1:]
    else:
        word = pieces[0]
        for cut in range(1, min(len(word) - 1, 10) + 1):
            yield word[:cut], (word[cut:],)


@cache
def _letter_names() -> dict[str, str]:
    return {letter: name for letter, name, *_ in rows("letters.tsv")}


def read_letters(word: str) -> Iterator[Reading]:
    """Read initials by the Korean names of their letters: IU is 아이유, D.O. is 디오."""
    letters = word.replace(".", "")
    if 1 < len(letters) <= 4 and letters.isascii() and letters.isalpha() and letters.isupper():
        spelt = "".join(_letter_names()[ch] for ch in letters.lower())
        for reading in read_word(spelt):
            yield reading._replace(way="the letters' names")
