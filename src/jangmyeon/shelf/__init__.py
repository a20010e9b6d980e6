"""The shelf: folders of captions and videos -> dramas, seasons and episodes with their tracks."""

from jangmyeon.shelf.episodes import same_captions
from jangmyeon.shelf.found import RULES, EpisodeFiles, FileStamp, Identity, Shelf
from jangmyeon.shelf.identify import identify
from jangmyeon.shelf.nfo import About, AboutEpisode, Nfo, read_nfo
from jangmyeon.shelf.scan import scan
from jangmyeon.shelf.source import Reach, ShelfPlace, Source, Url, open_shelf, place_of_shelf
from jangmyeon.shelf.titles import slug
from jangmyeon.shelf.videos import find_video

__all__ = [
    "RULES",
    "About",
    "AboutEpisode",
    "EpisodeFiles",
    "FileStamp",
    "Identity",
    "Nfo",
    "Reach",
    "Shelf",
    "ShelfPlace",
    "Source",
    "Url",
    "find_video",
    "identify",
    "open_shelf",
    "place_of_shelf",
    "read_nfo",
    "same_captions",
    "scan",
    "slug",
]
