"""The commands, as a user in a terminal or a script meets them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from jangmyeon.cli.options import episode_number, seconds
from jangmyeon.errors import QueryError
from jangmyeon.sample import sample_folder


def run(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "jangmyeon", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        cwd=cwd,
    )


@pytest.fixture
def library(sample_data: Path) -> tuple[str, str]:
    return (f"--library={sample_folder()}", f"--data={sample_data}")


def test_find_answers_with_drama_episode_time_line_and_why(library: tuple[str, str]) -> None:
    said = run("find", "우산은 한 번도 못 폈는데", *library)
    assert said.returncode == 0
    assert "Last Ferry from Sorado S01E02" in said.stdout
    assert "우산은 한 번도 못 폈는데" in said.stdout
    assert "why: " in said.stdout


def test_find_as_json_has_seconds_and_parts_of_the_score(library: tuple[str, str]) -> None:
    [answer] = json.loads(
        run("find", "confession in the rain", "-n", "1", "--json", *library).stdout
    )
    hit = answer["hit"]
    assert hit["scene"]["episode"]["drama"] == "Last Ferry from Sorado"
    assert 0 <= hit["start"] < hit["end"]
    assert hit["why"][0]["weight"] > 0
    assert answer["excerpt"][0]["shown"]["text"]


def test_nothing_found_is_told_and_exits_with_1(library: tuple[str, str]) -> None:
    said = run("find", "zzzz", *library)
    assert said.returncode == 1
    assert "Nothing found" in said.stdout


def test_an_unknown_drama_is_told_with_what_is_near(library: tuple[str, str]) -> None:
    said = run("find", "우산", "--drama", "The Last Fairy of Soredo", *library)
    assert said.returncode == 3
    assert 'did you mean "Last Ferry from Sorado"' in said.stderr
    assert "Traceback" not in said.stderr


def test_show_prints_the_captions_scene_by_scene(library: tuple[str, str]) -> None:
    said = run("show", "막배는 다섯 시 사십 분", "S01E02", "10:15", *library)
    assert said.returncode == 0
    assert "Scene " in said.stdout
    assert "10:1" in said.stdout


def test_show_beyond_the_end_says_where_the_end_is(library: tuple[str, str]) -> None:
    said = run("show", "Last Ferry from Sorado", "1", "59:00", *library)
    assert said.returncode == 1
    assert "the last is at 11:" in said.stdout


def test_shelf_lists_dramas_and_episodes(library: tuple[str, str]) -> None:
    assert "막배는 다섯 시 사십 분" in run("shelf", *library).stdout
    assert run("shelf", "last-ferry-from-sorado-2024", *library).stdout.count("S01E") == 3


def test_doctor_finds_nothing_wrong_with_a_healthy_library(library: tuple[str, str]) -> None:
    said = run("doctor", *library)
    assert said.returncode == 0
    assert "Nothing is wrong" in said.stdout


def test_find_without_any_library_says_what_to_do(tmp_path: Path) -> None:
    said = run("find", "우산", cwd=tmp_path)
    assert said.returncode == 3
    assert "jangmyeon index FOLDER" in said.stderr


def test_after_index_the_other_commands_know_the_library(tmp_path: Path) -> None:
    data = tmp_path / "data"
    said = run("index", sample_folder(), "--data", data, cwd=tmp_path)
    assert said.returncode == 0, said.stderr
    assert "3 episodes" in said.stdout
    assert run("find", "umbrella", cwd=tmp_path).returncode == 0


def test_a_pipe_gets_no_colors_and_no_progress(library: tuple[str, str]) -> None:
    said = run("find", "umbrella", *library)
    assert "\x1b" not in said.stdout + said.stderr


def test_the_version_is_told() -> None:
    assert run("--version").stdout.startswith("jangmyeon 0.")


def test_wrong_usage_exits_with_2() -> None:
    assert run("find").returncode == 2


@pytest.mark.parametrize("text", ["", "abc", "S01", "1x", "-3"])
def test_an_episode_that_makes_no_sense_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match="write 16"):
        episode_number(text)


@pytest.mark.parametrize("text", ["", "abc", "1:2:3:4", "-3"])
def test_a_time_that_makes_no_sense_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match="write 28:23"):
        seconds(text)


def test_top_shows_the_words_that_make_a_confession_one(library: tuple[str, str]) -> None:
    said = run("top", "confession", "-n", "1", *library)
    assert said.returncode == 0
    assert "좋아해" in said.stdout
    assert "why: confession" in said.stdout


def test_top_tells_when_no_scene_is_of_a_kind(library: tuple[str, str]) -> None:
    said = run("top", "chase", *library)
    assert (said.returncode, said.stdout) == (1, "")
    assert "No scene is read as chase" in said.stderr


def test_people_are_listed_with_every_spelling(library: tuple[str, str]) -> None:
    told = json.loads(run("people", "Last Ferry from Sorado", "--json", *library).stdout)
    grandmother = next(person for person in told if person["name"] == "순임")
    assert grandmother["latin"]
    assert grandmother["lines"] > 0


def test_show_tells_what_happens_and_what_shows_it(library: tuple[str, str]) -> None:
    said = run("show", "Last Ferry from Sorado", "S01E02", "9:30", "--why", *library)
    assert "confession" in said.stdout
    assert "romance" in said.stdout


def test_find_tells_how_it_took_the_words(library: tuple[str, str]) -> None:
    said = run("find", "confession at night", "--explain", *library)
    assert "kind  confession" in said.stdout
    assert "time  night" in said.stdout
    said = run("find", "the leads share an umbrella", "--explain", *library)
    assert "lead  가은" in said.stdout


def test_tone_draws_four_curves(library: tuple[str, str]) -> None:
    said = run("tone", "Last Ferry from Sorado", "S01E02", *library)
    assert [row.split()[0] for row in said.stdout.splitlines()[:4]] == [
        "tension",
        "warmth",
        "sadness",
        "comedy",
    ]
