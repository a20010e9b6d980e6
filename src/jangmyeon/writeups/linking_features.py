"""What speaks for each point of a drama that a sentence tells of it."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources

import numpy as np

from jangmyeon.search.facets import Facet, find_facets
from jangmyeon.search.meaning import meant
from jangmyeon.search.query import Concept, PeopleMeant, understand
from jangmyeon.search.worths import read_worths, word_key
from jangmyeon.store import Reader
from jangmyeon.words import english_words, is_korean
from jangmyeon.writeups.kinds import LOVE, kinds_in
from jangmyeon.writeups.linking_table import (
    ALIKE_WIDTHS,
    SIGN_WIDTHS,
    WIDTHS,
    DramaTable,
    Floats,
    highest,
)
from jangmyeon.writeups.linking_words import plain
from jangmyeon.writeups.opinions import is_craft
from jangmyeon.writeups.passages import Telling

FEATURES = (
    *(f"words{width * 10}" for width in WIDTHS),
    *(f"signs{width * 10}" for width in SIGN_WIDTHS),
    *(f"alike{width * 10}" for width in ALIKE_WIDTHS),
    *("meaning60", "meaning140", "much_meaning60", "said60", "present", "near", "others"),
    *("kind", "place", "time", "weather", "love", "intensity"),
    *("quote20", "quote40"),
)
"""What speaks for a point. Learned weights turn it into how much likelier the point becomes."""

_COLUMN = {name: n for n, name in enumerate(FEATURES)}
_SETTING = ("place", "time", "weather")
_USUAL = 15.0  # the rarity of an ordinary sentence's words together
_QUOTE_WIDTHS = {"quote20": 2, "quote40": 4}  # cells
_QUOTE_REACH = 4  # cells to either side of a point within which a quote may stand
_LEAST_QUOTE = 2.0  # rarity of a quote's words from which on it tells anything
_MOST_OTHERS = 4.0
_TELLING = 0.5  # worth of a word from which on its meaning counts


class _Nobody:
    """No names: those of a sentence have been taken out of it."""

    def meant(self, text: str, within: Collection[str] = ()) -> PeopleMeant:
        return PeopleMeant((), text)


@dataclass(frozen=True, slots=True)
class Asked:
    """A sentence as it is looked for: its words, whom it names, what it tells of the scene."""

    concepts: tuple[Concept, ...]
    people: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    setting: tuple[Facet, ...] = ()
    quotes: tuple[tuple[Concept, ...], ...] = field(default=())


def asked(telling: Telling, reader: Reader, people: Sequence[str]) -> Asked:
    """What to look for: the sentence without names, titles and words about dramas as such."""
    text = plain(telling.text, telling.names)
    concepts = _concepts(text, reader)
    facets = find_facets(text, ((c.lemmas[0][0], c.source) for c in concepts))
    setting = tuple(facet for facet in facets if facet.field in _SETTING)
    kinds = tuple(dict.fromkeys((*kinds_in(text), *telling.around)))
    quotes = tuple(_concepts(quote.text, reader) for quote in telling.quotes)
    return Asked(concepts, tuple(people), kinds, setting, quotes)


def _concepts(text: str, reader: Reader) -> tuple[Concept, ...]:
    if not is_korean(text):
        text = " ".join(word for word in english_words(text) if not is_craft(word))
    quoteless = text.replace('"', " ")
    found = understand(quoteless, reader, _Nobody()).concepts
    return tuple(replace(c, weight=worth(c.source)) for c in found if c.part == "words")


def worth(source: str) -> float:
    """How much more (or less) than its rarity lets expect a word tells of what is shown.

    A *coffee* that is told of is there to be seen; whatever happens *over* something is not.
    """
    return _worths().get(word_key(source), 1.0)


@cache
def _worths() -> dict[str, float]:
    text = resources.files(__package__).joinpath("worths.tsv").read_text("utf-8")
    return read_worths(text)


def features(table: DramaTable, asked: Asked) -> Floats:
    """What speaks for each point; shape (points, ``FEATURES``)."""
    return all_features(table, [asked])[0]


def all_features(table: DramaTable, wanted: Sequence[Asked]) -> list[Floats]:
    """What speaks for each point, sentence by sentence; each as ``features`` tells it."""
    concepts = [concept for each in wanted for concept in each.concepts]
    table.known([name for concept in concepts for name in concept.wanted])
    table.alike(concepts)  # all at once, which is quicker than sentence by sentence
    near, wide = _meanings(table, wanted)
    told = []
    for n, each in enumerate(wanted):
        found = np.zeros((len(FEATURES), len(table.points)), np.float32).T  # filled by feature
        _add_words(found, table, each.concepts)
        found[:, _COLUMN["meaning60"]] = near[n]
        found[:, _COLUMN["meaning140"]] = wide[n]
        found[:, _COLUMN["much_meaning60"]] = near[n] * math.sqrt(len(_telling(each.concepts)) / 8)
        _add_people(found, table, each.people)
        _add_scenes(found, table, each)
        _add_quotes(found, table, each.quotes)
        told.append(found)
    return told


def weight_of(table: DramaTable, asked: Asked) -> float:
    """How much a sentence tells: the rarity of those of its words that the drama has."""
    said = ((each.weight, table.said(each)) for each in asked.concepts)
    return sum(weight * each.idf for weight, each in said if each.around.size)


def _add_words(found: Floats, table: DramaTable, concepts: Sequence[Concept]) -> None:
    """How much of the sentence is said around each point: BM25 at several widths."""
    whole = 0.0
    total = np.zeros((len(WIDTHS), len(table.points)), np.float32)
    part = np.empty_like(total)
    for concept in concepts:
        said = table.said(concept)
        idf = concept.weight * said.idf
        whole += idf
        if said.around.size:
            np.multiply(said.around, np.float32(idf), out=part)
            total += part
    if not whole:
        return
    much = 20 * math.sqrt(max(whole / _USUAL, 0.3))
    total /= much
    found[:, : len(WIDTHS)] = total.T
    _add_signs(found, table, concepts, much)
    _add_alike(found, table, concepts, much)


def _add_signs(found: Floats, table: DramaTable, concepts: Sequence[Concept], much: float) -> None:
    """How much of what scenes have that are described so is around each point."""
    total = np.zeros((len(SIGN_WIDTHS), len(table.points)), np.float32)
    for concept in concepts:
        shown = table.signs(concept) if concept.signs else None
        if shown is not None:
            total += shown * np.float32(concept.weight * table.said(concept).idf)
    found[:, len(WIDTHS) : len(WIDTHS) + len(SIGN_WIDTHS)] = total.T / np.float32(much)


def _add_alike(found: Floats, table: DramaTable, concepts: Sequence[Concept], much: float) -> None:
    """How like the words of the sentence those around each point are, by the likest of each."""
    total = np.zeros((len(ALIKE_WIDTHS), len(table.points)), np.float32)
    for concept, alike in zip(concepts, table.alike(concepts), strict=True):
        if alike is not None:
            total += alike * np.float32(concept.weight * table.said(concept).idf)
    first = _COLUMN[f"alike{ALIKE_WIDTHS[0] * 10}"]
    found[:, first : first + len(ALIKE_WIDTHS)] = total.T / np.float32(much)


def _telling(concepts: Sequence[Concept]) -> Sequence[Concept]:
    """Those whose meaning counts."""
    return [each for each in concepts if each.weight >= _TELLING] or concepts


def _meanings(table: DramaTable, wanted: Sequence[Asked]) -> list[Floats]:
    """How near to each sentence's meaning each point is, for each reach; (sentences, points)."""
    vectors = [meant(_telling(each.concepts)) for each in wanted]
    known = [vector for vector in vectors if vector is not None]
    rows = [n for n, vector in enumerate(vectors) if vector is not None]
    found = [np.zeros((len(wanted), len(table.points)), np.float32) for _ in table.meaning]
    if known:
        for near, around in zip(found, table.meaning, strict=True):
            near[rows] = np.stack(known) @ around.T
    return found


