"""A drama: what it is, its episodes with their moods, the tone of its seasons, its people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from fastapi import APIRouter
from markupsafe import Markup

from jangmyeon.guides.moods import MOODS, EpisodeMoods, Mood, SceneMood
from jangmyeon.library import Library
from jangmyeon.model import Drama, Episode, Person
from jangmyeon.web.addresses import episode_address
from jangmyeon.web.charts import Column, Stripe, Tone, barcode, sampled, season_tone
from jangmyeon.web.horizon import HorizonShown, horizon_of
from jangmyeon.web.moods import shares_of, stripes_of, stripes_of_all
from jangmyeon.web.naming import language_of, title_of
from jangmyeon.web.pages.drama_guides import router as guides_router
from jangmyeon.web.paging import page
from jangmyeon.web.parameters import DramaId
from jangmyeon.web.phrases import say, says
from jangmyeon.web.settings import Language
from jangmyeon.web.viewer import Viewer

router = APIRouter(tags=["dramas"])

_POINTS = 12  # of a tone, an episode
_MOST_KINDS = 3  # told of an episode
_DULL = frozenset({"everyday", "comedy"})  # kinds that nearly every episode has most of


@dataclass(frozen=True, slots=True)
class EpisodeRow:
    """An episode of the drama; ``moods`` are those of its scenes in order.

    ``tones`` are how tense, warm, sad and funny it is in the mean, 0 to 1; ``kinds`` what happens
    in it most. ``seen`` tells that the viewer has said so.
    """

    code: str
    season: int
    number: int
    title: str
    title_language: str
    address: str
    duration: float
    seen: bool
    kinds: tuple[str, ...]
    tones: tuple[float, ...]
    moods: tuple[Stripe, ...]
    label: str

    @property
    def barcode(self) -> Markup:
        """Its moods as a picture."""
        return barcode(self.moods, self.label)


@dataclass(frozen=True, slots=True)
class ToneLine:
    """A tone (tense, tender, sad or comic) across a season: twelve values an episode, 0 to 1."""

    mood: Mood
    name: str
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class SeasonPart:
    """A season with its episodes; number 0 holds specials."""

    number: int
    episodes: tuple[EpisodeRow, ...]
    tones: tuple[ToneLine, ...]
    label: str

    @property
    def picture(self) -> Markup:
        """The season's tones."""
        columns = [Column(str(e.number), e.label, e.address) for e in self.episodes]
        lines = [Tone(line.name, line.mood, line.values) for line in self.tones]
        return season_tone(columns, lines, self.label)


@dataclass(frozen=True, slots=True)
class CastMember:
    """Somebody in the drama: their name in the viewer's script, then in the other.

    ``lines`` and ``scenes`` count those of which the captions tell that they are theirs.
    """

    name: str
    name_language: str
    other_name: str
    other_language: str
    actor: str
    lines: int
    scenes: int


@dataclass(frozen=True, slots=True)
class DramaPage:
    """A drama, as far as it may be shown. ``hidden`` episodes lie behind the horizon."""

    id: str
    title: str
    title_language: str
    other_title: str
    other_language: str
    year: int | None
    network: str
    genres: tuple[str, ...]
    plot: str
    plot_language: str
    episodes: int
    hours: float
    scenes: int
    hidden: int
    horizon: HorizonShown
    language: Language
    seasons: tuple[SeasonPart, ...]
    cast: tuple[CastMember, ...]
    label: str

    @property
    def barcode(self) -> Markup:
        """The moods of all its scenes as a picture."""
        rows = (row for season in self.seasons for row in season.episodes)
        return barcode((each for row in rows for each in row.moods), self.label, most=360)


def drama(library: Library, viewer: Viewer, drama_id: DramaId) -> DramaPage:
    """A drama: titles, cast, episodes with their moods, and the tone of its seasons."""
    show = viewer.spoilers
    found = library.drama(drama_id, spoilers=show)
    moods = library.moods(found.id, spoilers=show)
    horizon = horizon_of(library, found.id)
    title = title_of(found, viewer)
    other = next((t for t in (found.title, found.original_title) if t and t != title), "")
    stripes = stripes_of_all(moods)
    return DramaPage(
        id=found.id,
        title=title,
        title_language=language_of(title),
        other_title=other,
        other_language=language_of(other),
        year=found.year,
        network=found.network,
        genres=tuple(_genre(genre, viewer.language) for genre in found.genres),
        plot=found.plot,
        plot_language=language_of(found.plot),
        episodes=len(moods),
        hours=round(sum(each.episode.duration for each in moods) / 3600, 1),
        scenes=len(stripes),
        hidden=len(horizon.episodes) - len(moods),
        horizon=horizon,
        language=viewer.language,
        seasons=tuple(_seasons(moods, horizon, viewer.language)),
        cast=_cast(found, library.people(found.id, spoilers=show), viewer),
        label=say("drama.barcode", viewer.language, shares=shares_of(stripes, viewer.language)),
    )


