"""What the picture of an episode shows, from what its page tells."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from jangmyeon.model import clock
from jangmyeon.web.charts import (
    Bar,
    Curve,
    EpisodeRows,
    Lane,
    Names,
    SceneBlock,
    raised,
    sampled,
    smoothed,
)
from jangmyeon.web.phrases import say, says

if TYPE_CHECKING:
    from jangmyeon.web.pages.episode import EpisodePage
    from jangmyeon.web.pages.episode_scenes import ScenePart

_POINTS = 96  # of a curve
_MOST_PEOPLE = 9
_FEWEST = 2  # scenes of somebody who has a lane


def rows_of(page: EpisodePage) -> EpisodeRows:
    """The rows of the picture."""
    return EpisodeRows(
        length=page.head.duration,
        scenes=tuple(_block(scene) for scene in page.scenes),
        places=tuple(_places(page)),
        music=tuple(_music(page)),
        curves=tuple(_curves(page)),
        people=tuple(_lanes(page)),
    )


def words_of(page: EpisodePage) -> Names:
    """What the picture and its rows are called."""
    return Names(
        picture=say("episode.timeline.picture", page.language, n=len(page.scenes)),
        scenes=say("episode.row.scenes", page.language),
        places=say("episode.row.places", page.language),
        music=say("episode.row.music", page.language),
    )


def _curves(page: EpisodePage) -> Iterator[Curve]:
    """The four tones along the episode."""
    told = {
        "tense": [(s.start, s.end, s.tension) for s in page.scenes],
        "tender": [(s.start, s.end, s.warmth) for s in page.scenes],
        "sad": [(s.start, s.end, s.sadness) for s in page.scenes],
        "comic": [(s.start, s.end, s.comedy) for s in page.scenes],
    }
    for mood, stretches in told.items():
        values = smoothed(smoothed(sampled(stretches, page.head.duration, _POINTS)))
        yield Curve(say(f"drama.tone.{mood}", page.language), mood, raised(mood, values))


def _block(scene: ScenePart) -> SceneBlock:
    return SceneBlock(
        start=scene.start,
        end=scene.end,
        address=scene.address,
        label=f"{clock(scene.start)} {scene.sentence}",
        mood=scene.mood,
        strength=scene.strength,
        intensity=scene.intensity,
        romance=scene.romance,
        landmark=scene.landmark,
        worth=scene.worth,
        starred=scene.stars > 0,
        lit=scene.matches,
    )


def _places(page: EpisodePage) -> Iterator[Bar]:
    """Places, and whether it is night there; scenes that go on in one place as one bar."""
    for (place, time), group in groupby(page.scenes, key=lambda each: (each.place, each.time)):
        scenes = list(group)
        if place == "unknown" and time == "unknown":
            continue
        start, end = scenes[0].start, scenes[-1].end
        name = _said(f"place.{place}", page) if place != "unknown" else ""
        told = " · ".join(each for each in (name, _said(f"time.{time}", page)) if each)
        yield Bar(start, end, f"{span(start, end)} {told}", name, f"time-{time}")


def _music(page: EpisodePage) -> Iterator[Bar]:
    for each in page.music:
        mood = _said(f"mood.{each.mood}", page)
        label = f"{span(each.start, each.end)} {each.text}"
        yield Bar(each.start, each.end, label, mood, f"mood-{each.mood}")


def _lanes(page: EpisodePage) -> Iterator[Lane]:
    for choice in page.people[:_MOST_PEOPLE]:
        if choice.scenes < _FEWEST:
            return
        there = [scene for scene in page.scenes if choice.key in scene.people]
        bars = tuple(Bar(scene.start, scene.end, "") for scene in there)
        key = "episode.lane" if choice.scenes > 1 else "episode.lane.one"
        label = say(key, page.language, name=choice.name, n=choice.scenes)
        asked = urlencode({"person": choice.key, **({"kind": page.kind} if page.kind else {})})
        lit = page.person in ("", choice.key)
        yield Lane(choice.name, label, bars, f"{page.head.address}?{asked}#in-time", lit)


def span(start: float, end: float) -> str:
    """A stretch of time: ``27:20–32:05``."""
    return f"{clock(start)}–{clock(end)}"


def _said(key: str, page: EpisodePage) -> str:
    return say(key, page.language) if says(key) else ""
