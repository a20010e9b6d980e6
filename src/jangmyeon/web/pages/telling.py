"""How scenes and captions are told on pages: in the viewer's language, with where they lead."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from math import ceil
from urllib.parse import quote

from jangmyeon.guides.anatomy_phrases import Voice
from jangmyeon.library import Library
from jangmyeon.model import Episode, Line, Scene, Sound
from jangmyeon.web.naming import language_of, title_of
from jangmyeon.web.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Place:
    """A scene as pages lead to it; times are seconds.

    ``path`` is the page of its anatomy, ``title`` the drama's in the viewer's language, and
    ``sentence`` what happens.
    """

    path: str
    drama: str
    title: str
    title_language: str
    code: str
    start: float
    end: float
    sentence: str


@dataclass(frozen=True, slots=True)
class Said:
    """A caption as it is quoted: a line and who says it, or a sound.

    ``guessed`` tells that captions do not say who it is.
    """

    text: str
    language: str
    at: float
    speaker: str = ""
    guessed: bool = False
    sound: bool = False


class Teller:
    """Tells of scenes for one viewer; keeps what people of a drama are called."""

    def __init__(self, library: Library, viewer: Viewer) -> None:
        self._library = library
        self._viewer = viewer
        self._voices: dict[str, Voice] = {}

    def voice(self, drama: str) -> Voice:
        """What sentences about a drama's scenes are made with."""
        known = self._voices.get(drama)
        if known is None:
            people = self._library.people(drama, spoilers=self._viewer.spoilers)
            known = Voice(self._viewer.language, {person.name: person for person in people})
            self._voices[drama] = known
        return known

    def place(self, scene: Scene, at: float | None = None) -> Place:
        """A scene, led to at its start, or at a second within it."""
        episode = scene.episode
        title = title_of(episode.drama, self._viewer)
        return Place(
            path=path_of(episode, scene, at),
            drama=episode.drama.id,
            title=title,
            title_language=language_of(title),
            code=episode.code,
            start=scene.start,
            end=scene.end,
            sentence=self.voice(episode.drama.id).scene(scene),
        )

    def said(self, shown: Line | Sound, drama: str = "") -> Said:
        """A caption, with who says it where its own captions tell."""
        text = " ".join(shown.text.split())
        language = shown.language if shown.language != "und" else language_of(text)
        if isinstance(shown, Sound):
            return Said(text, language, shown.start, sound=True)
        speaker = self.voice(drama).name(shown.speaker) if shown.speaker and drama else ""
        return Said(text, language, shown.start, speaker)


def path_of(episode: Episode, scene: Scene, at: float | None = None) -> str:
    """The path of a scene's page; whole seconds, which lie within the scene where it has any.

    >>> from jangmyeon.model import Drama
    >>> episode = Episode(Drama("signal-2016", "Signal"), 1, 7)
    >>> path_of(episode, Scene(episode, 3, 100.2, 160.0))
    '/dramas/signal-2016/S01E07/101'
    """
    second = scene.start if at is None else min(max(at, scene.start), scene.end)
    whole = ceil(second)
    told = f"{whole}" if whole < scene.end else f"{second:.3f}"
    return f"/dramas/{quote(episode.drama.id, safe='')}/{episode.code}/{told}"


def path_of_writeup(source: str) -> str:
    """The path of a kept write-up's page, which tells nothing of where its file lies.

    >>> path_of_writeup("https://example.org/recap")
    '/writeups/ac2955259884'
    """
    return f"/writeups/{id_of_writeup(source)}"


def id_of_writeup(source: str) -> str:
    """What stands for a kept write-up in paths: a digest of its file or address."""
    return hashlib.blake2b(source.encode("utf-8", "replace"), digest_size=6).hexdigest()
