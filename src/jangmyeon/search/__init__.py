"""Finding: a query becomes concepts, concepts bring candidates, candidates become ranked spans."""

from jangmyeon.search.explaining import Asked, Understanding
from jangmyeon.search.finder import Considered, Finder
from jangmyeon.search.index import Filter, IndexedEpisode, SearchIndex, open_index, remove_index
from jangmyeon.search.meaning import Meaning
from jangmyeon.search.nearest import pack_meanings
from jangmyeon.search.query import Concept, Query, Vocabulary, understand
from jangmyeon.search.ranking import Ranker, Span
from jangmyeon.search.soundness import stray_files, unsound_files

__all__ = [
    "Asked",
    "Concept",
    "Considered",
    "Filter",
    "Finder",
    "IndexedEpisode",
    "Meaning",
    "Query",
    "Ranker",
    "SearchIndex",
    "Span",
    "Understanding",
    "Vocabulary",
    "open_index",
    "pack_meanings",
    "remove_index",
    "stray_files",
    "understand",
    "unsound_files",
]
