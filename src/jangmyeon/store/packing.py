"""Scripts, sightings and concordances as bytes, for the database and for the way between processes.

A script is text under zlib, a third of the size of the text itself: a row of starts, each in
milliseconds from the one before, then one row a line or sound, fields split by tabs. What a sound
tells is not kept where ``read_sound`` reads it from its text. A concordance is not compressed: that
would spare a quarter of it, and be what a search through a large shelf spends its time on.
"""

from __future__ import annotations

import re
import zlib
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from math import inf
from operator import attrgetter
from struct import Struct
from typing import cast

import numpy as np
from numpy.typing import NDArray

from jangmyeon.captions import read_sound
from jangmyeon.model import Line, LineKind, Script, Sound, SoundKind, Track
from jangmyeon.names import How, Sighting

_LETTER_OF_KIND: dict[LineKind, str] = {"speech": "L", "lyric": "Y", "screen": "T", "credit": "C"}
_KIND_OF_LETTER = {letter: kind for kind, letter in _LETTER_OF_KIND.items()}
IS_SOUND = "S"
"""The letter of a row that is no line."""

_FLAT = str.maketrans("\t\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029", " " * 10)
_ROWLESS = _FLAT | {ord("\n"): " "}
_UNFLAT = re.compile("[\t-\r\x1c-\x1e\x85\u2028\u2029]")
DRAWERS = 1024
"""Words are kept in so many bags: a bag is read at once, and rewritten when a word is added."""

_HEAD = Struct("<3B2I")
_NARROW, _ZLIB = b"1", b"x"  # with what packed concordances begin
_LEVEL = 4  # of zlib: half the time of the highest, for four percent of size


def pack_script(script: Script) -> bytes:
    """The lines and sounds of a script, in order of time, as compressed text rows."""
    starts: list[int] = []
    rows: list[str] = []
    told: list[Line | Sound] = [*script.lines, *script.sounds]
    for shown in sorted(told, key=attrgetter("start", "end")):
        start, end = round(shown.start * 1000), round(shown.end * 1000)
        text = shown.text
        if _UNFLAT.search(text):  # as good as never
            text = text.translate(_FLAT).replace("\n", "\v")
        if isinstance(shown, Line):
            letter, speaker = _LETTER_OF_KIND[shown.kind], shown.speaker
            if _UNFLAT.search(speaker):
                speaker = speaker.translate(_ROWLESS)
        else:
            letter, speaker = IS_SOUND, _beyond_its_text(shown)
        rows.append(f"{end - start}\t{letter}\t{speaker}\t{text}")
        starts.append(start)
    since = (str(start - last) for last, start in pairwise((0, *starts)))
    return zlib.compress("\n".join((" ".join(since), *rows)).encode("utf-8"), _LEVEL)


def unpack_script(
    packed: bytes, language: str, span: tuple[float, float] = (-inf, inf)
) -> tuple[list[Line], list[Sound]]:
    """The lines and sounds that ``pack_script`` packed, in order of time.

    Args:
        span: only those that start within it (seconds).
    """
    lines: list[Line] = []
    sounds: list[Sound] = []
    since, _, told = zlib.decompress(packed).partition(b"\n")
    starts = [*accumulate(map(int, since.split()))]
    first, last = (bisect_left(starts, edge, key=_seconds) for edge in span)
    rows = told.split(b"\n", last)[first:last] if first < last else []
    shown = b"\n".join(rows).decode("utf-8").split("\n") if rows else []
    for start, row in zip(starts[first:last], shown, strict=True):
        length, letter, speaker, words = row.split("\t")
        begin, end = _seconds(start), _seconds(start + int(length))
        words = words.replace("\v", "\n")
        if letter == IS_SOUND:
            sounds.append(_sound(words, speaker, begin, end, language))
        else:
            lines.append(Line(begin, end, words, speaker, _KIND_OF_LETTER[letter], language))
    return lines, sounds


def _seconds(milliseconds: int) -> float:
    return milliseconds / 1000


def _beyond_its_text(sound: Sound) -> str:
    """What the captions told of a sound beside its note: kind and subject, if different."""
    read = read_sound(sound.text)
    if (read.kind, read.subject) == (sound.kind, sound.subject):
        return ""
    return f"{sound.kind}:{sound.subject.translate(_FLAT)}".replace("\n", " ")


