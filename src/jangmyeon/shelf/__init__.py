"""The shelf: folders of captions and videos -> dramas, seasons and episodes with their tracks."""

from jangmyeon.shelf.episodes import same_captions
from jangmyeon.shelf.found import RULES, EpisodeFiles, FileStamp, Identity, Shelf
from jangmyeon.shelf.identify import identify
from jangmyeon.shelf.nfo import About, AboutEpisode, Nfo, read_nfo
from jangmyeon.shelf.scan import scan
from jangmyeon.shelf.titles import slug

__all__ = [
    "RULES",
    "About",
    "AboutEpisode",
    "EpisodeFiles",
    "FileStamp",
    "Identity",
    "Nfo",
    "Shelf",
    "identify",
    "read_nfo",
    "same_captions",
    "scan",
    "slug",
]
