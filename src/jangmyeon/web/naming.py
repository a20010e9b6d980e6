"""Names and titles as a viewer reads them: in Hangul, or in the Latin script."""

from __future__ import annotations

import re

from jangmyeon.model import Drama, Person
from jangmyeon.web.viewer import Viewer

_HANGUL = re.compile(r"[가-힣ㄱ-ㅎㅏ-ㅣ]")


def title_of(drama: Drama, viewer: Viewer) -> str:
    """A drama's title in the viewer's language, where it has one.

    >>> signal = Drama("signal-2016", "Signal", original_title="시그널")
    >>> title_of(signal, Viewer("ko")), title_of(signal, Viewer("en"))
    ('시그널', 'Signal')
    """
    if viewer.language == "ko" and drama.original_title:
        return drama.original_title
    return drama.title


def language_of(text: str) -> str:
    """The language that a text is marked with, told by its script.

    >>> language_of("시그널"), language_of("Signal")
    ('ko', 'en')
    """
    return "ko" if _HANGUL.search(text) else "en"


def name_of(person: Person, viewer: Viewer) -> str:
    """A person's name in the script of the viewer's language, where it is known.

    >>> seri = Person("세리", "Se-ri")
    >>> name_of(seri, Viewer("en")), name_of(seri, Viewer("ko"))
    ('Se-ri', '세리')
    """
    return person.latin if viewer.language == "en" and person.latin else person.name