def _add_people(found: Floats, table: DramaTable, people: tuple[str, ...]) -> None:
    """Who of those named is heard of around each point, and who is in the scenes at hand."""
    told = table.of_people.get(people)
    if told is None:
        told = table.of_people[people] = _people_at(table, people)
    for name, values in told.items():
        found[:, _COLUMN[name]] = values


def _people_at(table: DramaTable, people: tuple[str, ...]) -> dict[str, Floats]:
    told: dict[str, Floats] = {}
    said = [table.said(Concept(name, ((name.split()[-1], 1.0),))).around for name in people]
    heard = [around for around in said if around.size]
    if heard:
        told["said60"] = sum(around[1] for around in heard) / np.float32(len(people))
    columns = [table.names[name] for name in people if name in table.names]
    if columns:
        here = table.present[:, columns]
        told["present"] = here.mean(axis=1)
        told["near"] = table.people_near[:, columns].mean(axis=1)
        others = table.crowd - here.sum(axis=1)
        told["others"] = np.minimum(others, _MOST_OTHERS) / _MOST_OTHERS
    return told


def _add_scenes(found: Floats, table: DramaTable, asked: Asked) -> None:
    """What kind of scene is at hand, and where and when it plays."""
    columns = [table.kinds[kind] for kind in asked.kinds if kind in table.kinds]
    if columns:
        found[:, _COLUMN["kind"]] = table.moments_near[:, columns].max(axis=1)
    for name in _SETTING:
        told = [table.shows(facet) for facet in asked.setting if facet.field == name]
        if told:
            found[:, _COLUMN[name]] = np.max(told, axis=0)
    found[:, _COLUMN["intensity"]] = table.levels_near[:, 1]
    if LOVE.intersection(asked.kinds):
        found[:, _COLUMN["love"]] = table.levels_near[:, 0]


def _add_quotes(found: Floats, table: DramaTable, quotes: Sequence[Sequence[Concept]]) -> None:
    """How much of what was said is said within seconds near each point."""
    for concepts in quotes:
        said = [(each.idf, each.until) for each in map(table.said, concepts)]
        whole = sum(idf for idf, _ in said)
        if whole < _LEAST_QUOTE:
            continue
        for name, width in _QUOTE_WIDTHS.items():
            low = np.clip(np.arange(table.cells) - width // 2, 0, None)
            high = np.minimum(low + width, table.cells)
            told = np.zeros(table.cells + 1, np.float32)
            for idf, until in said:
                if until.size:
                    told[:-1] += idf * np.minimum(until[high] - until[low], 1.0)
            told *= np.sqrt(told / whole)
            near = highest(told, 2 * _QUOTE_REACH + 1)[table.points]
            column = found[:, _COLUMN[name]]
            np.maximum(column, near / 10, out=column)
