"""No page, file or address of the web app tells of episodes that have not been seen."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient
from tests.library.shelves import MadeShelf, Place, make_shelf
from tests.web.browsing import post
from tests.web.crawling import Page, walk
from tests.web.serving import visiting

from jangmyeon import Library

STARTS = ("/", "/lists", "/lists/best", "/tags/storm", "/writeups", "/settings")
QUERIES = (
    "zq",
    "vex",
    "좋아해",
    "미안해 내가 다 잘못했어",
    "잔잔한 음악",
    "S01E02",
    "the last episode",
)
KINDS = ("romantic", "confession", "touching")


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> MadeShelf:
    return make_shelf(tmp_path_factory.mktemp("spoiling"), 2)


@pytest.fixture(scope="module")
def reader(shelf: MadeShelf) -> Iterator[TestClient]:
    with visiting(shelf.folder, shelf.data) as client:
        yield client


def test_the_pages_of_somebody_who_has_seen_it_all_do_tell(
    shelf: MadeShelf, reader: TestClient
) -> None:
    _come_to(reader, shelf, {})
    told = " ".join(page.text for page in _everything(reader, shelf))
    places = {fact.place for fact in shelf.facts if fact.word in told}
    assert places >= set(shelf.places)


@pytest.mark.parametrize("number", range(4))
def test_nothing_tells_of_later_episodes(shelf: MadeShelf, reader: TestClient, number: int) -> None:
    marks = dict.fromkeys(shelf.ids, number)
    _come_to(reader, shelf, marks)
    secrets = _secrets(shelf, marks)
    assert secrets
    for page in _everything(reader, shelf):
        if page.address == "/backup":  # all of what the viewer wrote themselves, to the last word
            continue
        assert page.status < 500, page.address
        told = [word for word in secrets if word in page.text]
        assert not told, f"{page.address} (from {page.came_from}) tells of {told}"


def test_what_is_shown_once_is_hidden_again(shelf: MadeShelf, reader: TestClient) -> None:
    """Neither the server nor the browser keeps a page of somebody who had seen more."""
    last = shelf.places[-1]
    drama = f"/dramas/{last.drama}"
    episode = f"{drama}/S{last.season:02}E{last.number:02}"
    search = f"/find?q={shelf.word_of(last)}"
    for path in (drama, episode, search, "/", "/lists", f"{episode}.json", f"{drama}.json"):
        _come_to(reader, shelf, {})
        shown = reader.get(path)
        assert "no-store" in shown.headers["cache-control"] or (
            "no-cache" in shown.headers["cache-control"]
        ), path
        _come_to(reader, shelf, dict.fromkeys(shelf.ids, 1))
        headers = {"if-none-match": shown.headers.get("etag", '"none"')}
        hidden = reader.get(path, headers=headers)
        assert hidden.status_code != 304, path
        asked = shelf.word_of(last) if path == search else ""
        later = [word for word in _secrets(shelf, {last.drama: 1}) if word != asked]
        assert not [word for word in later if word in hidden.text], path


def test_one_who_wants_spoilers_gets_them_and_nobody_else(
    shelf: MadeShelf, reader: TestClient
) -> None:
    marks = dict.fromkeys(shelf.ids, 1)
    _come_to(reader, shelf, marks)
    last = shelf.places[-1]
    path = f"/dramas/{last.drama}/S{last.season:02}E{last.number:02}"
    reader.cookies.set("spoilers", "shown")
    try:
        assert reader.get(path).status_code == 200
    finally:
        reader.cookies.delete("spoilers")
    hidden = reader.get(path)
    assert not [word for word in _secrets(shelf, marks) if word in hidden.text]


def _come_to(reader: TestClient, shelf: MadeShelf, marks: dict[str, int]) -> None:
    for drama in shelf.ids:
        number = marks.get(drama)
        episode = "all" if number is None else f"S01E{number:02}" if number else "none"
        answer = post(reader, "/settings/seen", drama=drama, episode=episode)
        assert answer.status_code == 200


def _everything(reader: TestClient, shelf: MadeShelf) -> list[Page]:
    """All that links lead to, and what somebody may type who guesses addresses."""
    guessed = []
    for place in shelf.places:
        code = f"S{place.season:02}E{place.number:02}"
        for path in (f"/dramas/{place.drama}", f"/dramas/{place.drama}/{code}"):
            guessed += [path, f"{path}.json"]
        scene = f"/dramas/{place.drama}/{code}/40"
        watch = f"/watch/{place.drama}/{code}"
        guessed += [scene, f"{scene}.json", watch, f"{watch}.vtt", f"{watch}/captions/0.vtt"]
        guessed += [f"/stills/{place.drama}/{code}/40.jpg"]
    for query in QUERIES:
        guessed += [f"/find?q={quote(query)}", f"/find.json?q={quote(query)}"]
        guessed += [f"/find?q={quote(query)}&drama={drama}" for drama in shelf.ids]
    guessed += [f"/top/{kind}{end}" for kind in KINDS for end in ("", ".json")]
    guessed += [f"/writeups/{number}{end}" for number in (1, 2) for end in ("", ".json")]
    guessed += [f"{path if path != '/' else '/index'}.json" for path in STARTS]
    return walk(reader, [*STARTS, *guessed], of_a_kind=40, most=250)


def _secrets(shelf: MadeShelf, marks: dict[str, int]) -> set[str]:
    """What belongs to later episodes: words, actors, names, also as the Latin script has them."""

    def is_later(place: Place) -> bool:
        return place.drama in marks and place.order > (1, marks[place.drama])

    words = {fact.word for fact in shelf.facts if is_later(fact.place)}
    with Library(shelf.folder, shelf.data) as library:
        for drama in shelf.ids:
            people = library.people(drama, spoilers=True)
            open_now = {p.latin for p in people if {p.name, p.full_name}.isdisjoint(words)}
            words |= {
                p.latin
                for p in people
                if {p.name, p.full_name} & words and len(p.latin) > 5 and p.latin not in open_now
            }
    return words
