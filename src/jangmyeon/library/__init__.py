"""The library: the one object that users hold.

What it can do is told by what a user does: ``indexing`` a folder, ``browsing`` and ``watching`` it,
``finding`` scenes, reading ``guides`` and ``writeups``, saying how much was ``seen``, keeping notes
of their ``own`` and ``carrying`` them elsewhere. Each is a small class over ``base``, which opens,
closes and hides what lies beyond the spoiler horizon.
"""

from __future__ import annotations

from jangmyeon.library.base import Seen
from jangmyeon.library.browsing import Browsing
from jangmyeon.library.carrying import Carrying
from jangmyeon.library.copies import Copies, Marked, OpenedWriteup
from jangmyeon.library.dissecting import Dissecting
from jangmyeon.library.finding import Finding
from jangmyeon.library.guides import Guides
from jangmyeon.library.mending import Mending, Problem
from jangmyeon.library.own import Target
from jangmyeon.library.seen import Horizons
from jangmyeon.library.watching import Watching
from jangmyeon.store.yours import KeptWriteup, Spot

__all__ = ["KeptWriteup", "Library", "Marked", "OpenedWriteup", "Problem", "Seen", "Spot", "Target"]


class Library(Mending, Browsing, Watching, Finding, Guides, Copies, Horizons, Dissecting, Carrying):
    """A folder of dramas, with what Jangmyeon knows of them.

    Args:
        folder: the media library; or the URL of one, such as ``s3://mine/dramas``, for which
            ``jangmyeon[remote]`` has to be installed and what fsspec needs for such a URL.
        data: where Jangmyeon keeps its own data. Unless told otherwise it is ``.jangmyeon`` in the
            folder, or a folder of the user's where that one cannot be written.

    Nothing from later episodes than have been seen is in any answer: ``set_seen`` remembers how far
    that is, ``seen=9`` (of the drama asked about) or ``seen=(2, 3)`` says it for one question, and
    ``spoilers=True`` hides nothing. Dramas of which it was never said show everything.

    Any number of processes may read a library while one indexes it. One object is for one thread.

    >>> with Library("~/Dramas") as library:                           # doctest: +SKIP
    ...     library.index(progress=print)
    ...     library.find("she stops him at the ferry")[0].start
    """
