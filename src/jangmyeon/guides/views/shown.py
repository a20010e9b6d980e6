"""How times, names and captions are written in every view."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from jangmyeon.guides.anatomy import KeyLine, Present, Word
from jangmyeon.model import Episode, Line, Sound, clock
from jangmyeon.words import is_korean


def span(start: float, end: float) -> str:
    """A stretch of time: ``27:20–32:05``."""
    return f"{clock(start)}–{clock(end)}"


def episode_name(episode: Episode) -> str:
    """A drama's title with the episode's code."""
    return f"{episode.drama.title} {episode.code}"


def person_name(person: Present, language: str) -> str:
    """Somebody's name in full, as readers of a language know it."""
    return person.name if language == "ko" or not person.latin else person.latin


def words_of(shown: Line | Sound) -> str:
    """A caption on one line; sounds stand in brackets."""
    text = " ".join(shown.text.split())
    return f"[{text}]" if isinstance(shown, Sound) else text


def reasons_of(key: KeyLine) -> str:
    """Why a line is key, in words."""
    return "; ".join(dict.fromkeys(part.detail for part in key.why))


def glosses(words: Sequence[Word], language: str) -> str:
    """Words as readers of a language understand them: Korean with what it means in English."""
    korean = language == "ko"
    told = (word.lemma if korean and is_korean(word.lemma) else word.gloss for word in words)
    return ", ".join(dict.fromkeys(told))


def is_web(address: str) -> bool:
    """Whether an address may be linked to: no other scheme than the web's.

    >>> is_web("https://tv.example/web/"), is_web("javascript:alert(1)")
    (True, False)
    """
    return address.startswith(("http://", "https://"))


def tagged(name: str, text: str, **attributes: str) -> str:
    """An HTML element around text, all of it escaped.

    >>> tagged("p", "1 < 2", lang="ko")
    '<p lang="ko">1 &lt; 2</p>'
    """
    told = "".join(f' {each}="{escape(value)}"' for each, value in attributes.items() if value)
    return f"<{name}{told}>{escape(text)}</{name}>"
