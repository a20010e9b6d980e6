"""What speaks for a cut is measured as it is told, and likelihoods become sensible cuts."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jangmyeon.model import Line, Sound
from jangmyeon.scenes.cutter import Choice
from jangmyeon.scenes.cutting import best_cuts, likelihood, tells
from jangmyeon.scenes.phrases import Phrasebook, phrase_score, phrases
from jangmyeon.scenes.signals import signals
from jangmyeon.scenes.trees import Forest
from jangmyeon.scenes.uses import Uses
from jangmyeon.scenes.windows import highest_near, since, total, until

CHOICE = Choice(price=0.25, usual=4.3, spread=0.7, length=0.05)


def column(shown: list[Line | Sound], name: str) -> list[float]:
    texts = [item.text for item in shown]
    lemmas = {text: text.split() for text in texts}
    return dict(signals(shown, texts, lemmas, True))[name].tolist()


def test_a_pause_is_measured_from_the_end_of_whatever_is_still_shown() -> None:
    shown = [Line(0, 10, "하나"), Line(1, 2, "둘"), Line(13, 14, "셋")]
    assert column(shown, "pause") == pytest.approx([0, 0, np.log1p(3)])


def test_somebody_named_for_the_first_time_is_told_from_somebody_heard_before() -> None:
    shown = [Line(0, 1, "응", "가은"), Line(5, 6, "왜", "정훈"), Line(9, 10, "응", "가은")]
    unheard = column(shown, "next named, unheard for")
    assert unheard[2] == pytest.approx(np.log1p(9))
    assert unheard[0] == unheard[1] > unheard[2]
    assert column(shown, "next named is last named") == [0, 0, 0]


def test_a_word_that_comes_again_holds_its_captions_together() -> None:
    uses = Uses.of(np.array([0.0, 10, 20, 30]), [("배",), (), ("배",), ("비",)])
    assert uses.chains(60).tolist() == [0, 1, 1, 0]
    assert uses.chains(15).tolist() == [0, 0, 0, 0]
    assert uses.chains(60, np.array([2.5, 1.0])).tolist() == [0, 2.5, 2.5, 0]


def test_music_of_the_same_mood_is_no_change_of_mood() -> None:
    music = [Sound("music", "음악", mood=mood, start=n, end=n) for n, mood in enumerate("aabb")]
    assert column([*music], "other mood") == [0, 0, 1, 0]


@given(st.lists(st.floats(0, 500), min_size=1, max_size=40).map(sorted), st.floats(1, 60))
def test_windows_agree_with_counting_by_hand(times: list[float], near: float) -> None:
    starts = np.array(times)
    values = np.arange(len(times), dtype=float)
    flags = values % 3 == 1
    for n, start in enumerate(times):
        inside = [v for v, t in zip(values, times, strict=True) if start - near <= t]
        inside = [v for v in inside if times[int(v)] <= start + near]
        assert highest_near(starts, values, near)[n] == max(inside)
        ahead = [v for v, t in zip(values, times, strict=True) if start <= t < start + near]
        assert total(starts, values, 0, near)[n] == pytest.approx(sum(ahead), abs=1e-6)
        before = [t for t, f in zip(times[:n], flags[:n], strict=True) if f]
        assert since(starts, flags)[n] == (start - before[-1] if before else 300)
        coming = [t for t, f in zip(times[n:], flags[n:], strict=True) if f]
        if coming:
            assert until(starts, flags)[n] == coming[0] - start


@given(
    st.lists(
        st.tuples(st.floats(0, 200), st.sets(st.sampled_from("가나다라"))),
        min_size=1,
        max_size=25,
    ),
    st.floats(1, 90),
)
def test_words_beside_a_cut_agree_with_counting_by_hand(
    told: list[tuple[float, set[str]]], near: float
) -> None:
    told.sort(key=lambda item: item[0])
    uses = Uses.of(np.array([at for at, _ in told]), [sorted(words) for _, words in told])
    cosine, shared, new, gone = uses.differing(near)
    apart = uses.apart(near)
    for n, (start, _) in enumerate(told):
        left = Counter(w for at, words in told[:n] if at >= start - near for w in words)
        right = Counter(w for at, words in told[n:] if at < start + near for w in words)
        assert new[n] == len(right.keys() - left.keys())
        assert gone[n] == len(left.keys() - right.keys())
        if not left or not right:
            assert (cosine[n], shared[n], apart[n]) == (-0.3, -0.3, 0.5)
            continue
        norms = sum(n * n for n in left.values()) * sum(n * n for n in right.values())
        alike = sum(left[word] * right[word] for word in left) / norms**0.5
        assert (cosine[n], apart[n]) == pytest.approx((alike, 1 - alike))
        assert shared[n] == pytest.approx(len(left & right) / len(left | right))


def test_phrases_weigh_by_where_they_stand() -> None:
    lines = [Line(n, n + 1, text) for n, text in enumerate(["가자", "안녕", "응", "응"])]
    spoken = [phrases(line, line.text, ()) for line in lines]
    book = Phrasebook({"w안녕": 0}, np.array([[1, 2, 4, 8]], np.float32))
    assert phrase_score(spoken, book).tolist() == pytest.approx([0.6 * 8, 2, 1, 0.6 * 4])


def test_two_cuts_for_the_same_scene_are_paid_once() -> None:
    starts = np.array([0.0, 30, 60, 61, 62, 90, 120])
    likely = np.array([0, 0, 0.3, 0.4, 0.3, 0, 0])
    assert len(best_cuts(starts, likely, CHOICE)) == 2


def test_cuts_stand_where_likelihood_is_spread_over_neighbors() -> None:
    starts = np.arange(0, 200, 2.0)
    likely = np.zeros(100)
    likely[49:52] = 0.2, 0.2, 0.2
    likely[75] = 0.2
    cuts = best_cuts(starts, likely, CHOICE)
    assert len(cuts) == 2
    assert 47 <= cuts[1] <= 53


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(0, 30), st.floats(0, 1)), min_size=1, max_size=60))
def test_cuts_are_in_order_and_begin_at_the_start(steps: list[tuple[float, float]]) -> None:
    starts = np.cumsum([gap for gap, _ in steps])
    likely = np.array([0.0, *(share for _, share in steps[1:])])
    cuts = best_cuts(starts, likely, CHOICE)
    assert cuts[0] == 0
    assert cuts == sorted(set(cuts))
    assert cuts[-1] < len(steps)


def test_a_tree_is_followed_to_its_leaf() -> None:
    forest = Forest(
        roots=np.array([0]),
        column=np.array([1, 0, 0, 0, 0], np.int16),
        threshold=np.array([0.5, 2.0, 0, 0, 0], np.float32),
        left=np.array([1, 3, 0, 0, 0]),
        value=np.array([0, 0, 7.0, -1.0, 1.0], np.float32),
        bias=0.0,
        depth=2,
    )
    table = np.array([[9.0, 1.0], [2.0, 0.5], [3.0, 0.0]])
    assert forest.log_odds(table).tolist() == [7, -1, 1]


def test_a_track_with_a_single_sound_is_read_as_one_without() -> None:
    lines: list[Line | Sound] = [Line(n, n + 1, "응") for n in range(40)]
    assert not tells([*lines, Sound("music", "음악")])
    assert tells([*lines, *(Sound("music", "음악") for _ in range(5))])


@pytest.mark.parametrize("told", [True, False])
def test_the_trained_cutters_know_all_their_signals(told: bool) -> None:
    shown = [Line(3.0 * n, 3.0 * n + 2, "응") for n in range(9)]
    likely = likelihood(shown, {"응": ("응",)}, told)
    assert likely[0] == 0
    assert ((likely >= 0) & (likely <= 1)).all()
