"""What pages are asked with: types for the parameters of many, with their bounds."""

from __future__ import annotations

import re
from typing import Annotated, TypeAlias

from fastapi import Path, Query

_LONGEST = 400
LONGEST_ADDRESS = 16_000
"""Letters of an address to go back to: a query of Korean words is nine times as long in one."""

CODE = re.compile(r"^[Ss][0-9]{1,4}[Ee][0-9]{1,4}$")

DramaId: TypeAlias = Annotated[
    str,
    Path(
        description="A drama's id, or its title in any language.",
        max_length=_LONGEST,
        examples=["last-ferry-from-sorado-2024"],
    ),
]
Code: TypeAlias = Annotated[
    str,
    Path(
        description="An episode, as files are named.",
        pattern=CODE.pattern,
        examples=["S01E02"],
    ),
]
At: TypeAlias = Annotated[
    float, Path(description="A second of the episode.", ge=0, le=86_400, examples=[608])
]
AboutDrama: TypeAlias = Annotated[
    str,
    Query(
        description="Only this drama: its id, or its title in any language.",
        max_length=_LONGEST,
        examples=[""],
    ),
]
Number: TypeAlias = Annotated[int, Query(description="Which page.", ge=1, le=1_000, examples=[1])]


def season_and_number(code: str) -> tuple[int, int]:
    """The season and the number of an episode's code.

    >>> season_and_number("S01E16")
    (1, 16)
    """
    season, _, number = code.upper().removeprefix("S").partition("E")
    return int(season), int(number)
