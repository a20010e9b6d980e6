"""Proof-reading: titles, years and broadcasters."""

from __future__ import annotations

import pytest
from tests.writeups.shelf import checked, told


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("Last Fery from Sorado", "Last Ferry from Sorado"),
        ("Last Ferry from Sordao", "Last Ferry from Sorado"),
        ("It's Fine Not to Be Fine", "It's Fine to Not Be Fine"),
        ("Lantern Stret", "Lantern Street"),
    ],
)
def test_a_misspelt_title_is_found(wrong: str, right: str) -> None:
    assert told(f"The pier scene of {wrong} is the best.\n") == [("title", wrong, right)]


@pytest.mark.parametrize(
    "title",
    ["Last Ferry From Sorado", "LAST FERRY FROM SORADO", "Lantern Street’s", "LFFS", "등불거리"],
)
def test_other_ways_to_write_a_title_are_right(title: str) -> None:
    assert told(f"The pier scene of {title} is the best.\n") == []


def test_a_number_in_a_title_makes_it_another_title() -> None:
    assert told("We loved Remember 1994 (2013), and Remember 1997 (2012) too.\n") == []


@pytest.mark.parametrize(
    "told_so",
    [
        "Lantern Street (2019) is",
        "Lantern Street (tvN, 2019) is",
        "the 2019 drama Lantern Street is",
        "2019’s Lantern Street is",
    ],
)
def test_a_wrong_year_is_found(told_so: str) -> None:
    assert told(f"In our list, {told_so} the best.\n") == [("year", "2019", "2021")]


def test_a_drama_that_ran_into_the_new_year_is_less_surely_wrong() -> None:
    [far] = checked("Lantern Street (2018) is the best.\n")
    [near] = checked("Lantern Street (2022) is the best.\n")
    assert near.sure < far.sure


@pytest.mark.parametrize(
    "told_so",
    ["Lantern Street (2021)", "Lantern Street season 2 (2023)", "Lantern Street, seen in 2019,"],
)
def test_right_years_and_other_years_are_left_alone(told_so: str) -> None:
    assert told(f"{told_so} is the best.\n") == []


@pytest.mark.parametrize(
    "told_so",
    [
        "SBS’s Lantern Street is",
        "the SBS drama Lantern Street is",
        "Lantern Street (SBS, 2021) is",
        "Lantern Street aired on SBS and is",
    ],
)
def test_a_wrong_broadcaster_is_found(told_so: str) -> None:
    assert told(f"In our list, {told_so} the best.\n") == [("network", "SBS", "tvN")]


@pytest.mark.parametrize(
    "told_so", ["Netflix’s Lantern Street is", "tvN’s Lantern Street is", "Unlike SBS, tvN has"]
)
def test_who_streams_a_drama_is_no_broadcaster(told_so: str) -> None:
    assert told(f"In our list, {told_so} the best. Lantern Street!\n") == []
