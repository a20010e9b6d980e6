"""Reasons to watch: fair, checkable, shown by real scenes, and told by what was seen alone."""

from __future__ import annotations

import re
import statistics
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jangmyeon import Library
from jangmyeon.errors import NotOnShelfError, QueryError
from jangmyeon.guides.anatomy_phrases import rows_of
from jangmyeon.guides.reasons import speaks_of
from jangmyeon.guides.reasons_measures import measures, sought
from jangmyeon.guides.reasons_standing import (
    DEPTHS,
    depth_for,
    percentile_in,
    reference,
    spread_of,
    stands_of,
)
from jangmyeon.guides.reasons_wording import Wording
from jangmyeon.guides.views.reasons_text import reasons_markdown, reasons_page
from jangmyeon.model import Drama, Link, Passage, Reason, Writeup
from jangmyeon.moments import KINDS
from jangmyeon.sample import sample_folder

SORADO = "Last Ferry from Sorado"
numbers = st.lists(st.floats(0, 1000), min_size=2, max_size=40)


def test_a_drama_of_waiting_is_watched_for_longing(sample: Library) -> None:
    reasons = sample.reasons(SORADO)
    assert reasons[0].aspect == "longing"
    assert "every" in reasons[0].headline
    assert [r.percentile for r in reasons] == sorted((r.percentile for r in reasons), reverse=True)


def test_what_is_below_the_middle_is_not_sold(sample: Library) -> None:
    assert all(reason.percentile >= 50 for reason in sample.reasons(SORADO, 99))
    sold = {reason.aspect for reason in sample.reasons(SORADO, 99)}
    against = sample.reasons(SORADO, 99, against=True)
    assert all(reason.percentile <= 20 and reason.against for reason in against)
    assert sold.isdisjoint(reason.aspect for reason in against)


def test_each_scene_of_a_reason_has_a_caption_that_is_in_it(sample: Library) -> None:
    for reason in sample.reasons(SORADO, 99):
        assert len(reason.scenes) == len(reason.quotes) <= 3
        for scene, quote in zip(reason.scenes, reason.quotes, strict=True):
            assert scene.start <= quote.start < scene.end
            code = (scene.episode.season, scene.episode.number)
            assert quote in sample.captions(SORADO, *code)
        starts = [(s.episode.number, s.start) for s in reason.scenes]
        assert starts == sorted(starts)


def test_the_numbers_of_a_reason_can_be_counted_by_hand(sample: Library) -> None:
    scenes = [scene for n in (1, 2, 3) for scene in sample.scenes(SORADO, 1, n)]
    hours = sum(scene.end - scene.start for scene in scenes) / 3600
    meals = sum(any(m.kind == "meal" and m.score >= 0.3 for m in s.moments) for s in scenes)
    food = next(r for r in sample.reasons(SORADO, 99) if r.aspect == "food")
    told = next(part.detail for part in food.why if part.part == "food.eating")
    assert Wording("en").every(meals / hours) in told


def test_nothing_is_told_of_what_was_not_seen(sample: Library) -> None:
    assert sample.reasons(SORADO, seen=0) == []
    assert sample.reasons(SORADO, seen=0, against=True) == []
    one = sample.reasons(SORADO, 99, seen=1)
    assert one
    assert {scene.episode.number for reason in one for scene in reason.scenes} == {1}


def test_opinions_stand_with_the_reason_that_they_speak_of(sample: Library) -> None:
    opinions = ["The yearning in this show is unreal.", "I loved the food!", "Watch it."]
    told = {r.aspect: r.opinions for r in sample.reasons(SORADO, 99, opinions=opinions)}
    assert told["longing"] == (opinions[0],)
    assert told["food"] == (opinions[1],)
    assert opinions[2] not in {opinion for each in told.values() for opinion in each}


def test_what_kept_write_ups_say_stands_with_the_reasons(tmp_path: Path) -> None:
    with Library(sample_folder(), tmp_path) as library:
        library.index()
        scene = library.scenes(SORADO, 1, 2)[0]
        passage = Passage("She waits. The longing hurts.", drama=scene.episode.drama.id)
        link = Link(passage, scene, scene.start, scene.end, 0.9)
        library.keep_writeup(Writeup("review.md", "A review"), [link])
        told = {r.aspect: r.opinions for r in library.reasons(SORADO, 99)}
        assert told["longing"] == ("The longing hurts.",)
        early = library.reasons(SORADO, 99, seen=1)
        assert not [opinion for reason in early for opinion in reason.opinions]


