"""Nothing outside the shelf is ever served, whatever stands in an address."""

from __future__ import annotations

import http.client
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from tests.web.serving import copied, routes_of, serving, settings_of

from jangmyeon.sample import sample_folder
from jangmyeon.web import create_app

SECRET = "what-nobody-may-read"
ATTACKS = (
    "..",
    ".",
    "",
    "../secret.txt",
    "../../secret.txt",
    "../../../../../../etc/passwd",
    "..%2fsecret.txt",
    "..%2f..%2fsecret.txt",
    "%2e%2e%2fsecret.txt",
    "%2e%2e/%2e%2e/secret.txt",
    "..%252f..%252fsecret.txt",
    "%252e%252e%252fsecret.txt",
    "..%5csecret.txt",
    "..\\..\\secret.txt",
    "....//secret.txt",
    "..;/secret.txt",
    "%c0%ae%c0%ae/secret.txt",
    "//etc/passwd",
    "%2fetc%2fpasswd",
    "file:%2f%2f%2fetc%2fpasswd",
    "C:%5cwindows%5cwin.ini",
    "%5c%5chost%5cshare",
    "CON",
    "nul.jpg",
    "%00",
    "S01E01%00.srt",
    "%ff%fe",
    "%ed%a0%80",
    "%e2%80%ae",
    "-1",
    "nan",
    "inf",
    "1e999",
    "9" * 400,
    "a" * 5_000,
    "*",
    "%25s%25n",
    "' OR 1=1 --".replace(" ", "%20"),
)


Exposed = tuple[str, Path]
"""The address of a server, and the folder in which its shelf lies beside a secret."""


@pytest.fixture(scope="module")
def exposed(sample_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Exposed]:
    """A server whose shelf has a secret beside it, and links to it within; with its folder."""
    root = tmp_path_factory.mktemp("exposed")
    shelf = root / "shelf"
    shutil.copytree(sample_folder(), shelf)
    (root / "secret.txt").write_text(SECRET, "utf-8")
    drama = next(path for path in shelf.iterdir() if path.is_dir())
    episode = next(drama.rglob("*S01E01.en.srt"))
    for number, ending in ((1, ".mp4"), (2, ".mkv"), (3, ".webm")):
        name = episode.name.replace("S01E01.en.srt", f"S01E0{number}{ending}")
        episode.with_name(name).symlink_to(root / "secret.txt")
    (drama / "poster.jpg").symlink_to(root / "secret.txt")
    with serving(shelf, copied(sample_data, root / "data")) as address:
        yield address, root


def test_no_address_leads_out_of_the_shelf(exposed: Exposed) -> None:
    server, root = exposed
    attacks = [*ATTACKS, quote(str(root / "secret.txt"), safe=""), str(root / "secret.txt")]
    for path in _templates():
        for hole in re.findall(r"\{(\w+)[^}]*\}", path):
            for attack in attacks:
                asked = _filled(path, hole, attack)
                status, body = _get(server, asked)
                assert status < 500, asked
                assert SECRET.encode() not in body, asked
                assert b"root:" not in body, asked


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_static_file_leads_out(exposed: Exposed, attack: str) -> None:
    for asked in (f"/static/{attack}", f"/static/../{attack}", f"/{attack}"):
        status, body = _get(exposed[0], asked)
        assert status < 500, asked
        assert SECRET.encode() not in body
        assert b"root:" not in body


def test_links_out_of_the_shelf_are_not_followed(exposed: Exposed) -> None:
    server, _ = exposed
    drama = "last-ferry-from-sorado-2024"
    for number in (1, 2, 3):
        for asked in (
            f"/watch/{drama}/S01E0{number}",
            f"/watch/{drama}/S01E0{number}/video",
            f"/stills/{drama}/S01E0{number}/60.jpg",
        ):
            status, body = _get(server, asked)
            assert status < 500, asked
            assert SECRET.encode() not in body, asked


def _templates() -> list[str]:
    """All paths of the app that have a part to fill."""
    app = create_app(settings_of(Path("nowhere"), Path("nowhere")))
    return [path for method, path in routes_of(app) if "{" in path and method == "GET"]


def _filled(path: str, hole: str, attack: str) -> str:
    drama = "last-ferry-from-sorado-2024"
    usual = {"id": drama, "drama": drama, "drama_id": drama, "form": "srt"}
    usual |= {"code": "S01E01", "at": "600", "second": "600", "kind": "touching", "name": "best"}

    def value(match: re.Match[str]) -> str:
        name = match.group(1)
        return attack if name == hole else usual.get(name, "1")

    return re.sub(r"\{(\w+)[^}]*\}", value, path)


def _get(server: str, path: str) -> tuple[int, bytes]:
    """An answer to an address exactly as it is written, which no client would send."""
    parts = urlsplit(server)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=20)
    try:
        connection.putrequest("GET", path.replace(" ", "%20"), skip_accept_encoding=True)
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, answer.read(2_000_000)
    finally:
        connection.close()
