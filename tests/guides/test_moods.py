"""Moods of scenes: those of what happens in them, for all that may be seen, and of the music."""

from __future__ import annotations

import numpy as np
import pytest

from jangmyeon import Library
from jangmyeon.guides.moods import MOODS, music_of
from jangmyeon.model import Line, Sound
from jangmyeon.moments import KINDS, tones_of_kinds

DRAMA = "last-ferry-from-sorado-2024"


def test_every_scene_of_every_episode_has_its_mood_in_order(sample: Library) -> None:
    moods = sample.moods(DRAMA)
    assert [each.episode for each in moods] == sample.episodes(DRAMA)
    for each in moods:
        scenes = sample.scenes(DRAMA, each.episode.season, each.episode.number)
        told = [(scene.number, scene.start, scene.end, scene.intensity) for scene in scenes]
        assert [(s.number, s.start, s.end, s.intensity) for s in each.scenes] == told
        for mood in each.scenes:
            assert mood.mood in (*MOODS, "")
            assert bool(mood.mood) == (mood.strength > 0)
            assert all(
                0 <= tone <= 1 for tone in (mood.tension, mood.warmth, mood.sadness, mood.comedy)
            )


def test_a_confession_is_tender_and_a_scene_without_moments_has_no_mood(sample: Library) -> None:
    best = sample.top("confession")[0].scene
    moods = {
        (each.episode.code, scene.number): scene
        for each in sample.moods(DRAMA)
        for scene in each.scenes
    }
    assert moods[best.episode.code, best.number].mood == "tender"


def test_kinds_of_an_episode_are_those_that_it_shows_most(sample: Library) -> None:
    for each in sample.moods(DRAMA):
        sums = dict.fromkeys(KINDS, 0.0)
        for scene in sample.scenes(DRAMA, each.episode.season, each.episode.number):
            for moment in scene.moments:
                sums[moment.kind] += moment.score
        assert [sums[kind] for kind in each.kinds] == sorted(filter(None, sums.values()))[::-1]


def test_episodes_that_were_not_seen_have_no_moods(sample: Library) -> None:
    assert [each.episode.number for each in sample.moods(DRAMA, seen=1)] == [1]
    assert sample.moods(DRAMA, seen=0) == []


def test_a_span_without_any_kind_of_moment_has_no_tone() -> None:
    chances = np.repeat([[0.0], [1.0]], len(KINDS), axis=1)
    none, all_ = tones_of_kinds(chances).tolist()
    assert none == pytest.approx([0, 0, 0, 0])
    assert all(0.9 < tone <= 1 for tone in all_)


def _note(start: float, mood: str) -> Sound:
    return Sound("music", f"{mood} music", mood=mood, start=start, end=start + 2)


def test_music_plays_from_its_note_until_other_music_a_minute_or_the_end() -> None:
    captions = [_note(0, "sad"), _note(30, "tense"), _note(60, "tense"), _note(170, "calm")]
    told = [(each.start, each.end, each.mood) for each in music_of(captions, 200)]
    assert told == [(0, 30, "sad"), (30, 120, "tense"), (170, 200, "calm")]


def test_what_is_no_music_or_tells_no_mood_is_not_heard() -> None:
    rain = Sound("sound", "rain", mood="sad", start=5, end=6)
    assert music_of([Line(1, 2, "sad"), rain, _note(9, "")], 100) == ()