def test_a_word_within_a_word_is_no_opinion() -> None:
    food = next(aspect for aspect in sought() if aspect.name == "food")
    assert not speaks_of(food, "They were defeated, and repeated it")


def test_reasons_are_told_in_korean(sample: Library) -> None:
    reason = sample.reasons(SORADO, language="ko")[0]
    assert reason.title == "그리움"
    assert reason.headline.startswith("그리움과 기다림")
    with pytest.raises(QueryError, match="en, ko"):
        sample.reasons(SORADO, language="fr")


def test_wrong_questions_are_told(sample: Library) -> None:
    with pytest.raises(QueryError):
        sample.reasons(SORADO, 0)
    with pytest.raises(NotOnShelfError):
        sample.reasons("No Such Drama")


def test_views_tell_every_reason_and_escape_what_others_wrote(sample: Library) -> None:
    opinion = "<b>longing</b> & *tears*"
    reasons = sample.reasons(SORADO, opinions=[opinion])
    drama = sample.drama(SORADO)
    text, page = reasons_markdown(drama, reasons), reasons_page(drama, reasons)
    for reason in reasons:
        assert f". {reason.title}" in text
        assert reason.title in page
        assert reason.quotes[0].text.split()[0] in page
    assert "<b>longing" not in page
    assert "&lt;b&gt;longing" in page
    assert "\\*tears\\*" in text


def test_a_page_of_nobody_needs_no_scenes() -> None:
    reason = Reason("action", "Not once: a fight", 2.0, title="Not for fighters", against=True)
    assert "Not for fighters" in reasons_page(Drama("x", "X"), [reason])


@given(numbers)
def test_percentiles_rise_with_values_and_stay_within_what_can_be_told(values: list[float]) -> None:
    spread = spread_of(
        values, lambda v, q: statistics.quantiles([*v], n=100, method="inclusive")[
            min(max(round(q * 100) - 1, 0), 98)
        ]
    )  # fmt: skip
    found = [percentile_in(spread, value) for value in sorted(values)]
    assert found == sorted(found)
    assert all(2 <= percentile <= 98 for percentile in found)


@given(st.floats(0.01, 5000))
def test_how_often_something_happens_is_told_in_numbers_that_are_near(rate: float) -> None:
    told = Wording("en").every(rate)
    if told == "once an hour":
        assert rate == pytest.approx(1, abs=0.06)
        return
    number, unit = re.fullmatch(r"(?:every|once in) (\d+) (\w+)", told).groups()  # type: ignore[union-attr]
    hours = int(number) / {"seconds": 3600, "minutes": 60, "hours": 1}[unit]
    assert 1 / hours == pytest.approx(rate, rel=0.5)


@pytest.mark.parametrize(("share", "side"), [(0.0, "against"), (1.0, "for")])
def test_who_has_least_of_all_is_far_below_and_who_has_most_far_above(
    share: float, side: str
) -> None:
    known = reference()
    ends = {m: known.spreads[f"{m.aspect}.{m.name}", 0][-1] * 1.1 * share for m in measures()}
    for stand in stands_of(ends, 0, known):
        if not stand.aspect.by_best:
            assert stand.percentile <= 25 if side == "against" else stand.percentile >= 95


def test_little_that_was_seen_stands_nearer_to_the_middle() -> None:
    known = reference()
    most = {m: known.spreads[f"{m.aspect}.{m.name}", 4][-1] for m in measures()}
    sure, unsure = stands_of(most, 4, known), stands_of(most, 4, known, trust=0.5)
    assert all(one.z > other.z for one, other in zip(sure, unsure, strict=True))


def test_little_that_was_seen_is_compared_with_beginnings() -> None:
    assert depth_for(3.0, whole=False) == 4
    assert depth_for(9.0, whole=False) == 8
    assert depth_for(15.0, whole=False) == 0
    assert depth_for(3.0, whole=True) == 0


def test_the_data_files_fit_together() -> None:
    names = {aspect.name for aspect in sought()}
    known = reference()
    for measure in measures():
        assert measure.aspect in names
        kinds = [k for what, wanted in measure.needs if what.startswith("kind") for k in wanted]
        assert set(kinds) <= set(KINDS), measure
        for depth in DEPTHS:
            assert (f"{measure.aspect}.{measure.name}", depth) in known.spreads, measure
    for name in names:
        assert all((name, depth) in known.spreads for depth in DEPTHS), name


def test_the_reference_has_no_titles() -> None:
    names = {f"{m.aspect}.{m.name}" for m in measures()} | {a.name for a in sought()}
    assert {row[0] for row in rows_of("reasons_reference.tsv")} <= names | {"dramas"}
