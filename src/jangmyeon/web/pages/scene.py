"""The page of a scene: its anatomy, what is the viewer's own of it, and scenes like it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Annotated, Literal, TypeAlias

from fastapi import APIRouter, Path, Query

from jangmyeon.guides.anatomy import Anatomy
from jangmyeon.library import Library, Spot
from jangmyeon.model import Episode, Scene
from jangmyeon.web.charts.scene_timeline import ScenePicture
from jangmyeon.web.horizon import HorizonShown, horizon_of
from jangmyeon.web.naming import language_of
from jangmyeon.web.pages import own
from jangmyeon.web.pages import scene_parts as parts
from jangmyeon.web.pages.downloads import Download, download
from jangmyeon.web.pages.telling import Place, Said, Teller, path_of
from jangmyeon.web.pages.translating import Translations
from jangmyeon.web.paging import page
from jangmyeon.web.parameters import At, Code, DramaId, season_and_number
from jangmyeon.web.viewer import Viewer

router = APIRouter(tags=["scene"])

Form: TypeAlias = Annotated[
    Literal["matroska", "ffmetadata", "webvtt", "m3u", "mpv", "edl", "csv"],
    Path(description="Chapters of the episode, or the scene for players and tables."),
]
_FORMS = {
    "matroska": "chapters.xml",
    "ffmetadata": "chapters.ffmeta",
    "webvtt": "chapters.vtt",
    "m3u": "scene.m3u8",
    "mpv": "scene.mpv.edl",
    "edl": "scene.edl",
    "csv": "scene.csv",
}
_NARROWEST = 0.8  # percent of an episode that a scene is drawn with
_CHAPTERS = ("matroska", "ffmetadata", "webvtt")


@dataclass(frozen=True, slots=True)
class ScenePage:
    """A scene, taken apart. Times are seconds from the start of the episode.

    ``at`` is the second that was asked for, ``path`` leads to it. ``left`` and ``wide`` are where
    in the episode the scene stands, in percent of its length; ``of_drama`` (0 to 1) is how far into
    the drama, and ``where`` tells both. ``previous`` and ``next`` are the scenes beside.
    """

    place: Place
    path: str
    at: float
    episode_title: str
    episode_title_language: str
    left: float
    wide: float
    setting: str
    where: str
    of_drama: float
    romance: float
    intensity: float
    previous: Place | None
    next: Place | None
    people: tuple[parts.Somebody, ...]
    moments: tuple[parts.Shows, ...]
    before: tuple[parts.Near, ...]
    after: tuple[parts.Near, ...]
    steps: tuple[parts.Step, ...]
    turning: parts.Turning | None
    key_lines: tuple[parts.Key, ...]
    picture: ScenePicture
    sounds: tuple[Said, ...]
    rarity: tuple[parts.Rare, ...]
    words: tuple[parts.Learn, ...]
    tropes: tuple[parts.Trope, ...]
    written: tuple[parts.Written, ...]
    mine: own.Mine
    horizon: HorizonShown


def scene(library: Library, viewer: Viewer, drama: DramaId, code: Code, at: At) -> ScenePage:
    """A scene by a second in it, taken apart.

    Who is there, what leads here, its beats, key lines, kinds of moment with what shows them,
    where its tone turns, what is heard, how rare it is, what was written of it, and what is the
    viewer's own.
    """
    spot = Spot(drama, *season_and_number(code), at)
    anatomy = library.anatomy(spot, language=viewer.language, alike=False, spoilers=viewer.spoilers)
    teller, translations = Teller(library, viewer), Translations(library, viewer)
    episode, found = anatomy.episode, anatomy.scene
    previous, following = _beside(library, viewer, anatomy)
    voice = teller.voice(episode.drama.id)
    return ScenePage(
        place=teller.place(found),
        path=path_of(episode, found, at),
        at=at,
        episode_title=episode.title,
        episode_title_language=language_of(episode.title),
        left=_percent(found.start, episode.duration),
        wide=max(_percent(found.end - found.start, episode.duration), _NARROWEST),
        setting=voice.setting(found.place, found.time, found.weather),
        where=anatomy.where.sentence,
        of_drama=anatomy.where.of_drama,
        romance=found.romance,
        intensity=found.intensity,
        previous=teller.place(previous) if previous else None,
        next=teller.place(following) if following else None,
        people=parts.people_of(anatomy),
        moments=parts.moments(anatomy.moments),
        before=parts.neighbors(anatomy.before, teller),
        after=parts.neighbors(anatomy.after, teller),
        steps=parts.steps(anatomy, teller, translations),
        turning=parts.turning(anatomy, teller, translations),
        key_lines=parts.key_lines(anatomy, teller),
        picture=parts.picture(anatomy),
        sounds=tuple(teller.said(sound) for sound in anatomy.sounds),
        rarity=parts.rarity(anatomy),
        words=parts.words(anatomy),
        tropes=parts.tropes(anatomy),
        written=parts.written(library, viewer, anatomy),
        mine=own.mine(library, viewer, anatomy),
        horizon=horizon_of(library, episode.drama.id),
    )


@dataclass(frozen=True, slots=True)
class Like:
    """A scene of another drama that is like one, how much (1 at most), and why."""

    place: Place
    score: float
    sentence: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RelatedScenes:
    """Scenes of other dramas that are like one."""

    place: Place
    scenes: tuple[Like, ...]


def related_scenes(
    library: Library,
    viewer: Viewer,
    drama: DramaId,
    code: Code,
    at: At,
    limit: Annotated[int, Query(description="How many at most.", ge=1, le=20)] = 5,
) -> RelatedScenes:
    """Scenes of other dramas that are most like a scene, and why."""
    spot = Spot(drama, *season_and_number(code), at)
    found = library.related(spot, limit, language=viewer.language, spoilers=viewer.spoilers)
    around = _scene_at(library, viewer, spot)
    teller = Teller(library, viewer)
    likes = tuple(
        Like(
            teller.place(each.scene),
            round(each.score, 3),
            each.sentence,
            tuple(part.detail for part in each.why[:4]),
        )
        for each in found
        if each.scene is not None
    )
    return RelatedScenes(teller.place(around), likes)


def export(
    library: Library, viewer: Viewer, drama: DramaId, code: Code, at: At, form: Form
) -> Download:
    """A scene for a player or a table, or the scenes of its episode as chapters."""
    whole = form in _CHAPTERS
    files = library.export(
        form,
        drama,
        season_and_number(code),
        at=None if whole else at,
        language=viewer.language,
        spoilers=viewer.spoilers,
    )
    found = library.drama(drama, spoilers=viewer.spoilers)
    name = f"{found.id}-{code.upper()}" + ("" if whole else f"-{at:.0f}")
    return Download(f"{name}.{_FORMS[form]}", next(iter(files.values()), b""))


def _percent(part: float, whole: float) -> float:
    return round(min(100 * part / whole, 100.0), 2) if whole > 0 else 0.0


def _beside(
    library: Library, viewer: Viewer, anatomy: Anatomy
) -> tuple[Scene | None, Scene | None]:
    """The scenes before and after, over the borders of episodes."""
    episode = anatomy.episode
    scenes = _scenes(library, viewer, episode)
    first, last = anatomy.scenes[0].number, anatomy.scenes[-1].number
    before = [each for each in scenes if each.number < first]
    after = [each for each in scenes if each.number > last]
    if before and after:
        return before[-1], after[0]
    episodes = library.episodes(episode.drama.id, spoilers=viewer.spoilers)
    codes = [each.code for each in episodes]
    place = codes.index(episode.code)
    if not before and place:
        before = _scenes(library, viewer, episodes[place - 1])
    if not after and place + 1 < len(episodes):
        after = _scenes(library, viewer, episodes[place + 1])
    return before[-1] if before else None, after[0] if after else None


def _scenes(library: Library, viewer: Viewer, episode: Episode) -> list[Scene]:
    drama = episode.drama.id
    return library.scenes(drama, episode.season, episode.number, spoilers=viewer.spoilers)


def _scene_at(library: Library, viewer: Viewer, spot: Spot) -> Scene:
    """The scene around a second."""
    scenes = library.scenes(spot.drama, spot.season, spot.number, spoilers=viewer.spoilers)
    return scenes[max(bisect_right(scenes, spot.at, key=lambda each: each.start) - 1, 0)]


page(router, "/dramas/{drama}/{code}/{at}", "scene.html", scene, remember=True)
page(
    router,
    "/dramas/{drama}/{code}/{at}/related",
    "scene_related.html",
    related_scenes,
    remember=True,
)
download(router, "/dramas/{drama}/{code}/{at}/export/{form}", export)
router.include_router(own.router)
