"""Where the pages of dramas and episodes are; ``pages.telling`` knows those of scenes."""

from __future__ import annotations

from urllib.parse import quote

from jangmyeon.model import Episode


def drama_address(drama: str) -> str:
    """The page of a drama, by its id.

    >>> drama_address("signal-2016")
    '/dramas/signal-2016'
    """
    return f"/dramas/{quote(drama, safe='')}"


def episode_address(episode: Episode) -> str:
    """The page of an episode."""
    return f"{drama_address(episode.drama.id)}/{episode.code}"
