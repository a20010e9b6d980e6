"""Who is heard in a Korean sound note."""

from __future__ import annotations

from dataclasses import dataclass

from jangmyeon.captions.sound_endings import SURNAMES
from jangmyeon.captions.sound_heads import Head
from jangmyeon.captions.sound_morphemes import Word
from jangmyeon.captions.sound_words import korean

_NOBODY = frozenset(
    ("thing", "animal", "where", "place", "body", "noun", "song", "steps", "language")
)
_TOLD = frozenset(("voice", "speech", "action", "manner"))
_MIMICRY = frozenset(("흉내", "성대모사"))
_MOVED = frozenset(("event", "carrier"))
_HEARD = frozenset(("noun", "song", "steps"))
_NAME_SYLLABLES = frozenset(
    "가강건겸경계고곤관광구국권규균근금기길나남노단달담대덕도동라란람래련령로루류리린림마만말명모무문미"
    "민방배백범별병보복봉비빈빛산삼상새샘서석선설섭성세소솔송수숙순슬승시신아안애양언엄연열영예오옥온완"
    "용우욱운웅원월유윤율은의이익인일임자장재정제조종주준중지진찬창채천철청초춘충치태택표하학한해향헌혁현형"
    "혜호홍화환회효후훈휘희늘"
)
_JOINS = frozenset(("", "과", "의", "하고", "이랑"))


@dataclass(frozen=True, slots=True)
class Span:
    """Which words name the subject, and whether it is an animal or a thing instead of somebody."""

    start: int = 0
    end: int = -1
    animal: bool = False
    thing: bool = False


def find_subject(words: list[Word], head: Head) -> tuple[str, Span]:
    """The name of who is heard as the note has it, and where it stands; empty for nobody."""
    if head.kind in ("language", "effect", "other"):
        return "", Span()
    marked = _genitive(words, head.at)
    if head.clause or (marked < 0 and head.kind != "music"):
        marked = _nominative(words, head)
    if marked < 0:
        return _unmarked(words, head)
    owner = _genitive(words, marked)
    if head.clause and owner >= 0 and words[marked].sort == "body":
        marked = owner
    if words[marked].sort == "animal":
        return "", Span(animal=True)
    if not _is_somebody(words, marked, head):
        return "", Span(thing=True)
    return _phrase(words, marked)


def _genitive(words: list[Word], at: int) -> int:
    """Where the last owner before a word stands; -1 for nowhere. 안도의 한숨 has no owner."""
    owners = (i for i in range(at - 1, -1, -1) if words[i].particle == "의")
    return next((i for i in owners if words[i].feeling is None), -1)


def _nominative(words: list[Word], head: Head) -> int:
    """Where the subject of a clause stands; -1 for nowhere. 기가 찬 has none: it is one idiom."""
    at = head.at
    for i in range(at):
        if words[i].particle != "이" or _in_idiom(words, i, at):
            continue
        after = words[i + 1]  # 동이 처가: the first ends in no particle
        return i + 1 if i + 1 < at and after.particle == "이" and after.sort == "person" else i
    return 0 if at and head.clause and _is_topic(words[0], words[1]) else -1


def _in_idiom(words: list[Word], i: int, at: int) -> bool:
    """Whether a marked noun is one idiom with what follows: 기가 찬, 숨이 컥 막힌다."""
    ends_so = f"{words[i].base} {words[at].base}" in korean().pairs
    return (ends_so or _opens_pair(words, i)) and words[i].sort != "thing"


def _is_topic(word: Word, after: Word) -> bool:
    """Whether a first word in -은 or -는 is a topic (세리는 웃는다), and modifies nothing."""
    marked = word.text[-1] in "은는"
    return marked and word.unknown and after.form != "noun" and len(word.base) > 1


def _opens_pair(words: list[Word], at: int) -> bool:
    """Whether a word and the next are one idiom: 기운 없는."""
    return at + 1 < len(words) and f"{words[at].base} {words[at + 1].base}" in korean().pairs


