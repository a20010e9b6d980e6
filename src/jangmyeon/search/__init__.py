"""Finding: a query becomes concepts, concepts bring candidates, candidates become ranked spans."""

from jangmyeon.search.finder import Finder
from jangmyeon.search.index import Filter, IndexedEpisode, SearchIndex, open_index, remove_index
from jangmyeon.search.query import Concept, Query, Vocabulary, understand
from jangmyeon.search.ranking import Ranker, Span

__all__ = [
    "Concept",
    "Filter",
    "Finder",
    "IndexedEpisode",
    "Query",
    "Ranker",
    "SearchIndex",
    "Span",
    "Vocabulary",
    "open_index",
    "remove_index",
    "understand",
]
