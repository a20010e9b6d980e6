"""The picture of a scene: valid and escaped whatever is in the scene, and told in words."""

from __future__ import annotations

from functools import partial

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from jangmyeon.web.charts.scene_timeline import (
    ScenePicture,
    Stretch,
    ToneAlong,
    Voices,
    scene_timeline,
)
from jangmyeon.web.phrases import say

TEXT = st.text(max_size=30)
TIME = st.floats(allow_nan=True, allow_infinity=True)
KINDS = st.sampled_from(["", "kiss", "comedy"])
STRETCHES = st.lists(st.builds(Stretch, TIME, TIME, TEXT, st.just("told")), max_size=4).map(tuple)
BEATS = st.lists(st.builds(Stretch, TIME, TIME, TEXT, KINDS), max_size=4).map(tuple)
MOODS = st.sampled_from(["", "sad", "bright"])
MUSIC = st.lists(st.builds(Stretch, TIME, TIME, TEXT, MOODS), max_size=3).map(tuple)
TONES = st.lists(
    st.builds(ToneAlong, st.sampled_from(["tension", "comedy"]), st.lists(TIME).map(tuple)),
    max_size=2,
).map(tuple)
SCENES = st.builds(
    ScenePicture,
    start=st.floats(0, 9_000),
    end=st.floats(0, 9_000),
    beats=BEATS,
    voices=st.lists(st.builds(Voices, TEXT, STRETCHES), max_size=3).map(tuple),
    silences=st.lists(st.builds(Stretch, st.floats(0, 9_000), st.floats(0, 9_000)), max_size=3).map(
        tuple
    ),
    sounds=STRETCHES,
    music=MUSIC,
    tones=TONES,
    turn=st.none() | st.floats(0, 9_000),
)
ENGLISH = partial(say, language="en")


@given(SCENES)
def test_any_scene_gives_a_picture_that_is_valid(scene: ScenePicture) -> None:
    tree = etree.fromstring(str(scene_timeline(scene, ENGLISH)))
    assert not tree.xpath("//@style | //script | //*[@onload]")


def test_the_picture_says_who_speaks_and_how_long_nobody_does() -> None:
    scene = ScenePicture(
        start=0.0,
        end=60.0,
        voices=(Voices("Ga-eun", (Stretch(1.0, 4.0, "Wait.", "told"),)), Voices("", ())),
        silences=(Stretch(10.0, 22.0),),
    )
    drawn = str(scene_timeline(scene, ENGLISH))
    assert "Ga-eun: 1 lines" in drawn
    assert "not named: 0 lines" in drawn
    assert "12 seconds without a word" in drawn


def test_beats_lead_to_what_is_told_of_them() -> None:
    scene = ScenePicture(0.0, 60.0, beats=(Stretch(0.0, 30.0, "They meet.", "reunion"),))
    tree = etree.fromstring(str(scene_timeline(scene, ENGLISH)))
    [link] = tree.iter("a")
    assert link.get("href") == "#beat-1"
    assert link.get("aria-label") == "1. They meet."
