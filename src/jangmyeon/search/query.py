"""A query in words becomes concepts: groups of lemmas, any of which will do."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from jangmyeon.captions.encoding import visible
from jangmyeon.search.amounts import korean_amounts
from jangmyeon.search.asking import find_asking
from jangmyeon.search.episodes import EpisodeHint, PartHint, find_episode_hints, find_part
from jangmyeon.search.facets import Facet, find_facets, find_heard, shown_by
from jangmyeon.search.signs import Weights, greatest, signs, signs_of_pair
from jangmyeon.search.titles import Place, TitleMention, Titles, without
from jangmyeon.search.wholes import find_whole
from jangmyeon.search.worths import worth
from jangmyeon.words import (
    analyse,
    english_words,
    is_korean,
    is_stop_lemma,
    paraphrase,
    translate,
)

_QUOTED = re.compile(r'["“”„«»「『]([^"“”„«»」』]+)["“”„«»」』]')
_HANGUL_WORD = re.compile(r"[가-힣ㄱ-ㅎㅏ-ㅣ]+[0-9]*|[0-9]+[가-힣]+")
_HEARD = 0.5  # what a sound counts for beside a word
_MOST_WORDS, _MOST_LETTERS = 200, 4_000  # of a pasted text; the rest adds nothing but time
_PAIR_REACH = 2  # words back at which the first of a pair may stand
_LONGEST_WORD = 60  # letters; what is longer is an address or rubbish, unless it is Korean


@dataclass(frozen=True, slots=True)
class Concept:
    """Something a query asks for: lemmas with weights (0 to 1), any of which shows it.

    ``signs`` are others, with weights, that scenes which are described so have more than most.
    """

    source: str
    lemmas: Weights
    weight: float = 1.0
    part: str = "words"
    signs: Weights = ()

    @property
    def wanted(self) -> tuple[str, ...]:
        """Every lemma that speaks for it."""
        return tuple(lemma for lemma, _ in (*self.lemmas, *self.signs))


@dataclass(frozen=True, slots=True)
class Leaning:
    """A drama that a query seems to be about: how much (0 to 1), and what tells so.

    ``part`` is ``title``, or ``drama`` when those whom it names are at home there.
    """

    drama: str
    weight: float
    part: str


@dataclass(frozen=True, slots=True)
class Query:
    """A query as it is understood.

    Without concepts it names a drama, an episode or an end of one, and nothing of a scene.
    ``phrases`` stood in quotation marks and must be found whole. ``drama`` is the id of the drama
    that the query surely names, ``episode`` what it tells of the episode and ``part`` which end of
    one it is about; ``leanings`` are dramas that it may be about, ``facets`` what it tells of the
    scene, ``leads`` for each lead that it speaks of the names it may be.
    """

    text: str
    concepts: tuple[Concept, ...]
    phrases: tuple[str, ...] = ()
    drama: str | None = None
    episode: EpisodeHint | None = None
    leanings: tuple[Leaning, ...] = ()
    facets: tuple[Facet, ...] = ()
    part: PartHint | None = None
    leads: tuple[frozenset[str], ...] = ()


@dataclass(frozen=True, slots=True)
class PeopleMeant:
    """The people that a text names, the text without their names, and where they are at home.

    ``leads`` are for each lead that it speaks of the names it may be.
    """

    concepts: tuple[Concept, ...] = ()
    rest: str = ""
    leanings: tuple[Leaning, ...] = ()
    leads: tuple[frozenset[str], ...] = ()


class Names(Protocol):
    """What a library knows of people."""

    def meant(self, text: str, within: Collection[str] = ()) -> PeopleMeant:
        """The people that a text names, among those of some dramas, or of all when empty."""


class Vocabulary(Protocol):
    """What a library knows of words."""

    def forms(self, forms: Iterable[str]) -> Mapping[str, str]:
        """What ``words.analyse`` said of those words that were met in captions."""


def understand(
    text: str,
    vocabulary: Vocabulary,
    names: Names,
    titles: Titles | None = None,
    drama: str | None = None,
) -> Query:
    """Turn a query into concepts: names, Korean words by lemma, English words by the lexicon.

    A title that is sure, and an episode, are no words to look for.

    Args:
        drama: the id of the drama that is searched, where that is settled already.
    """
    words = visible(text[:_MOST_LETTERS]).split()[:_MOST_WORDS]
    text = " ".join(w for w in words if len(w) <= _LONGEST_WORD or is_korean(w))
    mentions = titles.mentions(text) if titles else ()
    sure = {found.drama for found in mentions if found.is_sure}
    about = drama or (next(iter(sure)) if len(sure) == 1 else None)
    hint, part = find_episode_hints(text), find_part(text)
    rest = without(text, (*_asking(text), *_spans(hint, part)))
    whole = find_whole(rest, mentions, hint, part, drama)
    if whole is not None:
        facets = _told_part(text, whole.part)
        return Query(text, (), (), whole.drama, whole.episode, (), facets, whole.part)
    rest = without(rest, [(m.start, m.end) for m in mentions if m.is_sure and m.drama == about])
    within = (about,) if about else ()
    concepts, people = _concepts(rest, vocabulary, names, within)
    if not concepts:
        rest = text
        concepts, people = _concepts(rest, vocabulary, names, within)
    lemmas = [(lemma, c.source) for c in concepts if c.part == "words" for lemma, _ in c.lemmas[:1]]
    heard = find_heard(people.rest, lemmas)
    facets = (*find_facets(people.rest, lemmas), *heard, *_told_part(text, part))
    concepts = (*concepts, *map(_heard, heard))
    # What is about one drama leans to no other; where it is given, there is nothing to lean to.
    named = [m for m in mentions if about is None or m.drama == about]
    leanings = (
        *(people.leanings if about is None else ()),
        *(_leaning(mention) for mention in named),
    )
    phrases = tuple(" ".join(found.split()) for found in _QUOTED.findall(rest))
    phrases = tuple(phrase for phrase in phrases if phrase)
    leanings = leanings if drama is None else ()
    return Query(text, concepts, phrases, about, hint, leanings, facets, part, people.leads)


def _asking(text: str) -> list[Place]:
    """Where a query asks, but not where it quotes somebody who does."""
    quoted = [found.span() for found in _QUOTED.finditer(text)]
    return [a for a in find_asking(text) if not any(s < a[1] and a[0] < e for s, e in quoted)]


def _spans(hint: EpisodeHint | None, part: PartHint | None) -> tuple[Place, ...]:
    """Where a query tells of an episode, or an end of one."""
    return (*(hint.spans if hint else ()), *((part.span,) if part else ()))


def _heard(facet: Facet) -> Concept:
    lemmas = tuple((lemma, 1.0) for lemma in shown_by(facet))
    return Concept(facet.source, lemmas, _HEARD, facet.field)


def _told_part(text: str, part: PartHint | None) -> tuple[Facet, ...]:
    return (Facet("part", part.part, text[slice(*part.span)]),) if part else ()


def _leaning(mention: TitleMention) -> Leaning:
    return Leaning(mention.drama, mention.score, "title")


def _concepts(
    text: str, vocabulary: Vocabulary, names: Names, within: Collection[str]
) -> tuple[tuple[Concept, ...], PeopleMeant]:
    people = names.meant(text, within)
    found = (*people.concepts, *_of_words(people.rest, vocabulary))
    if people.leads and not found:
        found = _of_words(text, vocabulary)
    merged: dict[Weights, Concept] = {}
    for concept in found:
        merged.setdefault(concept.lemmas, concept)
    return tuple(merged.values()), people


def _of_words(text: str, vocabulary: Vocabulary) -> tuple[Concept, ...]:
    text = korean_amounts(text)
    korean = _korean_concepts(text, vocabulary)
    return (*korean, *_english_concepts(_HANGUL_WORD.sub(" ", text)))


_DESCRIBED = {"마시고": "마시다"}
"""Words that mean something else to those who describe scenes than mostly in captions."""


def _korean_concepts(text: str, vocabulary: Vocabulary) -> list[Concept]:
    """Words met in captions need no Kiwi; only the others are analysed, one by one."""
    words = _HANGUL_WORD.findall(text)
    if not words:
        return []
    known = dict(vocabulary.forms(words))
    unknown = list(dict.fromkeys(word for word in words if word not in known))
    known.update(zip(unknown, analyse(unknown), strict=True))
    known.update({word: _DESCRIBED[word] for word in words if word in _DESCRIBED})
    found: dict[str, str] = {}
    for word in words:
        for lemma in known[word].split("+"):
            if lemma not in {"-", ""} and not is_stop_lemma(lemma):
                found.setdefault(lemma, word)
    concepts = (
        Concept(word, paraphrase(lemma), worth(lemma), signs=signs(lemma))
        for lemma, word in found.items()
    )
    return _in_pairs(concepts, [*found])


def _english_concepts(text: str) -> list[Concept]:
    words = english_words(text)
    found = translate(words) if words else []
    concepts = (
        Concept(told.source, told.lemmas, worth(told.meant), signs=signs(told.meant))
        for told in found
    )
    return _in_pairs(concepts, [told.meant for told in found])


def _in_pairs(concepts: Iterable[Concept], words: Sequence[str]) -> list[Concept]:
    """Concepts in their order; the second of a pair that tells more together shows that too.

    A word may stand between the two: *slaps his cheating husband*, 뺨을 세게 때리는.
    """
    found = list(concepts)
    for at, other in enumerate(words):
        for one in words[max(at - _PAIR_REACH, 0) : at]:
            more = signs_of_pair(one.split()[-1], other.split()[0])
            if more:
                found[at] = replace(found[at], signs=greatest(found[at].signs, more))
    return found
