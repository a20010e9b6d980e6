"""``jangmyeon anatomy`` and ``jangmyeon export``: what is asked for is printed or written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from jangmyeon.cli.app import app
from jangmyeon.errors import JangmyeonError
from jangmyeon.sample import sample_folder

SORADO = "Last Ferry from Sorado"


@pytest.fixture
def where(sample_data: Path) -> list[str]:
    return ["-L", str(sample_folder()), "--data", str(sample_data)]


def run(*words: str) -> str:
    done = CliRunner().invoke(app, words, catch_exceptions=True)
    if isinstance(done.exception, JangmyeonError):
        raise done.exception
    assert done.exit_code == 0, done.output
    return done.stdout


def test_the_anatomy_of_a_scene_is_printed_as_markdown(where: list[str]) -> None:
    shown = run("anatomy", SORADO, "2", "10:57", *where)
    assert shown.startswith(f"# {SORADO} S01E02")
    assert "좋아해" in shown


def test_times_can_be_written_in_three_ways(where: list[str]) -> None:
    shown = {
        json.loads(run("anatomy", SORADO, "2", at, "--json", *where))["scene"]["start"]
        for at in ("10:57", "0:10:57", "657")
    }
    assert len(shown) == 1


def test_a_page_is_written(where: list[str], tmp_path: Path) -> None:
    page = tmp_path / "new" / "scene.html"
    run("anatomy", SORADO, "2", "10:57", "--html", str(page), *where)
    assert page.read_text("utf-8").startswith("<!doctype html>")


def test_a_later_scene_than_was_seen_is_not_dissected(where: list[str]) -> None:
    with pytest.raises(JangmyeonError, match="beyond what you have seen"):
        run("anatomy", SORADO, "2", "10:57", "--seen", "1", *where)


@pytest.mark.parametrize(
    ("form", "first"),
    [
        ("matroska", "<?xml"),
        ("ffmetadata", ";FFMETADATA1"),
        ("webvtt", "WEBVTT"),
        ("m3u", "#EXTM3U"),
        ("mpv", "# mpv EDL v0"),
        ("edl", "TITLE:"),
        ("csv", "drama_id,"),
    ],
)
def test_an_episode_is_exported(where: list[str], form: str, first: str) -> None:
    assert run("export", form, SORADO, "2", *where).startswith(first)


def test_an_unknown_form_is_told_with_those_there_are(where: list[str]) -> None:
    with pytest.raises(JangmyeonError, match="matroska"):
        run("export", "avi", SORADO, "2", *where)
