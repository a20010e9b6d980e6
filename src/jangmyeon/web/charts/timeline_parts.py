"""What an episode's timeline is drawn from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SceneBlock:
    """A scene: how high its block is and which color it has, and where a click leads.

    ``intensity`` and ``romance`` are 0 to 3, ``strength`` 0 to 1. ``landmark`` is the word for what
    makes it stand out, shown where there is room. ``starred`` tells that the viewer gave it stars;
    one that is not ``lit`` steps back.
    """

    start: float
    end: float
    address: str
    label: str
    mood: str = ""
    strength: float = 0.0
    intensity: float = 0.0
    romance: float = 0.0
    landmark: str = ""
    worth: float = 0.0
    starred: bool = False
    lit: bool = True


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of a lane. ``text`` stands in it where it fits; ``kind`` is its class."""

    start: float
    end: float
    label: str
    text: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Curve:
    """A tone along the episode: its values (0 to 1) are equally far apart."""

    name: str
    kind: str
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Lane:
    """Somebody, and when they are there. A click on the name leads to ``address``, if anywhere."""

    name: str
    label: str
    bars: tuple[Bar, ...]
    address: str = ""
    lit: bool = True


@dataclass(frozen=True, slots=True)
class Names:
    """What rows are called, and the whole picture."""

    picture: str
    scenes: str
    places: str
    music: str


@dataclass(frozen=True, slots=True)
class EpisodeRows:
    """All rows of an episode's timeline; ``length`` is that of the episode, in seconds."""

    length: float
    scenes: tuple[SceneBlock, ...] = ()
    places: tuple[Bar, ...] = ()
    music: tuple[Bar, ...] = ()
    curves: tuple[Curve, ...] = ()
    people: tuple[Lane, ...] = ()
