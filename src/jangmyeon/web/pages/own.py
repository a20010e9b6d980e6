"""What is a viewer's own of a scene: notes, stars, tags, lists; shown beside it, and written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, TypeAlias

from fastapi import APIRouter, Depends, Form

from jangmyeon.guides.anatomy import Anatomy
from jangmyeon.library import Library, Spot
from jangmyeon.web.paging import write
from jangmyeon.web.parameters import CODE, season_and_number
from jangmyeon.web.viewer import Viewer

router = APIRouter(tags=["own"])

OfDrama: TypeAlias = Annotated[str, Form(description="A drama's id.", max_length=400)]
OfEpisode: TypeAlias = Annotated[
    str, Form(description="An episode's code.", pattern=CODE.pattern, examples=["S01E02"])
]
AtSecond: TypeAlias = Annotated[float, Form(description="A second of it.", ge=0, le=86_400)]
NameOf: TypeAlias = Annotated[str, Form(description="Its name.", max_length=200)]


@dataclass(frozen=True, slots=True)
class OwnNote:
    """A note; ``written`` is when, in ISO 8601 and UTC."""

    id: int
    text: str
    written: str


@dataclass(frozen=True, slots=True)
class OwnMark:
    """A tag or a list that a scene has, and the second it was put at."""

    name: str
    at: float


@dataclass(frozen=True, slots=True)
class Mine:
    """What is a viewer's own of a scene. ``stars`` is 0 where there are none.

    ``stars_at`` is the second to which a new rating goes. ``all_tags`` and ``all_lists`` are the
    names that there are.
    """

    stars: int
    stars_at: float
    notes: tuple[OwnNote, ...]
    tags: tuple[OwnMark, ...]
    lists: tuple[OwnMark, ...]
    all_tags: tuple[str, ...]
    all_lists: tuple[str, ...]


def mine(library: Library, viewer: Viewer, anatomy: Anatomy) -> Mine:
    """What is the viewer's own of a scene, in each of the scenes that make it up."""
    episode, spoilers = anatomy.episode, viewer.spoilers
    here = (episode.drama.id, episode.season, episode.number)
    rated = [r for r in library.ratings(*here, spoilers=spoilers) if _within(r.spot, anatomy)]
    tagged = library.tagged(None, *here, spoilers=spoilers)
    listed = library.on_lists(*here, spoilers=spoilers)
    return Mine(
        stars=rated[0].stars if rated else 0,
        stars_at=rated[0].spot.at if rated else anatomy.at,
        notes=tuple(
            OwnNote(note.id, note.text, note.written)
            for note in library.notes(*here, spoilers=spoilers)
            if _within(note.spot, anatomy)
        ),
        tags=_marks((each.tag, each.spot) for each in tagged if _within(each.spot, anatomy)),
        lists=_marks((each.name, each.spot) for each in listed if _within(each.spot, anatomy)),
        all_tags=tuple(each.name for each in library.tags(spoilers=spoilers)),
        all_lists=tuple(each.name for each in library.lists(spoilers=spoilers)),
    )


def _spot(drama: OfDrama, episode: OfEpisode, at: AtSecond) -> Spot:
    return Spot(drama, *season_and_number(episode), at)


OfScene: TypeAlias = Annotated[Spot, Depends(_spot)]


def add_note(
    library: Library,
    viewer: Viewer,
    spot: OfScene,
    text: Annotated[str, Form(description="What it says.", max_length=10_000)],
) -> str:
    """Write a note on a scene."""
    library.note(spot, text, spoilers=viewer.spoilers)
    return ""


def remove_note(
    library: Library,
    viewer: Viewer,
    note: Annotated[int, Form(description="The number of the note.", ge=1, le=2**53)],
) -> str:
    """Delete a note."""
    library.remove_note(note, spoilers=viewer.spoilers)
    return ""


def rate(
    library: Library,
    viewer: Viewer,
    spot: OfScene,
    stars: Annotated[int, Form(description="1 to 5; 0 takes them away.", ge=0, le=5)] = 0,
) -> str:
    """Give a scene 1 to 5 stars in place of those it had."""
    library.rate(spot, stars or None, spoilers=viewer.spoilers)
    return ""


def add_tag(
    library: Library,
    viewer: Viewer,
    spot: OfScene,
    name: NameOf,
) -> str:
    """Put tags on a scene, several with commas between them."""
    tags = [each for each in name.split(",") if each.strip()] or [name]
    library.tag(spot, *tags, spoilers=viewer.spoilers)
    return ""


def remove_tag(
    library: Library,
    viewer: Viewer,
    spot: OfScene,
    name: NameOf,
) -> str:
    """Take a tag from a scene."""
    library.untag(spot, name, spoilers=viewer.spoilers)
    return ""


def add_to_list(
    library: Library,
    viewer: Viewer,
    spot: OfScene,
    name: NameOf,
) -> str:
    """Put a scene at the end of a list, a new one where there is none of that name."""
    library.add_to_list(name, spot, spoilers=viewer.spoilers)
    return ""


def remove_from_list(
    library: Library,
    viewer: Viewer,
    spot: OfScene,
    name: NameOf,
) -> str:
    """Take a scene off a list."""
    library.remove_from_list(name, spot, spoilers=viewer.spoilers)
    return ""


def _within(spot: Spot, anatomy: Anatomy) -> bool:
    return anatomy.start <= spot.at < anatomy.end


def _marks(told: Iterable[tuple[str, Spot]]) -> tuple[OwnMark, ...]:
    """Each name once, though several scenes that are one here may have it."""
    marks = {name: OwnMark(name, spot.at) for name, spot in told}
    return tuple(marks.values())


write(router, "/notes/add", add_note)
write(router, "/notes/remove", remove_note)
write(router, "/ratings", rate)
write(router, "/tags/add", add_tag)
write(router, "/tags/remove", remove_tag)
write(router, "/lists/add", add_to_list)
write(router, "/lists/remove", remove_from_list)
