"""What a person does in a browser, in words."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import httpx
from starlette.testclient import TestClient

_TOKEN = re.compile(r'name="csrf" value="([0-9a-f]+)"')


def token(client: TestClient) -> str:
    """The token of the forms that this browser gets."""
    found = _TOKEN.search(client.get("/").text)
    assert found is not None, "the home page has no form"
    return found[1]


def post(client: TestClient, path: str, **fields: object) -> httpx.Response:
    """Send a form with its token, and follow to the page after."""
    return client.post(path, data={"csrf": token(client), **fields})


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def words(response: httpx.Response) -> str:
    """What a page says, without its tags."""
    reader = _Words()
    reader.feed(response.text)
    return " ".join(" ".join(reader.words).split())
