"""The anatomy of a scene: what a columnist would write of it by hand, as data.

``anatomy_making.dissect`` makes one; ``views`` draws it. Times are seconds from the start of the
episode. Sentences are in the language that was asked for, captions in their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from jangmyeon.model import Episode, Line, Moment, Passage, Scene, Sound, Why

Nearness = Literal["before", "after", "led before", "leads on", "met before", "meets next"]


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where in the story a scene stands.

    ``of_episode`` and ``of_drama`` are shares (0 to 1) of the way through the episode, and through
    as much of the drama as may be shown; ``sentence`` tells them.
    """

    episode: Episode
    of_episode: float
    of_drama: float
    sentence: str


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody in the scene; ``lines`` counts those of which captions tell that they are theirs."""

    name: str
    latin: str = ""
    actor: str = ""
    lines: int = 0


@dataclass(frozen=True, slots=True)
class Neighbor:
    """A scene that leads here or follows, in a sentence, with a caption that shows it.

    The others are further off: ``led before`` and ``leads on`` show much of the same in the same
    episode; where ``met before`` and ``meets next``, its people were together last, or are next.
    """

    how: Nearness
    scene: Scene
    sentence: str
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Beat:
    """A part of a scene: what happens in it, by what it begins, and its most telling line.

    ``kind`` is that of the moment it shows; empty where nobody says a word. ``words`` are those
    that set it apart.
    """

    start: float
    end: float
    kind: str
    sentence: str
    begins: str
    line: Line | None = None
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """Where the tone changes most, with the caption that stands there."""

    at: float
    before: str
    after: str
    sentence: str
    shown: Line | Sound | None = None


@dataclass(frozen=True, slots=True)
class KeyLine:
    """A line that carries the scene; the parts of ``why`` add up to ``weight``.

    ``who`` says it, empty where that cannot be told; ``guessed`` where captions do not.
    ``translation`` is from another track of the episode, where there is one.
    """

    line: Line
    weight: float
    why: tuple[Why, ...]
    translation: str = ""
    who: str = ""
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Trope:
    """A trope that a scene takes part in, with what shows it."""

    id: str
    name: str
    shown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rarity:
    """How a scene stands among those of the shelf that may be shown.

    ``percentile`` (0 to 100) of the ``among`` scenes compared show less of it.
    """

    what: str
    value: float
    percentile: float
    among: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Alike:
    """A scene of another drama that is like this one; the parts of ``why`` make up ``score``."""

    scene: Scene
    score: float
    sentence: str
    why: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """A word that sets the scene apart, and what it means where that is known."""

    lemma: str
    gloss: str
    weight: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of time in a timeline, and what it is."""

    start: float
    end: float
    label: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """When somebody speaks; a bar's ``kind`` is ``told``, or ``likely`` where it is a guess."""

    name: str
    latin: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Tone:
    """One tone along a scene: times and how much of it, 0 to 1."""

    name: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The scene in time, to be drawn."""

    lanes: tuple[Lane, ...]
    silences: tuple[Bar, ...]
    sounds: tuple[Bar, ...]
    music: tuple[Bar, ...]
    tones: tuple[Tone, ...]


@dataclass(frozen=True, slots=True)
class Watch:
    """Where to watch: a file of the shelf, commands to play it there, a link where one is known."""

    path: str
    at: float
    command: str
    link: str = ""
    is_video: bool = False


@dataclass(frozen=True, slots=True)
class Anatomy:
    """A scene, dissected.

    ``scene`` is all of it as one, ``scenes`` are those that make it up: a goodbye that is cut in
    two is one. ``at`` is the second that was asked for. ``language`` is that of the sentences,
    ``en`` or ``ko``.
    """

    sentence: str
    scene: Scene
    scenes: tuple[Scene, ...]
    at: float
    where: Whereabouts
    present: tuple[Present, ...]
    before: tuple[Neighbor, ...]
    after: tuple[Neighbor, ...]
    beats: tuple[Beat, ...]
    turn: Turn | None
    key_lines: tuple[KeyLine, ...]
    timeline: Timeline
    words: tuple[Word, ...]
    sounds: tuple[Sound, ...]
    tropes: tuple[Trope, ...]
    rarity: tuple[Rarity, ...]
    passages: tuple[Passage, ...]
    alike: tuple[Alike, ...]
    watch: Watch | None
    language: str = "en"

    @property
    def episode(self) -> Episode:
        """The episode that the scene is of."""
        return self.scene.episode

    @property
    def start(self) -> float:
        """When the scene begins."""
        return self.scene.start

    @property
    def end(self) -> float:
        """When the scene ends."""
        return self.scene.end

    @property
    def moments(self) -> tuple[Moment, ...]:
        """The kinds of moment that it shows, strongest first, with evidence."""
        return self.scene.moments

    def _repr_html_(self) -> str:
        """How a Jupyter notebook shows it."""
        from jangmyeon.guides.views import notebook_html

        return notebook_html(self)
