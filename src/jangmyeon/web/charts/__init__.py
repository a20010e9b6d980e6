"""Pictures made of data alone: functions that give SVG, colored by the classes of style sheets."""

from jangmyeon.web.charts.barcode import Stripe, barcode, condensed, shade
from jangmyeon.web.charts.curves import raised, sampled, smoothed
from jangmyeon.web.charts.episode_timeline import episode_timeline
from jangmyeon.web.charts.scene_timeline import scene_timeline
from jangmyeon.web.charts.season_tone import Column, Tone, season_tone
from jangmyeon.web.charts.timeline_parts import Bar, Curve, EpisodeRows, Lane, Names, SceneBlock

__all__ = [
    "Bar",
    "Column",
    "Curve",
    "EpisodeRows",
    "Lane",
    "Names",
    "SceneBlock",
    "Stripe",
    "Tone",
    "barcode",
    "condensed",
    "episode_timeline",
    "raised",
    "sampled",
    "scene_timeline",
    "season_tone",
    "shade",
    "smoothed",
]
