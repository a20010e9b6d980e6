"""Text that remembers where in its file each of its characters stands."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from operator import attrgetter

from jangmyeon.captions.encoding import visible

_RUN = re.compile(r"\S++(?: \S++)*+|\s+")
_WORD = re.compile(r"\S+|\s+")
# A letter with what is set upon it; Korean as old Macs save it, a sign for each part of a syllable.
_COMPOSED = re.compile(r"[\u1100-\u115f][\u1160-\u11ff]+|\w[\u0300-\u036f]+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of a text and the span of its source they stand for.

    ``at`` and ``length`` tell the characters, ``start`` and ``end`` the span. Where both are of one
    length the characters are those of the source; else they stand for the span as a whole, such as
    ``&`` for ``&amp;``, one blank for a line break, and nothing for a soft hyphen.
    """

    at: int
    length: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Traced:
    """A text and the pieces of the source that it is made of, in order and without gaps."""

    text: str = ""
    pieces: tuple[Piece, ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """The span of the source that shows the characters from ``start`` to ``end``.

        None where markup stands between them, or the span is empty or outside the text.

        >>> traced = Tracer().read("Ri ", 0).put("&", 3, 8).read(" Yoon", 8).traced()
        >>> traced.text, traced.span(3, 6)
        ('Ri & Yoon', (3, 10))
        """
        if not 0 <= start < end <= len(self.text):
            return None
        first = bisect_right(self.pieces, start, key=attrgetter("at")) - 1
        last = bisect_right(self.pieces, end - 1, key=attrgetter("at")) - 1
        for left in range(first, last):
            if self.pieces[left].end != self.pieces[left + 1].start:
                return None
        return _offset(self.pieces[first], start), _offset(self.pieces[last], end, after=True)

    def offset(self, at: int) -> int:
        """Where in the source the character ``at`` stands; the end of the text for what is past it.

        >>> Tracer().read("  Se-ri", 10).traced().offset(0)
        12
        """
        if not self.pieces:
            return 0
        index = bisect_right(self.pieces, max(at, 0), key=attrgetter("at")) - 1
        return min(_offset(self.pieces[index], max(at, 0)), self.pieces[index].end)


def _offset(piece: Piece, at: int, *, after: bool = False) -> int:
    if piece.length == piece.end - piece.start:
        return piece.start + at - piece.at
    return piece.end if after else piece.start


class Tracer:
    """Puts a text together from what stands in a source, blanks joined and trimmed."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._pieces: list[Piece] = []
        self._length = 0
        self._blank: tuple[int, int] | None = None

    def read(self, raw: str, start: int) -> Tracer:
        """Add what stands in the source from offset ``start`` on. Returns itself."""
        for run in _RUN.finditer(raw):
            here = start + run.start()
            if run[0].isspace():
                self._note_blank(here, start + run.end())
            elif _is_clean(run[0]):
                self._add(run[0], here, start + run.end())
            else:
                self._read_words(run[0], here)
        return self

    def put(self, text: str, start: int, end: int) -> Tracer:
        """Add text for which the span ``start`` to ``end`` of the source stands. Returns itself."""
        if text.isspace():
            self._note_blank(start, end)
        else:
            self._put_sign(" ".join(text.split()), start, end)
        return self

    def traced(self) -> Traced:
        """The text so far."""
        return Traced("".join(self._texts), tuple(self._pieces))

    def _read_words(self, run: str, start: int) -> None:
        for word in _WORD.finditer(run):
            if word[0].isspace():
                self._note_blank(start + word.start(), start + word.end())
            elif _is_clean(word[0]):
                self._add(word[0], start + word.start(), start + word.end())
            else:
                self._read_signs(word[0], start + word.start())

    def _read_signs(self, word: str, start: int) -> None:
        for sign in _COMPOSED.finditer(word):
            self._put_sign(sign[0], start + sign.start(), start + sign.end())

    def _put_sign(self, sign: str, start: int, end: int) -> None:
        shown = visible(unicodedata.normalize("NFC", sign))
        if shown:
            self._add(shown, start, end)
        elif self._blank is not None:
            self._blank = self._blank[0], end
        elif self._length:  # a sign that nobody sees parts nothing
            self._pieces.append(Piece(self._length, 0, start, end))

    def _note_blank(self, start: int, end: int) -> None:
        if self._length:
            self._blank = (self._blank or (start, end))[0], end

    def _add(self, text: str, start: int, end: int) -> None:
        if self._blank is not None:
            blank, self._blank = self._blank, None
            self._push(" ", *blank)
        self._push(text, start, end)

    def _push(self, text: str, start: int, end: int) -> None:
        self._texts.append(text)
        last = self._pieces[-1] if self._pieces else None
        if last and last.end == start and _plain(last) and len(text) == end - start:
            self._pieces[-1] = Piece(last.at, last.length + len(text), last.start, end)
        else:
            self._pieces.append(Piece(self._length, len(text), start, end))
        self._length += len(text)


def _is_clean(text: str) -> bool:
    """Is every sign of this one that shows, and written as usual?"""
    return unicodedata.is_normalized("NFC", text) and visible(text) == text


def _plain(piece: Piece) -> bool:
    return piece.length == piece.end - piece.start
