"""A drama is found by any of its titles."""

from __future__ import annotations

import pytest

from jangmyeon.model import Drama
from jangmyeon.titles import closest_titles, find_drama

KINGDOM = Drama("kingdom-2019", "Kingdom", "킹덤", 2019)
OLD_KINGDOM = Drama("kingdom-2003", "Kingdom", "", 2003)
FERRY = Drama("last-ferry-from-sorado-2024", "Last Ferry from Sorado", "막배는 다섯 시", 2024)


@pytest.mark.parametrize(
    "title",
    ["last ferry from sorado", "막배는  다섯시", "Last-Ferry", "last-ferry-from-sorado-2024"],
)
def test_spaces_signs_and_language_do_not_matter(title: str) -> None:
    assert find_drama(title, [KINGDOM, FERRY]) is FERRY


def test_remakes_are_told_apart_by_their_year() -> None:
    both = [KINGDOM, OLD_KINGDOM]
    assert find_drama("Kingdom", both) is None
    assert find_drama("Kingdom (2003)", both) is OLD_KINGDOM
    assert find_drama("킹덤", both) is KINGDOM


def test_nothing_is_nobodys_title() -> None:
    assert find_drama("", [KINGDOM]) is None
    assert find_drama("?!", [KINGDOM]) is None


def test_initials_will_do() -> None:
    assert find_drama("LFFS", [KINGDOM, FERRY]) is FERRY


def test_a_slip_of_the_pen_does_not_matter() -> None:
    assert find_drama("Last Fery from Sorado", [KINGDOM, FERRY]) is FERRY


def test_a_title_too_unlike_brings_the_nearest() -> None:
    assert find_drama("The Last Fairy of Soredo", [KINGDOM, FERRY]) is None
    assert closest_titles("The Last Fairy of Soredo", [KINGDOM, FERRY]) == [FERRY.title]
