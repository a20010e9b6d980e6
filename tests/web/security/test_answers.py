"""What every answer carries, however it came about, and what no answer does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.web.browsing import token
from tests.web.crawling import Page, walk
from tests.web.serving import copied, routes_of, settings_of

from jangmyeon.sample import sample_folder
from jangmyeon.web import create_app
from jangmyeon.web.settings import Rates

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
SENT_BACK = ("\r\nset-cookie: hacked=1", "%0d%0aset-cookie:%20hacked=1", "\n", "\u2028", "\x00")
ELSEWHERE = (
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "javascript:hack()",
    "%2f%2fevil.example",
    "http:evil.example",
    " //evil.example",
    "/%09/evil.example",
    "///evil.example",
)
STARTS = ("/", "/find?q=umbrella", "/lists", "/writeups", "/settings", "/top/touching")


@pytest.fixture(scope="module")
def pages(visitor: TestClient) -> list[Page]:
    """Every kind of answer, with some that go wrong."""
    wrong = [
        "/nowhere",
        "/dramas/nowhere",
        "/dramas/last-ferry-from-sorado-2024/S09E09",
        "/dramas/last-ferry-from-sorado-2024/xyz",
        "/dramas/last-ferry-from-sorado-2024/S01E01/99999999",
        "/find?page=none",
        "/find?q=sea&kind=nothing",
        "/writeups/9999",
        "/static/nothing.js",
        "/nowhere.json",
        "/dramas/nowhere.json",
    ]
    return walk(visitor, [*STARTS, *wrong], of_a_kind=2)


def test_every_answer_has_a_policy_without_inline_script(pages: list[Page]) -> None:
    assert {page.status for page in pages} >= {200, 404, 422}
    for page in pages:
        if page.address.startswith("/static/"):
            continue
        parts = page.headers["content-security-policy"].split(";")
        told = [part.split(maxsplit=1) for part in parts]
        policy = {part[0]: part[1] for part in told if len(part) == 2}
        assert POLICY.items() <= policy.items(), page.address
        assert "unsafe" not in page.headers["content-security-policy"], page.address


def test_every_answer_says_how_it_may_be_used(pages: list[Page]) -> None:
    for page in pages:
        assert page.headers["x-content-type-options"] == "nosniff", page.address
        assert page.headers["referrer-policy"] in ("same-origin", "no-referrer"), page.address
        assert page.headers.get("content-type"), page.address


def test_no_link_of_the_app_is_broken(pages: list[Page]) -> None:
    led = [page for page in pages if page.came_from]
    assert len(led) > 20
    assert not [(p.came_from, p.address, p.status) for p in led if p.status >= 400]


def test_pages_hold_no_inline_style_or_script(pages: list[Page]) -> None:
    for page in pages:
        if page.is_html:
            assert not page.tree.xpath("//style | //script[not(@src)]"), page.address
            assert not page.tree.xpath("//*[@style]"), page.address


def test_errors_tell_nothing_of_the_inside(pages: list[Page]) -> None:
    for page in pages:
        if page.status >= 400:
            assert "Traceback" not in page.text
            assert "site-packages" not in page.text
            assert str(sample_folder()) not in page.text


def test_a_page_that_breaks_says_so_calmly(sample_data: Path, tmp_path: Path) -> None:
    app = create_app(settings_of(sample_folder(), copied(sample_data, tmp_path / "data")))

    @app.get("/broken")
    def broken() -> None:
        raise RuntimeError("the inside of the house")

    with TestClient(app, base_url="http://127.0.0.1:8421", raise_server_exceptions=False) as client:
        answer = client.get("/broken")
    assert answer.status_code == 500
    assert "the inside" not in answer.text
    assert "Traceback" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("text", SENT_BACK, ids=repr)
def test_no_answer_gets_a_header_from_a_visitor(writer: TestClient, text: str) -> None:
    for path, fields in _forms(writer):
        for name in (*fields, "back"):
            answer = _post(writer, path, {**fields, name: f"/{text}"})
            assert answer.status_code < 500, (path, name)
            assert "hacked" not in answer.headers.get("set-cookie", "")
            assert "\n" not in answer.headers.get("location", "")


@pytest.mark.parametrize("where", ELSEWHERE, ids=repr)
def test_nobody_is_sent_to_another_site(writer: TestClient, where: str) -> None:
    for path, fields in _forms(writer):
        for headers in ({}, {"referer": where.strip()}):
            answer = _post(writer, path, {**fields, "back": where}, headers)
            led = answer.headers.get("location", "/")
            assert led.startswith("/"), path
            assert not led.startswith(("//", "/\\", "/\t")), path


def test_cookies_are_for_this_server_alone(writer: TestClient) -> None:
    answers = [writer.get("/")]
    answers += [_post(writer, path, fields) for path, fields in _forms(writer)]
    told = [cookie for answer in answers for cookie in answer.headers.get_list("set-cookie")]
    assert told
    for cookie in told:
        flags = cookie.casefold()
        assert "samesite=strict" in flags or "samesite=lax" in flags, cookie
        assert "path=/" in flags, cookie
        assert "domain=" not in flags, cookie
        if cookie.startswith(("csrf", "session")) and "max-age=0" not in flags:
            assert "httponly" in flags, cookie


def test_who_asks_too_much_is_told_to_wait(sample_data: Path, tmp_path: Path) -> None:
    rates = Rates(usual=1, burst=5, local=5, logins=2)
    settings = settings_of(sample_folder(), copied(sample_data, tmp_path / "data"), rates=rates)
    with TestClient(create_app(settings), base_url="http://127.0.0.1:8421") as client:
        answers = [client.get("/find?q=umbrella") for _ in range(60)]
    waits = [answer for answer in answers if answer.status_code == 429]
    assert waits
    assert int(waits[0].headers["retry-after"]) >= 1
    assert "default-src 'none'" in waits[0].headers["content-security-policy"]


LIMIT = 8 * 2**20


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data"])
def test_large_bodies_are_refused_whether_their_size_is_told_or_not(
    writer: TestClient, kind: str
) -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(40):
            yield b"a" * 2**20

    headers = {"content-type": f"{kind}; boundary=x", "x-csrf-token": token(writer)}
    for path in [path for path, _ in _forms(writer) if path != "/logout"]:  # reads no body
        told = writer.post(path, content=b"a" * (LIMIT * 3), headers=headers)
        assert told.status_code == 413, path
        untold = writer.post(path, content=pieces(), headers=headers)
        assert untold.status_code == 413, path


def test_a_body_of_very_many_fields_is_refused(writer: TestClient) -> None:
    body = "&".join(f"f{number}=1" for number in range(20_000))
    headers = {"content-type": "application/x-www-form-urlencoded"}
    for path, _ in _forms(writer):
        answer = writer.post(path, content=f"csrf={token(writer)}&{body}", headers=headers)
        assert answer.status_code in (400, 413, 422), path


FIELDS = {
    "drama": "last-ferry-from-sorado-2024",
    "code": "S01E01",
    "episode": "S01E03",
    "at": "600",
    "name": "best",
    "text": "a note",
    "stars": "5",
    "tag": "rain",
    "theme": "dark",
    "language": "en",
}


def _forms(client: TestClient) -> list[tuple[str, dict[str, str]]]:
    """Where forms are sent, with what they may hold."""
    paths = [path for method, path in routes_of(client.app) if method == "POST" and "{" not in path]
    return [(path, FIELDS) for path in paths]


def _post(client: TestClient, path: str, fields: dict[str, str], headers: object = None) -> object:
    fields = {"csrf": token(client), **fields}
    return client.post(path, data=fields, headers=headers, follow_redirects=False)
