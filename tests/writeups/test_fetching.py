"""Pages that the user names by address: a small server of our own stands in for the internet."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from tests.writeups.pages import BLOG, MARKDOWN

from jangmyeon.errors import WriteupError
from jangmyeon.writeups import read_manuscript
from jangmyeon.writeups.fetch import LARGEST, fetch_page, is_public


class _Server(BaseHTTPRequestHandler):
    asked: list[str]

    def do_GET(self) -> None:
        type(self).asked.append(f"{self.headers['Host'].partition(':')[0]}{self.path}")
        match self.path.strip("/").split("/"):
            case ["page"]:
                self._answer(BLOG.encode(), "text/html; charset=utf-8")
            case ["text"]:
                self._answer(MARKDOWN.encode("utf-16"), "text/plain")
            case ["picture"]:
                self._answer(b"\x89PNG", "image/png")
            case ["large"]:
                self._answer(b"a" * (LARGEST + 2), "text/html")
            case ["hops", number]:
                self._redirect("/page" if number == "0" else f"/hops/{int(number) - 1}")
            case ["to-file"]:
                self._redirect("file:///etc/hostname")
            case _:
                self.send_error(404)

    def _answer(self, data: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        try:
            self.wfile.write(data)
        except ConnectionError:  # whoever asked has read enough
            self.close_connection = True

    def _redirect(self, address: str) -> None:
        self.send_response(302)
        self.send_header("Location", address)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    _Server.asked = []
    served = ThreadingHTTPServer(("127.0.0.1", 0), _Server)
    thread = threading.Thread(target=served.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield f"http://localhost:{served.server_port}"
    served.shutdown()
    served.server_close()
    thread.join()


def test_a_page_is_read_from_its_address(server: str):
    writeup = read_manuscript(f"{server}/page", allow_private=True).writeup
    assert (writeup.title, writeup.source) == ("7 Rainy Scenes We Rewatch", f"{server}/page")
    assert _Server.asked == ["localhost/page"]  # nothing that the page names was asked for


def test_a_page_of_plain_text_is_read(server: str):
    page = fetch_page(f"{server}/text", allow_private=True)
    assert (page.markup, page.data.decode("utf-16")) == (False, MARKDOWN)


def test_redirects_are_followed_but_not_for_ever(server: str):
    assert fetch_page(f"{server}/hops/4", allow_private=True).address == f"{server}/page"
    with pytest.raises(WriteupError, match="redirected too often"):
        fetch_page(f"{server}/hops/5", allow_private=True)


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/picture", "not a page of text but image/png"),
        ("/large", "the limit is 10 MiB"),
        ("/none", "the server answers 404"),
        ("/to-file", "only http:// and https://"),
    ],
)
def test_what_is_no_page_is_refused(server: str, path: str, message: str):
    with pytest.raises(WriteupError, match=message):
        fetch_page(server + path, allow_private=True)


def test_the_users_own_network_is_not_asked(server: str):
    port = server.rpartition(":")[2]
    for host in ("localhost", "127.0.0.1", "[::ffff:127.0.0.1]", "2130706433", "0.0.0.0"):
        with pytest.raises(WriteupError, match=r"own network|there is no host"):
            fetch_page(f"http://{host}:{port}/page")
    assert _Server.asked == []


def test_private_addresses_are_known_in_every_dress():
    private = (
        "10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1"
        " ::1 :: fe80::1 fd00::1 ff02::1 ::ffff:192.168.0.1 2002:7f00:1:: 64:ff9b::a00:1"
        " 255.255.255.255 127.8.8.8"
    )
    assert not [number for number in private.split() if is_public(number)]
    public = "8.8.8.8 2606:4700:4700::1111 ::ffff:8.8.8.8 64:ff9b::808:808"
    assert all(map(is_public, public.split()))


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "ftp://example.org/x",
        "http://",
        "http://[::1",
        "https://user:secret@example.org/",
        "http://no-such-host.invalid/",
        "gopher://localhost/1",
        "http://a" + "a" * 300 + ".org/",
    ],
)
def test_other_addresses_are_refused_in_plain_words(address: str):
    with pytest.raises(WriteupError) as refused:
        fetch_page(address, allow_private=True)
    assert "secret" not in refused.value.message
