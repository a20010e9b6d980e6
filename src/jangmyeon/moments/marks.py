"""What each caption is, apart from its words: who says it and how, what sounds, how that feels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from jangmyeon.model import Line, Sound
from jangmyeon.names import read_label
from jangmyeon.words import flat

FloatArray = NDArray[np.float64]
Shown = Sequence[Line | Sound]

LINE_MARKS = (
    "line",
    "lyric",
    "screen",
    "named",  # the caption tells who speaks
    "formal",  # 합니다: to a stranger, a boss, a court
    "polite",  # 해요
    "old",  # 하오 and 하소서: at court, or in the North
    "question",
    "exclamation",
    "trailing",  # ends in dots
    "letters",  # how many
    "short",  # six letters at most
    "young",  # by somebody as a child, or years ago
    "afar",  # over the telephone, on television, in a recording
    "again",  # said in other parts of the episode too: shown once more
)
SOUND_KINDS = ("music", "voice", "sound", "speech", "manner", "effect", "action")
MOODS = (
    "calm",
    "ominous",
    "comic",
    "tense",
    "exciting",
    "mysterious",
    "bright",
    "sad",
    "tender",
    "grand",
)
EMOTIONS = (
    "joy",
    "effort",
    "surprise",
    "sadness",
    "fear",
    "pain",
    "embarrassment",
    "anger",
    "disgust",
    "relief",
    "neutral",
)
SOUND_MARKS = (*SOUND_KINDS, *MOODS, *EMOTIONS)
MARKS = (*LINE_MARKS, *SOUND_MARKS)

_AT = {name: at for at, name in enumerate(MARKS)}
_TRAILING = " .?!…~,\"'"
_FORMAL = ("니다", "니까", "십시오", "시죠")
_POLITE = ("요", "죠")
_OLD = ("소", "오", "옵니다", "이다", "느냐", "거라", "구나", "도다", "소서")
_SHORT = 6
_YOUNG = ("어린", "젊은", "young", "younger", "little")
_LONG = 8  # letters from which a line is not said twice by chance
_APART = 90.0  # seconds between a line and its being shown again


def marks(shown: Shown) -> FloatArray:
    """The marks of each caption; shape (captions, ``MARKS``)."""
    rows: list[int] = []
    columns: list[int] = []
    said: list[int] = []
    line_marks: list[tuple[float, ...]] = []
    for at, item in enumerate(shown):
        if isinstance(item, Sound):
            names: tuple[str, ...] = (item.kind, item.mood, item.emotion)
        elif item.kind == "speech":
            said.append(at)
            line_marks.append(_line_marks(item))
            continue
        else:
            names = (item.kind,)
        told = [_AT[name] for name in names if name in _AT]
        columns += told
        rows += [at] * len(told)
    found = np.zeros((len(shown), len(MARKS)))
    found[rows, columns] = 1
    if said:
        found[said, : len(LINE_MARKS)] = line_marks
    found[_said_again(shown), _AT["again"]] = 1
    return found


def _said_again(shown: Shown) -> list[int]:
    """The long lines whose very words stand elsewhere in the episode."""
    places: dict[str, list[int]] = defaultdict(list)
    for at, item in enumerate(shown):
        if isinstance(item, Line) and item.kind == "speech" and len(item.text) >= _LONG:
            places[flat(item.text)].append(at)
    same = (rows for rows in places.values() if len(rows) > 1)
    return [
        at for rows in same if shown[rows[-1]].start - shown[rows[0]].start >= _APART for at in rows
    ]


def _line_marks(line: Line) -> tuple[float, ...]:
    text = line.text
    said = text.rstrip(_TRAILING)
    formal = said.endswith(_FORMAL)
    polite = not formal and said.endswith(_POLITE)
    old = not formal and not polite and said.endswith(_OLD)
    level = formal, polite, old
    trailing = "…" in text or "..." in text
    tone = "?" in text, "!" in text, trailing, len(text), len(text) <= _SHORT
    setting = read_label(line.speaker).setting if line.speaker else ""
    young = setting.lower() in _YOUNG
    return 1, 0, 0, bool(line.speaker), *level, *tone, young, bool(setting) and not young, 0
