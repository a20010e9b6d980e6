"""What words of a query tell of the scene beside being said in it: *kiss in the rain*.

They speak for a kind of moment, a place, a time of day or the weather, and only lean the ranking:
the words themselves are looked for as well. Sounds and the moods of music that a query tells of
(*she sobs*, *sad music*) are looked for by the words with which sound notes write them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from jangmyeon.model import Scene
from jangmyeon.words import base_form, english_words, is_stop_word, stem, without_slip

_LONGEST_PHRASE = 3
_SILENT = "-"  # what stands for a facet before phrases that tell none
NOTHING_TOLD = frozenset(("unknown", "other", "none"))


@dataclass(frozen=True, slots=True)
class Facet:
    """Something that a query tells of the scene.

    ``field`` is kind, place, time, weather, mood (of music), sound, or part (of an episode).

    ``source`` is the word of the query that tells it.
    """

    field: str
    value: str
    source: str


def find_facets(text: str, lemmas: Iterable[tuple[str, str]]) -> tuple[Facet, ...]:
    """The facets that a query tells, each once, in order.

    Args:
        text: the query; its English words are looked at.
        lemmas: its Korean lemmas, each with the word of the query that it is of.

    >>> [(facet.field, facet.value) for facet in find_facets("kissing in the rain", [])]
    [('kind', 'kiss'), ('weather', 'rain')]
    """
    return _found(_vocabulary("facets.tsv"), text, lemmas)


def find_heard(text: str, lemmas: Iterable[tuple[str, str]]) -> tuple[Facet, ...]:
    """The sounds, and the moods of music, that a query tells of; arguments as of ``find_facets``.

    >>> [(facet.field, facet.value) for facet in find_heard("sad music as she sobs", [])]
    [('mood', 'sad'), ('sound', 'sob')]
    """
    return _found(_vocabulary("heard.tsv"), text, lemmas)


def shown_by(facet: Facet) -> tuple[str, ...]:
    """The Korean lemmas by which sound notes show a sound or a mood."""
    return _vocabulary("heard.tsv").heard.get((facet.field, facet.value), ())


def _found(
    vocabulary: _Vocabulary, text: str, lemmas: Iterable[tuple[str, str]]
) -> tuple[Facet, ...]:
    found: dict[tuple[str, str], Facet] = {}
    told = (*_in_english(vocabulary, english_words(text)), *_in_korean(vocabulary, lemmas))
    for field, value, source in told:
        found.setdefault((field, value), Facet(field, value, source))
    return tuple(found.values())


def shown(facet: Facet, scene: Scene) -> float:
    """How far a scene shows a facet: from -1 (something else) over 0 (nothing told) to 1."""
    return shown_best(facet.field, (facet.value,), scene)


def shown_best(field: str, values: Collection[str], scene: Scene) -> float:
    """How far a scene shows that of some facets of a field which it shows best, as ``shown``."""
    if field == "kind":
        return max([moment.score for moment in scene.moments if moment.kind in values], default=0.0)
    value = str(getattr(scene, field))
    if value in values:
        return 1.0
    return 0.0 if value in NOTHING_TOLD else -1.0


def _in_english(vocabulary: _Vocabulary, words: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    content = [at for at, word in enumerate(words) if not is_stop_word(word)]
    phrases = [
        *_phrases(content, [_root(words[at]) for at in content], vocabulary.firsts),
        *_phrases(range(len(words)), [*map(_key, words)], vocabulary.firsts),
    ]
    silent = {at for places, phrase in phrases if phrase in vocabulary.silent for at in places}
    for places, phrase in phrases:
        if len(places) == 1 and places[0] in silent:
            continue
        for field, value in vocabulary.english.get(phrase, ()):
            yield field, value, " ".join(words[at] for at in places)


def _phrases(
    places: Sequence[int], keys: Sequence[str], firsts: Collection[str]
) -> Iterator[tuple[Sequence[int], str]]:
    """Each word that some phrase starts with, and a few more in a row, with their places."""
    for at in (at for at, key in enumerate(keys) if key in firsts):
        for end in range(at + 1, min(at + _LONGEST_PHRASE, len(keys)) + 1):
            yield places[at:end], " ".join(keys[at:end])


@lru_cache(maxsize=16_384)
def _root(word: str) -> str:
    """The stem of a word without slips of the pen."""
    return stem(base_form(without_slip(word)))


@lru_cache(maxsize=16_384)
def _key(word: str) -> str:
    """How a word of the table is known again: in any inflection, unless it is a noun in -ing.

    A *meeting* is in an office, and *drinking* in a bar, but people meet, and drink, anywhere.
    """
    return word if word.endswith(("ing", "ings")) else stem(base_form(word))


def _in_korean(
    vocabulary: _Vocabulary, lemmas: Iterable[tuple[str, str]]
) -> Iterator[tuple[str, str, str]]:
    before = ""
    for lemma, source in lemmas:
        for told in (lemma, f"{before} {lemma}"):
            for field, value in vocabulary.korean.get(told, ()):
                yield field, value, source
        before = lemma


_Told = dict[str, list[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """By stems of English phrases, and by Korean lemmas or two in a row: what they tell; and what
    shows it.

    ``silent`` are phrases whose words tell nothing by themselves: who *storms out* is in no storm.
    ``firsts`` are the words that any of the English phrases start with.
    """

    english: _Told
    silent: set[str]
    firsts: set[str]
    korean: _Told
    heard: dict[tuple[str, str], tuple[str, ...]]


@cache
def _vocabulary(name: str) -> _Vocabulary:
    found = _Vocabulary({}, set(), set(), {}, {})
    text = resources.files(__package__).joinpath(name).read_text("utf-8")
    for row in text.splitlines():
        if not row or row.startswith("#"):
            continue
        facet, phrases, lemmas, *heard = row.split("\t")
        field, _, value = facet.partition(":")
        keys = [" ".join(map(_key, english_words(phrase))) for phrase in phrases.split(", ")]
        if field == _SILENT:
            found.silent.update(keys)
            continue
        for key in keys:
            for one in (key, key + "s") if key.endswith("ing") else (key,):
                found.english.setdefault(one, []).append((field, value))
        for lemma in lemmas.split(", "):
            found.korean.setdefault(lemma, []).append((field, value))
        if heard:
            found.heard[field, value] = tuple(heard[0].split(", "))
    found.firsts.update(phrase.split(" ")[0] for phrase in (*found.english, *found.silent))
    return found
