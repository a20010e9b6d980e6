"""What people write of dramas by hand, made from evidence."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import TYPE_CHECKING

from jangmyeon.errors import QueryError
from jangmyeon.guides import find_aspect, top_scenes
from jangmyeon.library.base import Seen
from jangmyeon.library.own import Own, Target
from jangmyeon.library.sight import Sight
from jangmyeon.model import Ranked, Reason

if TYPE_CHECKING:
    from jangmyeon.guides.moods import EpisodeMoods
    from jangmyeon.guides.quiz import Quiz, QuizKind
    from jangmyeon.guides.related import Related


class Guides(Own):
    """Guides to a drama or to the whole shelf."""

    def top(
        self,
        kind: str,
        drama: str | None = None,
        season: int | None = None,
        limit: int = 15,
        *,
        seen: Seen = None,
        spoilers: bool = False,
    ) -> list[Ranked]:
        """The scenes that show most of a kind of moment, or of a mood; best first.

        Args:
            kind: a kind such as *confession*, or romantic, tense, funny, sad, touching, intense; in
                English or Korean.
            drama: a title in any language, or an id; the whole shelf when None.

        Raises:
            NotOnShelfError: there is no such drama.
            QueryError: there is no such kind, or ``limit`` is below 1.
        """
        if limit < 1:
            raise QueryError("a limit must be 1 or more, not", where=str(limit))
        aspect = find_aspect(kind)
        with self._sight(seen, spoilers, drama) as sight:
            drama_id = sight.drama_id(drama)
            told = sight.told_of(drama_id)
            return top_scenes(sight.reader, aspect, limit, drama_id, season, told)

    def reasons(
        self,
        drama: str,
        n: int = 10,
        *,
        against: bool = False,
        opinions: Sequence[str] = (),
        language: str = "en",
        seen: Seen = None,
        spoilers: bool = False,
    ) -> list[Reason]:
        """Reasons to watch a drama, strongest first: what it has more of than others, shown.

        Measured in as much of it as may be seen, beside the shelf and beside many other dramas;
        scenes are shown rather from its beginning. An aspect in which it is below the middle is no
        reason.

        Args:
            against: for whom it is not, instead: what it has far less of than others.
            opinions: sentences in which people judge it, to stand with the reasons that they speak
                of, before those of the write-ups that are kept.
            language: of what is told, ``en`` or ``ko``.

        Raises:
            NotOnShelfError: there is no such drama.
            QueryError: ``n`` is below 1, or there is no such language.
        """
        from jangmyeon.guides.reasons import reasons_to_watch

        if n < 1:
            raise QueryError("a number of reasons must be 1 or more, not", where=str(n))
        with self._sight(seen, spoilers, drama) as sight:
            drama_id = sight.title(drama).id
            return reasons_to_watch(
                sight.reader,
                drama_id,
                n,
                against=against,
                opinions=(*opinions, *_written(sight, drama_id)),
                language=language,
            )

    def moods(self, drama: str, *, seen: Seen = None, spoilers: bool = False) -> list[EpisodeMoods]:
        """The mood of each scene of a drama, episode by episode, by what happens in it.

        Quick enough for a whole drama at once; ``tone`` tells more of one episode.

        Raises:
            NotOnShelfError: there is no such drama.
        """
        from jangmyeon.guides.moods import moods_of

        with self._sight(seen, spoilers, drama) as sight:
            return moods_of(sight.reader, sight.title(drama).id)

    def related(
        self,
        where: str | Target,
        limit: int = 5,
        *,
        language: str = "en",
        seen: Seen = None,
        spoilers: bool = False,
    ) -> list[Related]:
        """The dramas most like a drama, or the scenes of other dramas most like a scene, and why.

        Args:
            where: a drama's title in any language, or its id; or a scene, an answer or a second.
            language: of what is told, ``en`` or ``ko``.

        Raises:
            NotOnShelfError: there is no such drama or scene, or it lies beyond what has been seen.
            QueryError: ``limit`` is below 1, or there is no such language.
        """
        from jangmyeon.guides.related import related_dramas, related_scenes

        if limit < 1:
            raise QueryError("a limit must be 1 or more, not", where=str(limit))
        if isinstance(where, str):
            with self._sight(seen, spoilers, where) as sight:
                drama = sight.title(where).id
                return related_dramas(sight.reader, drama, limit, language)
        spot, scene = self._placed(where, seen, spoilers)
        with self._sight(seen, spoilers, spot.drama) as sight:
            return related_scenes(sight.reader, scene, limit, language)

    def quiz(
        self,
        kind: QuizKind = "who",
        drama: str | None = None,
        n: int = 10,
        *,
        seed: int = 0,
        language: str = "en",
        seen: Seen = None,
        spoilers: bool = False,
    ) -> Quiz:
        """A quiz of real lines, with its answer key.

        Args:
            kind: ``who`` said it, which ``drama`` it is from, which ``character`` are you.
            drama: a title in any language, or an id; a quiz of characters needs one.
            n: how many questions; there may be fewer, where less is said.
            seed: another number makes another quiz, the same one the same.
            language: of the questions, ``en`` or ``ko``.

        Raises:
            NotOnShelfError: there is no such drama.
            QueryError: there is no such kind, or too little that may be shown to ask about.
        """
        from jangmyeon.guides.quiz_making import make_quiz

        if n < 1:
            raise QueryError("a number of questions must be 1 or more, not", where=str(n))
        with self._sight(seen, spoilers, drama) as sight:
            about = sight.drama_id(drama)
            return make_quiz(sight.reader, kind, about, n, seed=seed, language=language)


def _written(sight: Sight, drama: str) -> list[str]:
    """What kept write-ups say of a drama's scenes, as far as it may be told, by sentences."""
    from jangmyeon.writeups.sentences import sentences

    kept = (
        passage.passage.text
        for stored in sight.reader.episodes(drama)
        for passage in sight.passages_of(stored.episode, 0.0, inf)
    )
    texts = dict.fromkeys(kept)
    return [text[start:end] for text in texts for start, end in sentences(text)]
