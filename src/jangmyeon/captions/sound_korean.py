"""A Korean sound note -> what it tells, by its grammar.

A note is a noun phrase (세리의 다급한 신음), a clause (문이 철컥 열린다) or a manner (울먹이며). Its last word
decides which. The kind comes from the head noun or the verb, the subject from the particle before
it, emotion and mood from the modifiers in between.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from jangmyeon.captions.sound_morphemes import Word, analyze, feeling_of
from jangmyeon.captions.sound_subject import find_subject
from jangmyeon.captions.sound_words import M_FINAL, Entry, Heard, final_of, korean

_TAILS = frozenset(("시작", "끝", "계속", "멈춤", "부분", "중", "종료", "반복", "재생"))
_VOICED = frozenset(("voice", "speech"))
_HEADS = frozenset(("noun", "song", "steps"))
_BEFORE_TAILS = ("noun", "final")
_BEYOND = ("속", "너머")  # of a television, a telephone
_DOERS = frozenset(("person", "thing", "animal", "body", "place"))
_HELPERS = frozenset(("주", "대", "버리", "보", "가", "오"))
_CRIES = frozenset(("울음", "울음소리", "포효", "괴성", "신음", "숨소리", "비명", "호흡", "콧소리", "콧김"))
_FORMAL = ("니다", "니까", "세요", "어요", "아요", "예요", "에요", "해요", "네요", "군요", "지요", "십시오")
_IMITATIONS = frozenset(("mimetic", "cry"))
_NOWHERE = Entry()


@dataclass(frozen=True, slots=True)
class Head:
    """What a note is about: its kind, its emotion left to itself, and the word that says so."""

    kind: str
    at: int
    emotion: str = ""
    entry: Entry = _NOWHERE
    clause: bool = False


def read_korean(text: str, *, shouted: bool = False) -> Heard:
    """Understand a note.

    Args:
        text: the note without brackets or marks.
        shouted: whether it ended in ``!``, ``?`` or ``~``, as on-screen text does.
    """
    text = text.strip()
    words = [analyze(piece) for piece in text.replace("휴대 전화", "휴대전화").split()]
    while len(words) > 1 and words[-1].base in _TAILS and words[-2].form in _BEFORE_TAILS:
        words.pop()
    if len(words) > 1 and words[-1].base in _HELPERS and words[-2].form == "link":
        words[-2:] = [replace(words[-2], form="final")]
    if not words or text.endswith(_FORMAL):
        return Heard("other")
    head = _head(words)
    if shouted and (len(words) > 1 or head.kind not in ("sound", "voice")):
        return Heard("other")
    subject, span = find_subject(words, head.at, head.kind, clause=head.clause)
    kind = head.kind
    if span.animal:
        kind = "sound" if kind in ("voice", "speech", "action") else kind
    elif kind == "music" and head.entry.sort == "song" and subject:
        kind = "voice"
    elif kind == "action" and span.thing:
        kind = "sound"
    rest = [w for i, w in enumerate(words) if not span.start <= i <= span.end or not subject]
    place, time, weather = _setting(rest, head.entry)
    return Heard(
        kind,
        _mood(rest, kind),
        subject,
        _emotion(words, head, kind, span.end if subject else -1),
        place,
        time,
        weather,
    )


def _head(words: list[Word]) -> Head:
    """The word that says what is heard."""
    at = len(words) - 1
    last = words[at]
    for i, word in enumerate(words):
        if word.base in ("효과음", "음향"):
            return Head("effect", i)
    if last.base in _BEYOND:
        return Head("speech", at)
    if last.form == "final":
        return _clause(words, at)
    if last.form == "link":
        return _link(words, at)
    if last.particle == "로":
        language = last.entry and last.entry.kind == "language"
        return Head("language" if language else "manner", at)
    if last.entry and last.entry.kind and last.entry.sort in _IMITATIONS:
        return Head(last.entry.kind, at, last.entry.emotion, last.entry)
    if last.form in ("adverb", "modifier"):
        return Head("manner" if _tells_manner(words) else "other", at)
    return _noun(words, at)


def _tells_manner(words: list[Word]) -> bool:
    """Whether a note's last adverb or modifier says how: 퉁명스럽게, but not 함께 or a name (조은)."""
    last = words[-1]
    if last.form == "modifier":
        return len(words) > 1 and len(last.text) > 1
    if last.text[-1] in "게히이" and last.text != "함께":
        return True
    return any(word.form != "adverb" for word in words)


