"""What others wrote is shown as they wrote it, and never becomes part of a page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient
from tests.web.crawling import Page, ask, walk
from tests.web.security.hostile import ATTACKS, ELEMENT, make_hostile_shelf
from tests.web.security.wounds import wounds
from tests.web.serving import visiting

from jangmyeon import Library
from jangmyeon.library import Spot


@pytest.fixture(scope="module")
def besieged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A visitor to a library in which every text is an attack."""
    folder, data = make_hostile_shelf(tmp_path_factory.mktemp("hostile"))
    with Library(folder, data) as library:
        _say_something(library)
    with visiting(folder, data) as client:
        yield client


def _say_something(library: Library) -> None:
    drama = library.dramas()[0].id
    for number, attack in enumerate(ATTACKS):
        spot = Spot(drama, 1, 1, 20.0 + number * 60)
        library.note(spot, attack)
        library.rate(spot, 1 + number % 5)
        library.tag(spot, "storm", attack)
        library.add_to_list("best", spot)
        library.add_to_list(attack, spot)
    told = "\n\n".join(f"{attack} 도현 and 유라 fight in episode 1" for attack in ATTACKS)
    source = library.data / "x onfocus='hack()' <b>.md"
    source.write_text(f"# The Quiet Hour {ATTACKS[1]}\n\n{told}\n", "utf-8")
    script = library.read(source)
    library.keep_writeup(script.writeup, library.link(script))


@pytest.fixture(scope="module")
def pages(besieged: TestClient) -> list[Page]:
    """Every kind of page, with queries that attack."""
    queries = [f"/find?q={quote(attack)}" for attack in ATTACKS]
    drama = ask(besieged, "/index.json").text
    assert ELEMENT in drama
    narrowed = [
        f"/find?q=sea&{name}={quote(attack)}"
        for name in ("drama", "kind", "person", "page")
        for attack in ATTACKS[:4]
    ]
    own = [f"/{kind}/{quote(attack, safe='')}" for kind in ("tags", "lists") for attack in ATTACKS]
    starts = ["/", "/lists", "/tags", "/writeups", "/settings", *queries, *narrowed, *own]
    return walk(besieged, starts, of_a_kind=14)


def test_no_attack_becomes_part_of_a_page(pages: list[Page]) -> None:
    shown = [page for page in pages if page.is_html]
    assert len(shown) > 40
    assert sum(ELEMENT in page.text for page in shown) > 30
    for page in shown:
        assert not wounds(page), page.address


def test_no_page_fails_over_hostile_text(pages: list[Page]) -> None:
    assert not [(page.address, page.status) for page in pages if page.status >= 500]


def test_json_is_served_as_json(besieged: TestClient, pages: list[Page]) -> None:
    for page in pages:
        path, _, query = page.address.partition("?")
        if not page.is_html or page.status != 200:
            continue
        found = ask(besieged, f"{path if path != '/' else '/index'}.json" + f"?{query}")
        if found.status == 200:
            assert found.kind.startswith("application/json"), page.address
            assert found.headers["x-content-type-options"] == "nosniff"
            json.loads(found.text)


def test_captions_cannot_forge_cues_or_markup(besieged: TestClient) -> None:
    drama = ask(besieged, "/index.json").text.partition('"id":"')[2].partition('"')[0]
    served = ask(besieged, f"/watch/{quote(drama, safe='')}/S01E01/ko.vtt")
    assert served.status == 200
    assert served.kind.startswith("text/vtt")
    first, *cues = served.text.strip().split("\n\n")
    assert first == "WEBVTT"
    assert len(cues) > 40
    for cue in cues:
        _, *rows = cue.split("\n")
        assert rows
        assert not [row for row in rows if "<" in row or "-->" in row]
