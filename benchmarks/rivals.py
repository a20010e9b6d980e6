"""What people search text with who have no program made for dramas: indexes of windows.

Each window is two minutes, about the length of a scene, and starts a minute after the one before;
of windows that overlap, an index gives the best only. Words of English queries are translated for
those that look for lemmas, as Jangmyeon does. ``grep`` searches without an index.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from benchmarks.known import Answer
from jangmyeon.engine.analysis import searched
from jangmyeon.engine.tasks import EpisodeJob, read_scripts
from jangmyeon.model import Line
from jangmyeon.shelf import EpisodeFiles
from jangmyeon.words import (
    all_lemmas,
    analyse,
    english_words,
    flat,
    is_korean,
    is_stop_lemma,
    is_stop_word,
    translate,
)

WINDOW = 120.0  # seconds
STEP = 60.0
_SENSES = 3  # lemmas that a translated word is looked for by
_DEEPER = 4  # windows asked for beyond the limit, since some overlap
_TRIGRAM = 3


class Rival(Protocol):
    """A way to search."""

    name: str

    def find(self, words: str, limit: int, drama: str | None = None) -> list[Answer]:
        """The spans that answer best, best first, of one drama (its title) or of all."""


@dataclass(frozen=True, slots=True)
class Window:
    """Two minutes of an episode: where they are, their captions, and the lemmas of these."""

    place: Answer
    text: str
    lemmas: str


def windows_of(root: Path, files: EpisodeFiles) -> Iterator[Window]:
    """The windows of an episode, each starting a minute after the one before."""
    scripts, _ = read_scripts(EpisodeJob(str(root), files, ""))
    shown = searched(scripts)
    texts = [flat(each.text) for each in shown]
    lemmas = [" ".join(all_lemmas(fields)) for fields in analyse(texts)]
    starts = [each.start for each in shown]
    labels = [each.speaker if isinstance(each, Line) else "" for each in shown]
    episode = files.episode
    place = episode.drama.title, episode.season, episode.number
    at = 0.0
    while starts and at <= starts[-1]:
        low, high = bisect_right(starts, at - 1e-6), bisect_right(starts, at + WINDOW)
        if high > low:
            said = (f"{labels[n]} {texts[n]}" for n in range(low, high))
            meant = (f"{labels[n]} {lemmas[n]}" for n in range(low, high))
            yield Window(Answer(*place, at, at + WINDOW), "\n".join(said), "\n".join(meant))
        at += STEP


def apart(answers: Iterable[Answer], limit: int) -> list[Answer]:
    """The first answers, without those that overlap a better one."""
    kept: list[Answer] = []
    for each in answers:
        if not any(each.overlap(other) for other in kept):
            kept.append(each)
        if len(kept) == limit:
            break
    return kept


def content_words(text: str) -> list[str]:
    """The words that somebody would type, cut down to what the captions may share with them.

    >>> content_words("she runs to the border"), content_words("국경에서 뛰는 장면")
    (['runs', 'border'], ['국경', '뛰는'])
    """
    if not is_korean(text):
        return [word for word in english_words(text) if not is_stop_word(word)]
    words = [word.strip(".,!?\"'“”‘’()~…") for word in text.split()]
    words = [word for word in words if word]
    found = []
    for word, fields in zip(words, analyse(words), strict=True):
        lemmas = [lemma for lemma in all_lemmas(fields) if not is_stop_lemma(lemma)]
        if lemmas:
            stem = lemmas[0].removesuffix("다")
            found.append(stem if len(stem) > 1 and word.startswith(stem) else word)
    return list(dict.fromkeys(found))


def query_lemmas(text: str) -> list[tuple[str, float]]:
    """The lemmas of a query with weights: those of Korean words, translations of English ones."""
    if is_korean(text):
        lemmas = dict.fromkeys(all_lemmas(next(analyse([text]))))
        return [(lemma, 1.0) for lemma in lemmas if not is_stop_lemma(lemma)]
    senses = (sense for word in translate(english_words(text)) for sense in _likeliest(word.lemmas))
    return list(dict(senses).items())


def _likeliest(lemmas: Sequence[tuple[str, float]]) -> Sequence[tuple[str, float]]:
    korean = [each for each in lemmas if is_korean(each[0])]
    return korean[:_SENSES] or lemmas[:1]


class Places:
    """Where each window is, by its number from 1; those of a drama stand together."""

    def __init__(self) -> None:
        self._places: list[Answer] = []

    def add(self, place: Answer) -> int:
        """Take in the next window; its number."""
        self._places.append(place)
        return len(self._places)

    def __getitem__(self, number: int) -> Answer:
        return self._places[number - 1]

    def span(self, drama: str | None) -> tuple[int, int]:
        """The first and the last number of a drama's windows, or of all."""
        if drama is None:
            return 1, len(self._places)
        first = next((n for n, each in enumerate(self._places, 1) if each.drama == drama), 1)
        last = max((n for n, each in enumerate(self._places, 1) if each.drama == drama), default=0)
        return first, last


