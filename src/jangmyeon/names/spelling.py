"""How a Hangul syllable is spelt in Latin letters, and what a Latin spelling may stand for.

A syllable is an onset, a nucleus and a coda; ``spellings.tsv`` tells what people write for each
and how often. The spelling of a syllable is as likely as the product of its three parts. Read
backwards, with how usual each syllable is in names (Bayes), a spelling stands for some syllables
with a cost each: ``jung`` is 정, and at a cost 중.

Costs are natural logarithms: 0 for the obvious reading, 2.3 for one ten times less likely.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import product
from math import log, prod
from operator import itemgetter
from typing import Literal, NamedTuple

from jangmyeon.names.hangul import CODAS, NUCLEI, ONSETS, compose, split
from jangmyeon.names.syllables import is_known, syllable, weight
from jangmyeon.names.tables import rows

School = Literal["habit", "mccune", "yale", "revised"]

FARTHEST = 3.0
"""Readings that cost more than this are not worth keeping."""

STRANGE = 1.0
"""What it costs to read letters as a syllable that no Korean name is known to have."""

ODDEST = 6.0
"""Spellings odder than this (one such in 400) count against a reading even without a rival."""

LONGEST = 7
"""No syllable takes more letters than this (``hyeong`` takes six)."""

_FIRST_USUAL = 1.001
"""The share of the press's spelling of a syllable, as a multiple of the best by rule."""

_ANY_ONSET = ONSETS.replace("ㅇ", "-")
_PLAIN_CODAS = "-ㄱㄴㄷㄹㅁㅂㅅㅇ"


class Sounding(NamedTuple):
    """What a spelling may stand for, and at what cost."""

    hangul: str
    cost: float


class Guess(NamedTuple):
    """What a spelling may stand for, before it is weighed against other guesses.

    ``fit`` is the logarithm of how often a name is this one and spelt so; ``odd`` tells how much
    less usual the spelling is than the name's usual one (0: none is more usual).
    """

    hangul: str
    fit: float
    odd: float


class Spelling(NamedTuple):
    """A way to write a syllable, and its share among all ways."""

    letters: str
    share: float


class _Rule(NamedTuple):
    jamo: str
    letters: str
    share: float
    onsets: str
    nuclei: str
    codas: str

    def holds(self, onset: str, nucleus: str, coda: str) -> bool:
        return onset in self.onsets and nucleus in self.nuclei and coda in self.codas


class _Rules(NamedTuple):
    """The rules of one school, by what they spell and by what is written."""

    by_jamo: dict[tuple[str, str], list[_Rule]]
    by_letters: dict[tuple[str, str], list[_Rule]]


def _rule(jamo: str, letters: str, share: str, where: str) -> _Rule:
    onsets, nuclei, codas = _ANY_ONSET, NUCLEI, CODAS
    for condition in where.split("&") if where else ():
        match condition.partition("="):
            case "open", _, _:
                codas = "-"
            case "closed", _, _:
                codas = codas.replace("-", "")
            case "bare", _, _:
                onsets = "-"
            case "voiced", _, _:
                onsets = onsets.replace("-", "")
            case "onset", _, jamos:
                onsets = jamos
            case "nucleus", _, jamos:
                nuclei = jamos
            case "coda", _, jamos:
                codas = jamos
    return _Rule(jamo, letters, float(share), onsets, nuclei, codas)


@cache
def _schools() -> dict[str, _Rules]:
    schools: dict[str, _Rules] = {}
    for part, jamo, letters, share, where, school in rows("spellings.tsv"):
        rule = _rule(jamo or "-", letters, share, where)
        rules = schools.setdefault(school, _Rules({}, {}))
        rules.by_jamo.setdefault((part, rule.jamo), []).append(rule)
        rules.by_letters.setdefault((part, letters), []).append(rule)
    return schools


@lru_cache(maxsize=4096)
def spellings(hangul: str, school: School = "habit") -> tuple[Spelling, ...]:
    """Every way that a school spells one syllable, most usual first.

    Nobody's habit tells of a syllable that no name has (갃): it is spelt by the revised standard,
    which spells all of them.

    >>> [s.letters for s in spellings("혁")[:2]], spellings("혁", "yale")[0].letters
    (['hyuk', 'hyeok'], 'hyek')
    """
    shares: dict[str, float] = {}
    for first, middle, last in product(*_fitting(hangul, school)):
        text = first.letters + middle.letters + last.letters
        shares[text] = max(shares.get(text, 0.0), first.share * middle.share * last.share)
    known = syllable(hangul)
    for text in (*known.usual, *(text for text, _ in known.rare)) if school == "habit" else ():
        shares[text] = _whole_share(hangul, text, shares.get(text, 0.0))
    if school == "habit" and not shares:
        return spellings(hangul, "revised")
    ranked = sorted(shares.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Spelling(text, share) for text, share in ranked)


def _fitting(hangul: str, school: School) -> list[list[_Rule]]:
    """The rules for a syllable's onset, nucleus and coda."""
    onset, nucleus, coda = letters = split(hangul)
    by_jamo = _schools()[school].by_jamo
    return [
        [rule for rule in by_jamo.get((part, jamo), ()) if rule.holds(*letters)]
        for part, jamo in (("onset", onset), ("nucleus", nucleus), ("coda", coda))
    ]


