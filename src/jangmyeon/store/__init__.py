"""The library's truth: one SQLite file, written by one process at a time, read by many."""

from jangmyeon.store.condition import Condition, inspect
from jangmyeon.store.database import FILE_NAME, SCHEMA_VERSION, open_reader
from jangmyeon.store.horizon import Horizon, Mark, airing
from jangmyeon.store.packing import (
    Concordance,
    PackedTrack,
    caption_key,
    pack_concordance,
    pack_script,
    pack_sightings,
    pack_track,
    unpack_concordance,
    unpack_script,
    unpack_sightings,
)
from jangmyeon.store.reading import Reader
from jangmyeon.store.reading_profiles import SceneRow
from jangmyeon.store.records import (
    EpisodeRecord,
    KnownFile,
    MomentRow,
    Occurrences,
    StoredEpisode,
    Totals,
)
from jangmyeon.store.spoken import Spoken
from jangmyeon.store.stored_scenes import StoredScenes
from jangmyeon.store.writing import Writer, is_being_written

__all__ = [
    "FILE_NAME",
    "SCHEMA_VERSION",
    "Concordance",
    "Condition",
    "EpisodeRecord",
    "Horizon",
    "KnownFile",
    "Mark",
    "MomentRow",
    "Occurrences",
    "PackedTrack",
    "Reader",
    "SceneRow",
    "Spoken",
    "StoredEpisode",
    "StoredScenes",
    "Totals",
    "Writer",
    "airing",
    "caption_key",
    "inspect",
    "is_being_written",
    "open_reader",
    "pack_concordance",
    "pack_script",
    "pack_sightings",
    "pack_track",
    "unpack_concordance",
    "unpack_script",
    "unpack_sightings",
]
