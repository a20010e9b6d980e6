"""Corrected copies of a write-up's file: what was to change changes, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.writeups.pages import BLOG

from jangmyeon.errors import WriteupError
from jangmyeon.writeups import Edit, Manuscript, read_manuscript


def _renamed(manuscript: Manuscript, wrong: str, right: str) -> list[Edit]:
    edits: list[Edit] = []
    for index, block in enumerate(manuscript.writeup.blocks):
        at = block.text.find(wrong)
        span = manuscript.span(index, at, at + len(wrong)) if at >= 0 else None
        edits += [Edit(*span, right)] if span else []
    return edits


def test_a_name_is_corrected_and_no_other_byte_changes(tmp_path: Path):
    for encoding, newline in (("utf-8", "\n"), ("utf-8-sig", "\r\n"), ("utf-16", "\n")):
        text = "Rain\n\n\u201cGa-un\u201d\xa0waits.  Ga-un  waits.\n\n".replace("\n", newline)
        path = tmp_path / "rain.txt"
        path.write_bytes(text.encode(encoding))
        manuscript = read_manuscript(path)
        corrected = manuscript.corrected(_renamed(manuscript, "Ga-un", "Ga-eun"))
        assert corrected == text.replace("Ga-un", "Ga-eun", 1).encode(encoding)


def test_bytes_that_are_no_text_are_kept(tmp_path: Path):
    data = b"Rain\n\nGa-un waits in the rain, and caf\xe9 lights \xed\xa0\x80 shine on them.\n" + (
        "비가 와요. ".encode() * 60
    )
    path = tmp_path / "rain.txt"
    path.write_bytes(data)
    manuscript = read_manuscript(path)
    edits = _renamed(manuscript, "Ga-un", "Ga-eun")
    assert manuscript.corrected(edits) == data.replace(b"Ga-un", b"Ga-eun")


def test_signs_are_escaped_in_pages(tmp_path: Path):
    path = tmp_path / "rain.html"
    path.write_text(BLOG, "utf-8")
    manuscript = read_manuscript(path)
    corrected = manuscript.corrected(_renamed(manuscript, "Nam Yi-kang", "Nam <& Yi"))
    assert corrected.decode() == BLOG.replace("Nam Yi-kang", "Nam &lt;&amp; Yi")


def test_letters_that_an_encoding_lacks_are_refused(tmp_path: Path):
    path = tmp_path / "rain.txt"
    path.write_bytes("비\n\n심가은은 부두에 서 있었다. 그는 오지 않았다.".encode("cp949"))
    manuscript = read_manuscript(path)
    with pytest.raises(WriteupError, match="save the file as UTF-8"):
        manuscript.corrected([Edit(0, 1, "😀")])
    with pytest.raises(WriteupError, match="overlap"):
        manuscript.corrected([Edit(0, 4, "a"), Edit(2, 5, "b")])
