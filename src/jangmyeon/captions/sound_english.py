"""An English sound note -> what it tells.

English notes are head-first once the subject is past: ``Se-ri sobbing softly``, ``tense music
playing``, ``gunshots in distance``. The first word that is heard or done is the head; who does it
stands before, how and where after.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from jangmyeon.captions.sound_words import Entry, Heard, english

_HEADS = frozenset(("voice", "noise", "steps", "act"))
_GENERIC = frozenset(("sound", "noise"))
_SPEAKING = frozenset(("speak", "say", "talk", "continue", "shout", "whisper"))
_SIMPLE_ENDINGS = ("", "s", "es", "ing", "ed", "d", "ly")
_TITLES = frozenset(("mr", "mrs", "ms", "dr", "prof", "st", "jr", "sr"))
_UNKNOWN = Entry()


@dataclass(frozen=True, slots=True)
class Token:
    """A word as written, its plain form where known, and what the vocabulary says of it."""

    text: str
    plain: str
    entry: Entry
    owner: bool = False


def read_english(text: str) -> Heard:
    """Understand a note, given without brackets or marks."""
    tokens = [_token(piece) for piece in text.split()]
    if not tokens:
        return Heard("other")
    entries = [*(token.entry for token in tokens), *_phrases(tokens)]
    at = _head_at(tokens)
    kind = _kind(tokens, entries, at)
    subject, animal = _subject(tokens, at, kind)
    if animal and kind in ("voice", "speech", "action"):
        kind = "sound"
    return Heard(
        kind,
        _mood(entries, kind),
        subject,
        _emotion(entries, tokens, at, kind),
        next((entry.place for entry in entries if entry.place), ""),
        next((entry.time for entry in entries if entry.time), ""),
        next((entry.weather for entry in entries if entry.weather), ""),
    )


@lru_cache(maxsize=1 << 14)
def _token(text: str) -> Token:
    """A word, taken back to the form in which the vocabulary has it."""
    low = text.lower().strip("'-,.")
    owner = low.endswith(("'s", "s'"))
    if owner:
        low = low[:-2] if low.endswith("'s") else low[:-1]
    shown = text.strip("'-,")[: len(low) + (low in _TITLES and text.endswith("."))]
    for plain in _plain_forms(low):
        entry = english().get(plain)
        if entry:
            return Token(shown, plain, entry, owner)
    return Token(shown, low, _UNKNOWN, owner)


def _plain_forms(low: str) -> Iterator[str]:
    """What a word may be a form of: itself, and without its ending.

    >>> "cry" in _plain_forms("cries"), "sob" in _plain_forms("sobbing")
    (True, True)
    >>> "breathe" in _plain_forms("breathing")
    True
    """
    for ending in _SIMPLE_ENDINGS:
        if low.endswith(ending) and len(low) - len(ending) > 1:
            yield low[: len(low) - len(ending)] if ending else low
    if low.endswith(("ies", "ied", "ily")):
        yield low[:-3] + "y"
    for ending in ("ing", "ed", "er"):
        stem = low.removesuffix(ending)
        if len(stem) > 2 and stem != low:
            yield stem + "e"
            if stem[-1] == stem[-2]:
                yield stem[:-1]


def _phrases(tokens: list[Token]) -> Iterator[Entry]:
    """What two neighbors tell together: in relief, heart monitor."""
    known = english()
    for first, second in pairwise(tokens):
        found = known.get(f"{first.plain} {second.plain}")
        if found is None and second.plain != second.text.lower():
            found = known.get(f"{first.plain} {second.text.lower()}")
        if found:
            yield found


def _head_at(tokens: list[Token]) -> int:
    """Where the first word stands that is heard or done, more than a mere "sound"; -1: nowhere."""
    heads = [i for i, token in enumerate(tokens) if token.entry.sort in _HEADS]
    links = [i for i, token in enumerate(tokens) if token.entry.sort == "link"]
    if heads and links and links[0] < heads[0] and links[0] == 0:
        return -1
    telling = [i for i in heads if tokens[i].plain not in _GENERIC]
    return next(iter(telling or heads), -1)


def _kind(tokens: list[Token], entries: list[Entry], at: int) -> str:
    """The kind of a note."""
    kinds = {entry.kind for entry in entries}
    if "effect" in kinds:
        return "effect"
    if "language" in kinds and _only_language(tokens):
        return "language"
    return _kind_of_head(tokens, at, kinds) if at >= 0 else _headless(tokens)


def _kind_of_head(tokens: list[Token], at: int, kinds: set[str]) -> str:
    """The kind that the head tells, among the ``kinds`` that the other words tell."""
    head = tokens[at]
    sorts = {token.entry.sort for token in tokens[:at]}
    if head.plain == "voice" and not head.text.lower().endswith("s"):
        return "speech" if any(token.owner for token in tokens[:at]) else "manner"
    if head.entry.kind in ("sound", "action"):
        if "music" in kinds and not sorts & {"person", "animal"}:
            return "music"
        if at and head.entry.sort == "act" and tokens[at - 1].entry.sort in ("thing", "animal"):
            return "sound"
    return head.entry.kind


def _only_language(tokens: list[Token]) -> bool:
    """Whether a note says in which language and nothing else that is heard."""
    return all(token.entry.sort not in _HEADS or token.plain in _SPEAKING for token in tokens)


def _headless(tokens: list[Token]) -> str:
    """The kind of a note in which nothing is heard or done: in a low voice, over phone, softly."""
    sorts = [token.entry.sort for token in tokens]
    if sorts[0] == "link":
        manner = any(token.plain in ("voice", "tone", "accent", "breath") for token in tokens)
        return "speech" if "thing" in sorts and not manner else "manner"
    if all(sort in ("quality", "filler", "link") for sort in sorts):
        return "manner"
    last = tokens[-1].text.lower()
    if len(tokens) == 1:
        return "manner" if last.endswith("ly") and len(last) > 4 else "other"
    moving = any(_is_verb(token) for token in tokens[1:])
    if {"thing", "animal"} & set(sorts):
        return "sound" if moving or "carrier" in sorts else "other"
    return "action" if moving else "other"


def _is_verb(token: Token) -> bool:
    """Whether an unknown word has the form in which notes put their verbs."""
    text = token.text
    moving = text.islower() and len(text) > 3 and text.endswith(("ing", "s"))
    return moving and token.entry is _UNKNOWN


def _subject(tokens: list[Token], at: int, kind: str) -> tuple[str, bool]:
    """Who is heard, and whether it is an animal instead."""
    if kind in ("effect", "other", "music"):
        return "", False
    end = at if at >= 0 else len(tokens)
    names: list[Token] = []
    for token in tokens[:end]:
        sort = token.entry.sort
        if sort == "animal":
            return "", True
        if sort == "filler" or (sort == "quality" and not names):
            continue
        joins = token.plain in ("and", "&") and names
        if not (joins or sort == "person" or (token.entry is _UNKNOWN and not _is_verb(token))):
            if sort == "thing":
                return "", False
            break
        names.append(token)
    while names and names[-1].plain in ("and", "&"):
        names.pop()
    if not any(_is_name(token, i, kind) for i, token in enumerate(names)):
        return "", False
    return " ".join(token.text for token in names), False


def _is_name(token: Token, place: int, kind: str) -> bool:
    """Whether a word names somebody. Where no voice is heard, only clear names do."""
    if token.entry.sort == "person":
        return True
    if not token.text[:1].isalpha():
        return False
    if kind in ("voice", "speech", "action", "manner"):
        return True
    named = token.text[0].isupper() and not token.text.isupper()
    return named and (place > 0 or "-" in token.text or token.owner or kind == "language")


def _emotion(entries: list[Entry], tokens: list[Token], at: int, kind: str) -> str:
    """What the voice feels: the last feeling named, else what the head implies."""
    if kind not in ("voice", "manner"):
        return ""
    told = [entry.emotion for entry in entries if entry.sort == "quality" and entry.emotion]
    strong = [emotion for emotion in told if emotion != "neutral"]
    if strong:
        return strong[-1]
    phrases = [entry.emotion for entry in entries[len(tokens) :] if entry.sort == "voice"]
    implied = phrases[-1] if phrases else tokens[at].entry.emotion if at >= 0 else ""
    return "neutral" if told and implied == "pain" else implied or "neutral"


def _mood(entries: list[Entry], kind: str) -> str:
    """The mood of music or an effect: the last that is named."""
    if kind not in ("music", "effect"):
        return ""
    moods = [entry.mood for entry in entries if entry.mood]
    strong = [mood for mood in moods if mood != "other"]
    if strong:
        return strong[-1]
    mimics = any(entry.sort in ("animal", "voice") for entry in entries)
    return "comic" if kind == "effect" and mimics else "other"
