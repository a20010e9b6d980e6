"""A Korean sound note -> what it tells, by its grammar.

A note is a noun phrase (세리의 다급한 신음), a clause (문이 철컥 열린다) or a manner (울먹이며):
its last word decides which. The kind comes from the head noun or the verb, the subject from the
particle before it, emotion and mood from the modifiers in between.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from jangmyeon.captions.sound_heads import Head, find_head
from jangmyeon.captions.sound_morphemes import Word, analyze
from jangmyeon.captions.sound_subject import find_subject
from jangmyeon.captions.sound_words import Entry, Heard, korean

_TAILS = frozenset(("시작", "끝", "계속", "멈춤", "부분", "중", "종료", "반복", "재생"))
_HELPERS = frozenset(("주", "대", "버리", "보", "가", "오"))
_FORMAL = (
    "니다", "니까", "세요", "어요", "아요", "예요", "에요", "해요", "네요", "군요", "지요",
    "십시오",
)  # fmt: skip


def read_korean(text: str, *, shouted: bool = False) -> Heard:
    """Understand a note.

    Args:
        text: the note without brackets or marks.
        shouted: whether it ended in ``!``, ``?`` or ``~``, as on-screen text does.
    """
    text = text.strip()
    words = _without_tail(_analyzed(text))
    if not words or text.endswith(_FORMAL):
        return Heard("other")
    head = find_head(words)
    if shouted and (len(words) > 1 or head.kind not in ("sound", "voice")):
        return Heard("other")
    subject, span = find_subject(words, head)
    kind = head.kind
    if span.animal and kind in ("voice", "speech", "action"):
        kind = "sound"
    elif head.entry.sort == "song" and kind == "music" and subject:
        kind = "voice"
    elif span.thing and (kind == "action" or not head.entry.kind):
        kind = "sound"  # 전등이 픽 나간다
    rest = words if not subject else [*words[: span.start], *words[span.end + 1 :]]
    told = [*_entries(rest), head.entry] if kind != "effect" else []  # nobody there hears it
    return Heard(
        kind,
        _mood(rest, kind),
        subject,
        _emotion(words, head, kind, span.end if subject else -1),
        next((entry.place for entry in told if entry.place), ""),
        next((entry.time for entry in told if entry.time), ""),
        next((entry.weather for entry in told if entry.weather), ""),
    )


def _analyzed(text: str) -> list[Word]:
    """The words of a note; what speaks of an owner (건의 한숨) is no suggestion (건의)."""
    words = [analyze(piece) for piece in text.replace("휴대 전화", "휴대전화").split()]
    for i, word in enumerate(words[:-1]):
        whole = word.sort == "noun" and not word.particle
        if whole and word.text[-1] == "의" and words[i + 1].base != "소리":
            words[i] = Word(word.text, word.text[:-1], "noun", "의")
    return words


def _without_tail(words: list[Word]) -> list[Word]:
    """The words without what only says that it begins, ends or is done for somebody."""
    while len(words) > 1 and words[-1].base in _TAILS and words[-2].form in ("noun", "final"):
        words = words[:-1]
    if len(words) > 1 and words[-1].base in _HELPERS and words[-2].form == "link":
        words = [*words[:-2], replace(words[-2], form="final")]
    return words


def _entries(words: list[Word]) -> Iterator[Entry]:
    """What the vocabulary says of the words, and of each with the next."""
    for i, word in enumerate(words):
        pair = _pair(words, i)
        if pair:
            yield pair
        if word.entry:
            yield word.entry


def _pair(words: list[Word], i: int) -> Entry | None:
    """What the vocabulary says of a word and the next together: 기가 찬."""
    if i + 1 >= len(words):
        return None
    return korean().pairs.get(f"{words[i].base} {words[i + 1].base}")


def _emotion(words: list[Word], head: Head, kind: str, after: int) -> str:
    """What the voice feels: the last feeling told after the subject, else what the head implies."""
    if kind not in ("voice", "manner"):
        return ""
    said, faint = "", False
    for i in range(after + 1, len(words)):
        word = words[i]
        if i == head.at and word.form in ("noun", "final", "link"):
            continue
        feels = _felt(words, i)
        if feels == "neutral":
            faint = faint or word.form == "modifier"
        elif feels:
            said = feels
    if said:
        return said
    return "neutral" if faint and head.emotion == "pain" else head.emotion or "neutral"


def _felt(words: list[Word], i: int) -> str:
    """The emotion that one word tells, alone or with the next."""
    word, pair = words[i], _pair(words, i)
    if pair and pair.emotion:
        return pair.emotion
    if word.feeling and word.particle != "을" and word.feeling.emotion:
        return word.feeling.emotion
    return word.entry.emotion if word.entry and word.form != "noun" else ""


def _mood(words: list[Word], kind: str) -> str:
    """The mood of music or an effect: the last that is told; an effect that mimics is comic."""
    if kind not in ("music", "effect"):
        return ""
    found = ""
    for i, word in enumerate(words):
        pair = _pair(words, i)
        mood = (pair.mood if pair else "") or (word.feeling.mood if word.feeling else "")
        if mood and (mood != "other" or not found):
            found = mood
    mimics = any(
        word.entry and (word.entry.sort in ("animal", "cry") or word.entry.kind == "voice")
        for word in words
    )
    return found or ("comic" if mimics and kind == "effect" else "other")
