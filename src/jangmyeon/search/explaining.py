"""How a query is understood, for people to look at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from jangmyeon.model import Drama
from jangmyeon.search.episodes import EpisodeHint
from jangmyeon.search.facets import Facet
from jangmyeon.search.query import Concept, Query
from jangmyeon.words import is_korean


@dataclass(frozen=True, slots=True)
class Asked:
    """A word (or name) of a query: the Korean lemmas that show it, heaviest first, with weights.

    ``share`` is what it is worth of the whole query (0 to 1).
    """

    source: str
    lemmas: tuple[tuple[str, float], ...]
    share: float


@dataclass(frozen=True, slots=True)
class Understanding:
    """How a query is understood.

    Attributes:
        drama: what it is surely about; nothing else is searched.
        leanings: dramas it may be about, with how much (0 to 1).
        episode: what it tells of the episode.
        people: whom it names.
        leads: for each lead that it speaks of the names it may be.
        quotes: words that must stand together.
        facets: kinds of moment, places, times, weather, moods and sounds it tells of.
        content: the words that are looked for.
    """

    drama: Drama | None
    leanings: tuple[tuple[Drama, float], ...]
    episode: EpisodeHint | None
    people: tuple[Asked, ...]
    leads: tuple[tuple[str, ...], ...]
    quotes: tuple[str, ...]
    facets: tuple[Facet, ...]
    content: tuple[Asked, ...]


def explained(
    query: Query, drama: Callable[[str], Drama], idf: Callable[[Concept], float]
) -> Understanding:
    """A query's parts, each with what it is worth."""
    concepts = [concept for concept in query.concepts if concept.part in {"people", "words"}]
    worths = [concept.weight * idf(concept) for concept in concepts]
    whole = sum(worths) or 1.0
    asked = [
        (concept.part, Asked(concept.source, _korean(concept), worth / whole))
        for concept, worth in zip(concepts, worths, strict=True)
    ]
    return Understanding(
        drama(query.drama) if query.drama else None,
        tuple((drama(leaning.drama), leaning.weight) for leaning in query.leanings),
        query.episode,
        tuple(each for part, each in asked if part == "people"),
        tuple(tuple(sorted(names)) for names in query.leads),
        query.phrases,
        query.facets,
        tuple(each for part, each in asked if part == "words"),
    )


def _korean(concept: Concept) -> tuple[tuple[str, float], ...]:
    told = [(lemma, weight) for lemma, weight in concept.lemmas if is_korean(lemma)]
    return tuple(sorted(told, key=lambda pair: -pair[1]))
