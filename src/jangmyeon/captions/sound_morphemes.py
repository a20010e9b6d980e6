"""A Korean word of a sound note -> its stem or noun, its ending or particle, what it tells.

Endings decide what a word may be; the vocabulary settles what they leave open.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from jangmyeon.captions.sound_endings import (
    Form,
    Reading,
    looks_like,
    split_particle,
    verb_readings,
)
from jangmyeon.captions.sound_words import (
    FIGURES,
    Entry,
    drawn_out,
    final_of,
    korean,
    with_final,
)

_LONGEST_NOUN = 60  # letters; what is longer is no compound, but a mishap
_FROM_IMITATIONS = ("거리", "하", "대", "이")
_FROM_NOUNS = ("스럽", "당하", "시키", "하", "치", "되", "받")
_NEVER_VERBS = frozenset(
    ("thing", "animal", "person", "body", "where", "place", "adverb", "keep", "language")
)
_BARE_FORMS: dict[str, Form] = {
    "adverb": "adverb",
    "mimetic": "adverb",
    "cry": "adverb",
    "gesture": "adverb",
    "keep": "modifier",
}
_SOMEBODY = Entry("person")
_SOME_NOISE = Entry("mimetic", "sound")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a note.

    ``base`` is the noun without its particle, or the stem of the verb. ``particle`` is 의, 이, 은,
    을, 과 (each for both its shapes), 로, or another as written; empty for none. ``entry`` is what
    the vocabulary says of the noun or verb, ``feeling`` what it says of it as a feeling.
    """

    text: str
    base: str
    form: Form = "noun"
    particle: str = ""
    entry: Entry | None = None
    feeling: Entry | None = None

    @property
    def sort(self) -> str:
        """The part that the vocabulary gives it; empty for a word it does not know."""
        return self.entry.sort if self.entry else ""

    @property
    def unknown(self) -> bool:
        """Whether the vocabulary knows nothing of it, as of most names."""
        return self.entry is None and self.feeling is None


@lru_cache(maxsize=1 << 16)
def analyze(text: str) -> Word:
    """What one word is. Total: what nothing matches is an unknown noun.

    >>> word = analyze("흐느낀다")
    >>> word.base, word.form
    ('흐느끼', 'final')
    >>> word = analyze("정혁이")
    >>> word.base, word.particle
    ('정혁', '이')
    """
    if text[-1] == "," and len(text) > 1:
        word = analyze(text[:-1])
        joins = word.form == "noun" and not word.particle
        return replace(word, text=text, particle="과" if joins else word.particle)
    vocabulary = korean()
    entry = imitation(text) or vocabulary.words.get(text)
    if entry:
        form = _BARE_FORMS.get(entry.sort, "noun")
        return Word(text, text, form, "", entry, vocabulary.feelings.get(text))
    readings = verb_readings(text)
    return _known_verb(text, readings) or _noun(text, readings)


def _known_verb(text: str, readings: list[Reading]) -> Word | None:
    """The first reading of a verb whose stem the vocabulary has."""
    for stem, form in readings:
        verb, feeling = verb_entry(stem), feeling_of(stem)
        paired = stem in korean().paired and form in ("final", "modifier")
        if verb or feeling or paired or text[-1] == "며":
            return Word(text, stem, form, "", verb, feeling)
    return None


def _noun(text: str, readings: list[Reading]) -> Word:
    """A noun, unless only a verb that the vocabulary has not can have this shape."""
    feelings = korean().feelings
    base, particle = split_particle(text)
    known = noun_entry(base) if particle else None
    if known is None:
        shape = next((reading for reading in readings if looks_like(reading[1], text)), None)
        if shape:
            return Word(text, shape[0], shape[1])
        if text.endswith(("에", "도", "로")) and len(text) == 2 and base not in feelings:
            base, particle = text, ""  # 히로 and 모도 are names
        known = noun_entry(base)
    return Word(text, base, "noun", particle, known, feelings.get(base))


def imitation(text: str) -> Entry | None:
    """What a word that imitates a sound tells, also drawn out (휘이이잉) or doubled (팟팟).

    >>> imitation("쿠우웅") == imitation("쿵")
    True
    """
    known = korean().imitations
    found = known.get(text)
    if found or len(text) < 2:
        return found
    short = text[0]
    for syllable in text[1:]:
        if drawn_out(short[-1], syllable):
            short = short[:-1] + with_final(short[-1], final_of(syllable))
        else:
            short += syllable
    half = len(short) // 2
    doubled = len(short) > 1 and short[:half] == short[half:]
    return known.get(short) or (known.get(short[:half]) if doubled else None)


def verb_entry(stem: str) -> Entry | None:
    """What the vocabulary says of a verb, also of one made from a noun or an imitated sound."""
    vocabulary = korean()
    entry = vocabulary.stems.get(stem)
    if entry or len(stem) < 2:
        return entry
    for maker in _FROM_IMITATIONS:
        root = stem.removesuffix(maker)
        made = imitation(root) if root != stem and (len(root) > 1 or maker != "이") else None
        if made:
            return made
    for maker in _FROM_NOUNS:
        root = stem.removesuffix(maker)
        made = vocabulary.words.get(root) if root != stem else None
        if made and made.sort not in _NEVER_VERBS:
            return made
    return _SOME_NOISE if stem.endswith("거리") and len(stem) > 3 else None


def feeling_of(stem: str) -> Entry | None:
    """What the vocabulary says of a feeling, also as 난처해하 (난처하) or 힘겨워하 (힘겹)."""
    feelings = korean().feelings
    found = feelings.get(stem)
    if found or len(stem) < 3:
        return found
    root = stem[:-2]
    match stem[-2:]:
        case "해하":
            return feelings.get(root + "하")
        case "워하":
            return feelings.get(root + "우")
        case "어하" | "아하" | "어지" | "아지" | "해지":
            return feelings.get(root) or feelings.get(root + "하")
    return feelings.get(stem[:-1] + "하") if stem[-1] == "되" else None


@lru_cache(maxsize=1 << 14)
def noun_entry(base: str) -> Entry | None:
    """What the vocabulary says of a noun, also in the plural, numbered, or as a compound's end.

    >>> noun_entry("남자들").sort, noun_entry("요원3").sort, noun_entry("철제 자동문").sort
    ('person', 'person', 'thing')
    """
    words = korean().words
    found = words.get(base)
    if found or not 2 <= len(base) <= _LONGEST_NOUN:
        return found
    single = base.rstrip(FIGURES).removesuffix("들")
    if single != base:
        numbered = _SOMEBODY if single and base[-1] in FIGURES else None
        return (noun_entry(single) if single else None) or numbered
    if base.endswith("소리"):
        made = noun_entry(base[:-2]) if len(base) > 2 else None
        return made if made and made.sort in ("noun", "song") else _noise(made)
    for start in range(1, len(base) - 1):
        found = words.get(base[start:])
        if found and found.sort not in _BARE_FORMS:
            return found
    return _noise(noun_entry(base[:-1])) if base[-1] == "음" and len(base) > 2 else None


def _noise(of: Entry | None) -> Entry:
    """The sound of a thing: a sound, and what the thing gives away."""
    return replace(of or Entry(), sort="noun", kind="sound", emotion="", mood="")
