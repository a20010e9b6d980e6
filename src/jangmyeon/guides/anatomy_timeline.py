"""A scene in time: who speaks when, silences, sounds, music, tone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from jangmyeon.guides.anatomy import Bar, Lane, Timeline, Tone
from jangmyeon.guides.anatomy_captions import Dissected
from jangmyeon.guides.anatomy_phrases import Voice
from jangmyeon.guides.anatomy_speakers import Speaker
from jangmyeon.model import Line, Sound

_SILENCE = 4.0  # seconds without a word that are told
_PLAYS = 60.0  # seconds for which music is taken to play on after its note


def timeline_of(
    table: Dissected, speakers: Mapping[Line, Speaker], tones: Sequence[Tone], voice: Voice
) -> Timeline:
    """The scene in time.

    Args:
        speakers: who says each line, as far as it can be told.
    """
    return Timeline(
        lanes=_lanes(table, speakers, voice),
        silences=_silences(table),
        sounds=tuple(
            Bar(sound.start, sound.end, sound.text, sound.emotion or sound.kind)
            for sound in table.sounds
            if sound.kind != "music"
        ),
        music=_music(table),
        tones=tuple(tones),
    )


def _lanes(table: Dissected, speakers: Mapping[Line, Speaker], voice: Voice) -> tuple[Lane, ...]:
    """One lane each for those who speak, most first, and one for lines of which nobody tells."""
    bars: dict[str, list[Bar]] = {}
    for line in table.lines:
        speaker = speakers.get(line, Speaker(""))
        kind = "likely" if speaker.guessed else "told"
        bars.setdefault(speaker.name, []).append(Bar(line.start, line.end, line.text, kind))
    ranked = sorted(bars.items(), key=lambda item: (not item[0], -len(item[1])))
    return tuple(Lane(name, voice.name(name) if name else "", tuple(b)) for name, b in ranked)


def _silences(table: Dissected) -> tuple[Bar, ...]:
    scene = table.scene
    edges = [(scene.start, scene.start)]
    edges += [(line.start, line.end) for line in table.lines]
    edges.append((scene.end, scene.end))
    found, ended = [], scene.start
    for (_, end), (start, _) in pairwise(edges):
        ended = max(ended, end)
        if start - ended >= _SILENCE:
            found.append(Bar(ended, start, kind="silence"))
    return tuple(found)


def _music(table: Dissected) -> tuple[Bar, ...]:
    """Music from its note on, for a minute or until other music sets in."""
    scene = table.scene
    notes = [item for item in table.around if isinstance(item, Sound) and item.kind == "music"]
    ends = [*(note.start for note in notes[1:]), float("inf")][: len(notes)]
    bars = (
        Bar(
            max(note.start, scene.start),
            min(end, note.start + _PLAYS, scene.end),
            note.text,
            note.mood,
        )
        for note, end in zip(notes, ends, strict=True)
    )
    return tuple(bar for bar in bars if bar.end > bar.start)
