"""Labels that tell who speaks: ``(세리)``, ``[Se-ri in Korean]``, ``SE-RI:``, and what is none.

A label and a sound note can look alike, ``[Mina]`` and ``[Thunder]``: what reads as a sound is a
sound, and what is left must look like a name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from jangmyeon.captions.sound import read_sound

_HANGUL = re.compile("[\uac00-\ud7a3]")
_LETTER = re.compile(r"[^\W\d_]")
_SENTENCE = re.compile(r"[.?!…:;~]")
_TITLE = re.compile(
    r"(?:Mr|Mrs|Ms|Miss|Dr|Prof|Capt|Captain|Gen|General|Col|Lt|Sgt|Madam|Sir|Lady)\b"
)
_CAPITAL = re.compile(r"[^\W\d_a-z][\w'’.\-]*")
_LINKS = frozenset({"and", "&", "of", "the", "with", "de"})
_IN_LANGUAGE = re.compile(r"(.+?),? ((?:speaking |speaks )?in [A-Z][a-z]+)")
_TOLD = ("다", "며", "면서", "고", "로", "게", "히", "듯", "듯이", "투", "소리")
NOTE_ENDINGS = ("며", " 소리")
"""No name ends so, 훌쩍이며: in parentheses it is a note even where these hold names."""

_NUMBER = re.compile(r"#?\d{1,2}|[A-Z]")


@dataclass(frozen=True, slots=True)
class Label:
    """Who speaks, and what else the label says of how (``휴대폰으로``, ``in Korean``)."""

    speaker: str
    manner: str = ""


def is_note(text: str) -> bool:
    """Whether the words of a parenthesis tell of a sound, a manner or a language.

    >>> is_note("긴장되는 음악"), is_note("울먹이며"), is_note("리정혁")
    (True, True, False)
    """
    kind = read_sound(text).kind
    if kind in {"action", "manner"} and is_hangul(text):
        # Some names look like a verb too, 이서: an action is told in the endings of a sentence.
        return text.endswith(_TOLD)
    return kind != "other"


def is_hangul(text: str) -> bool:
    """Whether there is any Hangul in it."""
    return _HANGUL.search(text) is not None


def korean_label(text: str) -> Label | None:
    """A Korean label, or None where it is too long for one or a sentence.

    >>> korean_label("TV 속 앵커")
    Label(speaker='TV 속 앵커', manner='')
    >>> korean_label("그냥 가던 길을 가라고 했다!") is None
    True
    """
    text = " ".join(text.split())
    if not text or len(text) > 30 or _SENTENCE.search(text):
        return None
    name, comma, manner = text.partition(",")
    if comma and is_note(manner.strip()) and not is_note(name):
        return Label(name.strip(), manner.strip())
    return Label(text)


def korean_bracket_label(text: str, *, alone: bool) -> Label | None:
    """A Korean label in square brackets, which mostly hold notes.

    ``[세리, 휴대폰으로]`` names and tells how; a name ``alone`` counts only in tracks that put
    names there.
    """
    name, comma, manner = (part.strip() for part in text.partition(","))
    if len(name) > 12 or len(name.split()) > 3 or _SENTENCE.search(text) or is_note(name):
        return None
    if not comma:
        return Label(name) if alone else None
    return Label(name, manner) if manner.endswith(("로", "며", "서", "고")) else None


@lru_cache(maxsize=4096)
def english_label(text: str) -> Label | None:
    """A label in Latin letters, or None for what is more likely a sound note.

    >>> english_label("Se-ri in Korean")
    Label(speaker='Se-ri', manner='in Korean')
    >>> english_label("man over PA"), english_label("SE-RI and GUARD 2")
    (Label(speaker='man over PA', manner=''), Label(speaker='SE-RI and GUARD 2', manner=''))
    >>> english_label("sobbing"), english_label("in English"), english_label("Phone Ringing")
    (None, None, None)
    """
    text = " ".join(text.split())
    name, manner = text, ""
    if match := _IN_LANGUAGE.fullmatch(text):
        name, manner = match.groups()
    elif ", " in text:
        name, _, manner = text.partition(", ")
        if not manner[:1].islower():
            name, manner = text, ""
    if _is_role(name) or (_is_latin_name(name) and not is_note(name)):
        return Label(name, manner)
    return None


def is_colon_name(text: str) -> bool:
    """Whether what stands before a colon is a name beyond doubt, seen only once.

    Names in capitals are, and those with a hyphen, a title or a surname; ``Listen:`` is not.

    >>> [is_colon_name(text) for text in ("SE-RI", "Se-ri", "Captain Ri", "Listen", "Note")]
    [True, True, True, False, False]
    """
    if is_hangul(text) or not _is_latin_name(text):
        return False
    capitals = text.isupper() and len(_LETTER.findall(text)) > 1
    return capitals or "-" in text or " " in text or _TITLE.match(text) is not None


def is_actor(text: str) -> bool:
    """Whether the actor field of an ASS event holds a name, and not the sort of the event.

    >>> is_actor("세리"), is_actor("Ri Jeong-hyeok"), is_actor("Sign"), is_actor("12")
    (True, True, False, False)
    """
    text = text.strip()
    if not 1 < len(text) <= 30 or not _LETTER.search(text):
        return False
    return text.split()[0].lower().rstrip("s") not in _words("never")


def joint(speaker: str) -> tuple[str, ...]:
    """The speakers that a label joins, in its order; one, where it names one.

    >>> joint("빈센조와 한서"), joint("경찰과 건"), joint("마취과 의사")
    (('빈센조', '한서'), ('경찰', '건'), ('마취과 의사',))
    >>> joint("Se-ri and Dan")
    ('Se-ri', 'Dan')
    """
    for place in re.finditer(r"(?<=[\uac00-\ud7a3\d])([와과])(?:,)? ", speaker):
        before, after = speaker[: place.start()], speaker[place.end() :]
        if after and _agrees(before, place.group(1)):
            return before, after
    parts = re.split(r", | & | and ", speaker)
    return tuple(parts) if all(parts) else (speaker,)


def _agrees(noun: str, particle: str) -> bool:
    """과 follows a final consonant and 와 a vowel; digits may end in either."""
    if noun[-1].isdigit():
        return True
    has_final = (ord(noun[-1]) - 0xAC00) % 28 > 0
    return has_final == (particle == "과")


def _is_role(text: str) -> bool:
    """``man``, ``young woman 2``, ``soldiers on radio``."""
    words = text.lower().split()
    if len(words) > 2 and words[-1] in _words("medium"):
        cut = max(
            (place for place, word in enumerate(words) if word in {"on", "over", "through", "via"}),
            default=0,
        )
        words = words[:cut] if cut else words
    if words and _NUMBER.fullmatch(words[-1].upper()):
        words = words[:-1]
    if words and words[0] in {"the", "a"}:
        words = words[1:]
    *before, last = words or [""]
    allowed = _words("voice") | _words("role")
    return last in _words("role") and all(word in allowed for word in before)


def _is_latin_name(text: str) -> bool:
    """One to five words with capitals, such as ``Yoon Se-ri`` or ``GUARD 2 and DAN``."""
    words = text.split()
    if not 1 <= len(words) <= 5 or not _CAPITAL.fullmatch(words[0]):
        return False
    if words[0].lower().rstrip(".") in _words("never") or words[-1].lower().endswith("ing"):
        return False
    return all(
        _CAPITAL.fullmatch(word) or _NUMBER.fullmatch(word) or word in _LINKS for word in words
    )


@cache
def _words(sort: str) -> frozenset[str]:
    table = files("jangmyeon.captions").joinpath("labels.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return frozenset(word for row in rows if row[0] == sort for word in row[1].split())
