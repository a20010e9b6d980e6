"""The vocabulary of sound notes, read from the tables beside this module."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

_NOTHING = "-"
_VERBS = frozenset(("verb", "event", "carrier", "light"))
_IMITATIONS = frozenset(("mimetic", "cry", "gesture"))

SYLLABLES, FINALS = 0xAC00, 28
"""Unicode's Hangul syllables begin here and come in rows of 28, one for each final consonant."""
_SILENT_INITIAL = 11
_TAIL_OF = {1: 20, 5: 20, 9: 0, 10: 20, 11: 20, 14: 4, 15: 20, 16: 20, 19: 20}
"""How the vowels that glide end, by number: 휘 and 희 end in 이, 와 ends in 아."""
FIGURES = "0123456789"
N_FINAL, L_FINAL, M_FINAL, P_FINAL = 4, 8, 16, 17


@dataclass(frozen=True, slots=True)
class Entry:
    """What one word of the vocabulary tells; empty where it says nothing.

    ``sort`` is its part in the grammar of a note; the head of each table names the sorts.
    """

    sort: str = ""
    kind: str = ""
    emotion: str = ""
    mood: str = ""
    place: str = ""
    time: str = ""
    weather: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """What a note tells, in the terms of model.Sound."""

    kind: str
    mood: str = ""
    subject: str = ""
    emotion: str = ""
    place: str = ""
    time: str = ""
    weather: str = ""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words by the part they play. One word may play several: 북 is a drum and a ripping sound.

    ``pairs`` are of two words with a space between; ``paired`` holds the second words of them.
    """

    words: dict[str, Entry] = field(default_factory=dict)
    imitations: dict[str, Entry] = field(default_factory=dict)
    stems: dict[str, Entry] = field(default_factory=dict)
    feelings: dict[str, Entry] = field(default_factory=dict)
    pairs: dict[str, Entry] = field(default_factory=dict)
    paired: set[str] = field(default_factory=set)


def final_of(syllable: str) -> int:
    """The number of a Hangul syllable's final consonant: 0 for none, -1 if it is no such syllable.

    >>> final_of("강"), final_of("가"), final_of("k")
    (21, 0, -1)
    """
    code = ord(syllable) - SYLLABLES
    return code % FINALS if 0 <= code < 11172 else -1


def without_final(text: str) -> str:
    """The text less the final consonant of its last syllable.

    >>> without_final("웃긴")
    '웃기'
    """
    return text[:-1] + chr(ord(text[-1]) - final_of(text[-1]))


def with_final(syllable: str, final: int) -> str:
    """An open syllable closed with a final consonant: 휘, 21 -> 휭."""
    return chr(ord(syllable) + final)


def drawn_out(before: str, syllable: str) -> bool:
    """Whether a syllable only draws out the vowel before it.

    >>> drawn_out("휘", "잉"), drawn_out("쿠", "웅"), drawn_out("쿵", "웅"), drawn_out("아", "기")
    (True, True, False, False)
    """
    if final_of(before) != 0 or final_of(syllable) < 0:
        return False
    row, vowel = divmod((ord(syllable) - SYLLABLES) // FINALS, 21)
    drawn = (ord(before) - SYLLABLES) // FINALS % 21
    return row == _SILENT_INITIAL and (vowel == drawn or vowel == _TAIL_OF.get(drawn))


@cache
def korean() -> Vocabulary:
    """The Korean words."""
    vocabulary = Vocabulary()
    for words, entry in _rows("sounds_korean_nouns.tsv"):
        _add(vocabulary, words, entry)
    for words, entry in _rows("sounds_korean_heads.tsv"):
        _add(vocabulary, words, entry)
    for words, entry in _rows("sounds_korean_moods.tsv"):
        for word in words:
            pairs, single = vocabulary.pairs, vocabulary.feelings
            (pairs if " " in word else single).setdefault(word, entry)
            for variant in _irregular(word):
                (pairs if " " in word else single).setdefault(variant, entry)
    vocabulary.paired.update(pair.rpartition(" ")[2] for pair in vocabulary.pairs)
    return vocabulary


@cache
def english() -> dict[str, Entry]:
    """The English words and phrases of two words, in their plain form."""
    found: dict[str, Entry] = {}
    for words, entry in _rows("sounds_english.tsv"):
        for word in words:
            found.setdefault(word, entry)
    return found


def _add(vocabulary: Vocabulary, words: list[str], entry: Entry) -> None:
    """Put words where they are looked up; what comes later wins, but a feeling never does."""
    for word in words:
        if " " in word:
            vocabulary.pairs[word] = entry
        elif entry.sort in _VERBS:
            vocabulary.stems[word] = entry
        elif entry.sort in _IMITATIONS:
            vocabulary.imitations[word] = entry
        else:
            vocabulary.words[word] = entry
        if entry.sort in _VERBS:
            for variant in _irregular(word):
                (vocabulary.pairs if " " in word else vocabulary.stems).setdefault(variant, entry)


def _irregular(stem: str) -> Iterator[str]:
    """The other shapes in which a stem meets an ending: 울 -> 우(ㄴ다), 힘겹 -> 힘겨우(ㄴ)."""
    final = final_of(stem[-1])
    if final == L_FINAL or stem[-1] in "짓긋":
        yield without_final(stem)
    elif final == P_FINAL:
        yield without_final(stem) + "우"
        if stem.endswith("스럽"):
            yield without_final(stem)


def _rows(name: str) -> Iterator[tuple[list[str], Entry]]:
    """A table's rows: the words, and what the columns before them say."""
    text = resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    columns = next(lines).split("\t")[:-1]
    for line in lines:
        *fields, words = line.split("\t")
        told = {c: f for c, f in zip(columns, fields, strict=True) if f != _NOTHING}
        yield words.split(", "), Entry(**told)
