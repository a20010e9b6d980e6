"""What a format's reader hands on: one language's captions, as the file has them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from jangmyeon.model import Caption


@dataclass(frozen=True, slots=True)
class Reading:
    """The captions of one language in a caption file, not yet mended or sorted.

    ``Caption.text`` is plain text with one exception: ``<v Name>`` stands before words where the
    file itself tells who says them (a WebVTT voice, a TTML agent, the actor field of an ASS event).
    ``language`` is what the file says, as an ISO 639-1 code, or ``und``.
    """

    captions: tuple[Caption, ...]
    language: str = "und"
    notices: tuple[str, ...] = ()


def counted(number: int, what: str, done: str) -> str:
    """A notice that agrees in number.

    >>> counted(1, "caption", "out of order: sorted")
    '1 caption out of order: sorted'
    >>> counted(12, "caption", "out of order: sorted")
    '12 captions out of order: sorted'
    """
    return f"{number:,} {what}{'' if number == 1 else 's'} {done}"


def voiced(name: str, text: str) -> str:
    """Put the voice tag of WebVTT before words.

    >>> voiced("Se-ri", "I know.")
    '<v Se-ri>I know.'
    """
    safe = " ".join(name.replace("<", " ").replace(">", " ").split())
    return f"<v {safe}>{text}" if safe else text


def some(captions: Iterable[Caption]) -> tuple[Caption, ...]:
    """The captions that show anything at all."""
    return tuple(caption for caption in captions if caption.text.strip())
