"""The nouns of Jangmyeon: what a drama is made of, and what an answer looks like.

Frozen dataclasses, shared by every floor. All times are seconds from the start of the episode.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

PersonKind = Literal["person", "role"]
LineKind = Literal["speech", "lyric", "screen", "credit"]
SoundKind = Literal[
    "music", "voice", "sound", "action", "manner", "language", "effect", "speech", "other"
]
BlockKind = Literal["title", "heading", "paragraph", "entry", "caption", "quote", "comment"]
FindingKind = Literal[
    "name", "spelling", "actor", "title", "quote", "episode", "year", "network", "spoiler"
]
Place = str
TimeOfDay = Literal["day", "night", "unknown"]
Weather = Literal["rain", "snow", "none", "unknown"]


@dataclass(frozen=True, slots=True)
class Role:
    """A character and who plays them, as a cast list tells it."""

    actor: str
    character: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a drama, with every spelling that was met.

    ``name`` is what the captions call them most, in the captions' own script; ``latin`` is for
    readers of the Latin script. ``full_name`` and ``actor`` are empty while they are not known.
    ``kind`` is ``role`` for those whom captions do not name (엄마, 남자1). ``titles`` are what they
    alone are addressed by, such as 과장 동지. ``lines`` and ``scenes`` count those of which the
    captions tell that they are theirs.
    """

    name: str
    latin: str = ""
    full_name: str = ""
    actor: str = ""
    kind: PersonKind = "person"
    spellings: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    lines: int = 0
    scenes: int = 0


@dataclass(frozen=True, slots=True)
class Drama:
    """A drama (or a film) on the shelf. ``id`` is stable and readable, such as ``signal-2016``."""

    id: str
    title: str
    original_title: str = ""
    year: int | None = None
    network: str = ""
    genres: tuple[str, ...] = ()
    plot: str = ""
    cast: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True)
class Episode:
    """One episode. Season 0 holds specials, as in Kodi and Jellyfin; a film is S01E01."""

    drama: Drama
    season: int
    number: int
    title: str = ""
    duration: float = 0.0

    @property
    def code(self) -> str:
        """The usual short form.

        >>> Episode(Drama("signal-2016", "Signal"), season=1, number=7).code
        'S01E07'
        """
        return f"S{self.season:02}E{self.number:02}"


@dataclass(frozen=True, slots=True)
class Caption:
    """What one caption shows, as its file has it: times and text, with its line breaks.

    ``raised`` says that it stands at the top of the picture, where broadcasters put on-screen text
    and lyrics out of the way.
    """

    start: float
    end: float
    text: str
    raised: bool = False


@dataclass(frozen=True, slots=True)
class Track:
    """One caption track of an episode: a file, or a text stream within a video file.

    ``path`` is relative to the shelf, with forward slashes. ``language`` is an ISO 639-1 code, or
    ``und`` while it is not known. ``stream`` is the stream's index within a video file.
    """

    path: str
    language: str = "und"
    sdh: bool = False
    stream: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """Words somebody says, sings or shows. ``speaker`` is the name in the caption's own script."""

    start: float
    end: float
    text: str
    speaker: str = ""
    kind: LineKind = "speech"
    language: str = "und"


@dataclass(frozen=True, slots=True)
class Sound:
    """Information that is not speech, such as ``[세리의 다급한 신음]``, and what it tells.

    ``mood`` is told of music and effects; ``subject`` is who or what makes the sound. ``place``,
    ``time`` and ``weather`` are what the sound gives away of the setting, empty when nothing.
    """

    kind: SoundKind
    text: str
    mood: str = ""
    subject: str = ""
    emotion: str = ""
    place: str = ""
    time: str = ""
    weather: str = ""
    start: float = 0.0
    end: float = 0.0
    language: str = "und"


@dataclass(frozen=True, slots=True)
class Script:
    """A caption track that has been read: its lines and sounds in order of time.

    ``notices`` tell in plain words what had to be mended while reading.
    """

    track: Track
    lines: tuple[Line, ...]
    sounds: tuple[Sound, ...]
    format: str = ""
    encoding: str = ""
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Moment:
    """What happens in a span: one of the kinds of moment, how sure (0 to 1), and what shows it."""

    kind: str
    score: float
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """Continuous action in one place and time with one set of people."""

    episode: Episode
    number: int
    start: float
    end: float
    people: tuple[str, ...] = ()
    place: Place = "unknown"
    time: TimeOfDay = "unknown"
    weather: Weather = "unknown"
    moments: tuple[Moment, ...] = ()
    romance: float = 0.0
    intensity: float = 0.0


