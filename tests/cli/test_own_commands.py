"""What a user keeps and hides at the command line."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from jangmyeon.cli import main
from jangmyeon.cli.options import last_seen
from jangmyeon.errors import QueryError
from jangmyeon.sample import sample_folder

DRAMA = "Last Ferry from Sorado"
Say = Callable[..., "CompletedProcess[str]"]


@pytest.fixture
def say(
    sample_data: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Say:
    """Runs a command on the sample drama, with data of its own."""
    data = tmp_path / "data"
    shutil.copytree(sample_data, data)
    where = (f"--library={sample_folder()}", f"--data={data}")

    def say(*arguments: str) -> CompletedProcess[str]:
        monkeypatch.setattr(sys, "argv", ["jangmyeon", *arguments, *where])
        with pytest.raises(SystemExit) as end:
            main()
        said = capsys.readouterr()
        return CompletedProcess(arguments, int(end.value.code or 0), said.out, said.err)

    return say


def test_once_told_how_far_you_are_nothing_later_shows(say: Say) -> None:
    assert "nothing is hidden" in say("seen", DRAMA).stdout
    assert "seen up to S01E02" in say("seen", DRAMA, "2").stdout
    assert say("shelf", DRAMA).stdout.count("S01E") == 2
    assert say("shelf", DRAMA, "--seen", "1").stdout.count("S01E") == 1
    assert say("shelf", DRAMA, "--spoilers").stdout.count("S01E") == 3
    said = say("show", DRAMA, "3", "1:00")
    assert said.returncode == 3
    assert "beyond what you have seen" in said.stderr
    assert "S01E03" not in say("find", "grandmother waves to strangers", "-n", "20").stdout
    assert "S01E03" not in say("top", "touching").stdout
    assert json.loads(say("seen", "--json").stdout) == [
        {"drama": DRAMA, "seen": {"season": 1, "number": 2}}
    ]
    assert "nothing is hidden" in say("seen", DRAMA, "all").stdout
    assert say("shelf", DRAMA).stdout.count("S01E") == 3


def test_nothing_seen_shows_nothing(say: Say) -> None:
    said = say("seen", DRAMA, "none")
    assert "nothing seen yet" in said.stdout
    assert say("people", DRAMA, "--all").stdout.count("\n") == 1
    assert say("find", "umbrella").returncode == 1


def test_notes_and_tags_are_written_listed_and_deleted(say: Say) -> None:
    said = say("note", DRAMA, "2", "10:08", "the", "umbrella", "--tag", "rain")
    assert said.returncode == 0
    assert "the umbrella  Last Ferry from Sorado S01E02" in said.stdout
    [note] = json.loads(say("note", "--json").stdout)
    assert (note["text"], note["spot"]["at"]) == ("the umbrella", 608.0)
    assert "#rain" in say("note", "--tag", "rain").stdout
    assert "nothing here" in say("note", "--remove", str(note["id"])).stdout
    assert say("note", "--remove", "9").returncode == 3


def test_stars_are_given_and_taken_away(say: Say) -> None:
    assert "★★★★☆" in say("rate", DRAMA, "2", "10:08", "4").stdout
    assert json.loads(say("rate", DRAMA, "--json").stdout)[0]["stars"] == 4
    assert "No scene has stars" in say("rate", DRAMA, "2", "10:10", "0").stdout
    assert say("rate", DRAMA, "2", "10:08", "6").returncode == 2


def test_lists_grow_and_shrink(say: Say) -> None:
    say("list", "best", DRAMA, "2", "10:08")
    assert "2." in say("list", "best", DRAMA, "1", "1:00").stdout
    assert "best\t2" in say("list").stdout
    assert "2." not in say("list", "best", DRAMA, "1", "1:00", "--remove").stdout
    assert say("list", "best", DRAMA).returncode == 3
    assert "empty" in say("list", "best", "--remove").stdout
    assert "no list" in say("list", "best").stderr


def test_a_backup_can_be_restored(say: Say, tmp_path: Path) -> None:
    file = str(tmp_path / "mine.json")
    say("rate", DRAMA, "2", "10:08", "4")
    assert say("backup", file).returncode == 0
    say("rate", DRAMA, "2", "10:08", "0")
    assert "1 ratings" in say("restore", file).stdout
    assert say("restore", str(tmp_path / "none.json")).returncode == 3


@pytest.mark.parametrize("text", ["", "all", "S2", "-1"])
def test_an_episode_seen_that_makes_no_sense_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match="write 9"):
        last_seen(text)
