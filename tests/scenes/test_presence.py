"""Who is in each scene."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from jangmyeon.model import Person
from jangmyeon.names.sightings import How, Sighting
from jangmyeon.scenes.presence import is_labelled, present

SERI = Person("지수", spellings=("지수", "박지수"), titles=("대표",))
DAN = Person("도윤", spellings=("도윤",))
GUARD = Person("경비", kind="role", spellings=("경비",))
PEOPLE = (SERI, DAN, GUARD)
SPANS = [(0.0, 60.0), (60.0, 120.0), (120.0, 180.0), (180.0, 240.0)]


def seen(name: str, how: How, *times: float) -> list[Sighting]:
    return [Sighting(at, name, how) for at in times]


def found(*sightings: list[Sighting]) -> list[set[str]]:
    episode = sorted((each for some in sightings for each in some), key=lambda each: each.at)
    return [set(names) for names in present(SPANS, episode, PEOPLE)]


def test_who_speaks_is_in_the_scene_and_not_in_one_far_away() -> None:
    scenes = found(seen("지수", "speaks", 5, 20, 40), seen("도윤", "speaks", 190, 200, 220))
    assert scenes[0] == {"지수"}
    assert scenes[3] == {"도윤"}


def test_any_spelling_shows_the_person_by_the_name_they_go_by() -> None:
    scenes = found(seen("박지수", "speaks", 5, 20), seen("도윤", "speaks", 30, 190))
    assert "지수" in scenes[0]


def test_roles_are_nobody_in_particular() -> None:
    role = [Sighting(at, "경비", "speaks", role=True) for at in (5.0, 20.0, 40.0)]
    assert "경비" not in found(role, seen("지수", "speaks", 190, 200))[0]


def test_somebody_called_by_name_on_a_track_without_labels_is_there() -> None:
    scenes = found(seen("지수", "addressed", 5, 25), seen("도윤", "mentioned", 190))
    assert "지수" in scenes[0]


def test_the_surest_come_first() -> None:
    sightings = [*seen("도윤", "addressed", 3), *seen("지수", "speaks", 5, 10, 20, 30, 40)]
    assert present(SPANS, sightings, PEOPLE)[0][0] == "지수"


def test_without_scenes_or_people_there_is_nothing_to_tell() -> None:
    assert present([], seen("지수", "speaks", 1), PEOPLE) == ()
    assert present(SPANS, [], PEOPLE) == ((), (), (), ())
    assert present(SPANS, seen("지수", "speaks", 1), ()) == ((), (), (), ())


def test_a_label_now_and_then_does_not_make_a_track_labelled() -> None:
    assert is_labelled(seen("지수", "speaks", *range(0, 600, 20)))
    assert not is_labelled(seen("지수", "speaks", 0, 300, 600))


_HOWS: st.SearchStrategy[How] = st.sampled_from(
    ["speaks", "heard", "addressed", "hailed", "introduced", "mentioned"]
)
_SEEN = st.builds(Sighting, st.floats(0, 250), st.sampled_from(["지수", "도윤", "누구"]), _HOWS)


@given(st.lists(_SEEN, max_size=40), st.integers(1, 4))
def test_only_people_of_the_drama_whom_the_episode_shows_are_in_its_scenes(
    sightings: list[Sighting], scenes: int
) -> None:
    ordered = sorted(sightings, key=lambda each: each.at)
    told = present(SPANS[:scenes], ordered, PEOPLE)
    assert len(told) == scenes
    for names in told:
        assert len(set(names)) == len(names)
        assert set(names) <= {"지수", "도윤"} & {each.name for each in sightings}