def _noun(words: list[Word], at: int) -> Head:
    """The head of a phrase that ends in a noun."""
    word = words[at]
    before = words[at - 1] if at else None
    if word.base == "소리" and before:
        return _sound_of(words, at)
    if word.base in _CRIES and before and _is_animal(before):
        return Head("sound", at)
    if word.base == "목소리" and before and before.form == "modifier" and not word.particle:
        return Head("manner", at)
    entry = word.entry
    done = before is not None and before.form == "modifier" and not (before.entry and before.entry.sort == "keep")
    if done and (entry is None or entry.sort in _DOERS):
        return _doer(words, at)
    if entry and entry.kind and not (entry.sort in _DOERS and entry.kind == "sound"):
        return Head(entry.kind, at, entry.emotion, entry)
    feeling = word.feeling
    if entry is None and feeling and feeling.emotion and word.form == "noun":
        return Head("voice", at, feeling.emotion)
    if before and before.particle == "을" and final_of(word.text[-1]) == M_FINAL:
        return _clause(words, at)  # 물을 쏟음
    return Head("other", at)


def _doer(words: list[Word], at: int) -> Head:
    """The head of a phrase that names who, after what they do: 한숨 쉬는 민지."""
    done = _clause(words[:at], at - 1)
    told = bool(done.entry.kind) or done.kind in _VOICED
    return Head(done.kind if told else "other", at, done.emotion, done.entry)


def _sound_of(words: list[Word], at: int) -> Head:
    """The head of "... 소리": what makes the sound decides."""
    before = words[at - 1]
    if before.form == "modifier":
        done = _clause(words[:at], at - 1)
        if done.kind == "speech" and not before.text.endswith("는"):
            return Head("sound", at)  # 소란스러운 소리 says how it is, 떠드는 소리 what it is
        return Head(done.kind if done.kind in _VOICED else "sound", at, done.emotion, done.entry)
    entry = before.entry
    if entry and entry.kind not in ("", "action") and entry.sort != "animal":
        return Head(entry.kind, at, entry.emotion, entry)
    return Head("sound", at)


def _is_animal(word: Word) -> bool:
    return word.entry is not None and word.entry.sort == "animal"


def _clause(words: list[Word], at: int) -> Head:
    """The head of a clause: its verb, or the noun that its verb only says is heard or made."""
    verb = words[at]
    near = next((i for i in range(at - 1, -1, -1) if words[i].form == "noun"), -1)
    noun = words[near] if near >= 0 else None
    entry = verb.entry
    if noun:
        paired = korean().pairs.get(f"{noun.base} {verb.base}")
        if paired and paired.kind:
            entry = paired
        elif _only_says(verb, noun):
            told = _noun(words[: near + 1], near)
            return Head(told.kind, near, told.emotion, told.entry, clause=False)
        elif _makes(verb, noun) and noun.entry:
            entry = noun.entry
    kind, emotion = (entry.kind, entry.emotion) if entry else ("", "")
    if not kind and verb.feeling and verb.feeling.emotion not in ("", "neutral"):
        kind, emotion = "voice", verb.feeling.emotion
    if kind in ("", "action"):
        for word in words[:at]:
            heard = word.entry
            if heard and heard.kind and (
                heard.sort in _IMITATIONS or (word.form == "link" and not kind)
            ):
                kind, emotion = heard.kind, heard.emotion
    return Head(kind or "action", at, emotion, entry or _NOWHERE, clause=True)


