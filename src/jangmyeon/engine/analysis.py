"""An episode's analysis: one pure function from its scripts to its scenes and words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from jangmyeon.model import Episode, Line, Moment, Scene, Script, Sound
from jangmyeon.moments import ToneCurve, read_spans, tone_curve
from jangmyeon.names import Sighting, role_words, sightings
from jangmyeon.scenes import cut_scenes, settings
from jangmyeon.store import Occurrences
from jangmyeon.words import all_lemmas, analyse, bare_form, flat

ANALYSIS_VERSION = 15
"""Raised whenever the analysis changes, so that libraries made by an older one are made anew."""

_UNSEARCHED = "credit"


@dataclass(frozen=True, slots=True)
class EpisodeAnalysis:
    """What the captions of an episode say, beyond themselves.

    Attributes:
        scenes: in order, covering every line.
        occurrences: lemmas by time, of the best track of each language.
        sightings: traces of people, in order of time.
        forms: words as they stand in the captions with their lemmas, see ``EpisodeRecord``.
        speakers: speaker labels of the first track with their number of lines, most first.
        duration: seconds, to the end of the last caption.
    """

    scenes: tuple[Scene, ...]
    occurrences: Occurrences
    sightings: tuple[Sighting, ...]
    forms: str
    speakers: tuple[tuple[str, int], ...]
    duration: float


def analyse_episode(episode: Episode, scripts: Sequence[Script]) -> EpisodeAnalysis:
    """Analyse one episode. Pure: the same scripts give the same analysis everywhere.

    Args:
        scripts: the episode's caption tracks, at least one.
    """
    ordered = by_worth(scripts)
    first = ordered[0]
    shown = searched(ordered)
    texts = _texts(shown)
    fields = dict(zip(texts, analyse(texts), strict=True))
    lemmas = {text: all_lemmas(told) for text, told in fields.items()}
    speakers = Counter(line.speaker for line in first.lines if line.speaker)
    return EpisodeAnalysis(
        scenes=_scenes(episode, first, lemmas),
        occurrences=_occurrences(shown, lemmas),
        sightings=sightings(first.lines, first.sounds, episode.drama.cast),
        forms=_forms(fields),
        speakers=tuple(sorted(speakers.items(), key=lambda item: (-item[1], item[0]))),
        duration=max((_end(script) for script in scripts), default=0.0),
    )


def _scenes(
    episode: Episode, script: Script, lemmas: Mapping[str, Sequence[str]]
) -> tuple[Scene, ...]:
    scenes = cut_scenes(episode, script.lines, script.sounds, lemmas)
    shown = in_view(script.lines, script.sounds)
    spans = [(scene.start, scene.end) for scene in scenes]
    told = zip(
        scenes, settings(shown, lemmas, spans), read_spans(shown, lemmas, spans), strict=True
    )
    return tuple(
        replace(
            scene,
            place=setting.place,
            time=setting.time,
            weather=setting.weather,
            moments=reading.moments,
            romance=round(reading.romance, 3),
            intensity=round(reading.intensity, 3),
        )
        for scene, setting, reading in told
    )


def in_view(lines: Iterable[Line], sounds: Iterable[Sound]) -> list[Line | Sound]:
    """The captions of a script but its credits, in order of time."""
    shown: list[Line | Sound] = [line for line in lines if line.kind != _UNSEARCHED]
    shown += sounds
    return sorted(shown, key=attrgetter("start", "end"))


Forms = Callable[[Iterable[str]], Mapping[str, str]]
"""Looks up what ``words.analyse`` said of words that were met before."""


def span_moments(
    lines: Sequence[Line], sounds: Sequence[Sound], span: tuple[float, float], forms: Forms
) -> tuple[Moment, ...]:
    """The moments of any span (seconds) of an episode, by its most telling track."""
    shown = in_view(lines, sounds)
    (reading,) = read_spans(shown, _lemmas(shown, forms), [span])
    return reading.moments


def episode_tone(
    lines: Sequence[Line], sounds: Sequence[Sound], duration: float, forms: Forms
) -> ToneCurve:
    """The tone along an episode, by its most telling track."""
    shown = in_view(lines, sounds)
    return tone_curve(shown, _lemmas(shown, forms), duration)


def _lemmas(shown: Sequence[Line | Sound], forms: Forms) -> dict[str, tuple[str, ...]]:
    texts = list(dict.fromkeys(flat(item.text) for item in shown))
    known = forms({bare_form(word) for text in texts for word in text.split()})
    fields = zip(texts, analyse(texts, known), strict=True)
    return {text: all_lemmas(field) for text, field in fields}


def _end(script: Script) -> float:
    ends = [line.end for line in script.lines]
    return max(ends + [sound.end for sound in script.sounds], default=0.0)


def by_worth(scripts: Sequence[Script]) -> list[Script]:
    """Scripts with the most telling first: Korean with sounds, then Korean, then any other."""

    def worth(script: Script) -> tuple[bool, bool, int]:
        told = script.track.sdh or len(script.sounds) * 20 > len(script.lines)
        return script.track.language == "ko", told, len(script.lines)

    return sorted(scripts, key=worth, reverse=True)


def searched(scripts: Sequence[Script]) -> list[Line | Sound]:
    """The captions that can be searched: those of the best track of each language, by time."""
    best: dict[str, Script] = {}
    for script in by_worth(scripts):
        best.setdefault(script.track.language, script)
    shown: list[Line | Sound] = []
    for script in best.values():
        shown += (line for line in script.lines if line.kind != _UNSEARCHED)
        shown += script.sounds
    return sorted(shown, key=attrgetter("start"))


def searched_texts(scripts: Sequence[Script]) -> tuple[str, ...]:
    """The distinct texts to be lemmatised for an episode, in order of time."""
    return _texts(searched(scripts))


def _texts(shown: Iterable[Line | Sound]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([flat(item.text) for item in shown]))


def _occurrences(shown: Iterable[Line | Sound], lemmas: Mapping[str, Sequence[str]]) -> Occurrences:
    times: list[int] = []
    rows: list[str] = []
    joined = {text: " ".join(row) for text, row in lemmas.items()}
    for item in shown:
        row = joined[flat(item.text)]
        speaker = item.speaker if isinstance(item, Line) else ""
        times.append(round(item.start * 1000))
        rows.append(f"{_spoken_by(speaker)} {row}" if speaker else row)
    return Occurrences(tuple(times), "\n".join(rows))


def _spoken_by(speaker: str) -> str:
    """The words of a speaker label, and those for what an unnamed speaker is: 형사2 is a 형사."""
    return " ".join(dict.fromkeys((*speaker.split(), *role_words(speaker))))


def _forms(fields: Mapping[str, str]) -> str:
    forms: dict[str, str] = {}
    for text, lemmas in fields.items():
        for word, field in zip(text.split(), lemmas.split(" "), strict=True):
            forms.setdefault(bare_form(word), field)
    return "\n".join([f"{form}\t{field}" for form, field in forms.items()])
