"""The moods of scenes as pages show them: stripes of a barcode, and what they tell in words."""

from __future__ import annotations

from collections.abc import Iterable

from jangmyeon.guides.moods import MOODS, EpisodeMoods, SceneMood
from jangmyeon.web.charts import Stripe
from jangmyeon.web.phrases import say
from jangmyeon.web.settings import Language


def stripes_of(scenes: Iterable[SceneMood]) -> tuple[Stripe, ...]:
    """A stripe for each scene."""
    return tuple(
        Stripe(round(scene.end - scene.start, 1), scene.mood, scene.strength) for scene in scenes
    )


def stripes_of_all(episodes: Iterable[EpisodeMoods]) -> tuple[Stripe, ...]:
    """A stripe for each scene of all episodes, as ``Library.moods`` tells them."""
    return stripes_of(scene for episode in episodes for scene in episode.scenes)


def shares_of(stripes: Iterable[Stripe], language: Language) -> str:
    """How much of the time has which mood, in words, most first.

    >>> shares_of([Stripe(3, "sad"), Stripe(1, "comic")], "en")
    'sad 75%, comic 25%'
    """
    sums: dict[str, float] = dict.fromkeys((*MOODS, ""), 0.0)
    for stripe in stripes:
        sums[stripe.mood] = sums.get(stripe.mood, 0.0) + stripe.length
    total = sum(sums.values()) or 1.0
    told = []
    for mood, length in sorted(sums.items(), key=lambda item: -item[1]):
        name = say(f"mood.name.{mood or 'plain'}", language)
        share = round(100 * length / total)
        if share:
            told.append(say("drama.share", language, name=name, n=share))
    return ", ".join(told)