def _only_says(verb: Word, noun: Word) -> bool:
    """Whether a verb says no more than that something is heard: 비명이 들린다."""
    if verb.entry is None or verb.entry.sort not in ("carrier", "event"):
        return False
    heard = noun.entry
    return noun.particle in ("이", "") and heard is not None and (
        heard.sort in _HEADS or heard.kind == "music"
    )


def _makes(verb: Word, noun: Word) -> bool:
    """Whether a verb says no more than that somebody makes a sound: 비명을 지른다, 한숨 쉰다."""
    made = noun.entry
    if made is None or made.sort not in _HEADS or noun.particle not in ("을", ""):
        return False
    if made.kind == "music":
        return verb.base in ("연주하", "틀", "켜", "듣", "계속하")
    if made.kind == "sound" and noun.particle:
        return True
    sort = verb.entry.sort if verb.entry else ""
    if made.kind == "voice":
        return sort == "light" or verb.entry is None or verb.entry.kind not in _VOICED
    return sort == "light"


def _link(words: list[Word], at: int) -> Head:
    """The head of a clause that goes with what is said: how it is said, or what is done then."""
    head = _clause(words, at)
    last = words[at]
    known = head.entry is not _NOWHERE or last.entry or last.feeling or head.kind != "action"
    if not known and not last.text.endswith(("며", "면서", "듯이")):
        return Head("other", at)  # more likely words on the screen
    if head.kind in _VOICED:
        return Head("manner", head.at, head.emotion, head.entry, head.clause)
    return head


def _emotion(words: list[Word], head: Head, kind: str, after: int) -> str:
    """What the voice feels: the last feeling named after the subject, else what the head implies."""
    if kind not in ("voice", "manner"):
        return ""
    pairs = korean().pairs
    said, faint = "", False
    for i in range(after + 1, len(words)):
        word = words[i]
        if i == head.at and word.form in ("noun", "final", "link"):
            continue
        pair = pairs.get(f"{word.base} {words[i + 1].base}") if i + 1 < len(words) else None
        feels = (pair and pair.emotion) or ""
        if not feels and word.feeling and word.particle != "을":
            feels = word.feeling.emotion
        if not feels and word.entry and word.form != "noun":
            feels = word.entry.emotion
        if feels == "neutral":
            faint = faint or word.form == "modifier"
        elif feels:
            said = feels
    if said:
        return said
    return "neutral" if faint and head.emotion == "pain" else head.emotion or "neutral"


def _mood(words: list[Word], kind: str) -> str:
    """The mood of music or an effect: the last that is named; an effect that mimics is comic."""
    if kind not in ("music", "effect"):
        return ""
    pairs = korean().pairs
    found, mimics = "", False
    for i, word in enumerate(words):
        pair = pairs.get(f"{word.base} {words[i + 1].base}") if i + 1 < len(words) else None
        feeling = word.feeling or (feeling_of(word.base) if word.form != "noun" else None)
        mood = (pair and pair.mood) or (feeling.mood if feeling else "")
        if mood and (mood != "other" or not found):
            found = mood
        entry = word.entry
        if entry and kind == "effect":
            mimics = mimics or entry.sort in ("animal", "cry") or entry.kind == "voice"
    return found or ("comic" if mimics else "other")


def _setting(words: list[Word], head: Entry) -> tuple[str, str, str]:
    """Place, time and weather that the head or else the words give away: the first of each."""
    pairs = korean().pairs
    place, time, weather = head.place, head.time, head.weather
    for i, word in enumerate(words):
        pair = pairs.get(f"{word.base} {words[i + 1].base}") if i + 1 < len(words) else None
        for entry in (pair, word.entry):
            if entry:
                place, time = place or entry.place, time or entry.time
                weather = weather or entry.weather
    return place, time, weather

