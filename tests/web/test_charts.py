"""Charts are valid pictures of whatever they are given, and tell it to those who cannot see."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

pytest.importorskip("markupsafe", reason="needs the extra 'web'")

from jangmyeon.web.charts import (
    Bar,
    Column,
    Curve,
    EpisodeRows,
    Lane,
    Names,
    SceneBlock,
    Stripe,
    Tone,
    barcode,
    episode_timeline,
    sampled,
    season_tone,
)
from jangmyeon.web.charts.barcode import condensed
from jangmyeon.web.charts.curves import outline

unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

MOODS = ("tense", "tender", "sad", "comic", "")
NAMES = Names("an episode", "scenes", "places", "music")

any_number = st.floats(allow_nan=True, allow_infinity=True) | st.integers(-10, 10_000).map(float)
any_text = st.text(max_size=20) | st.sampled_from(["<b>", '"', "</svg><script>", "\x00&", "세리"])
stripes = st.lists(st.builds(Stripe, any_number, st.sampled_from(MOODS), any_number), max_size=60)
bars = st.lists(st.builds(Bar, any_number, any_number, any_text, any_text), max_size=6).map(tuple)
blocks = st.lists(
    st.builds(
        SceneBlock,
        start=any_number,
        end=any_number,
        address=any_text,
        label=any_text,
        mood=st.sampled_from(MOODS),
        strength=any_number,
        intensity=any_number,
        romance=any_number,
        landmark=any_text,
        worth=st.floats(0, 5),
        lit=st.booleans(),
    ),
    max_size=6,
).map(tuple)
values = st.lists(any_number, max_size=30).map(tuple)
episodes = st.builds(
    EpisodeRows,
    length=any_number,
    scenes=blocks,
    places=bars,
    music=bars,
    curves=st.lists(st.builds(Curve, any_text, st.just("sad"), values), max_size=4).map(tuple),
    people=st.lists(st.builds(Lane, any_text, any_text, bars), max_size=4).map(tuple),
)


def drawn(markup: str) -> etree._Element:
    """A picture as XML, with no number in it that is none."""
    tree = etree.fromstring(str(markup))
    for element in tree.iter():
        for name in ("x", "y", "width", "height", "x1", "x2", "y1", "y2", "d"):
            assert "n" not in element.get(name, ""), element.attrib
        assert element.tag in {"svg", "path", "title", "a", "rect", "g", "text", "line", "div"}
        assert "style" not in element.attrib
        assert not any(name.startswith("on") for name in element.attrib)
    return tree


@unhurried
@given(stripes, any_text, st.integers(1, 40))
def test_a_barcode_of_anything_is_a_valid_picture(
    given_stripes: list[Stripe], label: str, most: int
) -> None:
    tree = drawn(barcode(given_stripes, label, most=most))
    assert len(tree.findall("path")) <= 17
    if label:
        assert tree.get("role") == "img"
        assert tree.get("aria-label")
    else:
        assert tree.get("aria-hidden") == "true"


@unhurried
@given(stripes.map(lambda told: [s for s in told if 0.001 <= s.length <= 1e6]), st.integers(1, 40))
def test_fewer_stripes_stand_for_the_same_time(told: list[Stripe], most: int) -> None:
    fewer = condensed(told, most)
    assert len(fewer) <= max(most, 0)
    assert sum(s.length for s in fewer) == pytest.approx(sum(s.length for s in told), rel=1e-6)
    assert {s.mood for s in fewer} <= {s.mood for s in told} | {""}


def test_a_stripe_is_as_wide_as_its_time_and_has_the_color_of_its_mood() -> None:
    tree = drawn(barcode([Stripe(3, "sad", 1.0), Stripe(1, "", 0.0)], "one scene is sad"))
    paths = {path.get("class"): path.get("d") for path in tree.findall("path")}
    assert paths == {
        "mood-sad level-4": "M0 0H750V10H0z",
        "mood-plain level-1": "M750 0H1000V10H750z",
    }


@unhurried
@given(episodes)
def test_a_timeline_of_anything_is_a_valid_picture(rows: EpisodeRows) -> None:
    tree = drawn(episode_timeline(rows, NAMES))
    links = tree.findall(".//a")
    assert len(links) == len(rows.scenes)
    for link in links:
        assert link.find("title") is not None
        for box in link.findall("rect"):
            width = box.get("width", "").removesuffix("%")
            assert 0 <= float(width) <= 100


def test_each_scene_of_a_timeline_is_a_link_with_a_name() -> None:
    scene = SceneBlock(60, 120, "/dramas/d/S01E01/60", '1:00 They "meet" <again>', "tender", 0.9)
    tree = drawn(episode_timeline(EpisodeRows(240, scenes=(scene,)), NAMES))
    link = tree.find(".//a")
    assert link is not None
    assert link.get("href") == "/dramas/d/S01E01/60"
    assert link.get("aria-label") == link.findtext("title") == scene.label
    assert "mood-tender level-4" in link.get("class", "")
    assert link.findall("rect")[1].get("x") == "25%"


def test_scenes_that_were_not_asked_for_step_back() -> None:
    scenes = tuple(SceneBlock(n, n + 1, f"/{n}", "a scene", lit=n == 1) for n in range(3))
    tree = drawn(episode_timeline(EpisodeRows(3, scenes=scenes), NAMES))
    dim = ["dim" in link.get("class", "") for link in tree.findall(".//a")]
    assert dim == [True, False, True]


def test_words_over_scenes_do_not_stand_on_each_other() -> None:
    scenes = tuple(
        SceneBlock(n * 10, n * 10 + 10, f"/{n}", "a scene", landmark="confession", worth=n)
        for n in range(100)
    )
    tree = drawn(episode_timeline(EpisodeRows(1000, scenes=scenes), NAMES))
    places = sorted(
        float(text.get("x", "").removesuffix("%"))
        for text in tree.iter("text")
        if text.get("class") == "landmark"
    )
    assert len(places) > 3
    assert all(later - before > 8 for before, later in pairwise(places))


@unhurried
@given(
    st.lists(st.builds(Column, any_text, any_text, any_text), max_size=40),
    st.lists(st.builds(Tone, any_text, st.sampled_from(MOODS), values), max_size=4),
)
def test_a_season_of_anything_is_a_valid_picture(columns: list[Column], tones: list[Tone]) -> None:
    picture = season_tone(columns, tones, "a season")
    if not columns:
        assert picture == ""
        return
    tree = drawn(picture)
    links = tree.findall("a")
    assert len(links) == len(columns)
    assert all(link.find("title") is not None for link in links)


@unhurried
@given(values, st.floats(0.1, 1000))
def test_a_line_never_leaves_its_box(told: tuple[float, ...], height: float) -> None:
    path = outline(told, height)
    numbers = [float(each) for each in re.findall(r"-?\d+(?:\.\d+)?", path)]
    assert all(-0.1 <= y <= height + 0.1 for y in numbers[1::2])


@unhurried
@given(st.lists(st.tuples(any_number, any_number, any_number), max_size=20), any_number)
def test_samples_are_as_many_as_asked_for(
    told: list[tuple[float, float, float]], length: float
) -> None:
    assert len(sampled(told, length, 12)) == 12


@unhurried
@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_samples_keep_the_mean(told: list[float]) -> None:
    stretches = [(float(n), float(n + 1), value) for n, value in enumerate(told)]
    mean = sum(told) / len(told)
    samples = sampled(stretches, len(told), 7)
    assert sum(samples) / 7 == pytest.approx(mean, abs=1e-9)