@dataclass(frozen=True, slots=True)
class Why:
    """One part of a score: what was matched, with which words, and how much it added."""

    part: str
    detail: str
    weight: float


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A line or sound shown with an answer. ``marks`` are (start, end) offsets into its text."""

    shown: Line | Sound
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """An answer to a search: the span that answers, the scene around it, and why.

    ``at`` is the second within the span at which the best line stands.
    """

    scene: Scene
    start: float
    end: float
    score: float
    why: tuple[Why, ...] = ()
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class Ranked:
    """A scene's place in a list of the best: its score with its parts, and its key caption.

    ``again`` are later showings of the same scene: replays, recaps, flashbacks.
    """

    scene: Scene
    score: float
    why: tuple[Why, ...] = ()
    key: Line | Sound | None = None
    again: tuple[Scene, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason to watch a drama; with ``against``, for whom it is not.

    ``aspect`` is what it is about, ``title`` what that is called, ``headline`` the number that
    stands out most. ``percentile`` (0 to 100) of dramas have less of it; ``why`` are the numbers.
    ``quotes`` are captions of the ``scenes`` that show it, one each; ``opinions`` are what people
    wrote of it.
    """

    aspect: str
    headline: str
    percentile: float
    scenes: tuple[Scene, ...] = ()
    quotes: tuple[Line | Sound, ...] = ()
    title: str = ""
    why: tuple[Why, ...] = ()
    opinions: tuple[str, ...] = ()
    against: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a write-up as a reader meets it: a heading, a paragraph, an entry of a list.

    ``line`` and ``column`` (both from 1) are where its text starts in the file that was read;
    ``level`` is that of a heading (1 to 6), ``number`` that of a numbered entry, 0 where there is
    none. ``caption`` is what stands under a picture; a ``comment`` is a reader's.
    """

    kind: BlockKind
    text: str
    line: int = 1
    column: int = 1
    level: int = 0
    number: int = 0


@dataclass(frozen=True, slots=True)
class Writeup:
    """An article, review, list or recap that somebody wrote, read into blocks in their order.

    ``source`` is the path or address it was read from. ``spoilers`` tells that it warns of them.
    """

    source: str
    title: str = ""
    author: str = ""
    date: str = ""
    language: str = "und"
    blocks: tuple[Block, ...] = ()
    spoilers: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """The part of a write-up that describes one scene.

    ``drama`` is the id of the drama it is about, empty where that is not on the shelf or cannot be
    told. ``people`` are characters as the captions call them, ``quotes`` what it says was said.
    ``line`` and ``column`` (both from 1) are where it starts in the file that was read.
    """

    text: str
    line: int = 1
    column: int = 1
    heading: str = ""
    drama: str = ""
    people: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    episodes: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A passage and the scene it describes; no scene where the evidence is too thin to say.

    ``start`` and ``end`` are the span that answers, in seconds; ``score`` is how sure the link is,
    0 to 1. ``others`` are the runners-up, and the further scenes of a passage that tells several.
    """

    passage: Passage
    scene: Scene | None = None
    start: float = 0.0
    end: float = 0.0
    score: float = 0.0
    why: tuple[Why, ...] = ()
    others: tuple[Hit, ...] = ()


@dataclass(frozen=True, slots=True)
class Where:
    """A spot in a file: ``line`` and ``column`` count from 1."""

    path: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a write-up that the episodes or the cast contradict.

    ``text`` is what stands there, ``suggestion`` what should (empty when only the writer can tell),
    ``sure`` how sure that is, 0 to 1.
    """

    kind: FindingKind
    where: Where
    text: str
    message: str
    suggestion: str = ""
    sure: float = 1.0


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that could not be used. ``reason`` says what, where and what to do."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What one run of ``Library.index`` did. Counts are of the whole library after the run."""

    episodes: int
    lines: int
    sounds: int
    speakers: int
    scenes: int
    analysed: int
    unchanged: int
    removed: int
    seconds: float
    skipped: tuple[Skipped, ...] = ()
    notices: tuple[Skipped, ...] = field(default=())


def clock(time: float) -> str:
    """A time in seconds as people write it.

    >>> clock(1703.7), clock(3723)
    ('28:23', '1:02:03')
    """
    whole = int(max(time, 0))
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
