"""What a visitor hands in is read as text, never as a path or an address to read from."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.web.browsing import token
from tests.web.crawling import ask, walk
from tests.web.security.hostile import ATTACKS
from tests.web.security.wounds import wounds

SECRET = "what nobody may read: Ga-eun lends Jeong-hun an umbrella at the Sorado terminal"
NAMES = (
    "../../escaped.html",
    "..\\..\\escaped.html",
    "/etc/cron.d/escaped",
    "C:\\escaped.html",
    "a\r\nset-cookie: hacked=1.html",
    "nul\x00.html",
    "con.html",
    "." * 300 + ".html",
    "글" * 3_000 + ".html",
    "<script>hack()</script>.html",
    "-rf.md",
    "",
    ".",
    "..",
    "\u202elmth.exe",
)
HERE = (
    "127.0.0.1",
    "localhost",
    "localhost.",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "0.0.0.0",
    "127.1",
    "2130706433",
    "0x7f000001",
    "a@127.0.0.1",
    "①②⑦.⓪.⓪.①",
)
NOT_THE_WEB = (
    "ftp://example.com/x",
    "javascript:hack()",
    "data:text/html,x",
    "gopher://x",
    "http://",
    "x",
    "//evil.example",
    "http://169.254.169.254/latest",
    "http://10.0.0.1/",
    "http://[fd00::1]/",
)


class _Ear(BaseHTTPRequestHandler):
    heard: list[str]

    def do_GET(self) -> None:
        self.heard.append(self.path)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(SECRET.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def inner() -> Iterator[tuple[int, list[str]]]:
    """A service that only this machine can reach: its port, and what it was asked for."""
    heard: list[str] = []
    server = HTTPServer(("127.0.0.1", 0), type("Ear", (_Ear,), {"heard": heard}))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_address[1], heard
    server.shutdown()
    server.server_close()


def test_the_path_of_a_file_is_only_a_text(writer: TestClient, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET, "utf-8")
    for told in (str(secret), f"file://{secret}", f"@{secret}", "/etc/passwd", "~/.bashrc"):
        _send(writer, "/writeups/paste", {"text": told})
        _send(writer, "/writeups/fetch", {"address": told})
    for page in walk(writer, ["/writeups", "/writeups.json"], of_a_kind=40):
        assert "nobody may read" not in page.text, page.address
        assert "root:" not in page.text, page.address


@pytest.mark.parametrize("host", HERE)
def test_no_service_of_this_machine_is_asked(
    writer: TestClient, inner: tuple[int, list[str]], host: str
) -> None:
    port, heard = inner
    for path, name in (("/writeups/fetch", "address"), ("/writeups/paste", "text")):
        answer = _send(writer, path, {name: f"http://{host}:{port}/latest/meta-data"})
        assert answer.status_code < 500
    assert not heard


@pytest.mark.parametrize("address", NOT_THE_WEB)
def test_only_the_open_web_is_fetched(writer: TestClient, address: str) -> None:
    answer = _send(writer, "/writeups/fetch", {"address": address})
    assert 400 <= answer.status_code < 500


@pytest.mark.parametrize("name", NAMES, ids=lambda name: ascii(name)[:30])
def test_the_name_of_an_uploaded_file_leads_nowhere(
    writer: TestClient, tmp_path: Path, name: str
) -> None:
    before = {path for path in tmp_path.rglob("*") if "data" not in path.parts}
    answer = _upload(writer, name, b"<p>In episode 2 Ga-eun lends Jeong-hun an umbrella.</p>")
    assert answer.status_code < 500
    assert "hacked" not in answer.headers.get("set-cookie", "")
    assert {path for path in tmp_path.rglob("*") if "data" not in path.parts} == before
    assert not list(Path("/etc/cron.d").glob("escaped*"))
    assert not [path for path in tmp_path.rglob("escaped*") if "writeups" not in str(path)]
    for page in walk(writer, ["/writeups"], of_a_kind=3, most=12):
        assert not page.is_html or not wounds(page), page.address


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00" * 5_000,
        b"\xff\xfe" + b"a" * 99,
        b"\xed\xa0\x80 in episode 2",
        b"<" * 100_000,
        b"<div>" * 20_000 + b"Ga-eun",
        b"<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;'>]><p>&b;&b;</p>",
        b"<!DOCTYPE x [<!ENTITY f SYSTEM 'file:///etc/passwd'>]><p>Ga-eun &f; episode 2</p>",
        b"\x89PNG\r\n\x1a\n" + b"x" * 999,
        b"a" * 500_000,
        b"(" * 20_000,
        "".join(f"> {'>' * n} Ga-eun\n" for n in range(400)).encode(),
    ],
    ids=range(12),
)
def test_no_upload_breaks_the_server(writer: TestClient, data: bytes) -> None:
    for name in ("x.html", "x.md", "x.txt", "x.mhtml", "x.epub"):
        answer = _upload(writer, name, data)
        assert answer.status_code < 500, name
        assert "root:" not in answer.text
    assert ask(writer, "/writeups").status == 200


def test_what_stands_in_a_write_up_never_becomes_part_of_its_page(writer: TestClient) -> None:
    told = "".join(
        f"<h2>{attack}</h2><p>{attack} Ga-eun lends Jeong-hun an umbrella in episode 2, "
        f"“{attack}”</p><a href='javascript:hack()'>Sorado</a><img src=x onerror=hack()>"
        for attack in ATTACKS
    )
    page = f"<title>Last Ferry {ATTACKS[1]}</title><meta name=author content='{ATTACKS[0]}'>{told}"
    answer = _upload(writer, "hostile.html", page.encode())
    assert answer.status_code == 303
    for shown in walk(writer, [answer.headers["location"], "/writeups"], of_a_kind=2, most=30):
        if shown.is_html and "attachment" not in shown.headers.get("content-disposition", ""):
            assert not wounds(shown), shown.address
        assert shown.status < 500


def _send(client: TestClient, path: str, fields: dict[str, str]) -> Any:
    fields = {"csrf": token(client), **fields}
    return client.post(path, data=fields, follow_redirects=False)


def _upload(client: TestClient, name: str, data: bytes) -> Any:
    files = {"file": (name, data)}
    fields = {"csrf": token(client)}
    return client.post("/writeups/upload", data=fields, files=files, follow_redirects=False)
