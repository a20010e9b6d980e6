"""One caption -> the turns of those who speak in it, and its notes, in the order of the text.

The grammar is that of broadcasters' captions, Korean and English: dashes part speakers, a label
names one, brackets hold sounds, music notes enclose lyrics.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from jangmyeon.captions.conventions import Conventions
from jangmyeon.captions.labels import (
    NOTE_ENDINGS,
    Label,
    english_label,
    is_colon_name,
    is_hangul,
    is_note,
    joint,
    korean_bracket_label,
    korean_label,
)
from jangmyeon.captions.sound import unbracketed
from jangmyeon.model import LineKind

_WIDE = str.maketrans("（）［］【】：", "()[][]:")
_TOKEN = re.compile(r"\[([^\[\]]*)(?:\]|$)|\(([^()]*)\)|<v ([^<>]*)>|[♪♫♬♩]+")
_ACROSS_LINES = re.compile(r"\[[^\[\]]*\]|\([^()]*\)|^[\"“][^\"“”]*[\"”]$", re.MULTILINE)
_DASH = re.compile(r"[-–—―‐‑](?![-–—―‐‑])(?:\s+|$|(?=\D))")
_INNER_DASH = re.compile(r"(?<=[.?!…])\s*[-–—]\s*(?=\S)|(?<=[,~\"”'’♪♫♬)\]])\s+[-–—]\s*(?=\S)")
_SENTENCE_END = re.compile(r"[.?!…~]$")
_SUNG = re.compile(r"#\s.*\s#", re.DOTALL)
_COLON = re.compile(r"([^\W\d_][^:\[\](){}<>\"“”♪♫♬]{0,24}):\s+")
_COLON_ASIDE = re.compile(r"([^\W\d_][^:\[\](){}<>\"]{0,24})[(\[]([^()\[\]]*)[)\]]:\s+")
_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”")
_FRAMED = re.compile(r"<(?!v )[^<>]+>|《[^》]*》|〈[^〉]*〉")
_SHOWN_NOTE = re.compile(
    r"(?:자막|화면|글자|텍스트|문구|on[- ]?screen(?: text)?|text|caption|title|sign)\s*:\s*(.+)",
    re.IGNORECASE,
)
_Sense = Label | Literal["music", "note", "screen"] | None


@dataclass(slots=True)
class Turn:
    """What one speaker says in a caption. ``at`` is where it begins, in signs told so far."""

    speaker: str = ""
    kind: LineKind = "speech"
    words: list[str] = field(default_factory=list)
    at: int = 0
    dashed: bool = False
    noted: bool = False

    @property
    def text(self) -> str:
        """The words as one line."""
        return " ".join(self.words)


@dataclass(frozen=True, slots=True)
class Note:
    """A sound note: its text, where it stands, and the speaker whose label it follows, if any."""

    text: str
    at: int
    speaker: str = ""
    music: bool = False


class Reader:
    """Reads one caption. Afterwards ``turns`` and ``notes`` hold what it tells.

    ``told`` counts the signs of words and notes, the measure of places within the caption.
    """

    def __init__(self, conventions: Conventions, *, raised: bool = False) -> None:
        self._conventions = conventions
        self._raised = raised
        self.turns: list[Turn] = [Turn()]
        self.notes: list[Note] = []
        self.told = 0
        self._singing = False
        self._next_names: list[str] = []
        self._lines: Sequence[str] = ()

    def read(self, text: str) -> None:
        """Read the whole text of a caption."""
        if _SUNG.fullmatch(text.strip()):
            text = text.replace("#", "♪")
        if not text.isascii():
            text = text.translate(_WIDE)
        if "\n" in text:
            text = _ACROSS_LINES.sub(lambda match: " ".join(match.group().split()), text)
        self._lines = [line for raw in text.split("\n") if (line := " ".join(raw.split()))]
        dashes = [_DASH.match(line) for line in self._lines]
        for number, (line, dash) in enumerate(zip(self._lines, dashes, strict=True)):
            if dash:
                for part in _INNER_DASH.split(line[dash.end() :]):
                    self._dashed(part, number)
            else:
                if number == 1 and dashes[0] and not any(dashes[1:]):
                    self._after_lone_dash()
                self._part(line, number)
        if not self.notes and not any(turn.words for turn in self.turns):
            self._only_signs(text)

    # Turns

    def _dashed(self, part: str, number: int) -> None:
        """One of several speakers, whom a joint label just before may name in turn."""
        last = self.turns[-1]
        if last.speaker and not last.words and not last.noted:
            self._next_names = list(joint(last.speaker))
            self.turns.pop()
        self._singing = False
        speaker = self._next_names.pop(0) if self._next_names else ""
        self.turns.append(Turn(speaker, at=self.told, dashed=True))
        self._part(part, number)

    def _after_lone_dash(self) -> None:
        """A dash means two speakers: the second may lack his, if the first has come to an end."""
        last = self.turns[-1]
        if last.words and _SENTENCE_END.search(last.words[-1]):
            self.turns.append(Turn(at=self.told, dashed=True))

    def _speaker(self, label: str) -> None:
        name = unbracketed(label)
        if not name:
            return
        last = self.turns[-1]
        if last.words or last.noted or (last.speaker and not last.dashed):
            self.turns.append(Turn(name, at=self.told))
        else:
            last.speaker = name

    def _say(self, text: str, kind: LineKind) -> None:
        last = self.turns[-1]
        if last.words and last.kind != kind:
            speaker = "" if "screen" in (kind, last.kind) else last.speaker
            last = Turn(speaker, at=self.told)
            self.turns.append(last)
        if not last.words:
            last.at = self.told
            last.kind = kind
        last.words.append(text)
        self.told += len(text)

    def _note(self, text: str, *, music: bool = False) -> None:
        """A note right after a label tells of that speaker; one without letters tells nothing."""
        if not music and not any(map(str.isalnum, text)):
            return
        last = self.turns[-1]
        speaker = last.speaker if not last.words else ""
        last.noted = last.noted or bool(speaker)
        self.notes.append(Note(text, self.told, speaker, music))
        self.told += max(len(text), 1)

    # Text

    def _part(self, text: str, number: int) -> None:
        """A line, or what one of two speakers says in a line."""
        if self._shows(text):
            if shown := text.strip('"“”<>《》〈〉 '):
                self._say(shown, "screen")
            return
        if ":" in text and (match := _COLON_ASIDE.match(text)):  # "SE-RI (on phone): Hello"
            self._label(Label(match.group(1).strip(), match.group(2).strip()))
            text = text[match.end() :]
        place = 0
        fresh = True  # only labels and notes so far
        for token in _TOKEN.finditer(text):
            before, rest = text[place : token.start()].strip(), text[token.end() :].strip()
            leads = fresh and not before
            parenthesis = token.group(2)
            sense: _Sense = None
            if parenthesis is not None:
                whole = not rest and token.start() == 0
                sense = self._sense(parenthesis.strip(), rest, number, fresh=leads, whole=whole)
                if sense is None:
                    continue  # an aside, part of what is said
            if before:
                self._words(before, fresh=fresh)
            place, fresh = token.end(), leads
            if parenthesis is not None:
                self._parenthesis(parenthesis.strip(), sense)
            else:
                self._token(token, rest, number, fresh=fresh)
        if words := text[place:].strip():
            self._words(words, fresh=fresh)

    def _words(self, text: str, *, fresh: bool) -> None:
        if dash := _DASH.match(text):  # after a lyric, "♪ La ♪ -Stop it"
            self.turns.append(Turn(at=self.told, dashed=True))
            text = text[dash.end() :]
        if fresh and ":" in text and (match := _COLON.match(text)):
            name = match.group(1).strip()
            if name in self._conventions.recurring or is_colon_name(name):
                self._speaker(name)
                text = text[match.end() :]
        if text.strip("<>()[]{} "):
            self._say(text, "lyric" if self._singing else "speech")

    def _token(self, token: re.Match[str], rest: str, number: int, *, fresh: bool) -> None:
        """Read a bracket, a voice tag or a music sign."""
        bracket, _, voice = token.groups()
        if bracket is not None:
            self._bracket(bracket.strip(), rest, number, fresh=fresh)
        elif voice is not None:
            self._speaker(voice)
        else:
            self._sign(rest, number, fresh=fresh)

    def _bracket(self, content: str, rest: str, number: int, *, fresh: bool) -> None:
        if shown := _SHOWN_NOTE.fullmatch(content):
            self._say(shown.group(1), "screen")
        elif fresh and (label := self._bracket_label(content, rest, number)):
            self._label(label)
        elif self._conventions.bare and content and not is_note(content):
            self._say(content, "screen")
        elif content:
            self._note(content, music=any(sign in "♪♫♬♩" for sign in content))

    def _bracket_label(self, content: str, rest: str, number: int) -> Label | None:
        if not self._followed(rest, number):
            return None
        if content in self._conventions.recurring and not is_note(content):
            return Label(content)
        if is_hangul(content):
            return korean_bracket_label(content, alone=self._conventions.names_in_brackets)
        return english_label(content)

    def _sense(self, content: str, rest: str, number: int, *, fresh: bool, whole: bool) -> _Sense:
        """What a parenthesis is: a label, a sound, shown text, or (None) part of what is said."""
        conventions = self._conventions
        if not content.strip("♪♫♬♩ "):
            return "music" if content else None
        if not fresh:
            return None if conventions.notes_in_brackets or not is_note(content) else "note"
        hangul = is_hangul(content)
        noted = content.endswith(NOTE_ENDINGS) or is_note(content)
        if hangul and conventions.names_in_parentheses:
            # Where notes have brackets of their own, a name may look like one: 기도, 바람.
            sure = content.endswith(NOTE_ENDINGS) or not conventions.notes_in_brackets
            return "note" if noted and sure else korean_label(content)
        if not hangul and (label := english_label(content)) and self._followed(rest, number):
            return label
        if noted or not (hangul or (whole and conventions.bare)):
            return "note"
        return "screen" if whole else None

    def _parenthesis(self, content: str, sense: _Sense) -> None:
        if isinstance(sense, Label):
            self._label(sense)
        elif sense == "screen":
            self._say(content, "screen")
        else:
            self._note(content, music=sense == "music")

    def _label(self, label: Label) -> None:
        self._speaker(label.speaker)
        if label.manner:
            self._note(label.manner)

    def _followed(self, rest: str, number: int) -> bool:
        """Whether words come after a label, here or in the next line."""
        if _TOKEN.sub("", rest).strip():
            return True
        following = self._lines[number + 1] if number + 1 < len(self._lines) else ""
        return bool(following) and not _DASH.match(following) and following[0] not in "[("

    def _shows(self, text: str) -> bool:
        """Whether a line is text that the picture shows, by what encloses it."""
        if self.turns[-1].speaker or self.turns[-1].dashed:
            return False
        if _FRAMED.fullmatch(text):
            return True
        if not _QUOTED.fullmatch(text):
            return False
        return self._raised or (is_hangul(text) and not self._conventions.bare)

    # Lyrics

    def _sign(self, rest: str, number: int, *, fresh: bool) -> None:
        """A music sign opens a lyric or closes it, and often only one of the two is written."""
        if self._singing:
            # At the start of a line it opens the next one: "♪ one\n♪ two".
            self._singing = fresh and bool(rest)
        elif rest or (fresh and number + 1 < len(self._lines)):
            self._singing = True
        elif self.turns[-1].words:
            self.turns[-1].kind = "lyric"

    def _only_signs(self, text: str) -> None:
        """``♪♪``: music plays."""
        if signs := "".join(sign for sign in text if sign in "♪♫♬♩"):
            self._note(signs, music=True)
