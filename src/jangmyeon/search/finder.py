"""From a query to hits: candidates, ranking, spans that do not overlap, scenes around them."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from jangmyeon.captions.encoding import visible
from jangmyeon.model import Episode, Excerpt, Hit, Line, Scene, Sound, Why
from jangmyeon.search.axis import APART, FloatArray
from jangmyeon.search.episodes import EpisodeHint
from jangmyeon.search.excerpts import choose_excerpt
from jangmyeon.search.explaining import Understanding, explained
from jangmyeon.search.index import WINDOW_SECONDS, Candidate, Filter, SearchIndex
from jangmyeon.search.meaning import Meaning
from jangmyeon.search.nearest import SceneVectors
from jangmyeon.search.people import People
from jangmyeon.search.query import Query, understand
from jangmyeon.search.quotes import quoted_first
from jangmyeon.search.ranking import LOOKED_AT, Ranker, Sources, Span
from jangmyeon.search.replays import Shown, apart, showing, shows_same
from jangmyeon.search.spans import answer_span, captions_with, scenes_within
from jangmyeon.search.titles import Titles
from jangmyeon.search.together import Floats
from jangmyeon.search.verbatim import Verbatim, verbatim_span
from jangmyeon.search.wholes import scenes_of
from jangmyeon.store import Concordance, Reader, Spoken, StoredEpisode, StoredScenes
from jangmyeon.words import is_korean

_CANDIDATES = 80
_NEAREST = 40  # scenes that are looked at for what they mean, whatever their words
_DESCRIPTION = 2  # words from which on a query describes; one alone is looked for as it is
_CACHED_CONCORDANCES = 2_000
_CACHED_TEXTS = 800  # of some sixty kilobytes each
_CACHED_EPISODES = 600  # whose scenes are many small objects, a burden to Python's collector
_WITHIN = 2  # times as much is looked at where one drama is searched, which is soon read
_SPANS_LOOKED_AT = 15
_DEEPER = 5
_ABOUT = 180.0  # seconds by which a time may be wrong that somebody remembers


@dataclass(frozen=True, slots=True)
class Considered:
    """A span that was weighed for a query, with what speaks for it, by ``ranking.FEATURES``.

    ``centre`` is where it stands on the axis of all that was weighed (``pooling.pooled``), ``met``
    has a row for each word of the query, as ``together.met`` tells it, ``gains`` tells what part of
    the query each is.
    """

    episode: Episode
    start: float
    end: float
    centre: int
    features: FloatArray
    met: Floats
    gains: Floats


class Finder:
    """Answers queries over one library. Not for use from several threads at once."""

    def __init__(self, reader: Reader, index: SearchIndex) -> None:
        self._reader = reader
        self._index = index
        self._concordances: OrderedDict[int, Concordance | None] = OrderedDict()
        self._scenes: dict[int, tuple[StoredEpisode, StoredScenes] | None] = {}
        self._texts: dict[tuple[int, str], Spoken | None] = {}
        self._meaning = Meaning(lambda lemmas: {})
        self.vectors = SceneVectors.of(())
        self._places: dict[int, Episode] = {}
        self._people = People()
        self._titles = Titles(())
        self._hidden: frozenset[int] = frozenset()
        self._last: tuple[tuple[str, str | None], Query] | None = None
        self._wanted: tuple[Query, NDArray[np.bool_]] | None = None
        self._verbatim = Verbatim(reader)
        self._version = -1

    def find(self, text: str, limit: int, only: Filter, person: str | None = None) -> list[Hit]:
        """The spans that answer a query best, best first; none overlaps another.

        Args:
            person: somebody who must be heard in a span; a name in any spelling.
        """
        with self._reader.snapshot():
            self._forget_if_changed()
            query = self._understood(text, only.drama)
            if not (query.concepts or query.drama or query.phrases):
                return []
            if person is not None:
                people = self._people.named(visible(person), only.drama)
                indexed_as = self._reader.indexed_as(people)
                only = replace(only, people=people, indexed_as=indexed_as)
            only = replace(only, hidden=self._hidden)
            for narrowed in self._narrowed(only, query):
                hits = self._answers(query, narrowed, limit)
                if hits:
                    return hits
            return []

    def explain(self, text: str, drama: str | None = None) -> Understanding:
        """How a query is understood.

        Args:
            drama: the id of the drama that is searched, where that is settled.
        """
        with self._reader.snapshot():
            self._forget_if_changed()
            query = self._understood(text, drama)
            idf = partial(self._index.idf, drama=drama or query.drama)
            return explained(query, self._reader.drama, idf)

    def considered(self, text: str, only: Filter) -> list[Considered]:
        """Every point in time that was weighed for a query, in order of time: for learning."""
        with self._reader.snapshot():
            self._forget_if_changed()
            query = self._understood(text, only.drama)
            if not query.concepts:
                return []
            ranker, candidates = self._prepared(
                query, next(self._narrowed(only, query)), _CANDIDATES
            )
            points = ranker.points(candidates)
            if points is None:
                return []
            result = []
            met, gains = ranker.met(points), ranker.gains
            for n, centre in enumerate(points.centres.tolist()):
                place, time = divmod(centre, APART)
                found = self._episode(points.axis.episodes[place])
                if found is not None and found[1]:
                    stored, scenes = found
                    start, end, _ = answer_span(time / 1000, scenes.starts, scenes.end)
                    speaks = points.features[n], met[n], gains
                    result.append(Considered(stored.episode, start, end, centre, *speaks))
            return result

    def excerpt(self, hit: Hit, text: str, size: int) -> tuple[Excerpt, ...]:
        """The lines of a hit that answer best, with the words that match marked.

        They are in the language of the query where a track is.
        """
        episode = hit.scene.episode
        with self._reader.snapshot():
            self._forget_if_changed()
            stored = self._reader.find_episode(episode.drama.id, episode.season, episode.number)
            if stored is None:
                return ()
            last = self._last
            query = last[1] if last and last[0][0] == text else self._understood(text, None)
            telling = self._telling(stored.key, hit, query)
            # The reader's own language if it shows anything of the query, else what tells most.
            own = "ko" if is_korean(text) else "en"
            for languages in ((own,), ()):
                lines, sounds = self._reader.script_within(
                    stored.key, hit.start, hit.end, languages
                )
                shown: list[Line | Sound] = [*lines, *sounds]
                shown.sort(key=lambda item: item.start)
                excerpt = choose_excerpt(shown, query, self._reader, size, telling, hit.at)
                if any(part.marks for part in excerpt):
                    break
            return excerpt

    def _telling(self, key: int, hit: Hit, query: Query) -> set[int] | None:
        """Starts (milliseconds) of the captions of a hit that have a word of the query."""
        concordance = self._concordance(key)
        if concordance is None:
            return None
        if self._wanted is None or self._wanted[0] is not query:
            told = self._reader.lemma_ids(lemma for c in query.concepts for lemma, _ in c.lemmas)
            is_wanted = np.zeros(max(told.values(), default=0) + 2, np.bool_)
            is_wanted[[*told.values()]] = True
            self._wanted = query, is_wanted
        return captions_with(concordance, self._wanted[1], hit.start, hit.end)

    def _understood(self, text: str, drama: str | None) -> Query:
        """The query of this text; the last one is kept, for the excerpts that follow a search."""
        if self._last is None or self._last[0] != (text, drama):
            query = understand(text, self._reader, self._people, self._titles, drama)
            self._last = (text, drama), query
        return self._last[1]

    def _narrowed(self, only: Filter, query: Query) -> Iterator[Filter]:
        """What to search, narrowest first: the episode, the drama, what was asked for.

        The later ones are for queries that tell of an episode that is not on the shelf. Who names
        an episode has one drama in mind, so it is that of the people named, where they tell it.
        """
        settled = only.drama or query.drama
        leant = {leaning.drama for leaning in query.leanings if query.episode and settled is None}
        likely = leant.pop() if len(leant) == 1 else settled
        for drama in dict.fromkeys((likely, settled)):
            inside = replace(only, drama=drama)
            told = self._told_by(query.episode, inside) if query.episode else None
            if told:
                yield replace(inside, episodes=told)
            if inside != only:
                yield inside
        yield only

    def _answers(self, query: Query, only: Filter, limit: int) -> list[Hit]:
        hits: list[Hit] = []
        if query.concepts:
            hits = self._hits(self._ranked(query, only, limit), limit, only)
        if not hits and query.phrases:
            hits = self._hits(self._word_for_word(query, only), limit, only)
        if query.concepts or query.phrases:
            return hits
        return self._of_whole(query, only, limit)

    def _word_for_word(self, query: Query, only: Filter) -> Iterator[Span]:
        """Where the very words are said that a query has in quotation marks."""
        within = self._within(only)
        language = "ko" if is_korean(query.text) else "en"
        keys = self._places if within is None else within
        for key, time in self._verbatim.places(query.phrases, keys, language):
            scenes = self._cut(key)
            if scenes is not None:
                start, end, number = answer_span(time, scenes.starts, scenes.end)
                yield verbatim_span(key, start, end, scenes[number], time)

    def _of_whole(self, query: Query, only: Filter, limit: int) -> list[Hit]:
        """The first, last or strongest scenes of what a query names; none overlaps another."""
        found = map(self._episode, self._within(only) or ())
        part = query.part.part if query.part else None
        at = query.episode.at if query.episode else None
        hits = scenes_of(part, at, [each[1] for each in found if each and each[1]])
        return [*islice(apart(hit for hit in hits if only.allows(hit.scene)), limit)]

    def _told_by(self, hint: EpisodeHint, only: Filter) -> frozenset[int]:
        """The keys of the episodes that a hint may mean, of each drama that is searched."""
        within = self._within(only)
        by_drama: dict[str, dict[tuple[int, int], int]] = defaultdict(dict)
        for key in self._places if within is None else within:
            place = self._places[key]
            by_drama[place.drama.id][place.season, place.number] = key
        return frozenset(keys[code] for keys in by_drama.values() for code in hint.among(keys))

    def _ranked(self, query: Query, only: Filter, limit: int) -> list[Span]:
        at = query.episode.at if query.episode else None
        is_far = bool(query.phrases) or at is not None  # what is asked for may be far down
        depth = _DEEPER if is_far else 1
        ranker, candidates = self._prepared(query, only, depth * max(_CANDIDATES, 4 * limit))
        looked_at = depth * max(_SPANS_LOOKED_AT, limit * 3 // 2)
        spans = quoted_first(query, ranker.rank(candidates, looked_at), self._spoken)
        if at is not None:
            spans.sort(key=lambda span: not span.start - _ABOUT <= at <= span.end + _ABOUT)
        return spans

    def _prepared(self, query: Query, only: Filter, depth: int) -> tuple[Ranker, list[Candidate]]:
        """What ranks the answers to a query, and what there is to be ranked."""
        concepts = query.concepts
        wider = 1 if only.drama is None else _WITHIN
        candidates = self._index.candidates(concepts, only, wider * depth)
        for leaning in query.leanings if only.drama is None else ():
            inside = replace(only, drama=leaning.drama)
            candidates += self._index.candidates(concepts, inside, depth // 2)
        within = self._within(only)
        near = self.vectors.nearness(concepts, within)
        if near is not None and sum(c.part == "words" for c in concepts) >= _DESCRIPTION:
            candidates += self.vectors.nearest(near, within, wider * _NEAREST)
            if query.part is not None:
                candidates += self.vectors.nearest(near, within, wider * _NEAREST, query.part.part)
        ids = self._reader.lemma_ids(lemma for c in concepts for lemma in c.wanted)
        sources = Sources(self._concordance, self._cut, self._meaning, self.vectors)
        idfs = [self._index.idf(concept, only.drama) for concept in concepts]
        favored = self._favored(query, candidates)
        return Ranker(query, idfs, ids, sources, favored, near, wider * LOOKED_AT), candidates

    def _within(self, only: Filter) -> list[int] | None:
        """The keys of the episodes that may be found; None where all may."""
        drama, season, number = only.drama, only.season, only.number
        if drama is None and season is None and number is None:
            return None if only.episodes is None else [*only.episodes]
        return [
            key
            for key, is_ in self._places.items()
            if (only.episodes is None or key in only.episodes)
            and drama in {None, is_.drama.id}
            and season in {None, is_.season}
            and number in {None, is_.number}
        ]

    def _favored(self, query: Query, candidates: list[Candidate]) -> dict[int, Why]:
        """How much a query leans to the dramas of some episodes."""
        leaning = {each.drama: each for each in sorted(query.leanings, key=lambda e: e.weight)}
        favored = {}
        for key in {candidate.episode for candidate in candidates} if leaning else ():
            episode = self._places.get(key)
            each = leaning.get(episode.drama.id) if episode else None
            if episode and each:
                favored[key] = Why(each.part, episode.drama.title, each.weight)
        return favored

    def _cut(self, key: int) -> StoredScenes | None:
        """The scenes of an episode; None where there are none, or it is gone."""
        found = self._episode(key)
        return (found[1] or None) if found else None

    def _hits(self, spans: Iterable[Span], limit: int, only: Filter) -> list[Hit]:
        """The answers, none of which overlaps another or shows the same again.

        Of a scene and its replays the first showing stands where the best of them would.
        """
        hits: list[Hit] = []
        showings: list[Shown] = []
        for span in spans:
            found = self._episode(span.episode)
            concordance = self._concordance(span.episode)
            if found is None or concordance is None:
                continue
            start, end = span.start, span.end
            if end <= found[1][0].start or span.peak / 1000 > found[1][-1].end + WINDOW_SECONDS:
                continue  # the index has yet to learn that the episode is another one now
            if not span.why or not _allowed(only, start, end, found[1]):
                continue
            start = max(start, found[1][0].start)  # a point may lie before all that is said
            hit = Hit(span.scene, start, end, round(span.score, 4), span.why, span.peak / 1000)
            mine = Shown(concordance, start, end)
            same = [n for n, other in enumerate(hits) if shows_same(hit, mine, other, showings[n])]
            if not same:
                hits.append(hit)
                showings.append(mine)
            elif len(same) == 1 and showing(hit) < showing(hits[same[0]]):
                hits[same[0]], showings[same[0]] = hit, mine
            if len(hits) == limit:
                break
        return hits

    def _concordance(self, key: int) -> Concordance | None:
        if key in self._concordances:
            self._concordances.move_to_end(key)
            return self._concordances[key]
        found = self._concordances[key] = self._reader.concordance(key)
        if len(self._concordances) > _CACHED_CONCORDANCES:
            self._concordances.popitem(last=False)
        return found

    def _spoken(self, key: int, language: str) -> Spoken | None:
        """What is said in an episode in a language, if it has a track in it."""
        asked = key, language
        if asked not in self._texts:
            if len(self._texts) >= _CACHED_TEXTS:
                del self._texts[next(iter(self._texts))]
            self._texts[asked] = self._reader.spoken(key, language)
        return self._texts[asked]

    def _episode(self, key: int) -> tuple[StoredEpisode, StoredScenes] | None:
        if key not in self._scenes:
            if len(self._scenes) > _CACHED_EPISODES:
                del self._scenes[next(iter(self._scenes))]
            stored = self._reader.episode(key)
            self._scenes[key] = (stored, self._reader.stored_scenes(stored)) if stored else None
        return self._scenes[key]

    def _forget_if_changed(self) -> None:
        if self._reader.version != self._version:
            self._version = self._reader.version
            self._concordances.clear()
            self._scenes.clear()
            self._texts.clear()
            self._verbatim.forget()
            self._last = self._wanted = None
            self._hidden = self._reader.hidden()
            self._meaning = Meaning(self._reader.lemma_ids)
            self.vectors = SceneVectors.of(self._reader.meanings())
            self._places = {each.key: each.episode for each in self._reader.episodes()}
            dramas = self._reader.dramas()
            self._titles = Titles(dramas)
            people = {drama.id: self._reader.people(drama.id) for drama in dramas}
            self._people = People(people, cache(self._reader.full_names))
            self._index.reload()


def _allowed(only: Filter, start: float, end: float, scenes: Sequence[Scene]) -> bool:
    """Whether a scene that the span shows some of is one that is asked for."""
    return any(only.allows(scene) for scene in scenes_within(scenes, start, end))
