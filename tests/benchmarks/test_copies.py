"""Copies of a shelf are other dramas to the program, and as hard to read as the first."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.copies import Disguise, chosen, disguise, write_copies

from jangmyeon.model import Drama, Person
from jangmyeon.names.hangul import has_coda
from jangmyeon.sample import sample_folder
from jangmyeon.shelf import scan

DRAMA = Drama("harbor-2020", "Harbor", year=2020)
PEOPLE = (
    Person("은서", full_name="한은서", spellings=("은서", "한은서", "Eun-seo")),
    Person("태경", spellings=("태경",)),
    Person("선장", kind="role", spellings=("선장",)),
)


def test_a_name_is_another_one_throughout_and_takes_the_same_particles() -> None:
    to = disguise(DRAMA, PEOPLE, 1)
    assert set(to.names) == {"은서", "한은서", "태경"}
    assert to.names["한은서"].endswith(to.names["은서"])
    assert all(has_coda(name[-1]) == has_coda(to.names[name][-1]) for name in to.names)
    assert to.of_text("한은서! 은서야, 선장이야") == (
        f"{to.names['한은서']}! {to.names['은서']}야, 선장이야"
    )


def test_copies_differ_from_each_other_and_are_the_same_again() -> None:
    one, other = disguise(DRAMA, PEOPLE, 1), disguise(DRAMA, PEOPLE, 2)
    assert one.title != other.title
    assert one.names != other.names
    assert one == disguise(DRAMA, PEOPLE, 1)


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        (
            '<tt tickRate="1000"><p begin="10000t" end="12000t">',
            '<tt tickRate="1000"><p begin="21000t" end="25000t">',
        ),
        ('<p begin="00:00:10.000" end="00:00:12.5">', '<p begin="00:00:21.000" end="00:00:12.5">'),
        ("00:00:10,500 --> 00:59:59,000", "00:00:22,000 --> 01:59:59,000"),
        ("01:10.000 --> 01:11.250", "02:21.000 --> 02:23.500"),
        ("Dialogue: 0,0:00:10.50,0:00:12.00,", "Dialogue: 0,0:00:22.00,0:00:25.00,"),
        ("<SYNC Start=10000>", "<SYNC Start=21000>"),
        ("지금은 10:30이야. 3.50 줘", "지금은 10:30이야. 3.50 줘"),
    ],
)
def test_times_move_in_every_format_and_nothing_else_does(text: str, moved: str) -> None:
    assert Disguise("Harbor", {}, stretch=2.0, shift=1.0).of_text(text) == moved


def test_a_copied_shelf_has_every_episode_under_another_title(tmp_path: Path) -> None:
    folder = sample_folder()
    episodes = chosen(folder, None)
    for seed in (1, 2):
        for path in write_copies(folder, episodes, tmp_path, lambda d, n=seed: disguise(d, (), n)):
            assert path.is_file()
    copies = scan(tmp_path)
    assert not copies.skipped
    assert len(copies.episodes) == 2 * len(episodes)
    titles = {drama.title for drama in scan(folder).dramas}
    assert titles.isdisjoint(drama.title for drama in copies.dramas)
    assert [len(each.tracks) for each in copies.episodes] == 2 * [len(e.tracks) for e in episodes]


def test_a_few_episodes_are_taken_from_all_over_the_shelf() -> None:
    assert len(chosen(sample_folder(), 1)) == 1
    assert len(chosen(sample_folder(), 10_000)) == len(chosen(sample_folder(), None))
