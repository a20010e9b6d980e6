"""Who is who in a drama and who is in its scenes: told once all its episodes are analysed.

Like an episode's analysis it is a pure function that any executor can run: what the episodes tell
of people goes in, the drama's people and those of each scene come out.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from jangmyeon.model import Person, Role
from jangmyeon.names import people_of
from jangmyeon.scenes import present
from jangmyeon.store import unpack_sightings


@dataclass(frozen=True, slots=True)
class EpisodeTraces:
    """An episode's key, start and end of its scenes (seconds), and its packed sightings."""

    key: int
    spans: tuple[tuple[float, float], ...]
    sightings: bytes


@dataclass(frozen=True, slots=True)
class CastingJob:
    """A drama to be cast: its cast list, and what was seen in its episodes."""

    drama: str
    cast: tuple[Role, ...]
    episodes: tuple[EpisodeTraces, ...]


@dataclass(frozen=True, slots=True)
class Casting:
    """A drama's people, and by episode key the names of those in each scene."""

    drama: str
    people: tuple[Person, ...]
    present: dict[int, tuple[tuple[str, ...], ...]]


def cast_drama(job: CastingJob) -> Casting:
    """Tell the people of a drama, and who is in each of its scenes."""
    seen = {episode.key: unpack_sightings(episode.sightings) for episode in job.episodes}
    people = people_of(job.cast, list(seen.values()))
    here = {e.key: present(e.spans, seen[e.key], people) for e in job.episodes}
    scenes = Counter(name for episode in here.values() for scene in episode for name in scene)
    counted = (replace(person, scenes=scenes[person.name]) for person in people)
    return Casting(job.drama, tuple(counted), here)
