"""What the web app is asked when it is measured."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from benchmarks.processes import memory_of
from benchmarks.web import Load, Served, as_people_do, different, row

QUERIES = ("the umbrella in the rain", "막배를 놓친 날", "confession")


def _words(load: Load) -> list[str]:
    return [parse_qs(urlsplit(address).query)["q"][0] for address in load.addresses]


def test_different_searches_are_all_different() -> None:
    asked = _words(different(QUERIES))
    assert len(set(asked)) == len(asked)
    assert set(QUERIES) <= set(asked)


def test_people_type_and_some_queries_are_popular() -> None:
    asked = _words(as_people_do(QUERIES, 300))
    assert asked == _words(as_people_do(QUERIES, 300))
    assert asked.count(QUERIES[0]) > 2 * asked.count(QUERIES[2])
    assert "the umbrella in" in asked
    assert asked.index("the") < asked.index("the umbrella in") < asked.index(QUERIES[0])


def test_the_table_tells_requests_a_second() -> None:
    told = row(Load("home", ["/"]), Served(3_000, 20.0, 1.25, 2.0, 9.99, 0, 6.0))
    assert told == ["home", "3,000", "150", "1.2", "2.0", "10.0", "2.0", "0"]


def test_memory_is_that_of_a_process() -> None:
    import os
    import sys

    import pytest

    if not sys.platform.startswith("linux"):
        pytest.skip("memory is read from /proc")
    assert 1 < memory_of(os.getpid()) / 2**20 < 100_000
