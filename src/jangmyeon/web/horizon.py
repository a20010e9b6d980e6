"""How far a drama has been seen, as the control on its pages shows it."""

from __future__ import annotations

from dataclasses import dataclass

from jangmyeon.library import Library


@dataclass(frozen=True, slots=True)
class HorizonShown:
    """How far a drama has been seen.

    ``seen`` is ``all``, ``none`` or an episode's code; ``episodes`` are the codes of all episodes,
    those that are hidden among them, so that one can say where one is.
    """

    drama: str
    seen: str
    episodes: tuple[str, ...]


def horizon_of(library: Library, drama: str) -> HorizonShown:
    """How far a drama has been seen.

    Raises:
        NotOnShelfError: there is no such drama.
    """
    found = library.drama(drama, spoilers=True)
    mark = library.seen(found.id)
    codes = tuple(episode.code for episode in library.episodes(found.id, spoilers=True))
    if mark is None:
        return HorizonShown(found.id, "all", codes)
    season, number = mark
    return HorizonShown(found.id, f"S{season:02}E{number:02}" if number else "none", codes)
