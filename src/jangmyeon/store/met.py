"""Who has been met within the spoiler horizon: the people of a drama, told from what was seen."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Protocol

from jangmyeon.model import Person, Role
from jangmyeon.names import people_of
from jangmyeon.scenes import present
from jangmyeon.store.packing import unpack_sightings


@dataclass(frozen=True, slots=True)
class SeenEpisode:
    """An episode that was seen: its key, its scenes' spans (seconds), its packed sightings."""

    key: int
    spans: tuple[tuple[float, float], ...]
    sightings: bytes


@dataclass(frozen=True, slots=True)
class Met:
    """Who has been met in a drama: its people, its cast, and who is in each scene by episode."""

    people: tuple[Person, ...]
    cast: tuple[Role, ...]
    present: dict[int, tuple[tuple[str, ...], ...]]


class Memory(Protocol):
    """Keeps who has been met, since telling it takes a while."""

    def recall(self, drama_id: str, digest: str) -> str | None:
        """What was kept of a drama under this digest."""

    def retain(self, drama_id: str, digest: str, told: str) -> None:
        """Keep what is told of a drama in place of what was kept before."""


def meet(cast: Sequence[Role], episodes: Sequence[SeenEpisode]) -> Met:
    """Tell who has been met in some episodes of a drama.

    Those of the cast whom nobody has named yet are left out, and an actor's name is told once the
    character has been in a scene.
    """
    seen = [unpack_sightings(episode.sightings) for episode in episodes]
    named = [person for person in people_of(cast, seen) if person.spellings]
    here = {
        episode.key: present(episode.spans, sightings, named)
        for episode, sightings in zip(episodes, seen, strict=True)
    }
    scenes = Counter(name for each in here.values() for scene in each for name in scene)
    people = tuple(_as_met(person, scenes[person.name]) for person in named)
    shown = {(person.actor, person.latin, person.full_name) for person in people}
    return Met(people, tuple(role for role in cast if _is_of(role, shown)), here)


def met_before(
    memory: Memory | None, drama_id: str, cast: Sequence[Role], episodes: Sequence[SeenEpisode]
) -> Met:
    """What ``meet`` tells, remembered from an earlier time where it can be."""
    if memory is None:
        return meet(cast, episodes)
    digest = _digest(cast, episodes)
    kept = memory.recall(drama_id, digest)
    if kept is not None:
        return _unpacked(kept, [episode.key for episode in episodes])
    met = meet(cast, episodes)
    memory.retain(drama_id, digest, _packed(met))
    return met


def _as_met(person: Person, scenes: int) -> Person:
    return replace(person, scenes=scenes, actor=person.actor if scenes or person.lines else "")


def _is_of(role: Role, shown: Iterable[tuple[str, str, str]]) -> bool:
    """Whether a role is that of somebody who is shown with their actor."""
    return any(
        role.actor == actor and role.character in {latin, full} for actor, latin, full in shown
    )


def _digest(cast: Sequence[Role], episodes: Sequence[SeenEpisode]) -> str:
    digest = hashlib.blake2b(json.dumps([asdict(role) for role in cast]).encode(), digest_size=12)
    for episode in episodes:
        digest.update(json.dumps(episode.spans).encode())
        digest.update(episode.sightings)
    return digest.hexdigest()


def _packed(met: Met) -> str:
    told = {
        "people": [asdict(person) for person in met.people],
        "cast": [asdict(role) for role in met.cast],
        "present": list(met.present.values()),
    }
    return json.dumps(told, ensure_ascii=False)


def _unpacked(text: str, keys: Sequence[int]) -> Met:
    told: dict[str, Any] = json.loads(text)
    return Met(
        tuple(_person(person) for person in told["people"]),
        tuple(Role(**role) for role in told["cast"]),
        {
            key: tuple(tuple(scene) for scene in scenes)
            for key, scenes in zip(keys, told["present"], strict=True)
        },
    )


def _person(told: dict[str, Any]) -> Person:
    told["spellings"], told["titles"] = tuple(told["spellings"]), tuple(told["titles"])
    return Person(**told)
