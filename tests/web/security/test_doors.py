"""Where others can reach the server, nobody comes in without the password or the token."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.web.browsing import post, token
from tests.web.serving import BROWSER, copied, routes_of, settings_of

from jangmyeon import JangmyeonError
from jangmyeon.sample import sample_folder
from jangmyeon.web import create_app
from jangmyeon.web.guards.auth import hashed
from jangmyeon.web.settings import Rates, Settings

PASSWORD = "막배는 다섯 시 사십 분"
TOKEN = "a-token-for-programs"
ELSEWHERE = ("192.0.2.7", 50_000)


@pytest.fixture
def guarded(sample_data: Path, tmp_path: Path) -> Settings:
    data = copied(sample_data, tmp_path / "data")
    return settings_of(
        sample_folder(), data, host="0.0.0.0", password=hashed(PASSWORD), token=TOKEN
    )


@pytest.fixture
def stranger(guarded: Settings) -> Iterator[TestClient]:
    """Somebody on the same network."""
    app = create_app(guarded)
    with TestClient(app, base_url="http://192.0.2.1:8421", client=ELSEWHERE) as client:
        client.headers["accept"] = BROWSER
        yield client


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "tv.example", ""])
def test_a_server_for_others_needs_a_password(sample_data: Path, host: str) -> None:
    with pytest.raises(JangmyeonError, match=r"password|token"):
        create_app(settings_of(sample_folder(), sample_data, host=host))


def test_strangers_see_nothing(stranger: TestClient) -> None:
    for method, path in routes_of(stranger.app):
        filled = re.sub(r"\{(\w+)[^}]*\}", "1", path)
        if path.startswith("/login"):
            continue
        answer = stranger.request(method, filled, follow_redirects=False)
        assert answer.status_code in (303, 401, 403), (method, path)
        if answer.status_code == 303:
            assert answer.headers["location"].startswith("/login")
        assert "Sorado" not in answer.text
        assert "umbrella" not in answer.text


@pytest.mark.parametrize(
    "path", ["/login/../", "//", "/static/../index.json", "/static/%2e%2e/index.json", "/LOGIN/x"]
)
def test_no_detour_leads_past_the_door(stranger: TestClient, path: str) -> None:
    answer = stranger.get(path, follow_redirects=False)
    assert answer.status_code in (303, 401, 403, 404)
    assert "Sorado" not in answer.text


def test_who_knows_the_password_comes_in_and_goes_out(stranger: TestClient) -> None:
    assert _login(stranger, "wrong") == 401
    assert stranger.get("/", follow_redirects=False).status_code == 303
    assert _login(stranger, PASSWORD) == 303
    assert "Sorado" in stranger.get("/").text
    post(stranger, "/logout")
    assert stranger.get("/", follow_redirects=False).status_code == 303


def test_after_the_door_one_is_where_one_wanted_to_be(stranger: TestClient) -> None:
    sent = stranger.get("/find?q=umbrella&page=1", follow_redirects=False)
    page = stranger.get(sent.headers["location"]).text
    back = re.search(r'name="back" value="([^"]*)"', page)
    assert back is not None
    assert back[1].replace("&amp;", "&") == "/find?q=umbrella&page=1"


@pytest.mark.parametrize(
    "session",
    [
        "",
        "in",
        "ImluIg.aSCgQA.AAAA",
        "ImluIg",
        "a.b.c",
        "eyJ1c2VyIjoiaW4ifQ.e30.x",
        "글",
        "." * 999,
    ],
)
def test_a_made_up_session_is_worth_nothing(stranger: TestClient, session: str) -> None:
    headers = {"cookie": f"session={session}".encode()}
    assert stranger.get("/index.json", headers=headers).status_code == 401


def test_a_session_ends_with_the_password(guarded: Settings, stranger: TestClient) -> None:
    from dataclasses import replace

    _login(stranger, PASSWORD)
    session = stranger.cookies["session"]
    changed = create_app(replace(guarded, password=hashed("another")))
    with TestClient(changed, base_url="http://192.0.2.1:8421", client=ELSEWHERE) as client:
        client.cookies.set("session", session)
        assert client.get("/index.json").status_code == 401


@pytest.mark.parametrize(
    "told",
    [f"Bearer {TOKEN}x", "Bearer", "Bearer ", "Basic eA==", TOKEN, f"Token {TOKEN}", "Bearer 글"],
)
def test_a_wrong_token_is_refused(stranger: TestClient, told: str) -> None:
    headers = {"authorization": told.encode()}
    assert stranger.get("/index.json", headers=headers).status_code == 401


def test_programs_come_in_by_token(stranger: TestClient) -> None:
    program = {"authorization": f"Bearer {TOKEN}"}
    assert stranger.get("/index.json", headers=program).status_code == 200
    fields = {"drama": "last-ferry-from-sorado-2024", "episode": "S01E01"}
    answer = stranger.post("/settings/seen", data=fields, headers=program, follow_redirects=False)
    assert answer.status_code == 303


def test_passwords_cannot_be_tried_over_and_over(guarded: Settings) -> None:
    from dataclasses import replace

    slow = replace(guarded, rates=Rates(usual=10_000, burst=10_000, local=10_000, logins=5))
    with TestClient(create_app(slow), base_url="http://192.0.2.1:8421", client=ELSEWHERE) as client:
        client.headers["accept"] = BROWSER
        told = [_login(client, f"guess {number}") for number in range(12)]
        assert told.count(429) >= 6
        assert _login(client, PASSWORD) == 429
        spoofed = {"x-forwarded-for": "198.51.100.9", "x-real-ip": "198.51.100.9"}
        fields = {"csrf": token(client), "password": PASSWORD}
        assert client.post("/login", data=fields, headers=spoofed).status_code == 429


def test_a_password_is_kept_as_a_slow_hash_and_never_shown(guarded: Settings) -> None:
    assert guarded.password.startswith("$argon2id$")
    shown = repr(guarded)
    assert TOKEN not in shown
    assert "argon2" not in shown
    assert guarded.secret not in shown


def test_an_address_stands_for_the_server_but_a_foreign_name_does_not(
    stranger: TestClient,
) -> None:
    for host, status in (("192.0.2.1:8421", 200), ("evil.example", 400)):
        assert stranger.get("/login", headers={"host": host}).status_code == status


def _login(client: TestClient, password: str) -> int:
    shown = client.get("/login").text
    found = re.search(r'name="csrf" value="([0-9a-f]+)"', shown)
    fields = {"csrf": found[1] if found else "", "password": password, "back": "/"}
    return int(client.post("/login", data=fields, follow_redirects=False).status_code)
