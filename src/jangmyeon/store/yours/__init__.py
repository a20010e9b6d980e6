"""What is a viewer's own: how far they have seen, notes, stars, tags, lists, kept write-ups.

It stands in ``yours.db`` beside the library, which can be built anew from captions; this cannot.
"""

from __future__ import annotations

from jangmyeon.store.yours.condition import OwnCondition, PutBack, inspect_yours, mend_yours
from jangmyeon.store.yours.file import OwnFile, Yours
from jangmyeon.store.yours.opening import FILE_NAME as OWN_FILE_NAME
from jangmyeon.store.yours.records import (
    KeptPassage,
    KeptWriteup,
    LinkedWith,
    Listed,
    Merged,
    Named,
    Note,
    Rating,
    SeenSoFar,
    Spot,
    Tagged,
)

__all__ = [
    "OWN_FILE_NAME",
    "KeptPassage",
    "KeptWriteup",
    "LinkedWith",
    "Listed",
    "Merged",
    "Named",
    "Note",
    "OwnCondition",
    "OwnFile",
    "PutBack",
    "Rating",
    "SeenSoFar",
    "Spot",
    "Tagged",
    "Yours",
    "inspect_yours",
    "mend_yours",
]
