"""A Hangul name written in Latin letters, as the press writes it and in all other ways."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from itertools import islice, product
from typing import NamedTuple

from jangmyeon.names.families import family
from jangmyeon.names.hangul import split
from jangmyeon.names.korean import Reading
from jangmyeon.names.matching import FARTHEST_SAME, meet
from jangmyeon.names.name import Name, parse_name
from jangmyeon.names.spelling import School, spellings
from jangmyeon.names.syllables import syllable

SPELLINGS_EACH = 6
"""How many spellings of each family name and syllable are tried."""

RARE = 0.04
"""Spellings that are rarer than this, measured by the most usual one, are not tried."""

_NEAR = 1.5
_VOICED = frozenset("-ㄴㄹㅁㅇ")
_SOFT = ("g", "d", "b", "j")


class _Style(NamedTuple):
    """How the parts of a name are put together, and how often it is done so."""

    joint: str
    family_last: bool
    share: float


_STYLES = (
    _Style("-", False, 0.7),
    _Style("", False, 0.15),
    _Style("-", True, 0.08),
    _Style(" ", False, 0.05),
    _Style("", True, 0.02),
)


def display_latin(hangul: str) -> str:
    """The usual form of a name in the English-language press; other text comes back as it is.

    >>> display_latin("윤세리"), display_latin("리정혁 씨"), display_latin("세리야")
    ('Yoon Se-ri', 'Ri Jung-hyuk', 'Se-ri')
    """
    name = parse_name(hangul)
    if name.script != "hangul" or not name.readings:
        return hangul
    best = name.readings[0]
    if best.way == "family name last":
        return " ".join(_usual(word).capitalize() for word in name.words)
    family_spelt, given = _family_spelling(name, best), _given_syllables(name, best)
    shown = "-".join(_usual(ch) for ch in given).capitalize()
    return f"{family_spelt} {shown}".strip()


def romanise(name: str, limit: int = 24) -> tuple[str, ...]:
    """Ways to write a Hangul name in Latin letters, at most ``limit``, most usual first.

    Habits of spelling, order, hyphens and spaces are mixed as people mix them; the official
    systems (Revised Romanization, McCune-Reischauer, Yale) come last where they differ.

    >>> romanise("박서준")[:2]
    ('Park Seo-joon', 'Park Seo-jun')
    >>> "Bak Seo-jun" in romanise("박서준"), romanise("Tom")
    (True, ())
    """
    parsed = parse_name(name)
    if parsed.script != "hangul" or not parsed.readings:
        return ()
    if parsed.readings[0].way == "family name last":
        return (display_latin(name),)
    best: dict[str, float] = {}
    for reading in parsed.readings:
        known = not reading.family or family(reading.family)
        if known and reading.cost <= _NEAR:
            for text, share in _mixtures(parsed, reading):
                best[text] = max(share, best.get(text, 0.0))
    official = dict.fromkeys(_systems(parsed, parsed.readings[0]))
    systems = [text for text in official if text not in best and _reads_back(text, parsed)]
    ranked = sorted(best, key=lambda text: (-best[text], text))
    mixed = (text for text in ranked if _reads_back(text, parsed))
    return (*islice(mixed, max(limit - len(systems), 1)), *systems)[:limit]


def _reads_back(text: str, name: Name) -> bool:
    """Whether a reader of ``text`` would think of this name: not all mixtures are clear."""
    meeting = meet(name, parse_name(text))
    return meeting is not None and meeting.cost <= FARTHEST_SAME


def _usual(word: str) -> str:
    """The press spelling of each syllable, unbroken."""
    return "".join((*syllable(ch).usual, spellings(ch)[0].letters)[0] for ch in word)


def _family_as_written(name: Name, reading: Reading) -> str:
    """The family name of a reading in the form of the text: 리 stays 리."""
    stem = "".join(name.words)
    return stem[: len(reading.family)]


def _given_syllables(name: Name, reading: Reading) -> str:
    stem = "".join(name.words)[len(reading.family) :]
    return stem[: len(reading.given)]


def _family_spelling(name: Name, reading: Reading) -> str:
    return next((text for text, _ in _family_spellings(name, reading)), "")


def _family_spellings(name: Name, reading: Reading) -> list[tuple[str, float]]:
    """Spellings of the family name with their shares, most usual first."""
    written = _family_as_written(name, reading)
    known = family(reading.family)
    if not written:
        return []
    if known and written == reading.family:
        return [(text, share) for text, share in known.habits if share >= RARE / 4]
    regular = "".join(spellings(ch, "revised")[0].letters for ch in written).capitalize()
    habits = known.habits if known else ()
    northern = [(text, share) for text, share in habits if text[0] in "RL" and text != regular]
    return [(regular, 1.0), *northern]


def _syllable_spellings(ch: str) -> list[tuple[str, float]]:
    """The likeliest spellings of a syllable, as shares of the likeliest."""
    found = spellings(ch)[:SPELLINGS_EACH]
    best = found[0].share
    return [(each.letters, each.share / best) for each in found if each.share >= RARE * best]


def _mixtures(name: Name, reading: Reading) -> Iterator[tuple[str, float]]:
    """The likeliest ways to write one reading, each with a share (they need not add up to 1)."""
    families = _family_spellings(name, reading)[:SPELLINGS_EACH] or [("", 1.0)]
    scale = families[0][1]
    given = _given_syllables(name, reading)
    spelt = heapq.nlargest(
        16,
        product(*(_syllable_spellings(ch) for ch in given)),
        key=_share,
    )
    for (house, share), letters, style in product(families, spelt, _STYLES):
        if style.family_last and not house:
            continue
        text = _write(house, [text for text, _ in letters], style)
        yield text, style.share * share / scale * _share(letters)


def _share(letters: Iterable[tuple[str, float]]) -> float:
    share = 1.0
    for _, each in letters:
        share *= each
    return share


def _write(house: str, given: list[str], style: _Style) -> str:
    joined = style.joint.join(given)
    shown = " ".join(word.capitalize() for word in joined.split(" "))
    return (f"{shown} {house}" if style.family_last else f"{house} {shown}").strip()


_SYSTEMS: tuple[School, ...] = ("revised", "mccune", "yale")


def _systems(name: Name, reading: Reading) -> Iterator[str]:
    """The name by the three systems."""
    for school in _SYSTEMS:
        text = _by_system(name, reading, school)
        if text:
            yield text


def _by_system(name: Name, reading: Reading, school: School) -> str:
    words: list[str] = []
    for word in (_family_as_written(name, reading), _given_syllables(name, reading)):
        written: list[str] = []
        before = ""
        for ch in word:
            found = spellings(ch, school)
            if not found:
                return ""
            coda = split(before)[2] if before else ""
            written.append(_soften(ch, coda) if school == "mccune" else found[0].letters)
            before = ch
        words.append(("-" if words else "").join(written).capitalize())
    return " ".join(words).strip()


def _soften(ch: str, coda: str) -> str:
    """The McCune-Reischauer spelling of a syllable: voiced after a voiced sound."""
    options = [each.letters for each in spellings(ch, "mccune") if each.share == 1.0]
    voiced = bool(coda) and coda in _VOICED
    soft = {text: text.startswith(_SOFT) for text in options}
    return next((text for text in options if soft[text] == voiced), options[0])
