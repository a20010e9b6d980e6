"""Proof-reading real columns: what a careful reader found is found, and little else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jangmyeon.model import Drama, Finding
from jangmyeon.shelf.nfo import read_nfo
from jangmyeon.writeups.checking import check
from jangmyeon.writeups.checking_sheet import Reference
from jangmyeon.writeups.mentions import Shelf
from jangmyeon.writeups.reading import read_manuscript

FROM_CAPTIONS = {"Han Jung-yun"}  # somebody whom the cast lists do not know


def _drama(nfo: Path) -> Drama:
    about = read_nfo(nfo.read_bytes()).about
    assert about is not None
    title, network = about.title, about.network
    return Drama(nfo.parent.name, title, about.original_title, about.year, network, cast=about.cast)


@pytest.fixture(scope="module")
def found(shared: Path) -> dict[str, list[Finding]]:
    """What is found in each column with nothing but the shelf's cast lists."""
    dramas = [_drama(nfo) for nfo in sorted((shared / "captions").rglob("tvshow.nfo"))]
    reference = Reference(Shelf(dramas, {}))
    columns = sorted((shared / "seeds").glob("*.txt"))
    return {path.name: check(read_manuscript(path), reference) for path in columns}


def test_misspelt_names_actors_and_titles_are_found(
    shared: Path, found: dict[str, list[Finding]]
) -> None:
    rows = (shared / "gold" / "seeds.errors.jsonl").read_text("utf-8").splitlines()
    for row in map(json.loads, rows):
        if row["kind"] == "fact" or row["text"] in FROM_CAPTIONS:
            continue
        wrong = row["text"].strip("()")
        same = [each for each in found[row["file"]] if each.text == wrong]
        assert [each.kind for each in same] == [row["kind"]], row
        assert same[0].suggestion.casefold() in row["correction"].casefold()


def test_nothing_else_is_said_to_be_misspelt(shared: Path, found: dict[str, list[Finding]]) -> None:
    rows = (shared / "gold" / "seeds.errors.jsonl").read_text("utf-8").splitlines()
    known = {row["text"].strip("()") for row in map(json.loads, rows)}
    wrong = [
        each
        for findings in found.values()
        for each in findings
        if each.kind in {"name", "actor", "title"} and each.text not in known
    ]
    assert wrong == []
