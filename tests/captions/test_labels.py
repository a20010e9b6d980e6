"""Names are told from sounds, actors from styles, two people from one."""

from __future__ import annotations

import pytest

from jangmyeon.captions.labels import (
    Label,
    english_label,
    is_actor,
    is_colon_name,
    joint,
    korean_bracket_label,
    korean_label,
)


@pytest.mark.parametrize(
    "text",
    [
        "Se-ri",
        "SE-RI",
        "Ri Jeong-hyeok",
        "Captain Ri",
        "Dan and Se-ri",
        "man",
        "young woman 2",
        "GUARD 1",
        "man over phone",
        "reporter on TV",
        "all",
    ],
)
def test_names_and_roles_speak(text: str) -> None:
    assert english_label(text) == Label(text)


@pytest.mark.parametrize(
    "text",
    ["sobbing", "SOBBING", "thunder", "Phone Ringing", "in English", "tense music", "laughs", ""],
)
def test_sounds_do_not_speak(text: str) -> None:
    assert english_label(text) is None


def test_a_label_may_tell_how() -> None:
    assert english_label("Se-ri in Korean") == Label("Se-ri", "in Korean")
    assert english_label("Dan, whispering") == Label("Dan", "whispering")
    assert korean_bracket_label("다람, 휴대폰으로", alone=False) == Label("다람", "휴대폰으로")
    assert korean_label("다람, 울먹이며") == Label("다람", "울먹이며")


def test_two_sounds_in_a_bracket_are_no_label() -> None:
    assert korean_bracket_label("빗소리, 천둥소리", alone=True) is None


def test_sentences_are_no_labels() -> None:
    assert korean_label("우산을 어디에 두고 왔는지 모르겠다고!") is None


@pytest.mark.parametrize(
    ("label", "names"),
    [
        ("다람과 보리", ("다람", "보리")),
        ("보리와 다람", ("보리", "다람")),
        ("남자1과 남자2", ("남자1", "남자2")),
        ("치과 의사", ("치과 의사",)),
        ("다람", ("다람",)),
        ("Dan & Se-ri", ("Dan", "Se-ri")),
        ("Dan, Se-ri", ("Dan", "Se-ri")),
    ],
)
def test_joint_labels_part_by_the_particle_that_fits(label: str, names: tuple[str, ...]) -> None:
    assert joint(label) == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("SE-RI", True),
        ("MAN 1", True),
        ("Se-ri", True),
        ("Mr. Ri", True),
        ("Note", False),
        ("WARNING", False),
        ("Look", False),
        ("I told him", False),
        ("https", False),
        ("A", False),
    ],
)
def test_what_stands_before_a_colon(text: str, name: bool) -> None:
    assert is_colon_name(text) is name


def test_the_actor_field_holds_other_things_too() -> None:
    assert is_actor("다람")
    assert not any(map(is_actor, ["Sign", "OP", "", "7", "Default", "Credits"]))
