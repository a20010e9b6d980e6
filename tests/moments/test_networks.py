"""The networks that read captions give the same answers however they are asked."""

import numpy as np
from tests.moments.episode import OFFICE, ROOFTOP, SECONDS, TABLE, lemmas, shown

from jangmyeon.moments import read_spans
from jangmyeon.moments.networks import Network, packed, unpacked
from jangmyeon.scenes.layers import Block, Floats, Linear, Norm

TRAITS, SIGNALS, WIDTH, UNITS, KINDS, ANSWERS = 7, 5, 6, 4, 2, 3
EPISODE = shown(ROOFTOP, OFFICE, TABLE)
ENDS = [len(ROOFTOP) * SECONDS, (len(ROOFTOP) + len(OFFICE)) * SECONDS, len(EPISODE) * SECONDS]


def some_network() -> Network:
    random = np.random.default_rng(0)

    def numbers(*shape: int) -> Floats:
        return random.standard_normal(shape).astype(np.float32)

    def linear(inputs: int, outputs: int) -> Linear:
        return Linear(numbers(inputs, outputs), numbers(outputs))

    def norm() -> Norm:
        return Norm(numbers(WIDTH), numbers(WIDTH))

    def block(reach: int) -> Block:
        taps = numbers(WIDTH, WIDTH), numbers(WIDTH, WIDTH), numbers(WIDTH, WIDTH)
        return Block(norm(), taps, numbers(WIDTH), linear(WIDTH, WIDTH), reach)

    return Network(
        inner=linear(TRAITS, WIDTH),
        blocks=(block(1), block(2)),
        last=norm(),
        units=linear(WIDTH, UNITS),
        spans=linear(SIGNALS, UNITS),
        told=linear(3 * UNITS, ANSWERS),
        shows=linear(WIDTH, KINDS),
        says=linear(WIDTH, KINDS),
    )


def odds(network: Network, traits: Floats, *spans: tuple[int, int]) -> Floats:
    first, last = np.array(spans).T
    found = np.zeros((len(spans), SIGNALS), np.float32)
    return network.log_odds(network.read(traits), first, last, found)


def some_traits(captions: int) -> Floats:
    random = np.random.default_rng(1)
    return random.standard_normal((captions, TRAITS)).astype(np.float32)


def test_a_network_that_was_stored_says_nearly_the_same() -> None:
    network, traits = some_network(), some_traits(40)
    again = unpacked(packed(network, 3), 3)
    before, after = (odds(each, traits, (0, 12), (12, 40)) for each in (network, again))
    assert np.allclose(before, after, atol=0.05 * np.abs(before).max())


def test_a_span_without_captions_is_read_without_a_complaint() -> None:
    empty, full = odds(some_network(), some_traits(3), (1, 1), (1, 3))
    assert np.isfinite(empty).all()
    assert not np.allclose(empty, full)


def test_an_episode_may_be_shorter_than_the_reach_of_a_network() -> None:
    assert np.isfinite(odds(some_network(), some_traits(1), (0, 1))).all()


def test_the_caption_that_shows_a_kind_is_heard_among_many_others() -> None:
    network = some_network()
    traits = some_traits(60)
    read = network.read(traits)
    read.shows[:] = 0
    read.shows[17] = 9  # which of sixty counts
    spans = np.array([0]), np.array([60]), np.zeros((1, SIGNALS), np.float32)
    before = network.log_odds(read, *spans)
    read.says[17] += 2
    change = network.log_odds(read, *spans) - before
    assert (change[:, :KINDS] > 1.9).all()


def test_what_is_far_from_a_span_says_nothing_of_it() -> None:
    here = some_traits(40)
    elsewhere = here.copy()
    elsewhere[30:] += 5
    near, far = (odds(some_network(), rows, (5, 15)) for rows in (here, elsewhere))
    assert np.allclose(near, far)


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
