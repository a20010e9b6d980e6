"""The bytes of a caption file -> Scripts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

from jangmyeon.captions.encoding import decode
from jangmyeon.captions.formats import format_of
from jangmyeon.captions.language import UNKNOWN, language_of_text
from jangmyeon.captions.reading import Reading
from jangmyeon.captions.speech import hear
from jangmyeon.captions.timeline import mend
from jangmyeon.errors import CaptionError
from jangmyeon.model import Line, Script, Sound, Track


def read_script(data: bytes, track: Track) -> list[Script]:
    r"""Read a caption file. Pure: the same bytes and track always give the same scripts.

    Args:
        data: the whole file.
        track: what is known of it. ``path`` tells the extension and names the file in errors; where
            ``language`` is ``und`` it is taken from the file or, failing that, from its text.

    Returns:
        One script for each language in the file: one, but for SAMI and TTML files with several.

    Raises:
        CaptionError: not captions, none in it, or beyond repair; the message says what to do.

    Example:
        >>> file = "1\n00:00:01,000 --> 00:00:02,500\n- (정혁) 뛰지 마시오\n- 예?".encode()
        >>> (script,) = read_script(file, Track("Show S01E01.srt"))
        >>> script.track.language, script.format, script.encoding
        ('ko', 'subrip', 'utf-8')
        >>> [(line.speaker, line.text) for line in script.lines]
        [('정혁', '뛰지 마시오'), ('', '예?')]

    """
    try:
        decoded = decode(data)
        found = format_of(decoded.text, PurePosixPath(track.path).suffix)
        if found is None:
            raise CaptionError(
                "no captions of a known format in",
                remedy="the file may be cut off; download it again, or delete it",
            )
        readings = found.read(decoded.text)
    except CaptionError as error:
        raise CaptionError(error.what, where=track.path, remedy=error.remedy) from error
    return [
        script_of(
            replace(reading, notices=decoded.notices + reading.notices),
            track if len(readings) == 1 else replace(track, language=UNKNOWN),
            found.name,
            decoded.encoding,
        )
        for reading in readings
    ]


def script_of(reading: Reading, track: Track, format_name: str, encoding: str) -> Script:
    """Mend the times of one reading, and hear what its captions tell."""
    captions, mended = mend(reading.captions)
    language = track.language
    if language == UNKNOWN:
        language = reading.language
    if language == UNKNOWN:
        language = language_of_text(caption.text for caption in captions)
    lines, sounds = hear(captions, language=language, sdh=track.sdh)
    return Script(
        track=track if track.language == language else replace(track, language=language),
        lines=tuple([_whole_line(line) for line in lines]),
        sounds=tuple([_whole_sound(sound) for sound in sounds]),
        format=format_name,
        encoding=encoding,
        notices=reading.notices + mended,
    )


def _whole_line(line: Line) -> Line:
    """The same line at whole milliseconds, as every format but TTML's ticks has them."""
    start, end = _whole(line.start, line.end)
    if start == line.start and end == line.end:
        return line
    return Line(start, end, line.text, line.speaker, line.kind, line.language)


def _whole_sound(sound: Sound) -> Sound:
    start, end = _whole(sound.start, sound.end)
    if start == sound.start and end == sound.end:
        return sound
    return Sound(
        sound.kind,
        sound.text,
        sound.mood,
        sound.subject,
        sound.emotion,
        sound.place,
        sound.time,
        sound.weather,
        start,
        end,
        sound.language,
    )


def _whole(start: float, end: float) -> tuple[float, float]:
    """Start and end to the millisecond, at least one apart."""
    start, end = round(start, 3), round(end, 3)
    return start, end if end > start else round(start + 0.001, 3)
