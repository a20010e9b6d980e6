"""What goes into the store for one episode, and what comes back of it."""

from __future__ import annotations

from dataclasses import dataclass

from jangmyeon.model import Episode, Scene
from jangmyeon.store.packing import PackedTrack


@dataclass(frozen=True, slots=True)
class Occurrences:
    """The lemmas of an episode's captions in order of time, before they have ids.

    ``times`` are milliseconds. ``lemmas`` has one row for each of them, rows split by newlines and
    lemmas by spaces: one string travels between processes far cheaper than ten thousand.
    """

    times: tuple[int, ...]
    lemmas: str


@dataclass(frozen=True, slots=True)
class MomentRow:
    """A moment of a scene, by its number, with the keys of the captions that show it."""

    scene: int
    kind: str
    score: float
    evidence: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class EpisodeRecord:
    """All that is stored of an episode.

    Attributes:
        tracks: its caption tracks, the one that scenes were cut from first.
        moments: of the scenes, in whose place they stand.
        speakers: speaker labels with their number of lines.
        sightings: traces of people, as ``pack_sightings`` gives them.
        forms: words as they stand in the captions, with what ``words.analyse`` says of each; a row
            each, split by a tab.
        spoken: digest of the spoken text.
        fingerprint: of the files and the version of the analysis.
    """

    episode: Episode
    tracks: tuple[PackedTrack, ...]
    scenes: tuple[Scene, ...]
    moments: tuple[MomentRow, ...]
    speakers: tuple[tuple[str, int], ...]
    occurrences: Occurrences
    sightings: bytes
    forms: str
    spoken: str
    fingerprint: str
    video: str = ""


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file as the last run saw it. ``identity`` is what the shelf read from its name, as JSON."""

    path: str
    size: int
    mtime_ns: int
    digest: str = ""
    identity: str = ""


@dataclass(frozen=True, slots=True)
class StoredEpisode:
    """An episode with its key in the database."""

    key: int
    episode: Episode
    fingerprint: str = ""
    video: str = ""
    lines: int = 0
    sounds: int = 0
    scenes: int = 0


@dataclass(frozen=True, slots=True)
class Totals:
    """How much a library holds."""

    dramas: int
    episodes: int
    lines: int
    sounds: int
    speakers: int
    scenes: int
