"""The scenes of an episode, each with all that its page tells of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from jangmyeon.guides import key_caption
from jangmyeon.guides.moods import Mood, SceneMood
from jangmyeon.library import Library
from jangmyeon.model import Episode, Line, Scene, Sound
from jangmyeon.web.charts import shade
from jangmyeon.web.pages.telling import Said, Teller, path_of
from jangmyeon.web.pages.translating import Translations
from jangmyeon.web.phrases import say, says
from jangmyeon.web.settings import Language
from jangmyeon.web.viewer import Viewer

_TOLD = 0.3  # of a kind of moment that a scene is said to have
_MOST_KINDS = 3  # told of a scene
_PLAIN = "everyday"


@dataclass(frozen=True, slots=True)
class ScenePart:
    """A scene of the episode; ``start`` and ``end`` are seconds.

    ``kinds`` are its moments, strongest first; ``setting`` is where and when, in words;
    ``said`` shows it best, ``translated`` is that in the viewer's language, where captions have it;
    ``still`` the address of its picture, empty without a video. ``stars`` and ``notes`` are the
    viewer's own. ``matches`` tells whether it is what was asked for.
    """

    number: int
    start: float
    end: float
    address: str
    sentence: str
    people: tuple[str, ...]
    names: tuple[str, ...]
    kinds: tuple[str, ...]
    place: str
    time: str
    weather: str
    romance: float
    intensity: float
    tension: float
    warmth: float
    sadness: float
    comedy: float
    mood: Mood
    strength: float
    landmark: str
    worth: float
    setting: str
    said: Said | None
    translated: Said | None
    still: str
    stars: int
    notes: tuple[str, ...]
    matches: bool

    @property
    def shade(self) -> str:
        """The classes that give it its color."""
        return shade(self.mood, self.strength)


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of an episode; scenes are told by their numbers."""

    captions: Sequence[Line | Sound]
    moods: Mapping[int, SceneMood]
    stars: Mapping[int, int]
    notes: Mapping[int, tuple[str, ...]]
    stills: str


class Scenes:
    """Tells of the scenes of one episode to one viewer.

    ``video`` is the address of the page that plays it, empty where there is none.

    Args:
        captions: of the episode.
    """

    def __init__(
        self, library: Library, viewer: Viewer, here: Episode, captions: Sequence[Line | Sound]
    ) -> None:
        self._teller = Teller(library, viewer)
        self._translations = Translations(library, viewer)
        self._language: Language = viewer.language
        self._voice = self._teller.voice(here.drama.id)
        self._drama = here.drama.id
        place = f"{quote(here.drama.id, safe='')}/{here.code}"
        path = library.video(here.drama.id, here.season, here.number, spoilers=viewer.spoilers)
        self.video = f"/watch/{place}/0" if path else ""
        self._known = _Known(
            captions,
            _moods(library, here, viewer),
            _stars(library, here, viewer),
            _notes(library, here, viewer),
            f"/stills/{place}" if path else "",
        )

    def kinds(self, scene: Scene) -> tuple[str, ...]:
        """The kinds of moment that a scene is said to have, most telling first."""
        worth = {m.kind: m.score * self._voice.tells(m.kind) for m in scene.moments}
        ranked = sorted(worth, key=lambda kind: -worth[kind])
        sure = {moment.kind for moment in scene.moments if moment.score >= _TOLD}
        found = tuple(kind for kind in ranked if kind in sure or kind == ranked[0])
        return tuple(kind for kind in found if kind != _PLAIN) or found

    def kind(self, kind: str) -> str:
        """What a kind of moment is called."""
        return self._voice.kind(kind)

    def name(self, name: str) -> str:
        """What somebody is called for short."""
        return self._voice.name(name)

    def part(self, scene: Scene, *, matches: bool) -> ScenePart:
        """All that is told of a scene."""
        known, kinds = self._known, self.kinds(scene)
        mood = known.moods.get(scene.number) or SceneMood(scene.number, scene.start, scene.end)
        key = self._key(scene)
        said = self._teller.said(key, self._drama) if key else None
        first = next((kind for kind in kinds if kind != _PLAIN), "")
        score = next((moment.score for moment in scene.moments if moment.kind == first), 0.0)
        told = score * self._voice.tells(first) * (1 + scene.intensity) if first else 0.0
        at = said.at if said else (scene.start + scene.end) / 2
        return ScenePart(
            number=scene.number,
            start=scene.start,
            end=scene.end,
            address=path_of(scene.episode, scene),
            sentence=self._voice.scene(scene),
            people=scene.people,
            names=tuple(map(self.name, scene.people)),
            kinds=kinds[:_MOST_KINDS],
            place=scene.place,
            time=scene.time,
            weather=scene.weather,
            romance=scene.romance,
            intensity=scene.intensity,
            tension=mood.tension,
            warmth=mood.warmth,
            sadness=mood.sadness,
            comedy=mood.comedy,
            mood=mood.mood,
            strength=mood.strength,
            landmark=self.kind(first) if first else "",
            worth=round(told, 3),
            setting=self._setting(scene),
            said=said,
            translated=self._translations.of(scene.episode, key),
            still=f"{known.stills}/{at:.1f}.jpg" if known.stills else "",
            stars=known.stars.get(scene.number, 0),
            notes=known.notes.get(scene.number, ()),
            matches=matches,
        )

    def _key(self, scene: Scene) -> Line | Sound | None:
        weights = {moment.kind: self._voice.tells(moment.kind) for moment in scene.moments}
        here = [c for c in self._known.captions if scene.start <= c.start < scene.end]
        return key_caption(here, scene, weights)

    def _setting(self, scene: Scene) -> str:
        keys = (f"place.{scene.place}", f"time.{scene.time}", f"weather.{scene.weather}")
        return " · ".join(say(key, self._language) for key in keys if says(key))


def _moods(library: Library, here: Episode, viewer: Viewer) -> dict[int, SceneMood]:
    told = library.moods(here.drama.id, spoilers=viewer.spoilers)
    moods = next((each.scenes for each in told if each.episode.code == here.code), ())
    return {mood.number: mood for mood in moods}


def _stars(library: Library, here: Episode, viewer: Viewer) -> dict[int, int]:
    place = (here.drama.id, here.season, here.number)
    told = library.ratings(*place, spoilers=viewer.spoilers)
    return {each.scene.number: each.stars for each in told if each.scene}


def _notes(library: Library, here: Episode, viewer: Viewer) -> dict[int, tuple[str, ...]]:
    place = (here.drama.id, here.season, here.number)
    found: dict[int, tuple[str, ...]] = {}
    for note in library.notes(*place, spoilers=viewer.spoilers):
        if note.scene:
            found[note.scene.number] = (*found.get(note.scene.number, ()), note.text)
    return found
