"""What an episode's captions tell of people."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jangmyeon.model import Line, Role, Sound
from jangmyeon.names.sightings import Sighting, sightings


def told(*texts: str, cast: tuple[Role, ...] = ()) -> list[tuple[str, str]]:
    """Who is sighted how in lines said one after the other."""
    lines = [Line(float(at), at + 1.0, text) for at, text in enumerate(texts)]
    return [(each.name, each.how) for each in sightings(lines, [], cast)]


def test_labels_and_sound_notes_show_people_and_keep_roles_apart() -> None:
    lines = [Line(1, 2, "왔어?", "지수"), Line(3, 4, "어서 오세요", "간호사")]
    sounds = [Sound("voice", "도윤의 한숨", subject="도윤", start=2.5)]
    assert sightings(lines, sounds) == (
        Sighting(1, "지수", "speaks"),
        Sighting(2.5, "도윤", "heard"),
        Sighting(3, "간호사", "speaks", role=True),
    )


def test_several_on_one_label_are_all_there_each_without_their_age() -> None:
    lines = [Line(1, 2, "엄마!", "어린 지수와 어린 도윤")]
    assert [each.name for each in sightings(lines, []) if each.how == "speaks"] == ["지수", "도윤"]


def test_music_with_a_name_in_it_shows_nobody() -> None:
    assert sightings([], [Sound("music", "지수의 노래", subject="지수")]) == ()


@pytest.mark.parametrize(
    ("text", "name", "how"),
    [
        ("하윤아, 밥 먹자", "하윤", "addressed"),
        ("지수 씨, 여기 앉으세요", "지수", "addressed"),
        ("박지수 대표님!", "박지수", "addressed"),
        ("육 팀장님, 전화 왔어요", "육 팀장", "addressed"),
        ("양비서님!", "양비서", "addressed"),
        ("지수 씨가 그랬어요", "지수", "mentioned"),
        ("어제 박지수한테 들었어", "박지수", "mentioned"),
    ],
)
def test_being_called_is_told_from_being_spoken_of(text: str, name: str, how: str) -> None:
    assert (name, how) in told(text)


def test_who_says_their_own_name_is_introduced() -> None:
    assert ("박지수", "introduced") in told("저는 박지수라고 합니다", "박지수 씨!")


def test_a_full_name_by_itself_hails_once_it_is_known_for_a_name() -> None:
    assert ("박지수", "hailed") in told("야, 박지수!", "박지수가 왔어")


def test_the_cast_list_makes_names_known_in_either_script() -> None:
    for character in ("박지수", "Park Ji-su"):
        assert ("지수", "mentioned") in told("지수 어디 갔지?", cast=(Role("", character),))


@pytest.mark.parametrize(
    "text",
    ["하지만, 회장님은요", "위해서야!", "이 형 왜 이래", "우리 아가야", "뭐야, 이거", "여기서!"],
)
def test_words_of_every_day_are_nobody(text: str) -> None:
    assert [name for name, _ in told(text, text) if name] == []


def test_a_title_alone_is_kept_with_nobodys_name() -> None:
    line = Line(1, 2, "팀장님, 이것 좀 보세요")
    assert sightings([line], []) == (Sighting(1, "", "addressed", "팀장"),)


def test_a_name_with_an_ending_is_no_other_name() -> None:
    names = {name for name, _ in told("하윤아!", "하윤이가 왔네", "하윤아, 이리 와")}
    assert names == {"하윤"}


def test_songs_and_credits_tell_of_nobody() -> None:
    lines = [Line(1, 2, "하윤아, 지수 씨!", kind="lyric"), Line(3, 4, "하윤아!", kind="credit")]
    assert sightings(lines, []) == ()


_TEXT = st.text(alphabet="가하윤지수아야씨이박님 ,.!\n", max_size=30)


@given(st.lists(st.tuples(_TEXT, st.sampled_from(["", "지수", "남자1"])), max_size=8))
def test_any_captions_are_read_in_order_and_alike_each_time(spoken: list[tuple[str, str]]) -> None:
    lines = [Line(float(at), at + 1.0, *each) for at, each in enumerate(spoken)]
    found = sightings(lines, [])
    assert found == sightings(lines, [])
    assert [each.at for each in found] == sorted(each.at for each in found)
    assert all(each.name or each.title for each in found)