def _sound(text: str, told: str, start: float, end: float, language: str) -> Sound:
    read = read_sound(text)
    kind, _, subject = told.partition(":")
    return Sound(
        kind=cast("SoundKind", kind) if told else read.kind,
        text=read.text,
        mood=read.mood,
        subject=subject if told else read.subject,
        emotion=read.emotion,
        place=read.place,
        time=read.time,
        weather=read.weather,
        start=start,
        end=end,
        language=language,
    )


def caption_key(shown: Line | Sound) -> int:
    """A number that tells a caption among those of its script: its start, and what it is."""
    return 2 * round(shown.start * 1000) + isinstance(shown, Sound)


def pack_sightings(sightings: Sequence[Sighting]) -> bytes:
    """Sightings in order of time as compressed bytes.

    Their count, times as differences (ms) and which of the distinct traces each is; then those
    traces as text rows: five hundred sightings tell a hundred different things.
    """
    if not sightings:
        return zlib.compress(b"")
    traces = [
        f"{s.name.translate(_ROWLESS)}\t{s.how}\t{s.title.translate(_ROWLESS)}\t{int(s.role)}"
        for s in sightings
    ]
    known = {trace: place for place, trace in enumerate(sorted(set(traces)))}
    times = np.array([round(s.at * 1000) for s in sightings], "<i4")
    which = np.array([known[trace] for trace in traces], "<i4")
    numbers = np.concatenate((np.diff(times, prepend=np.int32(0)), which))
    rows = "\n".join(known).encode("utf-8")
    return zlib.compress(len(times).to_bytes(4, "little") + _planes(numbers) + rows, _LEVEL)


def unpack_sightings(packed: bytes) -> tuple[Sighting, ...]:
    """The sightings that ``pack_sightings`` packed."""
    data = zlib.decompress(packed)
    if not data:
        return ()
    count = int.from_bytes(data[:4], "little")
    end = 4 + 8 * count
    since, which = _unplaned(data[4:end]).reshape(2, count)
    rows = [row.split("\t") for row in data[end:].decode("utf-8").split("\n")]
    return tuple(
        Sighting(at / 1000, name, cast("How", how), title, role == "1")
        for at, (name, how, title, role) in (
            (at, rows[place])
            for at, place in zip(np.cumsum(since).tolist(), which.tolist(), strict=True)
        )
    )


@dataclass(frozen=True, slots=True)
class Concordance:
    """Which lemmas an episode shows when.

    Attributes:
        times: start of each caption, in milliseconds, ascending; shape (captions,).
        offsets: where each caption's lemmas begin in ``lemmas``; shape (captions + 1,).
        lemmas: lemma ids, caption after caption; shape (lemmas,).
        moments: the time of each lemma, in milliseconds; shape (lemmas,).
    """

    times: NDArray[np.int32]
    offsets: NDArray[np.int32]
    lemmas: NDArray[np.int32]
    moments: NDArray[np.int32] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "moments", np.repeat(self.times, np.diff(self.offsets)))


def pack_concordance(concordance: Concordance) -> bytes:
    """A concordance as bytes that are soon read: a search reads fifty.

    A CRC-32 of all that follows; a head (``_HEAD``: how many bytes the numbers of each of three
    arrays have, and how many there are of captions and of lemmas); then the times and the offsets
    as differences, and the lemmas, each in as few bytes as the largest of its array needs.
    """
    arrays = (
        np.diff(concordance.times, prepend=np.int32(0)),
        np.diff(concordance.offsets),
        concordance.lemmas,
    )
    parts = [_narrowed(array) for array in arrays]
    told = b"".join(part for part, _ in parts)
    widths = [width for _, width in parts]
    counts = len(concordance.times), len(concordance.lemmas)
    rest = _HEAD.pack(*widths, *counts) + told
    return _NARROW + zlib.crc32(rest).to_bytes(4, "little") + rest


def unpack_concordance(packed: bytes) -> Concordance:
    """The concordance that ``pack_concordance`` packed.

    Raises:
        zlib.error: it is damaged.
    """
    if packed[:1] == _ZLIB:
        return _unzipped_concordance(packed)
    rest = memoryview(packed)[5:]
    check = int.from_bytes(packed[1:5], "little")
    if packed[:1] != _NARROW or len(rest) < _HEAD.size or zlib.crc32(rest) != check:
        raise zlib.error("what stands where is damaged")
    *widths, captions, lemmas = _HEAD.unpack_from(rest)
    arrays, at = [], _HEAD.size
    for count, width in zip((captions, captions, lemmas), widths, strict=True):
        arrays.append(_widened(rest[at : at + count * width], width))
        at += count * width
    return _concordance(*arrays)


