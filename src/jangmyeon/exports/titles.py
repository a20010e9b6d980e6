"""What a scene is called in a list of chapters."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from jangmyeon.model import Scene

Title: TypeAlias = Callable[[Scene], str]
"""Gives a scene a title of one line."""

_MOST = 4  # people


def scene_title(scene: Scene) -> str:
    """The number of a scene, who is there, and what happens.

    >>> from jangmyeon.model import Drama, Episode, Moment
    >>> pier = Episode(Drama("pier-2020", "Pier"), 1, 2)
    >>> scene_title(Scene(pier, 3, 0, 9, ("세리", "정혁"), moments=(Moment("farewell", 0.6),)))
    '3. 세리, 정혁: farewell'
    """
    people = ", ".join(scene.people[:_MOST])
    kind = scene.moments[0].kind if scene.moments else ""
    told = ": ".join(part for part in (people, kind) if part)
    return f"{scene.number}. {told}".rstrip(". ") if told else f"{scene.number}."


def one_line(text: str) -> str:
    """A title as one line, without what no file of text may hold."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
