"""What a library tells of any span of an episode, not of its own scenes alone."""

from __future__ import annotations

import pytest

from jangmyeon import Library
from jangmyeon.errors import QueryError

DRAMA = "Last Ferry from Sorado"


def test_a_scene_read_again_as_a_span_tells_the_same(sample: Library) -> None:
    for scene in sample.scenes(DRAMA, 1, 2):
        again = sample.moments(DRAMA, 1, 2, scene.start, scene.end)
        assert [moment.kind for moment in again] == [moment.kind for moment in scene.moments]


def test_what_shows_a_moment_is_said_or_heard_in_the_span(sample: Library) -> None:
    captions = sample.captions(DRAMA, 1, 2)
    for scene in sample.scenes(DRAMA, 1, 2):
        within = " ".join(
            " ".join(c.text.split()) for c in captions if scene.start <= c.start <= scene.end
        )
        for moment in scene.moments:
            assert 0 <= moment.score <= 1
            for shown in moment.evidence:
                words = shown.split(': "')[-1].strip('[]"')
                assert words in within


def test_a_span_that_ends_before_it_starts_is_an_error(sample: Library) -> None:
    with pytest.raises(QueryError):
        sample.moments(DRAMA, 1, 2, 100.0, 50.0)


def test_the_tone_goes_along_the_whole_episode(sample: Library) -> None:
    curve = sample.tone(DRAMA, 1, 2)
    duration = sample.episodes(DRAMA)[1].duration
    assert len(curve.tension) * curve.step >= duration
    for values in (curve.tension, curve.warmth, curve.sadness, curve.comedy):
        assert len(values) == len(curve.music)
        assert all(0 <= value <= 1 for value in values)