@lru_cache(maxsize=16384)
def _best_regular(hangul: str, school: School) -> float:
    """The share of the most usual spelling that the rules give a syllable."""
    parts = _fitting(hangul, school)
    return prod(max(rule.share for rule in part) for part in parts) if all(parts) else 1.0


def best_share(hangul: str, school: School = "habit") -> float:
    """The share of a syllable's most usual spelling, without spelling out the others."""
    best = _best_regular(hangul, school)
    return best * _FIRST_USUAL if school == "habit" and syllable(hangul).usual else best


def _whole_share(hangul: str, letters: str, share: float) -> float:
    """The share of a spelling that may hold for a whole syllable, such as ``park`` for 박."""
    known = syllable(hangul)
    best = _best_regular(hangul, "habit")
    if letters in known.usual:
        return best * (_FIRST_USUAL - 0.1 * known.usual.index(letters))
    return max([share, *(best * rare for text, rare in known.rare if text == letters)])


@cache
def _shape(school: School) -> re.Pattern[str]:
    """What any syllable's spelling looks like: an onset, a nucleus and a coda."""
    letters: dict[str, list[str]] = {"onset": [], "nucleus": [], "coda": []}
    for part, text in _schools()[school].by_letters:
        letters[part].append(re.escape(text))
    return re.compile("".join(f"(?:{'|'.join(texts)})" for texts in letters.values()))


@cache
def _whole() -> dict[str, list[str]]:
    """Which syllables have a spelling of their own, by that spelling."""
    found: dict[str, list[str]] = {}
    for hangul, _, _, usual, rare in rows("syllables.tsv"):
        texts = usual.split(",") + [item.split(" ")[0] for item in rare.split(",") if item]
        for text in texts:
            found.setdefault(text, []).append(hangul)
    return found


@lru_cache(maxsize=16384)
def shares(letters: str, school: School = "habit") -> dict[str, float]:
    """What one syllable's spelling may stand for: syllable to share. Empty when it is none.

    >>> sorted(shares("hwan")), shares("tech")
    (['환'], {})
    """
    if len(letters) > LONGEST or not (_shape(school).fullmatch(letters) or letters in _whole()):
        return {}
    rules = _schools()[school].by_letters
    found: dict[str, float] = {}
    for start in range(min(4, len(letters))):
        onsets = rules.get(("onset", letters[:start]))
        if not onsets:
            continue
        for end in range(start + 1, len(letters) + 1):
            codas = rules.get(("coda", letters[end:]))
            nuclei = rules.get(("nucleus", letters[start:end]))
            if codas and nuclei:
                for onset, nucleus, coda in product(onsets, nuclei, codas):
                    jamos = (onset.jamo, nucleus.jamo, coda.jamo)
                    if onset.holds(*jamos) and nucleus.holds(*jamos) and coda.holds(*jamos):
                        share = onset.share * nucleus.share * coda.share
                        hangul = compose(*jamos)
                        found[hangul] = max(share, found.get(hangul, 0.0))
    if school == "habit":
        for hangul in (*found, *_whole().get(letters, ())):
            found[hangul] = _whole_share(hangul, letters, found.get(hangul, 0.0))
    return {
        hangul: found[hangul]
        for hangul in sorted(found)
        if is_known(hangul) or split(hangul)[2] in _PLAIN_CODAS
    }


@lru_cache(maxsize=16384)
def read_syllable(letters: str, school: School = "habit") -> tuple[Guess, ...]:
    """The syllables that a spelling may stand for, likeliest first. Empty when it is none.

    >>> [guess.hangul for guess in read_syllable("joon")][0], read_syllable("tech")
    ('준', ())
    """
    guesses = []
    for hangul, share in shares(letters, school).items():
        odd = log(best_share(hangul, school) / share)
        strange = 0.0 if is_known(hangul) else STRANGE
        guesses.append(Guess(hangul, log(share * weight(hangul)), odd + strange))
    guesses.sort(key=lambda guess: -guess.fit)
    # A whole name costs no less than any syllable of it, so what is too dear here is so there.
    return tuple(g for g in guesses if min(guesses[0].fit - g.fit, g.odd) <= FARTHEST)


def costs(guesses: Iterable[Guess]) -> list[Sounding]:
    """Weigh the guesses at one spelling against each other, cheapest first.

    A reading is cheap when it is the likeliest of all, and also when these letters are how people
    usually spell it, however rare it is itself. Letters that nobody would write for a name are
    no name, even when nothing else fits them better: *Sherry* is not 세리.
    """
    guesses = list(guesses)
    if not guesses:
        return []
    best = max([fit for _, fit, _ in guesses])
    found = []
    for hangul, fit, odd in guesses:
        cost = odd
        if odd > 0:
            cost = min(best - fit + (odd - ODDEST if odd > ODDEST else 0.0), odd)
        if cost <= FARTHEST:
            found.append(Sounding(hangul, cost))
    found.sort(key=itemgetter(1))
    return found
