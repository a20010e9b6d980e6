"""Scenes cover an episode, in order, and are cut where a viewer would."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from jangmyeon import Library
from jangmyeon.model import Drama, Episode, Line, Sound
from jangmyeon.scenes import cut_scenes

EPISODE = Episode(Drama("a-2020", "A"), 1, 1)


@st.composite
def lines(draw: st.DrawFn) -> list[Line]:
    spoken, time = [], 0.0
    for _ in range(draw(st.integers(0, 60))):
        time += draw(st.floats(0, 40))
        length = draw(st.floats(0.1, 8))
        text = draw(st.sampled_from(["boat sea", "rain", "harbor light", "…", ""]))
        spoken.append(Line(time, time + length, text, draw(st.sampled_from(["", "가은", "정훈"]))))
    return spoken


@settings(deadline=None)
@given(lines())
def test_every_line_lies_in_exactly_one_scene(spoken: list[Line]) -> None:
    words = {" ".join(line.text.split()): tuple(line.text.split()) for line in spoken}
    scenes = cut_scenes(EPISODE, spoken, (), words)
    assert [scene.number for scene in scenes] == list(range(1, len(scenes) + 1))
    starts = [scene.start for scene in scenes]
    assert starts == sorted(starts)
    for scene, following in pairwise(scenes):
        assert scene.end <= following.start or scene.start == following.start
    for line in spoken:
        assert sum(s.start <= line.start <= s.end for s in scenes) >= 1
    assert bool(scenes) == bool(spoken)


def test_a_long_silence_with_new_people_and_music_is_a_cut() -> None:
    def talk(start: float, people: tuple[str, str], word: str) -> list[Line]:
        return [Line(start + 3 * n, start + 3 * n + 2.5, word, people[n % 2]) for n in range(12)]

    spoken = [*talk(0, ("가은", "정훈"), "ferry"), *talk(50, ("순임", "송이"), "noodles")]
    music = Sound("music", "잔잔한 음악", mood="calm", start=49, end=50)
    scenes = cut_scenes(EPISODE, spoken, (music,), {"ferry": ("ferry",), "noodles": ("noodle",)})
    assert [scene.start for scene in scenes] == [0, 49]
    assert scenes[1].people == ("순임", "송이")


def test_an_episode_of_twelve_minutes_has_a_plausible_number_of_scenes(sample: Library) -> None:
    for number in (1, 2, 3):
        assert 8 <= len(sample.scenes("Last Ferry from Sorado", 1, number)) <= 18
