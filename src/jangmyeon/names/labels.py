"""Speaker labels: who is named, who is only a role, and who speaks from a screen or the past.

``(세리)`` names somebody; ``(남자1)``, ``(간호사)``, ``(함께)`` do not; ``(정원 모)`` is a role
told by somebody's name; ``(TV 속 앵커)`` and ``(어린 강태)`` tell a setting besides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal

from jangmyeon.names.families import family
from jangmyeon.names.hangul import is_hangul
from jangmyeon.names.korean import given_share
from jangmyeon.names.tables import rows
from jangmyeon.names.titles import title

LabelKind = Literal["person", "role", "group"]

LIKELY_NAME = 1e-7
"""Words that look like a job are names when more than one in ten million is called so."""

_NUMBER = re.compile(r"\s*#?\d+$")
_AND = re.compile(r"^(.+?)(?:(?:와|과|,| &| and) |/)(.+)$", re.IGNORECASE)
_ON = re.compile(r"^(.+?) (on|over|through|from|in) .+$", re.IGNORECASE)
_LADIES = frozenset({"madam", "young lady", "young master"})
_LANGUAGE = re.compile(r"^(?:in|speaking) ", re.IGNORECASE)
_WHOSE = re.compile(r"^(.+)['’]s (.+)$")
_SPELT_OUT = {
    "모": ("엄마", "어머니"),
    "부": ("아빠", "아버지"),
    "처": ("아내",),
    "조모": ("할머니",),
    "조부": ("할아버지",),
}
"""What labels shorten, as people say it."""


@dataclass(frozen=True, slots=True)
class Label:
    """A speaker label taken apart.

    ``kind`` is ``person`` for somebody named (family name and title count: 육 팀장), ``role`` for
    somebody unnamed, ``group`` for several at once. ``names`` are the people who speak and are
    named; ``of`` is whose relative speaks (정원 of 정원 모); ``setting`` is where the voice comes
    from (TV 속) or which age it has (어린).
    """

    text: str
    kind: LabelKind
    names: tuple[str, ...] = ()
    of: str = ""
    setting: str = ""


def is_role(label: str) -> bool:
    """Whether a speaker label names nobody: a role, a relative, a crowd, a way of speaking.

    >>> [is_role(label) for label in ("남자1", "함께", "기자들", "엄마", "정원 모", "식당 주인")]
    [True, True, True, True, True, True]
    >>> [is_role(label) for label in ("세리", "육 팀장", "어린 강태", "영서와 하리", "Se-ri")]
    [False, False, False, False, False]
    """
    return not read_label(label).names


@lru_cache(maxsize=8192)
def role_words(label: str) -> tuple[str, ...]:
    """Korean words for what an unnamed speaker is, as people say them; none for somebody named.

    >>> role_words("형사2"), role_words("뉴스 속 기자들"), role_words("정원 모")
    (('형사',), ('기자',), ('엄마', '어머니'))
    >>> role_words("세리")
    ()
    """
    found = read_label(label)
    if found.kind == "person" or found.names:
        return ()
    rest = found.text.removeprefix(found.setting).strip()
    words = _NUMBER.sub("", rest.removeprefix(found.of).strip()).split(" ")
    said = (_SPELT_OUT.get(word, (_one_of(word),)) for word in words if is_hangul(word))
    return tuple(dict.fromkeys(each for told in said for each in told))


@lru_cache(maxsize=8192)
def read_label(label: str) -> Label:
    """Take a speaker label apart; brackets around it do no harm.

    >>> read_label("(어린 강태)").names, read_label("정원 모").of
    (('강태',), '정원')
    >>> read_label("무전 속 해영").setting, read_label("영서와 하리").names
    ('무전 속', ('영서', '하리'))
    """
    text = " ".join(label.strip("()[]{}:- \t\n").split())
    found = _setting().match(text)
    setting, rest = (found[1], found[2]) if found else ("", text)
    both = None if _department().search(rest) else _AND.match(rest)
    if both:
        names = (name for part in both.groups() for name in _one(part).names)
        return Label(text, "group", tuple(names), setting=setting)
    return replace(_one(rest), text=text, setting=setting)


def _one(text: str) -> Label:
    """A label of one speaker (or one kind of them), without its setting."""
    bare = _NUMBER.sub("", text)
    words = tuple(bare.split(" "))
    if _is_crowd(words[-1]):
        return Label(text, "group")
    whose = _relative(bare, words)
    if whose is not None:
        return Label(text, "role", of=whose)
    if bare == text and (_is_titled_family(words) or _is_titled_lady(words)):
        return Label(text, "person", (text,))
    # Captions number the unnamed, and English ones seldom somebody named.
    numbered = bare != text and (is_hangul(bare.replace(" ", "")) or not bare)
    if not bare or numbered or _is_role_word(words[-1]) or _is_role_phrase(bare):
        return Label(text, "role")
    return Label(text, "person", (bare,))


def _words(kind: str) -> list[str]:
    return [word for word, what in rows("roles.tsv") if what == kind]


@cache
def _setting() -> re.Pattern[str]:
    words = "|".join(map(re.escape, _words("setting")))
    return re.compile(rf"^(.+ 속|{words}) (.+)$", re.IGNORECASE)


@cache
def _department() -> re.Pattern[str]:
    words = "|".join(_words("department"))
    return re.compile(rf"(?:^|[ 가-힣])(?:{words})과 ")


@cache
def _roles() -> dict[str, str]:
    kinds = ("role", "kin", "crowd", "manner")
    return {word: kind for word, kind in rows("roles.tsv") if kind in kinds}


@cache
def _suffixes() -> tuple[str, ...]:
    return tuple(_words("suffix"))


def _kind(word: str) -> str | None:
    return _roles().get(word.lower())


def _is_crowd(word: str) -> bool:
    if _kind(word) == "crowd":
        return True
    stem = word.removesuffix("들")
    return stem != word and bool(stem) and (len(stem) > 2 or _kind(stem) is not None)


def _one_of(word: str) -> str:
    """One of those whom a word for several tells of."""
    return word.removesuffix("들") if len(word) > 2 and _is_crowd(word) else word


def _relative(bare: str, words: tuple[str, ...]) -> str | None:
    """Whose relative a label tells of, empty when it does not say; None when it is none."""
    english = _WHOSE.match(bare)
    if english and (_kind(english[2].split(" ")[-1]) is not None):
        return english[1]
    last = words[-1]
    if _kind(last) == "kin":
        if len(words) == 2 and _is_titled_family(words):
            return None
        whose = words[:-1]
        named = bool(whose) and (_is_titled_family(whose) or not _is_role_word(whose[-1]))
        return " ".join(whose) if named else ""
    for size in (3, 2):  # 은재엄마, without a space
        if len(words) == 1 and len(last) > size + 1 and _kind(last[-size:]) == "kin":
            return last[:-size]
    return None


def _is_titled_family(words: tuple[str, ...]) -> bool:
    """Whether a label is a family name and a title, such as 육 팀장 or Officer Kim."""
    if len(words) != 2:
        return False
    first, last = words
    if is_hangul(first):
        found = title(last)
        return family(first) is not None and (found is not None or _is_role_word(last))
    return title(first) is not None and _kind(last) is None


def _is_titled_lady(words: tuple[str, ...]) -> bool:
    """Whether a label is a given name with 여사 or its like, which no job and no relative bears."""
    found = title(words[-1]) if len(words) == 2 else None
    return found is not None and found.sense in _LADIES and not _is_role_word(words[0])


def _is_role_phrase(bare: str) -> bool:
    """Whether an English label such as *Man on TV* or *Voice over phone* names nobody."""
    if _LANGUAGE.match(bare):
        return True
    found = _ON.match(bare)
    return found is not None and _kind(found[1].split(" ")[-1]) is not None


def _is_role_word(word: str) -> bool:
    if _kind(word) is not None or word.endswith(("면서", "며")):
        return True
    if not is_hangul(word) or len(word) < 3 or not word.endswith(_suffixes()):
        return False
    known = family(word[0])
    return len(word) > 4 or (known.people if known else 1e-6) * given_share(word[1:]) < LIKELY_NAME
