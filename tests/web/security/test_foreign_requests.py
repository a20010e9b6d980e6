"""No other site reads or writes in a visitor's name."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient
from tests.web.browsing import token
from tests.web.serving import routes_of

FIELDS = {
    "drama": "last-ferry-from-sorado-2024",
    "code": "S01E01",
    "episode": "1",
    "at": "600",
    "name": "best",
    "text": "a note",
    "stars": "5",
    "tag": "rain",
    "theme": "dark",
    "language": "ko",
}
FOREIGN = (
    {"origin": "https://evil.example"},
    {"origin": "http://127.0.0.1.evil.example"},
    {"origin": "http://127.0.0.1:1"},
    {"origin": "null"},
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"origin": "http://127.0.0.1:8421", "sec-fetch-site": "cross-site"},
)


def writes(client: TestClient) -> list[str]:
    """Where something can be written."""
    found = [path for method, path in routes_of(client.app) if method == "POST"]
    assert len(found) > 3
    return [re.sub(r"\{(\w+)[^}]*\}", lambda m: FIELDS.get(m[1], "1"), path) for path in found]


def test_nothing_is_written_without_the_token_of_a_form(writer: TestClient) -> None:
    good = token(writer)
    for path in writes(writer):
        for wrong in (None, "", "0" * len(good), good[:-1], good + "0", good.upper()):
            fields = FIELDS | ({} if wrong is None else {"csrf": wrong})
            assert writer.post(path, data=fields).status_code == 403, (path, wrong)


def test_the_token_of_another_browser_is_refused(writer: TestClient) -> None:
    good = token(writer)
    writer.cookies.clear()
    assert token(writer) != good
    for path in writes(writer):
        assert writer.post(path, data=FIELDS | {"csrf": good}).status_code == 403, path


def test_without_the_cookie_no_token_is_good(writer: TestClient) -> None:
    good = token(writer)
    writer.cookies.clear()
    for path in writes(writer):
        assert writer.post(path, data=FIELDS | {"csrf": good}).status_code == 403, path


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_other_sites_cannot_write(writer: TestClient, headers: dict[str, str]) -> None:
    good = token(writer)
    for path in writes(writer):
        answer = writer.post(path, data=FIELDS | {"csrf": good}, headers=headers)
        assert answer.status_code == 403, path


@pytest.mark.parametrize("kind", ["text/plain", "application/json", "application/xml", ""])
def test_bodies_that_are_no_forms_are_refused(writer: TestClient, kind: str) -> None:
    for path in writes(writer):
        body = f"csrf={token(writer)}&drama=last-ferry-from-sorado-2024"
        answer = writer.post(path, content=body, headers={"content-type": kind})
        assert answer.status_code in (400, 403, 415, 422), path


def test_nothing_is_written_by_reading(writer: TestClient) -> None:
    for path in writes(writer):
        for method in ("GET", "PUT", "DELETE", "PATCH"):
            answer = writer.request(method, path, params=FIELDS | {"csrf": token(writer)})
            assert answer.status_code in (200, 404, 405, 422), (method, path)
    assert not writer.cookies.get("theme")


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8421",
        "127.0.0.1.evil.example:8421",
        "evil.example@127.0.0.1:8421",
        "127.0.0.1:8421@evil.example",
        "169.254.169.254",
        "",
        "0.0.0.0",
        "127.0.0.1:8421, evil.example",
        "a" * 3_000,
        "[::1",
    ],
)
def test_a_name_that_was_bound_anew_reads_nothing(visitor: TestClient, host: str) -> None:
    for path in ("/", "/index.json", "/openapi.json", "/static/app.js", "/find?q=umbrella"):
        answer = visitor.get(path, headers={"host": host})
        assert answer.status_code in (400, 403, 421), path
        assert "Sorado" not in answer.text


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8421", "localhost:8421", "LOCALHOST:8421", "[::1]:8421", "localhost"]
)
def test_this_machine_answers_to_its_own_names(visitor: TestClient, host: str) -> None:
    assert visitor.get("/", headers={"host": host}).status_code == 200


def test_forwarded_names_are_not_believed(visitor: TestClient) -> None:
    for header in ("x-forwarded-host", "x-host", "forwarded"):
        answer = visitor.get("/", headers={header: "host=evil.example"})
        assert "evil.example" not in answer.text


def test_other_sites_may_not_read(visitor: TestClient) -> None:
    for path in ("/", "/index.json", "/openapi.json"):
        answer = visitor.get(path, headers={"origin": "https://evil.example"})
        assert "access-control-allow-origin" not in answer.headers
    asked = {"origin": "https://evil.example", "access-control-request-method": "POST"}
    answer = visitor.options("/settings/seen", headers=asked)
    assert "access-control-allow-origin" not in answer.headers
