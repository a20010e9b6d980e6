"""Finding a scene from what is remembered of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from jangmyeon.errors import QueryError
from jangmyeon.guides import find_kinds, told_by
from jangmyeon.library.base import Base, Seen
from jangmyeon.library.sight import Sight
from jangmyeon.model import Excerpt, Hit, Why
from jangmyeon.search import Filter, Understanding

if TYPE_CHECKING:
    from jangmyeon.search.neural import Reranker

_SECOND_LOOK = 30  # answers that a reranker looks at


class Finding(Base):
    """Answers to queries in words."""

    def find(  # noqa: PLR0913  each narrows the search in a way of its own
        self,
        query: str,
        limit: int = 10,
        drama: str | None = None,
        season: int | None = None,
        episode: int | None = None,
        person: str | None = None,
        kind: str | None = None,
        *,
        rerank: Reranker | None = None,
        seen: Seen = None,
        spoilers: bool = False,
    ) -> list[Hit]:
        """The spans that answer a query best, best first.

        Args:
            query: Korean or English words; words in quotation marks must stand together.
            drama: a title in any language, or an id.
            person: somebody who must be there; a name in any spelling.
            kind: a kind of moment that must happen there, such as *kiss* or 고백.
            rerank: who has a second look at the first answers, such as a
                ``search.neural.SentenceReranker``.

        Raises:
            NotOnShelfError: there is no such drama.
            QueryError: ``limit`` is below 1, or there is no such kind.
        """
        if limit < 1:
            raise QueryError("a limit must be 1 or more, not", where=str(limit))
        kinds = tuple(sorted(find_kinds(kind))) if kind is not None else ()
        with self._sight(seen, spoilers, drama) as sight:
            only = Filter(sight.drama_id(drama), season, episode, kinds=kinds)
            most = limit if rerank is None else max(limit, _SECOND_LOOK)
            hits = sight.finder.find(query, most, only, person)
            if rerank is not None:
                from jangmyeon.search import neural

                passages = [_said(sight, hit) for hit in hits]
                hits = neural.rerank(query, hits, passages, rerank)[:limit]
            return [_with_writeups(sight, hit) for hit in hits]

    def explain(
        self, query: str, drama: str | None = None, *, seen: Seen = None, spoilers: bool = False
    ) -> Understanding:
        """How ``find`` understands a query: drama, people, kinds, settings, and what is left.

        Raises:
            NotOnShelfError: there is no such drama.
        """
        with self._sight(seen, spoilers, drama) as sight:
            return sight.finder.explain(query, sight.drama_id(drama))

    def excerpt(
        self, hit: Hit, query: str, size: int = 5, *, seen: Seen = None, spoilers: bool = False
    ) -> tuple[Excerpt, ...]:
        """The captions of a hit that answer best, at most ``size``, with matching words marked."""
        with self._sight(seen, spoilers, hit.scene.episode.drama.id) as sight:
            return sight.finder.excerpt(hit, query, size)


def _with_writeups(sight: Sight, hit: Hit) -> Hit:
    """A hit that says how many write-ups tell of it; that adds nothing to its score."""
    kept = sight.passages_of(hit.scene.episode, hit.start, hit.end)
    if not kept:
        return hit
    told = Why("written", told_by(len({passage.source for passage in kept})), 0.0)
    return replace(hit, why=(*hit.why, told))


def _said(sight: Sight, hit: Hit) -> str:
    """The captions of a hit, as a reranker reads them."""
    from jangmyeon.search.neural import passage

    episode = hit.scene.episode
    stored = sight.reader.find_episode(episode.drama.id, episode.season, episode.number)
    return passage(*sight.reader.script(stored.key), hit.start, hit.end) if stored else ""
