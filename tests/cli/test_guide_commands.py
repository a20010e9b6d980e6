"""Guides at the command line: reasons, related, quiz, and lists as files."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from jangmyeon.cli import main
from jangmyeon.sample import sample_folder

DRAMA = "Last Ferry from Sorado"
Say = Callable[..., "CompletedProcess[str]"]


@pytest.fixture
def say(
    sample_data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Say:
    """Runs a command on the sample drama."""
    where = (f"--library={sample_folder()}", f"--data={sample_data}")

    def say(*arguments: str) -> CompletedProcess[str]:
        monkeypatch.setattr(sys, "argv", ["jangmyeon", *arguments, *where])
        with pytest.raises(SystemExit) as end:
            main()
        said = capsys.readouterr()
        return CompletedProcess(arguments, int(end.value.code or 0), said.out, said.err)

    return say


def test_reasons_are_told_in_words_as_json_and_as_a_page(say: Say, tmp_path: Path) -> None:
    said = say("reasons", DRAMA, "-n", "2")
    assert said.returncode == 0
    assert "## 1. Longing" in said.stdout
    assert "## 3." not in said.stdout
    told = json.loads(say("reasons", DRAMA, "--json").stdout)
    assert told[0]["aspect"] == "longing"
    page = tmp_path / "reasons.html"
    assert str(page) in say("reasons", DRAMA, "--html", str(page)).stdout
    assert page.read_text("utf-8").startswith("<!doctype html>")


def test_there_is_no_reason_where_nothing_was_seen(say: Say) -> None:
    said = say("reasons", DRAMA, "--seen", "none")
    assert said.returncode == 1


def test_nothing_is_like_the_only_drama(say: Say) -> None:
    assert say("related", DRAMA).returncode == 1
    said = say("related", DRAMA, "1")
    assert said.returncode == 3
    assert "add the time" in said.stderr


def test_a_quiz_is_printed_with_its_key(say: Say) -> None:
    said = say("quiz", "who", DRAMA, "-n", "2", "--seed", "3", "--key")
    assert said.returncode == 0
    assert "Answers" in said.stdout
    told = json.loads(say("quiz", "who", DRAMA, "-n", "2", "--seed", "3", "--json").stdout)
    right = [q["options"][q["answer"]]["text"] for q in told["questions"]]
    assert all(each in said.stdout.partition("Answers")[2] for each in right)


@pytest.mark.parametrize(("kind", "end"), [("who", "right"), ("character", "You are")])
def test_a_quiz_can_be_played(
    say: Say, monkeypatch: pytest.MonkeyPatch, kind: str, end: str
) -> None:
    class Keyboard(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Keyboard("nobody\n1\n1\n1\n"))
    said = say("quiz", kind, DRAMA, "-n", "2", "--seed", "3")
    assert said.returncode == 0
    assert "a number from 1 to" in said.stdout
    assert end in said.stdout.splitlines()[-1]


def test_an_unknown_quiz_is_told(say: Say) -> None:
    said = say("quiz", "riddle")
    assert said.returncode == 3
    assert "who, drama or character" in said.stderr


def test_the_best_scenes_make_a_page(say: Say, tmp_path: Path) -> None:
    page = tmp_path / "top.html"
    assert say("top", "romantic", "--html", str(page)).returncode == 0
    assert DRAMA in page.read_text("utf-8")
    assert say("top", "romantic", "--markdown").stdout.startswith("# ")
