"""What is a viewer's own: nouns for notes, stars, tags, lists, and write-ups that were kept."""

from __future__ import annotations

from dataclasses import dataclass

from jangmyeon.model import Passage, Scene

_SHARED = 0.25  # part of the shorter of two spans from which on they are about the same


@dataclass(frozen=True, slots=True)
class Spot:
    """A second of an episode, which stands for the scene around it.

    ``drama`` is an id (or, where a library is asked, a title); ``at`` is in seconds.
    """

    drama: str
    season: int
    number: int
    at: float


@dataclass(frozen=True, slots=True)
class Note:
    """What a viewer wrote of a scene.

    Here as in the others ``written`` is when, in ISO 8601 and UTC; ``scene`` is the scene that the
    spot lies in now, None while its episode is not on the shelf.
    """

    id: int
    spot: Spot
    text: str
    written: str
    scene: Scene | None = None


@dataclass(frozen=True, slots=True)
class Rating:
    """One to five stars for a scene."""

    spot: Spot
    stars: int
    written: str
    scene: Scene | None = None


@dataclass(frozen=True, slots=True)
class Tagged:
    """A scene with a tag."""

    tag: str
    spot: Spot
    written: str
    scene: Scene | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """A scene on a named list."""

    name: str
    spot: Spot
    written: str
    scene: Scene | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """A tag or a list, and how many scenes it has."""

    name: str
    scenes: int


@dataclass(frozen=True, slots=True)
class SeenSoFar:
    """How far a drama, by its id, has been seen; number 0 when nothing of it was."""

    drama: str
    season: int
    number: int
    written: str


@dataclass(frozen=True, slots=True)
class KeptWriteup:
    """A write-up that was kept; ``passages`` counts those that are linked to a scene.

    ``drama`` is the id of the drama that a reader said is meant where it names none.
    """

    source: str
    title: str
    author: str
    date: str
    language: str
    spoilers: bool
    passages: int
    written: str
    drama: str = ""


@dataclass(frozen=True, slots=True)
class KeptPassage:
    """A passage that describes a scene, and who wrote it.

    ``start`` and ``end`` (seconds) are the span it was linked to, ``score`` how sure that is.
    """

    passage: Passage
    source: str
    title: str
    author: str
    spot: Spot
    start: float
    end: float
    score: float

    def tells_of(self, start: float, end: float) -> bool:
        """Whether it tells of a span: shares a good part of it, rather than a border."""
        shared = min(self.end, end) - max(self.start, start)
        return shared > _SHARED * min(self.end - self.start, end - start)


@dataclass(frozen=True, slots=True)
class LinkedWith:
    """What a write-up was linked with.

    ``edition`` tells the episodes that were on the shelf, ``drama`` is the id of the drama that a
    reader said is meant where the write-up names none.
    """

    edition: str = ""
    drama: str = ""


@dataclass(frozen=True, slots=True)
class Merged:
    """How much of a file was new."""

    seen: int = 0
    notes: int = 0
    ratings: int = 0
    tags: int = 0
    listed: int = 0
    writeups: int = 0
