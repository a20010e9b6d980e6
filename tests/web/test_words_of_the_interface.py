"""The interface says the same in English and in Korean, and leaves nothing unsaid."""

from __future__ import annotations

import re
import string
from importlib import resources
from pathlib import Path

import pytest

from jangmyeon.guides.aspects import aspects
from jangmyeon.web.phrases import phrases, says

WEB = Path(str(resources.files("jangmyeon.web")))
TOLD = re.compile(r"""\bsay\(\s*["']([^"'~]+)["']\s*[,)]""")


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_each_phrase_is_there_in_both_languages_with_the_same_to_fill_in() -> None:
    for key, (english, korean) in phrases().items():
        assert english.strip(), key
        assert korean.strip(), key
        assert fields(english) == fields(korean), key


def test_no_phrase_is_told_twice() -> None:
    keys = [
        row.split("\t")[0]
        for table in (WEB / "phrases").glob("*.tsv")
        for row in table.read_text("utf-8").splitlines()[2:]
        if row and not row.startswith("#")
    ]
    assert sorted(keys) == sorted(set(keys))


@pytest.mark.parametrize("folder", ["templates", "."])
def test_what_pages_say_is_known(folder: str) -> None:
    files = [*(WEB / folder).rglob("*.html" if folder == "templates" else "*.py")]
    told = {key for file in files for key in TOLD.findall(file.read_text("utf-8"))}
    assert told
    assert sorted(key for key in told if not says(key)) == []


def test_every_kind_has_a_name() -> None:
    assert [each.name for each in aspects() if not says(f"kind.{each.name}")] == []
