"""Proof-reading against a library: the articles about the sample drama."""

from __future__ import annotations

from pathlib import Path

from jangmyeon.model import Finding
from jangmyeon.sample import writeups_folder
from jangmyeon.store import Reader, open_reader
from jangmyeon.writeups.checking_library import Proofreader
from jangmyeon.writeups.reading import read_manuscript


def _checked(name: str, data: Path) -> list[Finding]:
    reader = Reader(open_reader(data))
    try:
        return Proofreader(reader).check(read_manuscript(writeups_folder() / name))
    finally:
        reader.close()


def test_the_slip_in_the_sample_article_is_found(sample_data: Path) -> None:
    found = _checked("anatomy-the-umbrella.md", sample_data)
    names = [(each.text, each.suggestion) for each in found if each.kind == "name"]
    assert names == [("Shim Ga-eum", "Shim Ga-eun")]


def test_what_is_found_in_a_page_stands_where_it_says(sample_data: Path) -> None:
    name = "five-best-scenes.html"
    lines = (writeups_folder() / name).read_text("utf-8").splitlines()
    for found in _checked(name, sample_data):
        shown = lines[found.where.line - 1][found.where.column - 1 :]
        assert shown.startswith(found.text.split()[0])
