"""The pages that every check of looks goes through."""

from __future__ import annotations

import json
from urllib.request import urlopen

from tests.web import films

DRAMA = "last-ferry-from-sorado-2024"

PAGES = {
    "home": "/",
    "results": "/find?q=umbrella",
    "narrowed": "/find?q=umbrella&kind=everyday&drama=" + DRAMA,
    "nothing found": "/find?q=qzqzqz",
    "drama": f"/dramas/{DRAMA}",
    "best of a drama": f"/dramas/{DRAMA}/best",
    "reasons": f"/dramas/{DRAMA}/reasons",
    "related": f"/dramas/{DRAMA}/related",
    "episode": f"/dramas/{DRAMA}/S01E02",
    "episode, narrowed": f"/dramas/{DRAMA}/S01E02?kind=everyday",
    "scene": f"/dramas/{DRAMA}/S01E02/608",
    "scenes like it": f"/dramas/{DRAMA}/S01E02/608/related",
    "scene with its video": f"/dramas/{films.DRAMA}/S01E01/2",
    "watch": f"/watch/{films.DRAMA}/S01E01/7?end=9",
    "watch without a video": f"/watch/{DRAMA}/S01E02/608",
    "top": "/top/touching",
    "top of a drama": f"/top/comedy?drama={DRAMA}",
    "lists": "/lists",
    "list": "/lists/best",
    "tag": "/tags/rain",
    "notes": "/notes",
    "quiz": "/quiz",
    "quiz of lines": "/quiz?kind=character&drama=" + DRAMA,
    "write-ups": "/writeups",
    "settings": "/settings",
    "nowhere": "/dramas/nowhere",
}
"""Every kind of page, with a name; ``prepared`` in the conftest makes those that are written."""


def every_page(address: str) -> dict[str, str]:
    """Their addresses on a server, those of its write-ups too."""
    with urlopen(f"{address}/writeups.json") as answer:
        kept = json.load(answer)["writeups"]
    writeups = {f"write-up {number}": each["path"] for number, each in enumerate(kept, 1)}
    return {name: address + path for name, path in (PAGES | writeups).items()}
