"""Captions -> lines and sounds: who says what, what is sung, shown or credited, what is heard."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from operator import attrgetter

from jangmyeon.captions.conventions import Conventions, conventions_of
from jangmyeon.captions.language import UNKNOWN
from jangmyeon.captions.sound import read_sound
from jangmyeon.captions.turns import Note, Reader, Turn
from jangmyeon.captions.unsaid import unsaid
from jangmyeon.model import Caption, Line, LineKind, Sound

# Any sign that may mean more than words; most captions have none and are lines as they stand.
_SIGNS = '\\[\\](){}♪♫♬♩"“”<>《〈#:–—―‐‑（［【：-'
_MARKED = re.compile(f"[{_SIGNS}]")
# Half of the captions with signs are a note alone, or a Korean label and words. They are read here
# just as `Reader` would read them, in a tenth of the time.
_NOTE_ALONE = re.compile(f"\\[([^{_SIGNS}]*\\w[^{_SIGNS}]*)\\]")
_KOREAN_LABEL = r"\(([\uac00-\ud7a3\d][\uac00-\ud7a3\d ]{0,29}(?<!며)(?<! 소리))\)"
_LABELLED = re.compile(f"{_KOREAN_LABEL}\\s+([^\\s{_SIGNS}][^{_SIGNS}]*)")
_START = attrgetter("start")
_LONGEST = 4000  # signs; what is longer is no caption, and not worth a grammar nor whole a line
_NEVER_ALL = 0.999
_PAUSE = 4  # signs; taking turns takes time, even for a word
_OF_PEOPLE = frozenset({"voice", "speech", "manner", "language", "action"})


def hear(
    captions: Sequence[Caption], *, language: str = UNKNOWN, sdh: bool = False
) -> tuple[tuple[Line, ...], tuple[Sound, ...]]:
    r"""Read a track's captions, which are in order and sound in time.

    Args:
        captions: the whole track, for its conventions are told from all of it.
        language: of the track, an ISO 639-1 code.
        sdh: whether the track is known to be made for the deaf and hard of hearing.

    Returns:
        Lines and sounds, each in order of start.

    >>> lines, sounds = hear([Caption(3, 5, "(세리)\n[다급한 숨소리] 리정혁 씨!")])
    >>> lines[0].speaker, lines[0].text, sounds[0].text
    ('세리', '리정혁 씨!', '다급한 숨소리')

    """
    conventions = conventions_of(captions, sdh=sdh)
    never_said = unsaid(captions)
    plain_notes = not conventions.bare
    plain_names = conventions.names_in_parentheses and conventions.notes_in_brackets
    lines: list[Line] = []
    sounds: list[Sound] = []
    for place, caption in enumerate(captions):
        text = caption.text
        if place in never_said:
            lines.append(_whole(caption, never_said[place], language))
        elif len(text) > _LONGEST:
            lines += _pieces(caption, language)
        elif not _MARKED.search(text):
            kind: LineKind = "speech"
            if conventions.capitals_are_shown and _is_sign(text):
                kind = "screen"
            lines.append(_whole(caption, kind, language))
        elif plain_notes and (match := _NOTE_ALONE.fullmatch(text)):
            note = Note(" ".join(match.group(1).split()), 0)
            sounds.append(_sound(note, caption.start, caption.end, language))
        elif plain_names and (match := _LABELLED.fullmatch(text)):
            speaker, words = (" ".join(group.split()) for group in match.groups())
            lines.append(Line(caption.start, caption.end, words, speaker, "speech", language))
        else:
            _told(caption, conventions, language, lines, sounds)
    lines.sort(key=_START)  # captions that show together may interleave
    sounds.sort(key=_START)
    return tuple(lines), tuple(sounds)


def _whole(caption: Caption, kind: LineKind, language: str) -> Line:
    text = " ".join(caption.text.split())
    if kind == "screen":
        text = text.strip('"“”()[]<> ') or text
    return Line(caption.start, caption.end, text, "", kind, language)


def _pieces(caption: Caption, language: str) -> list[Line]:
    """A text that is too long for a caption, in pieces that share its time out."""
    text = " ".join(caption.text.split())
    cuts = [0]
    while len(text) - cuts[-1] > _LONGEST:
        blank = text.rfind(" ", cuts[-1] + 1, cuts[-1] + _LONGEST)
        cuts.append(blank if blank > 0 else cuts[-1] + _LONGEST)
    cuts.append(len(text))
    return [
        Line(
            _at(caption, start / len(text)),
            _at(caption, end / len(text)) if end < len(text) else caption.end,
            text[start:end].strip(),
            "",
            "speech",
            language,
        )
        for start, end in pairwise(cuts)
    ]


def _is_sign(text: str) -> bool:
    """``SEOUL, 2005``: capitals that are neither an initialism nor a shout."""
    return text.isupper() and len(text) > 4 and text[-1] not in "!?"


def _told(
    caption: Caption,
    conventions: Conventions,
    language: str,
    lines: list[Line],
    sounds: list[Sound],
) -> None:
    """Add what a caption with signs tells to ``lines`` and ``sounds``."""
    reader = Reader(conventions, raised=caption.raised)
    reader.read(caption.text)
    turns = _joined(reader.turns)
    for turn, start, end in _spans(caption, [turn for turn in turns if turn.words]):
        lines.append(Line(start, end, turn.text, turn.speaker, turn.kind, language))
    for note in reader.notes:
        start = _at(caption, note.at / reader.told)
        sounds.append(_sound(note, start, caption.end, language))
    for turn in turns:
        if turn.speaker and not turn.words and not turn.noted:
            # A name alone: somebody is heard, whose words the picture itself shows.
            start = _at(caption, turn.at / reader.told) if reader.told else caption.start
            sounds.append(_presence(turn.speaker, start, caption.end, language))


def _joined(turns: Sequence[Turn]) -> list[Turn]:
    """Put together what one speaker says on, as in two lines of a lyric."""
    joined: list[Turn] = []
    for turn in turns:
        last = joined[-1] if joined else None
        same = last and last.words and (last.speaker, last.kind) == (turn.speaker, turn.kind)
        if last and same and not turn.dashed:
            last.words.extend(turn.words)
        else:
            joined.append(turn)
    return joined


def _spans(caption: Caption, turns: Sequence[Turn]) -> list[tuple[Turn, float, float]]:
    """Share a caption's time out among its turns, by the length of what is said."""
    if len(turns) == 1:
        return [(turns[0], caption.start, caption.end)]
    lengths = [len(turn.text) + _PAUSE for turn in turns]
    total = sum(lengths)
    spans = []
    said = 0
    start = caption.start
    for turn, length in zip(turns, lengths, strict=True):
        said += length
        end = _at(caption, said / total) if said < total else caption.end
        spans.append((turn, start, end))
        start = end
    return spans


def _at(caption: Caption, share: float) -> float:
    """The time at which a share of a caption has been told, never quite its end."""
    length = caption.end - caption.start
    return caption.start + length * min(share, _NEVER_ALL) if share else caption.start


def _sound(note: Note, start: float, end: float, language: str) -> Sound:
    read = read_sound(note.text)
    # A note right after a label, "(은지) [울먹이며]", tells of that person.
    subject = read.subject or (note.speaker if read.kind in _OF_PEOPLE else "")
    return Sound(
        "music" if note.music else read.kind,
        read.text,
        read.mood,
        subject,
        read.emotion,
        read.place,
        read.time,
        read.weather,
        start,
        end,
        language if read.language == UNKNOWN else read.language,
    )


def _presence(speaker: str, start: float, end: float, language: str) -> Sound:
    return Sound("speech", speaker, subject=speaker, start=start, end=end, language=language)