def _seasons(
    moods: Sequence[EpisodeMoods], horizon: HorizonShown, language: Language
) -> list[SeasonPart]:
    found = []
    for number, group in groupby(moods, key=lambda each: each.episode.season):
        episodes = list(group)
        rows = tuple(_row(each, horizon, language) for each in episodes)
        label = say("drama.tone.picture", language)
        found.append(SeasonPart(number, rows, _tone_lines(episodes, language), label))
    return sorted(found, key=lambda each: (each.number == 0, each.number))


def _row(moods: EpisodeMoods, horizon: HorizonShown, language: Language) -> EpisodeRow:
    episode = moods.episode
    stripes = stripes_of(moods.scenes)
    telling = tuple(kind for kind in moods.kinds if kind not in _DULL)
    shares = shares_of(stripes, language)
    return EpisodeRow(
        code=episode.code,
        season=episode.season,
        number=episode.number,
        title=episode.title,
        title_language=language_of(episode.title),
        address=episode_address(episode),
        duration=episode.duration,
        seen=_is_seen(horizon, episode),
        kinds=(telling or moods.kinds)[:_MOST_KINDS],
        tones=tuple(_mean(moods.scenes, mood) for mood in MOODS),
        moods=stripes,
        label=say("drama.tone.episode", language, n=episode.number, words=shares),
    )


def _tone(scene: SceneMood, mood: Mood) -> float:
    return {
        "tense": scene.tension,
        "tender": scene.warmth,
        "sad": scene.sadness,
        "comic": scene.comedy,
    }[mood]


def _mean(scenes: Sequence[SceneMood], mood: Mood) -> float:
    total = sum(scene.end - scene.start for scene in scenes)
    told = sum(_tone(scene, mood) * (scene.end - scene.start) for scene in scenes)
    return round(told / total, 3) if total else 0.0


def _tone_lines(episodes: Sequence[EpisodeMoods], language: Language) -> tuple[ToneLine, ...]:
    lines = []
    for mood in MOODS:
        values: list[float] = []
        for each in episodes:
            told = [(scene.start, scene.end, _tone(scene, mood)) for scene in each.scenes]
            values += sampled(told, each.episode.duration, _POINTS)
        rounded = tuple(round(value, 3) for value in values)
        lines.append(ToneLine(mood, say(f"drama.tone.{mood}", language), rounded))
    return tuple(lines)


def _is_seen(horizon: HorizonShown, episode: Episode) -> bool:
    codes = horizon.episodes
    if horizon.seen not in codes or episode.code not in codes:
        return False
    return codes.index(episode.code) <= codes.index(horizon.seen)


def _cast(found: Drama, people: Sequence[Person], viewer: Viewer) -> tuple[CastMember, ...]:
    """Those whom captions name, most seen first; then those of the cast list whom they do not."""
    told = [_member(each, viewer) for each in people if each.kind == "person"]
    met = {name for each in people for name in (each.name, each.latin, each.full_name)}
    unheard = [
        CastMember(role.character, language_of(role.character), "", "", role.actor, 0, 0)
        for role in found.cast
        if role.character and role.character not in met
    ]
    return (*told, *unheard)


def _member(person: Person, viewer: Viewer) -> CastMember:
    full = person.full_name or person.name
    name = person.latin if viewer.language == "en" and person.latin else full
    other = next((each for each in (full, person.latin) if each and each != name), "")
    return CastMember(
        name,
        language_of(name),
        other,
        language_of(other),
        person.actor,
        person.lines,
        person.scenes,
    )


def _genre(genre: str, language: Language) -> str:
    key = f"genre.{genre.casefold()}"
    return say(key, language) if says(key) else genre


page(router, "/dramas/{drama_id}", "drama.html", drama, remember=True)
router.include_router(guides_router)
