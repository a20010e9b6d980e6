"""Pages as browsers save them."""

from __future__ import annotations

import quopri
from pathlib import Path

import pytest
from tests.writeups.pages import BLOG

from jangmyeon.errors import WriteupError
from jangmyeon.writeups import Edit, read_manuscript, read_writeup


def test_a_page_and_its_folder_of_pictures_are_one_page(tmp_path: Path):
    page = tmp_path / "Seven rainy scenes.html"
    page.write_text(BLOG, "utf-8")
    pictures = tmp_path / "Seven rainy scenes_files"
    pictures.mkdir()
    (pictures / "frame.html").write_text("<p>an advertisement</p>", "utf-8")
    assert read_writeup(pictures).title == "7 Rainy Scenes We Rewatch"
    assert read_writeup(tmp_path).source == str(page)


def test_the_index_of_a_folder_is_its_page(tmp_path: Path):
    for name in ("index.html", "other.html"):
        (tmp_path / name).write_text(BLOG, "utf-8")
    assert read_writeup(tmp_path).source == str(tmp_path / "index.html")


def test_a_folder_with_several_pages_asks_which(tmp_path: Path):
    for name in ("one.html", "two.html"):
        (tmp_path / name).write_text(BLOG, "utf-8")
    with pytest.raises(WriteupError, match=r"several write-ups .* one.html, two.html"):
        read_writeup(tmp_path)


def test_a_folder_without_a_page_says_so(tmp_path: Path):
    with pytest.raises(WriteupError, match="there is no write-up in"):
        read_writeup(tmp_path)


def test_an_archive_of_a_page_is_read_but_not_corrected(tmp_path: Path):
    path = tmp_path / "rain.mhtml"
    body = quopri.encodestring(BLOG.encode()).decode("ascii")
    path.write_text(
        "MIME-Version: 1.0\n"
        'Content-Type: multipart/related; type="text/html"; boundary="--b"\n\n'
        "----b\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n"
        "----b\nContent-Type: text/html; charset=utf-8\n"
        f"Content-Transfer-Encoding: quoted-printable\n\n{body}\n----b--\n",
        "utf-8",
    )
    manuscript = read_manuscript(path)
    assert manuscript.writeup.title == "7 Rainy Scenes We Rewatch"
    with pytest.raises(WriteupError, match="save the page as HTML"):
        manuscript.corrected([Edit(0, 1, "x")])


def test_an_archive_without_a_page_says_so(tmp_path: Path):
    path = tmp_path / "rain.mht"
    path.write_bytes(b"no mail at all\x00\xff")
    with pytest.raises(WriteupError, match="there is no page in"):
        read_writeup(path)
