"""Scenes taken apart, and written for other programs."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING

from jangmyeon.errors import QueryError
from jangmyeon.exports import (
    Captioned,
    Clip,
    Shelf,
    cmx3600,
    ffmetadata,
    m3u,
    matroska_chapters,
    mpv_edl,
    parquet,
    scenes_csv,
    webvtt_chapters,
)
from jangmyeon.guides import find_aspect, top_scenes
from jangmyeon.library.base import Seen
from jangmyeon.library.own import Own, Target
from jangmyeon.library.sight import Sight
from jangmyeon.model import Line, Scene, Sound
from jangmyeon.store import StoredEpisode
from jangmyeon.store.yours import Spot

if TYPE_CHECKING:
    from jangmyeon.guides.anatomy import Anatomy

_CHAPTERS = {
    "matroska": matroska_chapters,
    "ffmetadata": ffmetadata,
    "webvtt": webvtt_chapters,
}
_FORMS = (*_CHAPTERS, "m3u", "mpv", "edl", "csv", "parquet")
_ISO_639_2 = {"en": "eng", "ko": "kor"}


class Dissecting(Own):
    """Takes scenes apart, and hands them to other programs."""

    def anatomy(
        self,
        where: Target,
        *,
        language: str = "en",
        whole: bool = True,
        alike: bool = True,
        jellyfin: str = "",
        seen: Seen = None,
        spoilers: bool = False,
    ) -> Anatomy:
        """A scene, dissected: who, what leads here, beats, key lines, what it is like.

        Args:
            language: of its sentences, ``en`` or ``ko``.
            whole: take in the scenes beside it that go on with the same people in the same place.
            alike: look for scenes of other dramas like it, too; it takes as long as all else.
            jellyfin: address of a Jellyfin server, for a link.

        Raises:
            NotOnShelfError: there is no such scene, or it lies beyond what has been seen.
            QueryError: there are no phrases in that language.
        """
        from jangmyeon.guides.anatomy_making import Files, dissect

        spot, scene = self._placed(where, seen, spoilers)
        with self._sight(seen, spoilers, spot.drama) as sight:
            stored = sight.episode(spot.drama, spot.season, spot.number)
            told = sight.passages_of(scene.episode, scene.start, scene.end)
            return dissect(
                sight.reader,
                scene,
                tuple(kept.passage for kept in told),
                at=spot.at,
                language=language,
                whole=whole,
                alike=alike,
                files=Files(self.folder, _path(sight, stored), jellyfin),
            )

    def export(  # noqa: PLR0913  each option chooses scenes or a format
        self,
        form: str,
        drama: str | None = None,
        episode: tuple[int, int] | None = None,
        *,
        at: float | None = None,
        kind: str | None = None,
        listed: str | None = None,
        limit: int = 15,
        rate: float = 24.0,
        language: str = "en",
        seen: Seen = None,
        spoilers: bool = False,
    ) -> dict[str, bytes]:
        """Files for other programs, by their names; none where there is no scene to write.

        Args:
            form: matroska, ffmetadata or webvtt (chapters of an episode), m3u, mpv or edl (scenes
                to play), csv or parquet (tables).
            episode: season and number.
            at: the one scene around this second of the episode.
            kind: the best scenes of a kind of moment or of a mood, ``limit`` of them.
            listed: the scenes of the viewer's own list of this name, in its order.
            rate: frames a second, for edl.
            language: of titles, ``en`` or ``ko``.

        Raises:
            NotOnShelfError: there is no such drama or episode.
            QueryError: there is no such form, kind, list or rate, or it needs an episode.
            JangmyeonError: parquet was asked for, and pyarrow is not installed.
        """
        if form not in _FORMS:
            raise QueryError("scenes cannot be written as", where=form, remedy=", ".join(_FORMS))
        with self._sight(seen, spoilers, drama) as sight:
            if form == "parquet":
                return {f"{n}.parquet": t for n, t in parquet(_shelf(sight, drama)).items()}
            if form in _CHAPTERS and (drama is None or episode is None):
                raise QueryError("chapters are those of an episode", remedy="name one")
            if listed is not None:
                on_it = self.listed(listed, seen=seen, spoilers=spoilers)
                scenes = [each.scene for each in on_it if each.scene is not None]
            else:
                scenes = _scenes(sight, drama, episode, at, kind, limit)
            if not scenes:
                return {}
            return {form: self._written(sight, form, scenes, language, rate).encode("utf-8")}

    def _written(
        self, sight: Sight, form: str, scenes: list[Scene], language: str, rate: float
    ) -> str:
        title = _titles(sight, language)
        if form == "matroska":
            return matroska_chapters(scenes, title, _ISO_639_2.get(language, "und"))
        if form in _CHAPTERS:
            return _CHAPTERS[form](scenes, title)
        if form == "csv":
            return scenes_csv(scenes, title)
        clips = [self._clip(sight, scene, title) for scene in scenes]
        return {"m3u": m3u, "mpv": mpv_edl}.get(form, lambda c: cmx3600(c, rate))(clips)

    def _clip(self, sight: Sight, scene: Scene, title: Callable[[Scene], str]) -> Clip:
        episode = scene.episode
        stored = sight.episode(episode.drama.id, episode.season, episode.number)
        path = (
            str(self.folder / stored.video)
            if stored.video
            else f"{episode.drama.title} {episode.code}.mkv"
        )
        name = f"{episode.drama.title} {episode.code}: {title(scene)}"
        return Clip(path, scene.start, scene.end, name)


def _titles(sight: Sight, language: str) -> Callable[[Scene], str]:
    from jangmyeon.guides.anatomy_phrases import Voice

    @cache
    def voice(drama: str) -> Voice:
        return Voice(language, {person.name: person for person in sight.reader.people(drama)})

    return lambda scene: voice(scene.episode.drama.id).scene(scene)


def _scenes(
    sight: Sight,
    drama: str | None,
    episode: tuple[int, int] | None,
    at: float | None,
    kind: str | None,
    limit: int,
) -> list[Scene]:
    reader = sight.reader
    if at is not None and drama is not None and episode is not None:
        return [sight.scene(Spot(drama, *episode, at))]
    if kind is not None:
        season = episode[0] if episode else None
        ranked = top_scenes(reader, find_aspect(kind), limit, sight.drama_id(drama), season)
        return [each.scene for each in ranked]
    if episode is not None and drama is not None:
        return reader.scenes(sight.episode(drama, *episode))
    stored = reader.episodes(sight.drama_id(drama))
    return [scene for each in stored for scene in reader.scenes(each)]


def _shelf(sight: Sight, drama: str | None) -> Shelf:
    reader = sight.reader
    dramas = [sight.drama(drama)] if drama is not None else reader.dramas()
    episodes = [stored for each in dramas for stored in reader.episodes(each.id)]
    return Shelf(
        dramas,
        {each.id: reader.people(each.id) for each in dramas},
        [_captioned(sight, stored) for stored in episodes],
    )


def _captioned(sight: Sight, stored: StoredEpisode) -> Captioned:
    lines, sounds = sight.reader.script(stored.key)
    captions: list[Line | Sound] = sorted([*lines, *sounds], key=attrgetter("start"))
    return Captioned(stored.episode, sight.reader.scenes(stored, evidence=True), captions)


def _path(sight: Sight, stored: StoredEpisode) -> str:
    """The caption file that an episode's scenes were cut from."""
    tracks = sight.reader.tracks(stored.key)
    return tracks[0].path if tracks else ""
