"""Sound notes: what a bracketed note of a closed caption tells of the scene."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import cast

from jangmyeon.captions.sound_english import read_english
from jangmyeon.captions.sound_korean import read_korean
from jangmyeon.captions.sound_words import Heard
from jangmyeon.model import Sound, SoundKind

_BRACKETS = "[](){}<>【】〔〕［］（）「」『』《》"
_EDGES = _BRACKETS + " \t\r\n*"
_NOTES = re.compile("[♩♪♫♬#]+")
_SHOUTS = "!?~！？～"
_SCREEN_SIGNS = re.compile("[♥♡★☆@※→]")
_SPACES = dict.fromkeys(map(ord, _BRACKETS + "…·!?~！？～;:/|\t\r\n*—–\u3000"), " ")
_KOREAN = {**_SPACES, **dict.fromkeys(map(ord, "'\"‘’“”`")), ord("-"): " ", ord("."): " "}
_ENGLISH = {**_SPACES, **dict.fromkeys(map(ord, '"“”`,')), ord("’"): "'"}


def unbracketed(text: str) -> str:
    """A note or a name on one line, without the brackets around it.

    >>> unbracketed("([다급한  숨소리])")
    '다급한 숨소리'
    """
    return " ".join(text.split()).strip(_EDGES)


@lru_cache(maxsize=1 << 18)
def read_sound(text: str) -> Sound:
    """Understand a Korean or English note, with or without its brackets.

    Total: a note that nothing is known of is of kind ``other``. The sound's text is the note
    without brackets; its times are left at 0, and its language is the note's own.

    >>> sound = read_sound("[세리의 다급한 신음]")
    >>> sound.kind, sound.subject, sound.emotion
    ('voice', '세리', 'fear')
    >>> read_sound("tense music playing").mood
    'tense'
    >>> night = read_sound("풀벌레 울음")
    >>> night.kind, night.place, night.time
    ('sound', 'nature', 'night')
    """
    note = unbracketed(text)
    plain = _NOTES.sub(" ", note)
    heard, language = _read(plain)
    if plain != note and heard.kind != "music" and "#" not in note:
        heard = Heard("music", mood="other")
    return Sound(
        cast("SoundKind", heard.kind),
        note,
        mood=heard.mood,
        subject=heard.subject,
        emotion=heard.emotion,
        place=heard.place,
        time=heard.time,
        weather=heard.weather,
        language=language,
    )


def _read(note: str) -> tuple[Heard, str]:
    """What a note tells, and the language that it is in."""
    if _SCREEN_SIGNS.search(note):
        return Heard("other"), "und"
    if any("가" <= sign <= "힣" for sign in note):
        shouted = note[-1] in _SHOUTS or ". " in note
        return read_korean(note.translate(_KOREAN), shouted=shouted), "ko"
    if note.isascii() or any("a" <= sign.lower() <= "z" for sign in note):
        return read_english(note.translate(_ENGLISH)), "en"
    return Heard("other"), "und"
