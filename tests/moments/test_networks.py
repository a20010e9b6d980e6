"""The networks that read captions give the same answers however they are asked."""

from dataclasses import fields

import numpy as np
from tests.moments.episode import OFFICE, ROOFTOP, SECONDS, TABLE, lemmas, shown

from jangmyeon.moments import read_spans
from jangmyeon.moments.networks import Network, packed, unpacked

TRAITS, SIGNALS, UNITS, ANSWERS = 7, 5, 4, 3
EPISODE = shown(ROOFTOP, OFFICE, TABLE)
ENDS = [len(ROOFTOP) * SECONDS, (len(ROOFTOP) + len(OFFICE)) * SECONDS, len(EPISODE) * SECONDS]


def some_network() -> Network:
    random = np.random.default_rng(0)
    shapes = (
        (TRAITS, UNITS),
        (UNITS,),
        (SIGNALS, UNITS),
        (UNITS,),
        (3 * UNITS, ANSWERS),
        (ANSWERS,),
    )
    return Network(*(random.standard_normal(shape).astype(np.float32) for shape in shapes))


def test_a_network_that_was_stored_says_nearly_the_same() -> None:
    network = some_network()
    again = unpacked(packed(network, 3), 3)
    for field in fields(Network):
        before, after = getattr(network, field.name), getattr(again, field.name)
        assert before.shape == after.shape
        assert np.allclose(before, after, atol=np.abs(before).max() / 200)


def test_a_span_without_captions_is_read_as_one_in_which_nothing_is_shown() -> None:
    traits = np.vstack((np.ones((2, TRAITS)), np.zeros((1, TRAITS)))).astype(np.float32)
    first, last = np.array([1, 2]), np.array([1, 3])
    empty, nothing = some_network().log_odds(traits, first, last, np.zeros((2, SIGNALS), "f4"))
    assert np.allclose(empty, nothing)


def test_one_telling_caption_is_heard_among_many_others() -> None:
    dull = np.zeros((30, TRAITS), np.float32)
    telling = dull.copy()
    telling[17] = 3
    first, last = np.array([0]), np.array([30])
    found = np.zeros((1, SIGNALS), np.float32)
    plain, told = (some_network().log_odds(rows, first, last, found) for rows in (dull, telling))
    assert np.abs(plain - told).max() > 1


def test_a_scene_is_read_the_same_alone_as_among_all_scenes() -> None:
    spans = list(zip([0.0, *ENDS[:-1]], ENDS, strict=True))
    known = lemmas(EPISODE)
    together = read_spans(EPISODE, known, spans)
    for span, reading in zip(spans, together, strict=True):
        (alone,) = read_spans(EPISODE, known, [span])
        assert [moment.kind for moment in alone.moments] == [
            moment.kind for moment in reading.moments
        ]
        assert abs(alone.romance - reading.romance) < 0.01
