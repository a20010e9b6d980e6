"""The words of the interface, in English and Korean, from the tables in ``phrases/``."""

from __future__ import annotations

from functools import cache
from importlib import resources

from jangmyeon.web.settings import Language

_TABLES = ("core", "drama", "scene", "watch")
_COLUMN: dict[Language, int] = {"en": 0, "ko": 1}


def say(key: str, language: Language, **values: object) -> str:
    """A phrase in a language, with what stands in braces filled in.

    >>> say("home", "en"), say("home", "ko")
    ('Home', '홈')
    >>> say("page.number", "en", n=2)
    'Page 2'

    Raises:
        KeyError: there is no such phrase.
    """
    text = phrases()[key][_COLUMN[language]]
    return text.format(**values) if values else text


def says(key: str) -> bool:
    """Whether there is such a phrase."""
    return key in phrases()


@cache
def phrases() -> dict[str, tuple[str, str]]:
    """Every phrase by its key: English, Korean."""
    folder = resources.files(__package__) / "phrases"
    found: dict[str, tuple[str, str]] = {}
    for name in _TABLES:
        text = folder.joinpath(f"{name}.tsv").read_text("utf-8")
        rows = [row.split("\t") for row in text.splitlines() if row and not row.startswith("#")]
        found.update((key, (english, korean)) for key, english, korean in rows[1:])
    return found