class FullText:
    """SQLite FTS5 over windows: by the trigrams of their captions, or by their lemmas."""

    def __init__(self, file: Path, *, trigrams: bool) -> None:
        self.name = "SQLite FTS5, trigrams" if trigrams else "SQLite FTS5, lemmas"
        self._trigrams = trigrams
        self._places = Places()
        self._spans: dict[str | None, tuple[int, int]] = {}
        self._database = sqlite3.connect(file)
        tokenizer = "trigram" if trigrams else "unicode61"
        self._database.execute(
            f"CREATE VIRTUAL TABLE windows USING fts5(shown, tokenize = '{tokenizer}')"
        )

    def take_in(self, window: Window) -> None:
        """Add a window."""
        row = self._places.add(window.place), window.text if self._trigrams else window.lemmas
        self._database.execute("INSERT INTO windows (rowid, shown) VALUES (?, ?)", row)

    def done(self) -> None:
        """All windows are in: merge them, as one who searches often would."""
        self._database.execute("INSERT INTO windows (windows) VALUES ('optimize')")
        self._database.commit()

    def find(self, words: str, limit: int, drama: str | None = None) -> list[Answer]:
        """The windows that ``bm25`` likes best."""
        terms = _trigrams(words) if self._trigrams else [lemma for lemma, _ in query_lemmas(words)]
        if not terms:
            return []
        if drama not in self._spans:
            self._spans[drama] = self._places.span(drama)
        match = " OR ".join('"' + term.replace('"', '""') + '"' for term in terms)
        rows = self._database.execute(
            "SELECT rowid FROM windows WHERE windows MATCH ? AND rowid BETWEEN ? AND ? "
            "ORDER BY rank LIMIT ?",
            (match, *self._spans[drama], limit * _DEEPER),
        )
        return apart((self._places[row[0]] for row in rows), limit)


def _trigrams(text: str) -> list[str]:
    """Every three letters in a row, as pg_trgm would compare them; more are found than of words."""
    starts = ((word, n) for word in text.split() for n in range(len(word) - _TRIGRAM + 1))
    return list(dict.fromkeys(word[n : n + _TRIGRAM] for word, n in starts))


class Tantivy:
    """BM25 over windows of lemmas, by tantivy; a translation weighs by the rank of its sense."""

    name = "BM25 (tantivy), lemmas"

    def __init__(self, folder: Path) -> None:
        import tantivy

        self._tantivy = tantivy
        builder = tantivy.SchemaBuilder()
        builder.add_unsigned_field("number", stored=True)
        builder.add_text_field("drama", tokenizer_name="raw", index_option="basic")
        builder.add_text_field("lemma", tokenizer_name="whitespace", index_option="freq")
        folder.mkdir()
        self._index = tantivy.Index(builder.build(), path=str(folder))
        self._writer = self._index.writer(heap_size=64 << 20, num_threads=1)
        self._places = Places()
        self._searcher: Any = None

    def take_in(self, window: Window) -> None:
        """Add a window."""
        document = self._tantivy.Document()
        document.add_unsigned("number", self._places.add(window.place))
        document.add_text("drama", window.place.drama)
        document.add_text("lemma", window.lemmas)
        self._writer.add_document(document)

    def done(self) -> None:
        """All windows are in."""
        self._writer.commit()
        self._writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def find(self, words: str, limit: int, drama: str | None = None) -> list[Answer]:
        """The windows that BM25 likes best."""
        query, occur = self._tantivy.Query, self._tantivy.Occur
        terms = [
            (occur.Should, query.boost_query(self._term("lemma", lemma, "freq"), weight))
            for lemma, weight in query_lemmas(words)
        ]
        if not terms:
            return []
        clauses = [(occur.Must, query.boolean_query(terms))]
        if drama is not None:
            only = query.const_score_query(self._term("drama", drama, "basic"), 0.0)
            clauses.append((occur.Must, only))
        found = self._searcher.search(query.boolean_query(clauses), limit=limit * _DEEPER).hits
        numbers = (self._searcher.doc(address)["number"][0] for _, address in found)
        return apart((self._places[number] for number in numbers), limit)

    def _term(self, field: str, value: str, option: str) -> Any:  # noqa: ANN401
        return self._tantivy.Query.term_query(self._index.schema, field, value, index_option=option)
