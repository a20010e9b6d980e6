"""The house rules that no linter knows."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = sorted(
    path
    for folder in ("src", "tests", "benchmarks", "fuzz", "training")
    for path in (ROOT / folder).rglob("*.py")
)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_and_functions_can_be_read_in_one_sitting(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.count("\n") <= 400
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= 50, f"{node.name} has {length} lines"


@pytest.mark.parametrize("name", ["ARCHITECTURE.md", "README.md", "CONTRIBUTING.md"])
def test_every_path_that_the_documents_name_exists(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    paths = set(re.findall(r"`((?:src|tests|benchmarks|training|docs|packaging)/[^`*]*)`", text))
    paths |= set(re.findall(r"\]\((?!https?:|#)([^)]+)\)", text))
    missing = sorted(path for path in paths if not (ROOT / path).exists())
    assert not missing


def test_the_architecture_is_read_in_two_pages() -> None:
    assert len((ROOT / "ARCHITECTURE.md").read_text("utf-8").split()) <= 1400


def test_word_lists_say_what_they_are() -> None:
    for path in (ROOT / "src").rglob("*.tsv"):
        assert path.read_text("utf-8").startswith("#"), f"{path.name} has no header"
