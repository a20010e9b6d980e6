"""What an anatomy says, in English or Korean, by the phrases of two data files."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from jangmyeon.errors import QueryError
from jangmyeon.model import Person, Scene

LANGUAGES = ("en", "ko")
_MOST_NAMED = 3
_SURE = 0.3  # of a kind of moment that is told although it is not the strongest
_BESIDE = 0.6  # of the strongest, from which a second one is told
_HANGUL, _FINALS, _NIEUN, _RIEUL = ord("가"), 28, 4, 8
_FORMS = {
    "을(를)": ("을", "를"),
    "이(가)": ("이", "가"),
    "와(과)": ("과", "와"),
    "(으)로": ("으로", "로"),
}
_PARTICLE = re.compile(f"(.)({'|'.join(map(re.escape, _FORMS))})")


@dataclass(frozen=True, slots=True)
class _Kind:
    one: str
    many: str
    nobody: str
    ko: str
    name_en: str
    name_ko: str
    tells: float


class Voice:
    """Says things in one language, and calls the people of a drama as its readers know them.

    Raises:
        QueryError: there are no phrases in that language.
    """

    def __init__(self, language: str, people: Mapping[str, Person]) -> None:
        if language not in LANGUAGES:
            raise QueryError(
                "an anatomy is not written in", where=language, remedy="ask for en or ko"
            )
        self.language = language
        self._people = people

    def say(self, phrase: str, **parts: object) -> str:
        """A phrase with its parts filled in."""
        return settled(self._raw(phrase).format(**parts))

    def has(self, phrase: str) -> bool:
        """Whether there is such a phrase."""
        return phrase in _phrases()

    def kind(self, kind: str) -> str:
        """What a kind of moment is called."""
        told = _kinds()[kind]
        return told.name_ko if self.language == "ko" else told.name_en

    def tells(self, kind: str) -> float:
        """How much more than others a kind of moment tells of a scene."""
        return _kinds()[kind].tells

    def name(self, name: str) -> str:
        """What somebody is called for short: the given name in Latin letters, in English.

        >>> Voice("en", {"정혁": Person("정혁", "Ri Jeong-hyeok", "리정혁")}).name("정혁")
        'Jeong-hyeok'
        """
        person = self._people.get(name)
        if self.language == "ko" or person is None or not person.latin:
            return name
        family, _, given = person.latin.partition(" ")
        return given if given and is_hangul(person.full_name) else family + (given and f" {given}")

    def names(self, people: Sequence[str]) -> str:
        """Several people, the last of many only counted.

        >>> Voice("en", {}).names(["Ann", "Bea", "Cho", "Dan"])
        'Ann, Bea and 2 others'
        """
        shown = [self.name(name) for name in people]
        if len(shown) > _MOST_NAMED:
            return self._raw("others").format(*shown[:2], n=len(shown) - 2)
        if len(shown) < 2:
            return "".join(shown)
        return settled(self._raw("and").format(", ".join(shown[:-1]), shown[-1]))

    def happens(self, kind: str, people: Sequence[str]) -> str:
        """That something happens to some people, without a full stop."""
        told = _kinds()[kind]
        if not people:
            return told.nobody if self.language == "en" else told.name_ko
        who = self.names(people)
        if self.language == "ko":
            return settled(told.ko.replace("{이}", f"{who}이(가)"))
        return (told.one if len(people) == 1 else told.many).format(who=who)

    def setting(self, place: str, time: str, weather: str) -> str:
        """Where and when, as far as it is known: ``at the hospital at night``."""
        keys = [f"place.{place}", f"time.{time}", f"weather.{weather}"]
        told = [self.say(key) for key in keys if self.has(key)]
        return " ".join(reversed(told) if self.language == "ko" else told)

    def scene(self, scene: Scene) -> str:
        """A scene in a sentence: who, what, where and when."""
        kinds = _telling(scene)
        setting = self.setting(scene.place, scene.time, scene.weather)
        said = self.happens(kinds[0], scene.people)
        if self.language == "ko":
            if len(kinds) > 1 and scene.people:
                said = f"{_going_on(said)} {_kinds()[kinds[1]].ko.removeprefix('{이} ')}"
            return f"{setting} {said}.".lstrip()
        if len(kinds) > 1:
            said += self._also(kinds[1], scene.people)
        return f"{said[:1].upper()}{said[1:]} {setting}".rstrip() + "."

    def _also(self, kind: str, people: Sequence[str]) -> str:
        """What else happens to the same people, as the end of an English sentence."""
        told = _kinds()[kind]
        pattern = told.one if len(people) == 1 else told.many
        if not people or not pattern.startswith("{who} "):
            return f" ({told.name_en} too)"
        return f" and {pattern.removeprefix('{who} ')}"

    def _raw(self, phrase: str) -> str:
        return _phrases()[phrase][LANGUAGES.index(self.language)]


def is_hangul(text: str) -> bool:
    """Whether a text is Hangul syllables only, and has some."""
    return bool(text) and all("가" <= letter <= "힣" for letter in text)


def _telling(scene: Scene) -> list[str]:
    """The kinds of moment that a sentence tells of a scene: one, or two that are both sure."""
    worth = {m.kind: m.score * _kinds()[m.kind].tells for m in scene.moments}
    ranked = sorted(worth, key=lambda kind: -worth[kind])
    if not ranked or worth[ranked[0]] < _SURE / 2:
        return ["everyday"]
    floor = max(_SURE, _BESIDE * worth[ranked[0]])
    beside = [kind for kind in ranked[1:] if worth[kind] >= floor and kind != "everyday"]
    return [ranked[0], *beside[:1]]


def _going_on(said: str) -> str:
    """A Korean sentence in the plain style, made to go on with another verb.

    >>> _going_on("정훈이 맞선다"), _going_on("병을 겪는다")
    ('정훈이 맞서고', '병을 겪고')
    """
    stem = said.removesuffix("다")
    if stem.endswith("는"):
        return stem[:-1] + "고"
    last = stem[-1:]
    if is_hangul(last) and (ord(last) - _HANGUL) % _FINALS == _NIEUN:
        last = chr(ord(last) - _NIEUN)
    return stem[:-1] + last + "고"


def settled(text: str) -> str:
    """A text with its Korean particles in the form that the syllable before them asks for.

    >>> settled("고백을(를) 세리와(과) 정혁이(가)")
    '고백을 세리와 정혁이'
    """
    return _PARTICLE.sub(_settle, text)


def _settle(found: re.Match[str]) -> str:
    last, particle = found[1], found[2]
    closed, opened = _FORMS[particle]
    final = (ord(last) - _HANGUL) % _FINALS if is_hangul(last) else 0
    if particle == "(으)로" and final == _RIEUL:
        final = 0
    return last + (closed if final else opened)


@cache
def _phrases() -> dict[str, tuple[str, str]]:
    return {row[0]: (row[1], row[2]) for row in rows_of("anatomy_phrases.tsv")}


@cache
def _kinds() -> dict[str, _Kind]:
    return {
        row[0]: _Kind(row[1], row[2], row[3], row[4], row[5], row[6], float(row[7]))
        for row in rows_of("anatomy_kinds.tsv")
    }


def rows_of(name: str) -> list[list[str]]:
    """The rows of a vocabulary file beside this module, without its header."""
    text = resources.files(__package__).joinpath(name).read_text("utf-8")
    rows = [row.split("\t") for row in text.splitlines() if row and not row.startswith("#")]
    return rows[1:]  # the first names the columns
