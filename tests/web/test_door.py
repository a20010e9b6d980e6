"""A server that others can reach: it asks for a password, or for a token."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from starlette.testclient import TestClient
from tests.web.browsing import words

from jangmyeon.errors import JangmyeonError
from jangmyeon.web import Settings, create_app
from jangmyeon.web.guards.auth import SESSION, hashed
from jangmyeon.web.settings import Rates

PASSWORD = "우산 서른일곱 개"
BEARER = {"authorization": "Bearer lighthouse"}

Serve = Callable[[Settings], TestClient]


@pytest.fixture(scope="module")
def known() -> str:
    return hashed(PASSWORD)


@pytest.fixture
def guarded(settings: Settings, serve: Serve, known: str) -> TestClient:
    return serve(replace(settings, password=known, token="lighthouse"))


def come_in(client: TestClient, password: str, back: str = "/") -> object:
    form = client.get("/login")
    token = form.text.split('name="csrf" value="', 1)[1].split('"', 1)[0]
    fields = {"csrf": token, "password": password, "back": back}
    return client.post("/login", data=fields, follow_redirects=False)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "tv.example"])
def test_it_does_not_start_where_others_could_come_in_freely(settings: Settings, host: str) -> None:
    with pytest.raises(JangmyeonError, match="password"):
        create_app(replace(settings, host=host))
    with pytest.raises(JangmyeonError, match="password"):
        create_app(replace(settings, hosts=("tv.example",)))
    create_app(replace(settings, host=host, token="lighthouse"))


def test_strangers_are_led_to_the_door_and_back(guarded: TestClient) -> None:
    page = guarded.get("/find?q=rain", follow_redirects=False)
    assert page.status_code == 303
    assert page.headers["location"] == "/login?back=/find%3Fq%3Drain"
    door = guarded.get("/find?q=rain", headers={"accept-language": "en"})
    assert "Password" in words(door)
    assert "Sorado" not in door.text
    answer = come_in(guarded, PASSWORD, "/find?q=rain")
    assert (answer.status_code, answer.headers["location"]) == (303, "/find?q=rain")
    assert guarded.get("/find?q=rain", follow_redirects=False).status_code == 200


def test_programs_are_told_that_they_may_not(guarded: TestClient) -> None:
    assert guarded.get("/index.json").status_code == 401
    assert guarded.get("/openapi.json").status_code == 401
    assert guarded.post("/settings/seen", data={}).status_code in (401, 403)


def test_programs_come_in_by_token_and_may_write(guarded: TestClient) -> None:
    assert guarded.get("/index.json", headers=BEARER).status_code == 200
    assert guarded.get("/index.json", headers={"authorization": "Bearer x"}).status_code == 401
    assert guarded.get("/index.json", headers={"authorization": "Basic x"}).status_code == 401
    fields = {"drama": "last-ferry-from-sorado-2024", "episode": "S01E01"}
    assert guarded.post("/settings/seen", data=fields, headers=BEARER).status_code == 200
    assert guarded.get("/index.json", headers=BEARER).json()["episodes"] == 1


@pytest.mark.parametrize("password", ["", "우산", PASSWORD + " ", "\x00", "x" * 999])
def test_a_wrong_password_is_told(guarded: TestClient, password: str) -> None:
    answer = come_in(guarded, password)
    assert answer.status_code == 401
    assert SESSION not in answer.headers.get("set-cookie", "")
    assert guarded.get("/index.json").status_code == 401


def test_a_session_is_not_made_by_hand(guarded: TestClient) -> None:
    assert come_in(guarded, PASSWORD).status_code == 303
    good = guarded.cookies[SESSION]
    for bad in ("", "in", good[:-1], good + "x", good.upper()):
        answer = guarded.get("/index.json", headers={"cookie": f"{SESSION}={bad}"})
        assert answer.status_code == 401, bad


def test_another_password_ends_all_sessions(settings: Settings, serve: Serve, known: str) -> None:
    before = serve(replace(settings, password=known))
    assert come_in(before, PASSWORD).status_code == 303
    after = serve(replace(settings, password=hashed("other")))
    kept = {"cookie": f"{SESSION}={before.cookies[SESSION]}"}
    assert after.get("/index.json", headers=kept).status_code == 401


def test_one_can_leave(guarded: TestClient) -> None:
    come_in(guarded, PASSWORD)
    page = guarded.get("/settings")
    token = page.text.split('name="csrf" value="', 1)[1].split('"', 1)[0]
    guarded.post("/logout", data={"csrf": token})
    assert guarded.get("/index.json").status_code == 401


def test_the_session_is_for_this_server_alone(guarded: TestClient) -> None:
    told = come_in(guarded, PASSWORD).headers["set-cookie"].casefold()
    assert "httponly" in told
    assert "samesite=lax" in told


def test_guessing_passwords_is_slowed(settings: Settings, serve: Serve) -> None:
    client = serve(replace(settings, token="lighthouse", rates=Rates(logins=3)))
    answers = [come_in(client, f"guess {n}") for n in range(6)]
    assert [answer.status_code for answer in answers] == [401] * 3 + [429] * 3
    assert int(answers[-1].headers["retry-after"]) >= 1
    assert come_in(client, "lighthouse").status_code == 429


@pytest.mark.parametrize("host", ["tv.example", "TV.Example:443", "192.0.2.7", "localhost:8421"])
def test_a_name_that_was_given_is_answered(settings: Settings, serve: Serve, host: str) -> None:
    client = serve(replace(settings, host="0.0.0.0", hosts=("TV.example",), token="lighthouse"))
    assert client.get("/index.json", headers={"host": host, **BEARER}).status_code == 200
    assert client.get("/index.json", headers={"host": "evil.example", **BEARER}).status_code == 400
