"""The word of a Korean sound note that says what is heard: its last noun or verb, mostly."""

from __future__ import annotations

from dataclasses import dataclass

from jangmyeon.captions.sound_morphemes import Word
from jangmyeon.captions.sound_words import M_FINAL, Entry, final_of, korean

_HEARD = frozenset(("noun", "song", "steps"))
_IMITATED = frozenset(("mimetic", "cry"))
_DOERS = frozenset(("person", "thing", "animal", "body", "place"))
_CARRIERS = frozenset(("carrier", "event"))
_CRIES = frozenset(
    ("울음", "울음소리", "포효", "괴성", "신음", "숨소리", "비명", "호흡", "콧소리", "콧김")
)
_PLAYING = frozenset(("연주하", "틀", "켜", "듣", "계속하"))
_BEYOND = frozenset(("속", "너머"))
_MANNERLY = ("으로", "말로", "조로", "투로", "체로")
_NOWHERE = Entry()


@dataclass(frozen=True, slots=True)
class Head:
    """What a note is about.

    ``kind`` and ``emotion`` are what it tells left to itself, ``at`` the place of its word,
    ``clause`` whether that word is a verb with a subject of its own, ``entry`` where it came from.
    """

    kind: str
    at: int
    emotion: str = ""
    entry: Entry = _NOWHERE
    clause: bool = False


def find_head(words: list[Word]) -> Head:
    """The head of a note of at least one word."""
    at = len(words) - 1
    last = words[at]
    effect = next((i for i, word in enumerate(words) if word.base in ("효과음", "음향")), -1)
    if effect >= 0:
        return Head("effect", effect)
    if last.base in _BEYOND:  # of a television, a telephone
        return Head("speech", at)
    if last.form == "final":
        return _clause(words, at)
    if last.form == "link":
        return _link(words, at)
    if last.form == "noun" and last.particle != "로":
        return _phrase(words, at)
    return _manner(words, at)


def _manner(words: list[Word], at: int) -> Head:
    """The head of a note that ends in an adverb, a modifier or 로."""
    last = words[at]
    if last.entry and last.sort in _IMITATED:
        return Head(last.entry.kind, at, last.entry.emotion, last.entry)
    if last.sort == "language":
        return Head("language", at)
    if last.particle == "로":
        tells = at > 0 or not last.unknown or last.text.endswith(_MANNERLY)  # but not 파올로
    else:
        tells = _tells_manner(words)
    return Head("manner" if tells else "other", at)


def _tells_manner(words: list[Word]) -> bool:
    """Whether a last adverb or modifier says how: 퉁명스럽게, but not 함께 or a name (조은)."""
    last = words[-1]
    if last.form == "modifier":
        return len(words) > 1 and len(last.text) > 1
    if last.text[-1] in "게히이":
        return True
    return any(word.form != "adverb" for word in words)


def _phrase(words: list[Word], at: int) -> Head:
    """The head of a phrase that ends in a noun."""
    word, entry = words[at], words[at].entry
    special = _after(words, at) if at else None
    if special:
        return special
    if at and word.sort == "steps" and words[at - 1].particle == "과" and words[at - 1].entry:
        entry = words[at - 1].entry  # 환호와 박수
    if entry and entry.kind and not (entry.sort in _DOERS and entry.kind == "sound"):
        return Head(entry.kind, at, entry.emotion, entry)
    if entry is None and word.feeling and word.feeling.emotion:
        return Head("voice", at, word.feeling.emotion)
    return Head("other", at)


def _after(words: list[Word], at: int) -> Head | None:
    """The head of a phrase in which the word before the last decides; None where it does not."""
    word, before = words[at], words[at - 1]
    if word.base == "소리":
        return _sound_of(words, at)
    if word.base in _CRIES and before.sort == "animal":
        return Head("sound", at)
    if before.particle == "을" and word.unknown and final_of(word.text[-1]) == M_FINAL:
        return _clause(words, at)  # 물을 쏟음
    if before.form != "modifier" or before.sort == "keep":
        return None
    if word.base == "목소리" and not word.particle:
        return Head("manner", at)
    return _doer(words, at) if word.entry is None or word.sort in _DOERS else None


def _doer(words: list[Word], at: int) -> Head:
    """The head of a phrase that names who, after what they do: 한숨 쉬는 민지."""
    done = _clause(words[:at], at - 1)
    told = done.entry.kind or done.kind in ("voice", "speech")
    return Head(done.kind if told else "other", at, done.emotion, done.entry)


def _sound_of(words: list[Word], at: int) -> Head:
    """The head of "... 소리": what makes the sound decides."""
    before = words[at - 1]
    entry = before.entry
    if before.form == "modifier":
        done = _clause(words[:at], at - 1)
        says = done.kind == "speech" and before.text.endswith("는")  # 떠드는, but not 소란스러운
        kind = done.kind if says or done.kind == "voice" else "sound"
        return Head(kind, at, done.emotion, done.entry)
    if entry and entry.kind not in ("", "action") and entry.sort != "animal":
        return Head(entry.kind, at, entry.emotion, entry)
    return Head("sound", at)


def _clause(words: list[Word], at: int) -> Head:
    """The head of a clause: its verb, or the noun that its verb only says is heard or made."""
    verb = words[at]
    near = next((i for i in range(at - 1, -1, -1) if words[i].form == "noun"), -1)
    entry = verb.entry
    if near >= 0:
        noun = words[near]
        paired = korean().pairs.get(f"{noun.base} {verb.base}")
        if paired and paired.kind:
            entry = paired
        elif _only_says(verb, noun):
            return _phrase(words[: near + 1], near)
        elif _makes(verb, noun):
            entry = noun.entry
    kind, emotion = (entry.kind, entry.emotion) if entry else ("", "")
    if not kind and verb.feeling and verb.feeling.emotion not in ("", "neutral"):
        kind, emotion = "voice", verb.feeling.emotion
    if kind in ("", "action"):
        for word in words[:at]:
            heard = word.entry
            linked = word.form == "link" and not kind
            if heard and heard.kind and (linked or heard.sort in _IMITATED):
                kind, emotion = heard.kind, heard.emotion
    return Head(kind or "action", at, emotion, entry or _NOWHERE, clause=True)


def _only_says(verb: Word, noun: Word) -> bool:
    """Whether a verb says no more than that something is heard: 비명이 들린다."""
    heard = noun.sort in _HEARD or (noun.entry is not None and noun.entry.kind == "music")
    return heard and verb.sort in _CARRIERS and noun.particle in ("이", "")


def _makes(verb: Word, noun: Word) -> bool:
    """Whether a verb says no more than that somebody makes a sound: 비명을 지른다, 한숨 쉰다."""
    made = noun.entry
    if made is None or made.sort not in _HEARD or noun.particle not in ("을", ""):
        return False
    if made.kind == "music":
        return verb.base in _PLAYING
    if made.kind == "sound" and noun.particle:
        return True
    spoken = verb.entry is not None and verb.entry.kind in ("voice", "speech")
    return verb.sort == "light" or (made.kind == "voice" and not spoken)


def _link(words: list[Word], at: int) -> Head:
    """The head of a clause that goes with a line: how it is said, or what is done meanwhile."""
    head, last = _clause(words, at), words[at]
    known = head.entry is not _NOWHERE or not last.unknown or head.kind != "action"
    if not known and not last.text.endswith(("며", "면서", "듯이")):
        return Head("other", at)  # more likely words on the screen
    if head.kind in ("voice", "speech"):
        return Head("manner", head.at, head.emotion, head.entry, head.clause)
    return head
