"""Who is heard in a Korean sound note."""

from __future__ import annotations

from dataclasses import dataclass

from jangmyeon.captions.sound_morphemes import Word
from jangmyeon.captions.sound_words import Entry, korean

_NO_PERSON = frozenset(("thing", "animal", "where", "place", "body", "noun", "song", "steps", "language"))
_MIMICRY = ("흉내", "성대모사")
_JOINS = ("과", "의", "하고", "이랑")


@dataclass(frozen=True, slots=True)
class Span:
    """Which words name the subject, and whether it is an animal or a thing instead of somebody."""

    start: int = 0
    end: int = -1
    animal: bool = False
    thing: bool = False


def find_subject(words: list[Word], at: int, kind: str, *, clause: bool) -> tuple[str, Span]:
    """The name of who is heard, and where it stands.

    Args:
        words: the note.
        at: where its head stands.
        kind: the head's kind.
        clause: whether the head is a verb.
    """
    if kind in ("language", "effect", "other"):
        return "", Span()
    marked = _nominative(words, at) if clause else _genitive(words, at)
    if marked < 0 and not clause:
        marked = _nominative(words, at)
    if marked < 0:
        return _unmarked(words, at, kind, clause=clause)
    entry = words[marked].entry
    if clause and entry and entry.sort == "body":
        marked = _genitive(words, marked)
        if marked < 0:
            return "", Span(thing=True)
        entry = words[marked].entry
    if entry and entry.sort == "animal":
        return "", Span(animal=True)
    transitive = clause and any(word.particle == "을" for word in words[marked + 1 : at])
    verb = words[at].entry
    moved = clause and not transitive and verb is not None and verb.sort == "event"
    if moved and entry is None:
        return "", Span(thing=True)
    if not _is_somebody(words[marked], entry, kind, transitive=transitive):
        return "", Span(thing=True)
    return _phrase(words, marked)


def _nominative(words: list[Word], at: int) -> int:
    """Where the subject of a clause stands; -1 for nowhere. 기가 찬 has none: it is one idiom."""
    for i in range(at):
        if words[i].particle == "이" and not _opens_pair(words, i):
            after = words[i + 1]
            return i + 1 if after.particle == "이" and len(after.base) == 1 and i + 1 < at else i
        if words[i].particle == "이" and words[i].entry and words[i].entry.sort == "thing":
            return i
    return 0 if at and _is_topic(words[0], words[1]) else -1


def _is_topic(word: Word, after: Word) -> bool:
    """Whether a first word in -은 or -는 is a topic (세리는 웃는다), and modifies nothing."""
    if word.entry or word.feeling or after.form == "noun":
        return False
    return len(word.base) > 1 and (word.particle == "은" or word.text[-1] == "는")


def _opens_pair(words: list[Word], at: int) -> bool:
    """Whether a word and the next are one idiom: 기운 없는."""
    return at + 1 < len(words) and f"{words[at].base} {words[at + 1].base}" in korean().pairs


def _genitive(words: list[Word], at: int) -> int:
    """Where the last owner before the head stands; -1 for nowhere."""
    for i in range(at - 1, -1, -1):
        if words[i].particle == "의" and words[i].feeling is None:
            return i  # 민혁의 안도의 한숨 is 민혁's
    return -1


def _is_somebody(word: Word, entry: Entry | None, kind: str, *, transitive: bool) -> bool:
    """Whether a marked noun is a person: all are that the vocabulary does not know as things.

    A voice has somebody behind it, so that there a thing's name is taken for a nickname; and names
    of one syllable (창, 단) are things only where they do nothing to another.
    """
    if entry is None or entry.sort == "person":
        return True
    if kind in ("voice", "manner") and entry.sort not in ("where", "place"):
        return True
    return entry.sort not in _NO_PERSON or (transitive and len(word.base) < 2)


def _phrase(words: list[Word], marked: int) -> tuple[str, Span]:
    """The whole name that ends at a marked noun: 윤재 친구2, 어린 하니, 지우와 서영."""
    start = marked
    while start and _belongs(words[start - 1]):
        start -= 1
    names = [word.text for word in words[start:marked]]
    return " ".join([*names, words[marked].base]), Span(start, marked)


def _belongs(word: Word) -> bool:
    """Whether a word before a name is part of it."""
    entry = word.entry
    if len(word.text) == 1 and not (entry and entry.sort in ("where", "adverb")):
        return True  # a surname: 오 실장
    if word.form == "modifier":
        return entry is not None and entry.sort == "keep"
    if word.form != "noun" or (entry and entry.sort == "where"):
        return False
    return word.particle == "" or word.particle in _JOINS


def _unmarked(words: list[Word], at: int, kind: str, *, clause: bool) -> tuple[str, Span]:
    """A subject without a particle: 서진 화내는 소리, 한숨 쉬는 민지."""
    if not clause and at and words[at - 1].form == "modifier" and _may_be_name(words, at, kind):
        return _phrase(words, at)
    mimicked = any(word.base in _MIMICRY for word in words)
    if mimicked or words[at].particle == "로":  # 아이 목소리로 tells whose manner it is like
        return "", Span()
    end = -1
    while end + 1 < at and _may_be_name(words, end + 1, kind):
        end += 1
    if end < 0:
        animal = any(w.entry and w.entry.sort == "animal" for w in words[:at])
        return "", Span(animal=animal)
    return " ".join(w.text for w in words[: end + 1]), Span(0, end)


def _may_be_name(words: list[Word], i: int, kind: str) -> bool:
    """Whether an unmarked word may name somebody: a person, or a voice's word of no other meaning."""
    word = words[i]
    known = word.entry is not None or word.feeling is not None
    named_so = i == 0 and word.particle == "은" and not known and len(word.base) == 1  # 정은 신음
    if word.form != "noun" or (word.particle and not named_so):
        return False
    if word.entry:
        return word.entry.sort == "person"
    if word.feeling or kind not in ("voice", "speech", "action", "manner"):
        return False
    after = words[i + 1] if i + 1 < len(words) else None
    return after is None or not (after.particle or _opens_pair(words, i))
