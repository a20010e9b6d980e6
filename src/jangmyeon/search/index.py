"""The search index: one tantivy document for each window of an episode.

It holds nothing that the store does not, and can be rebuilt from it at any time. It brings
candidates; the exact ranking is done by ``ranking``.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import tantivy

from jangmyeon.errors import StoreError
from jangmyeon.model import Scene
from jangmyeon.search.query import Concept
from jangmyeon.search.rarity import Rarity
from jangmyeon.search.shadow import Shadow, shadow_of
from jangmyeon.store import Concordance
from jangmyeon.words import is_korean

FOLDER_NAME = "search"
WINDOW_SECONDS = 120
STEP_SECONDS = 80
_WRITER_MEMORY = 64 << 20  # bytes
_FAULTS = (ValueError, OSError, TypeError)  # what tantivy raises
_SELDOM = 0.3  # how likely a lemma must be what an English word means, to find windows
_SIGN, _DOUBTFUL = 0.5, 0.7  # what a sign counts for beside a word; those below count nothing
_LONGEST_REASON = 200
_NO_ROOM = "No space left"


@dataclass(frozen=True, slots=True)
class Filter:
    """What candidates have to agree with; None, or nobody, means anything will do.

    ``people`` are names of ``model.Person``, one of whom must be there (``indexed_as`` are those
    the index has for them, where they differ); ``kinds`` are kinds of moment, one of which must
    happen; ``episodes`` are keys of those that may be found, ``hidden`` of those that must not be.
    """

    drama: str | None = None
    season: int | None = None
    number: int | None = None
    people: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    indexed_as: tuple[str, ...] = ()
    episodes: frozenset[int] | None = None
    hidden: frozenset[int] = frozenset()

    def allows(self, scene: Scene) -> bool:
        """Whether somebody who is asked for is in a scene, and a kind that is happens in it."""
        kinds = {moment.kind for moment in scene.moments}
        return (not self.people or not {*self.people}.isdisjoint(scene.people)) and (
            not self.kinds or not kinds.isdisjoint(self.kinds)
        )


class Candidate(NamedTuple):
    """A window that shares words with a query. Times are milliseconds."""

    episode: int
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class IndexedEpisode:
    """What the index takes in of an episode."""

    key: int
    drama: str
    season: int
    number: int
    concordance: Concordance
    scenes: Sequence[Scene]


def open_index(data: Path, *, create: bool = False) -> SearchIndex:
    """Open the index below a library's data folder.

    Raises:
        StoreError: there is none, or it is damaged.
    """
    path = data / FOLDER_NAME
    try:
        if create:
            path.mkdir(parents=True, exist_ok=True)
            return SearchIndex(tantivy.Index(_schema(), path=str(path)), path)
        shadow = shadow_of(path)
        index = tantivy.Index.open(str(shadow.path if shadow else path))
        tantivy.Query.term_query(index.schema, "facet", "")  # older ones have none
        return SearchIndex(index, path, shadow)
    except BaseException as error:
        if (told := _told(error, path)) is None:
            raise
        raise told from error


def _told(error: BaseException, path: Path) -> StoreError | None:
    """An error of tantivy's as one of ours; None for any other.

    What it does not expect of a file it tells by a panic, which is no ``Exception``.
    """
    if not isinstance(error, _FAULTS) and type(error).__name__ != "PanicException":
        return None
    reason = " ".join(str(error).split())[:_LONGEST_REASON]
    if _NO_ROOM in reason:
        remedy = "make room, then run jangmyeon index again; what is finished is kept"
        return StoreError("there is no room left on the disk for", where=str(path), remedy=remedy)
    return StoreError(
        f"the search index cannot be used ({reason})",
        where=str(path),
        remedy="run jangmyeon doctor --mend, which builds it anew",
    )


def remove_index(data: Path) -> None:
    """Delete the index, so that the next run builds it anew from the store."""
    shutil.rmtree(data / FOLDER_NAME, ignore_errors=True)


def _schema() -> Any:  # noqa: ANN401  tantivy has no types

    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("episode", indexed=True, fast=True)
    builder.add_text_field("drama", tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("season", indexed=True)
    builder.add_unsigned_field("number", indexed=True)
    builder.add_unsigned_field("start", fast=True)
    builder.add_unsigned_field("end", fast=True)
    builder.add_text_field("facet", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("lemma", tokenizer_name="whitespace", index_option="freq")
    return builder.build()


class SearchIndex:
    """A tantivy index of windows."""

    def __init__(self, index: Any, path: Path, shadow: Shadow | None = None) -> None:  # noqa: ANN401
        self._index = index
        self._path = path
        self._shadow = shadow
        self._searcher = index.searcher()
        self._writer: Any = None
        self._rarity = Rarity(self._windows_with)
        self._terms: dict[str, tuple[Any, float]] = {}

    def take_in(self, episode: IndexedEpisode, lemmas: Sequence[str]) -> None:
        """Add an episode's windows in place of those it had.

        Args:
            lemmas: the vocabulary; ids of the concordance are indexes into it.
        """
        with self._careful():
            self._take_in(episode, lemmas)

    def _take_in(self, episode: IndexedEpisode, lemmas: Sequence[str]) -> None:
        self.drop(episode.key)
        told = [(scene.start, scene.end, facets(scene)) for scene in episode.scenes]
        for start, end, ids in windows(episode.concordance):
            here = {
                facet
                for first, last, each in told
                if _meet(start, end, first, last)
                for facet in each
            }
            document = tantivy.Document()
            document.add_unsigned("episode", episode.key)
            document.add_text("drama", episode.drama)
            document.add_unsigned("season", episode.season)
            document.add_unsigned("number", episode.number)
            document.add_unsigned("start", start)
            document.add_unsigned("end", end)
            document.add_text("lemma", " ".join([lemmas[i] for i in ids]))
            for facet in sorted(here):
                document.add_text("facet", facet)
            self._open_writer().add_document(document)

    def drop(self, key: int) -> None:
        """Delete the windows of an episode."""
        # By query: deleting by term takes a number for a signed one, and finds nothing.
        own = tantivy.Query.term_query(self._index.schema, "episode", key, index_option="basic")
        with self._careful():
            self._open_writer().delete_documents_by_query(own)

    def commit(self) -> None:
        """Make all that was taken in or dropped visible, and safe on disk."""
        if self._writer is not None:
            with self._careful():
                self._writer.commit()
                self._writer.garbage_collect_files()

    def tidy(self) -> None:
        """Delete files that are no part of the index any more."""
        with self._careful():
            self._open_writer().garbage_collect_files()
        self.close()

    def close(self) -> None:
        """Wait for segments to be merged, and let go of the index."""
        if self._writer is not None:
            with self._careful():
                self._writer.wait_merging_threads()
            self._writer = None

    def reload(self) -> None:
        """See what other processes have committed since."""
        with self._careful():
            if self._shadow:
                self._shadow.renew()
            self._index.reload()
            self._searcher = self._index.searcher()
        self._rarity.forget()
        self._terms.clear()

    @property
    def size(self) -> int:
        """The number of windows."""
        return int(self._searcher.num_docs)

    def episodes(self) -> frozenset[int]:
        """Keys of all episodes in the index."""
        with self._careful():
            limit = max(self.size, 1)
            found = self._searcher.search(tantivy.Query.all_query(), limit=limit).hits
            addresses = [address for _, address in found]
            return frozenset(self._searcher.fast_field_values("episode", addresses))

    def idf(self, concept: Concept, drama: str | None = None) -> float:
        """The inverse document frequency of a concept, on the shelf or within a drama."""
        return self._rarity.idf(concept.lemmas, drama)

    def candidates(self, concepts: Sequence[Concept], only: Filter, limit: int) -> list[Candidate]:
        """The windows that share most with the concepts, best first."""
        should = [query for concept in concepts if (query := self._any_of(concept)) is not None]
        if not should or not self.size:
            return []
        clauses = [(tantivy.Occur.Must, query) for query in self._filters(only)]
        any_of = tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in should])
        clauses.append((tantivy.Occur.Must, any_of))
        if only.hidden:
            clauses.append((tantivy.Occur.MustNot, self._any_episode(only.hidden)))
        with self._careful():
            found = self._searcher.search(
                tantivy.Query.boolean_query(clauses), limit=limit, count=False
            ).hits
            addresses = [address for _, address in found]
            columns = [self._searcher.fast_field_values(name, addresses) for name in _PLACE]
            return [
                Candidate(int(episode), int(start), int(end), float(score))
                for (score, _), episode, start, end in zip(found, *columns, strict=True)
            ]

    @contextmanager
    def _careful(self) -> Iterator[None]:
        """Tell of a damaged index, or a full disk, in plain words."""
        try:
            yield
        except BaseException as error:
            if (told := _told(error, self._path)) is None:
                raise
            raise told from error

    def _open_writer(self) -> Any:  # noqa: ANN401
        if self._writer is None:
            self._writer = self._index.writer(heap_size=_WRITER_MEMORY, num_threads=1)
        return self._writer

    def _any_of(self, concept: Concept) -> Any:  # noqa: ANN401
        """The best of a concept's lemmas counts, each as if it were as frequent as the concept.

        So does its best sign, for less. What an English word seldom means finds nothing by itself.
        """
        signs = ((sign, _SIGN * weight) for sign, weight in concept.signs if weight > _DOUBTFUL)
        least = 0.0 if is_korean(concept.source) else _SELDOM
        likely = ((lemma, weight) for lemma, weight in concept.lemmas if weight >= least)
        lemmas = dict((*signs, *likely))
        whole = concept.weight * self.idf(concept)
        terms = [
            tantivy.Query.boost_query(term, whole * weight / idf)
            for term, idf, weight in ((*self._term(lemma), lemmas[lemma]) for lemma in lemmas)
            if term is not None
        ]
        return tantivy.Query.disjunction_max_query(terms) if terms else None

    def _term(self, lemma: str) -> tuple[Any, float]:
        """A query for a lemma, None where no window has it; and its inverse document frequency."""
        known = self._terms.get(lemma)
        if known is None:
            term = None
            if self._rarity.windows(lemma, None):
                schema = self._index.schema
                term = tantivy.Query.term_query(schema, "lemma", lemma, index_option="freq")
            known = self._terms[lemma] = term, self._rarity.idf(((lemma, 1.0),))
        return known

    def _filters(self, only: Filter) -> Iterable[Any]:
        schema = self._index.schema
        wanted = [("drama", only.drama), ("season", only.season), ("number", only.number)]
        groups = [[(name, value)] for name, value in wanted if value is not None]
        if only.people:
            names = only.indexed_as or only.people
            groups.append([("facet", _person(name)) for name in names])
        if only.kinds:
            groups.append([("facet", _kind(kind)) for kind in only.kinds])
        for group in groups:
            terms = [
                tantivy.Query.term_query(schema, name, value, index_option="basic")
                for name, value in group
            ]
            any_of = tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in terms])
            yield tantivy.Query.const_score_query(any_of, 0.0)
        if only.episodes is not None:
            yield tantivy.Query.const_score_query(self._any_episode(only.episodes), 0.0)

    def _any_episode(self, keys: Iterable[int]) -> Any:  # noqa: ANN401
        return tantivy.Query.term_set_query(self._index.schema, "episode", [*keys])

    def _windows_with(self, lemma: str | None, drama: str | None) -> int:
        """How many windows there are that have a lemma, or any, of a drama, or of all."""
        told = [(name, value) for name, value in (("lemma", lemma), ("drama", drama)) if value]
        if not told:
            return self.size
        with self._careful():
            if drama is None:
                return int(self._searcher.doc_freq("lemma", lemma))
            schema = self._index.schema
            terms = (
                tantivy.Query.term_query(schema, name, value, index_option="basic")
                for name, value in told
            )
            clauses = [
                (tantivy.Occur.Must, tantivy.Query.const_score_query(term, 0.0)) for term in terms
            ]
            both = tantivy.Query.boolean_query(clauses)
            return int(self._searcher.search(both, limit=1, count=True).count)


def facets(scene: Scene) -> tuple[str, ...]:
    """What a scene can be asked for beside its words.

    >>> from jangmyeon.model import Drama, Episode
    >>> facets(Scene(Episode(Drama("d", "D"), 1, 1), 1, 0, 9, people=("세리",)))
    ('person:세리',)
    """
    people = (_person(name) for name in scene.people)
    return (*people, *(_kind(moment.kind) for moment in scene.moments))


def _person(name: str) -> str:
    return f"person:{name}"


def _kind(kind: str) -> str:
    return f"kind:{kind}"


def _meet(start: int, end: int, first: float, last: float) -> bool:
    """Whether a window (milliseconds) shows some of a scene (seconds)."""
    return start < last * 1000 and end > first * 1000


_PLACE = ("episode", "start", "end")


def windows(concordance: Concordance) -> Iterable[tuple[int, int, list[int]]]:
    """Overlapping windows of an episode: start and end in milliseconds, lemma ids within."""
    times, offsets = concordance.times, concordance.offsets
    if not len(times):
        return
    starts = np.arange(0, int(times[-1]) + 1, STEP_SECONDS * 1000)
    lows = np.searchsorted(times, starts)
    highs = np.searchsorted(times, starts + WINDOW_SECONDS * 1000)
    ids = concordance.lemmas.tolist()
    for start, low, high in zip(starts.tolist(), lows.tolist(), highs.tolist(), strict=True):
        first, last = int(offsets[low]), int(offsets[high])
        if last > first:
            yield start, start + WINDOW_SECONDS * 1000, ids[first:last]