def _is_somebody(words: list[Word], marked: int, head: Head) -> bool:
    """Whether a marked noun is a person: all are that the vocabulary does not know as things.

    A voice has somebody behind it, so that there a thing's name is taken for a nickname. Otherwise
    names that are words (창, 유리) are things where they do nothing to another, and so is a word
    that is not known but moves or sounds by itself, unless it looks like a name.
    """
    word = words[marked]
    transitive = head.clause and any(w.particle == "을" for w in words[marked + 1 : head.at])
    namelike = _looks_like_name(word.base)
    if word.entry is None:
        if not head.clause or transitive or namelike or head.kind != "sound":
            return True
        tail = korean().words.get(word.base[-1])
        noisy = head.entry.sort == "mimetic" and tail is not None and tail.sort == "thing"
        return head.entry.sort not in _MOVED and not noisy
    if head.kind in ("voice", "manner") and word.sort not in ("where", "place"):
        moved = head.clause and not head.entry.kind and word.sort == "thing"  # 전등이 픽 나간다
        return not moved
    if word.sort == "body":
        return transitive or head.kind == "speech" or head.entry.sort == "steps"
    return word.sort not in _NOBODY or (transitive and namelike)


def _looks_like_name(base: str) -> bool:
    """Whether a word has the syllables that given names are made of, of three after a surname."""
    if len(base) > 3 or (len(base) == 3 and base[0] not in SURNAMES):
        return False
    return all(syllable in _NAME_SYLLABLES for syllable in base[-2:])


def _phrase(words: list[Word], marked: int) -> tuple[str, Span]:
    """The whole name that ends at a marked noun: 윤재 친구2, 어린 하니, 지우와 서영."""
    start = marked
    if start and words[start - 1].particle == "이":  # 동이 처가
        start -= 1
    while start and _belongs(words[start - 1]):
        start -= 1
    names = [word.text for word in words[start:marked]]
    return " ".join([*names, words[marked].base]), Span(start, marked)


def _belongs(word: Word) -> bool:
    """Whether a word before a name is part of it; one of one syllable is a surname (오 실장)."""
    if word.sort in ("where", "adverb"):
        return False
    if len(word.text) == 1 or word.sort == "keep":
        return True
    return word.form == "noun" and word.particle in _JOINS


def _unmarked(words: list[Word], head: Head) -> tuple[str, Span]:
    """A subject without a particle: 서진 화내는 소리, 한숨 쉬는 민지."""
    at = head.at
    modified = at > 0 and words[at - 1].form == "modifier"
    if modified and not head.clause and _may_be_name(words, at, head):
        return _phrase(words, at)
    # What follows 로 or is mimicked is whom the manner is like: 아이 목소리로.
    if words[at].particle == "로" or any(word.base in _MIMICRY for word in words):
        return "", Span()
    first = next((i for i in range(at) if words[i].form != "modifier"), at)
    end = first
    while end < at and _may_be_name(words, end, head):
        end += 1
    bare = first == 0 or words[first - 1].sort == "keep"
    if end == first or not (bare or words[first].sort == "person"):
        return "", Span(animal=any(word.sort == "animal" for word in words[:at]))
    return _phrase(words, end - 1) if words[0].particle != "은" else (words[0].text, Span(0, 0))


def _may_be_name(words: list[Word], i: int, head: Head) -> bool:
    """Whether an unmarked word may name somebody: a person, or an unknown word before a voice."""
    word = words[i]
    named_so = i == 0 and word.particle == "은" and word.unknown and len(word.base) == 1  # 정은
    if word.form != "noun" or (word.particle and not named_so):
        return False
    told = head.kind in ("voice", "action") or (head.clause and head.kind in _TOLD)
    if not word.unknown or not told:
        return word.sort == "person"
    after = words[i + 1] if i + 1 < len(words) else None
    if after is None or after.sort in _HEARD or after.feeling:
        return True
    return not (after.particle or _opens_pair(words, i))