def _unzipped_concordance(packed: bytes) -> Concordance:
    """The same from libraries of before: two counts and the arrays by planes, compressed."""
    data = zlib.decompress(packed)
    captions, lemmas = (int(n) for n in _unplaned(data[:8]))
    ends = np.cumsum([8, *(4 * count for count in (captions, captions, lemmas))]).tolist()
    return _concordance(*(_unplaned(data[start:end]) for start, end in pairwise(ends)))


def _concordance(
    since: NDArray[np.int32], counts: NDArray[np.int32], lemmas: NDArray[np.int32]
) -> Concordance:
    offsets = np.zeros(len(counts) + 1, np.int32)
    np.cumsum(counts, out=offsets[1:])
    return Concordance(np.cumsum(since, dtype=np.int32), offsets, lemmas)


def _narrowed(values: NDArray[np.int32]) -> tuple[bytes, int]:
    """Numbers in as few bytes each as the largest needs, and how many bytes these are."""
    wide = values.astype("<i4")
    width = max(1, (int(wide.view("<u4").max(initial=0)).bit_length() + 7) // 8)
    return wide.view(np.uint8).reshape(-1, 4)[:, :width].tobytes(), width


def _widened(told: memoryview, width: int) -> NDArray[np.int32]:
    narrow = np.frombuffer(told, np.uint8).reshape(-1, width)
    wide = np.zeros((len(narrow), 4), np.uint8)
    wide[:, :width] = narrow
    return wide.view("<i4").reshape(-1).astype(np.int32, copy=False)


def _planes(values: NDArray[np.int32]) -> bytes:
    """All first bytes, then all second bytes ...: small numbers compress far better so."""
    return values.astype("<i4").view(np.uint8).reshape(-1, 4).T.tobytes()


def _unplaned(data: bytes) -> NDArray[np.int32]:
    planes = np.frombuffer(data, np.uint8).reshape(4, -1)
    return np.ascontiguousarray(planes.T).view("<i4").reshape(-1).astype(np.int32)


@dataclass(frozen=True, slots=True)
class PackedTrack:
    """A caption track ready to be stored. ``script`` is what ``pack_script`` gives."""

    track: Track
    format: str
    encoding: str
    script: bytes
    lines: int
    sounds: int
    notices: tuple[str, ...] = ()


def pack_track(script: Script) -> PackedTrack:
    """A script with its counts, packed."""
    return PackedTrack(
        script.track,
        script.format,
        script.encoding,
        pack_script(script),
        len(script.lines),
        len(script.sounds),
        script.notices,
    )


def pack_forms(forms: Mapping[str, str]) -> bytes:
    """Words with their lemmas as compressed text rows, in order."""
    rows = "\n".join(f"{form}\t{lemmas}" for form, lemmas in sorted(forms.items()))
    return zlib.compress(rows.encode("utf-8"), _LEVEL)


def unpack_forms(packed: bytes) -> dict[str, str]:
    """The words that ``pack_forms`` packed, with their lemmas."""
    text = zlib.decompress(packed).decode("utf-8")
    pairs = (row.partition("\t") for row in text.split("\n") if row)
    return {form: lemmas for form, _, lemmas in pairs}


def open_forms(packed: bytes) -> str:
    """What ``pack_forms`` packed, as the text that ``look_up_forms`` looks words up in."""
    return "\n" + zlib.decompress(packed).decode("utf-8") + "\n"


def look_up_forms(opened: str, forms: Iterable[str]) -> dict[str, str]:
    """The lemmas of those words among the ones in a text that ``open_forms`` gave."""
    found = {}
    for form in forms:
        start = opened.find(f"\n{form}\t")
        if start >= 0:
            start += len(form) + 2
            found[form] = opened[start : opened.index("\n", start)]
    return found


def drawer_of(form: str) -> int:
    """In which of the ``DRAWERS`` a word is kept; the same for ever."""
    return zlib.crc32(form.encode("utf-8", "replace")) % DRAWERS
