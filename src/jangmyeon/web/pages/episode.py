"""An episode at one look: its scenes in time, what they are like, who is there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query
from markupsafe import Markup

from jangmyeon.guides import find_kinds
from jangmyeon.guides.moods import music_of
from jangmyeon.library import Library
from jangmyeon.model import Episode, Person, Scene
from jangmyeon.web.addresses import drama_address, episode_address
from jangmyeon.web.charts import episode_timeline
from jangmyeon.web.horizon import HorizonShown, horizon_of
from jangmyeon.web.naming import language_of, title_of
from jangmyeon.web.pages.episode_picture import rows_of, words_of
from jangmyeon.web.pages.episode_scenes import ScenePart, Scenes
from jangmyeon.web.paging import page
from jangmyeon.web.parameters import Code, DramaId, season_and_number
from jangmyeon.web.settings import Language
from jangmyeon.web.viewer import Viewer

router = APIRouter(tags=["dramas"])

Kind = Annotated[
    str,
    Query(description="Only scenes with this kind of moment.", max_length=60, examples=[""]),
]
Somebody = Annotated[
    str,
    Query(description="Only scenes with this person.", max_length=100, examples=[""]),
]


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that scenes can be narrowed to, and how many of the episode have it."""

    key: str
    name: str
    scenes: int


@dataclass(frozen=True, slots=True)
class MusicPart:
    """Music of one mood, in seconds."""

    start: float
    end: float
    mood: str
    text: str


@dataclass(frozen=True, slots=True)
class EpisodeHead:
    """Which episode it is, and where it stands in its drama.

    ``previous`` and ``next`` are the addresses of the episodes beside it, as far as they may be
    shown, ``watch`` that of its video, empty where there is none. ``hidden`` is the code of the
    next one, where that lies behind the horizon. ``seen`` is ``yes``, ``last`` (no later one was
    seen), or empty.
    """

    drama: str
    title: str
    title_language: str
    drama_address: str
    address: str
    code: str
    season: int
    number: int
    name: str
    name_language: str
    duration: float
    previous: str
    next: str
    hidden: str
    seen: str
    watch: str


@dataclass(frozen=True, slots=True)
class EpisodePage:
    """An episode: its scenes in order, its music, and what scenes can be narrowed to.

    ``kind`` and ``person`` are what they are narrowed to, empty where they are not.
    """

    head: EpisodeHead
    horizon: HorizonShown
    language: Language
    kind: str
    person: str
    kinds: tuple[Choice, ...]
    people: tuple[Choice, ...]
    scenes: tuple[ScenePart, ...]
    music: tuple[MusicPart, ...]

    @property
    def matching(self) -> tuple[ScenePart, ...]:
        """The scenes that were asked for."""
        return tuple(scene for scene in self.scenes if scene.matches)

    @property
    def timeline(self) -> Markup:
        """The picture of the episode."""
        return episode_timeline(rows_of(self), words_of(self))


def episode(
    library: Library,
    viewer: Viewer,
    drama_id: DramaId,
    code: Code,
    kind: Kind = "",
    person: Somebody = "",
) -> EpisodePage:
    """An episode: its scenes with moods, people and key lines, its music.

    Scenes can be narrowed to a kind of moment (in English or Korean) and a person; ``matches``
    tells which are meant.
    """
    season, number = season_and_number(code)
    show = viewer.spoilers
    scenes = library.scenes(drama_id, season, number, spoilers=show)
    captions = library.captions(drama_id, season, number, spoilers=show)
    episodes = library.episodes(drama_id, spoilers=show)
    here = next(each for each in episodes if (each.season, each.number) == (season, number))
    people = library.people(here.drama.id, spoilers=show)
    telling = Scenes(library, viewer, here, captions)
    narrowing = _Narrowing(kind.strip(), person.strip(), people, telling)
    horizon = horizon_of(library, here.drama.id)
    return EpisodePage(
        head=_head(here, episodes, horizon, viewer, telling),
        horizon=horizon,
        language=viewer.language,
        kind=narrowing.kind,
        person=narrowing.person,
        kinds=_kinds_of(scenes, telling),
        people=_people_of(scenes, telling),
        scenes=tuple(telling.part(scene, matches=narrowing.takes(scene)) for scene in scenes),
        music=tuple(
            MusicPart(each.start, each.end, each.mood, each.text)
            for each in music_of(captions, here.duration)
        ),
    )


def _head(
    here: Episode,
    episodes: Sequence[Episode],
    horizon: HorizonShown,
    viewer: Viewer,
    telling: Scenes,
) -> EpisodeHead:
    before, after = _beside(episodes, here)
    title = title_of(here.drama, viewer)
    return EpisodeHead(
        drama=here.drama.id,
        title=title,
        title_language=language_of(title),
        drama_address=drama_address(here.drama.id),
        address=episode_address(here),
        code=here.code,
        season=here.season,
        number=here.number,
        name=here.title,
        name_language=language_of(here.title),
        duration=here.duration,
        previous=before,
        next=after,
        hidden="" if after else _following(horizon.episodes, here.code),
        seen=_seen(horizon, here),
        watch=telling.video,
    )


class _Narrowing:
    """Which scenes were asked for."""

    def __init__(self, kind: str, person: str, people: Sequence[Person], telling: Scenes) -> None:
        self._telling = telling
        self._kinds = find_kinds(kind) if kind else frozenset()
        self.kind = next(iter(self._kinds)) if len(self._kinds) == 1 else kind
        self.person = next(
            (each.name for each in people if person and person in _called(each)), person
        )

    def takes(self, scene: Scene) -> bool:
        kinds = not self._kinds or bool(self._kinds.intersection(self._telling.kinds(scene)))
        return kinds and (not self.person or self.person in scene.people)


def _called(person: Person) -> tuple[str, ...]:
    return (person.name, person.latin, person.full_name, *person.spellings)


def _kinds_of(scenes: Iterable[Scene], telling: Scenes) -> tuple[Choice, ...]:
    counted = Counter(kind for scene in scenes for kind in telling.kinds(scene))
    return tuple(Choice(kind, telling.kind(kind), many) for kind, many in counted.most_common())


def _people_of(scenes: Iterable[Scene], telling: Scenes) -> tuple[Choice, ...]:
    counted = Counter(name for scene in scenes for name in scene.people)
    return tuple(Choice(name, telling.name(name), many) for name, many in counted.most_common())


def _beside(episodes: Sequence[Episode], here: Episode) -> tuple[str, str]:
    """The addresses of the episodes before and after one, empty where there is none."""
    at = [each.code for each in episodes].index(here.code)
    before, after = episodes[max(at - 1, 0) : at], episodes[at + 1 : at + 2]
    return (
        next(map(episode_address, before), ""),
        next(map(episode_address, after), ""),
    )


def _following(codes: Sequence[str], code: str) -> str:
    return next(iter(codes[codes.index(code) + 1 :]), "") if code in codes else ""


def _seen(horizon: HorizonShown, here: Episode) -> str:
    """Whether an episode has been seen, as far as the viewer ever told."""
    if horizon.seen == here.code:
        return "last"
    if horizon.seen in ("all", "none") or horizon.seen not in horizon.episodes:
        return ""
    codes = horizon.episodes
    return "yes" if codes.index(here.code) < codes.index(horizon.seen) else ""


page(router, "/dramas/{drama_id}/{code}", "episode.html", episode)  # a video may come at any time
