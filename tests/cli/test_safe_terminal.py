"""What others wrote never commands the terminal, nor passes for something else on it."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from jangmyeon import Library
from jangmyeon.cli.app import app
from jangmyeon.cli.output import caption_row, console, literal, table
from jangmyeon.cli.safety import UNSAFE, safe_line
from jangmyeon.errors import ShelfError
from jangmyeon.model import Excerpt, Line

EVIL = "\x1b[2J\x1b]0;owned\x07\x9b31m\u202egpj.exe\u2066\x7f\x08[/bold][link=x]"
SHOWN = "1\n00:00:01,000 --> 00:00:04,000\nThe lighthouse is dark &#27;[2J tonight &rlm; {0}.\n\n"
_COLORS = re.compile(r"\x1b\[[\d;]*m")


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A drama whose names, captions and description all mean harm."""
    folder = tmp_path / "shelf" / f"Har{EVIL[:12]}bor \u202e[/] (2021)"
    folder.mkdir(parents=True)
    (folder / "Harbor S01E01 [bold].en.srt").write_text(SHOWN, "utf-8")
    (folder / f"Harbor\x1b[31m S01E02{EVIL[-20:].replace('/', '')}.en.srt").write_text(
        SHOWN.replace("dark", "lit"), "utf-8"
    )
    (folder / "Harbor S01E03\x1b[5m.en.srt").write_bytes(b"\xff\xd8\xff\xe0" * 500)
    (folder / "tvshow.nfo").write_text(
        "<tvshow><title>Harbor \u202e[/x] &#x9b;31m</title><year>2021</year><actor><name>Ahn "
        "\u2067A</name><role>[/]Na\u202eri</role></actor></tvshow>",
        "utf-8",
    )
    return tmp_path / "shelf"


def test_no_command_prints_what_others_wrote_as_it_stands(shelf: Path) -> None:
    with Library(shelf) as library:
        library.index()
        drama = library.dramas()[0].id
    for arguments in (
        ("index", str(shelf), "--verbose"),
        ("find", "lighthouse", "--explain"),
        ("find", "lighthouse", "--json"),
        ("find", "lighthouse", "--drama", f"no such {EVIL}"),
        ("show", drama, "1", "0:01", "--why"),
        ("show", drama, "1", "0:01", "--json"),
        ("top", "everyday"),
        ("top", "everyday", "--markdown"),
        ("people", drama),
        ("shelf",),
        ("shelf", "--json"),
        ("anatomy", drama, "1", "0:01"),
        ("doctor",),
    ):
        where = [] if arguments[0] == "index" else [f"--library={shelf}"]
        said = CliRunner().invoke(app, [*arguments, *where])
        if said.exception and not isinstance(said.exception, SystemExit):
            message = safe_line(getattr(said.exception, "message", ""))
            assert message, f"{arguments[0]}: {said.exception!r}"
        assert not UNSAFE.search(said.output), f"{arguments[0]}: {said.output!r}"
        if "--json" in arguments:
            json.loads(said.stdout)


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    "show",
    [
        lambda: console().print(EVIL, markup=False),
        lambda: console().print(f"[bold]{literal(EVIL)}[/]"),
        lambda: console().print(caption_row(Excerpt(Line(0, 1, EVIL, EVIL), ((0, 5),)))),
        lambda: table([(EVIL, "b")], ("one", "two")),
    ],
    ids=["text", "in markup", "caption", "table"],
)
def test_only_colors_of_ours_reach_a_terminal(
    show: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "400")
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    show()
    said = _COLORS.sub("", terminal.getvalue())
    assert not UNSAFE.search(said)
    assert r"\u202egpj.exe" in said


def test_a_name_with_a_line_end_cannot_pass_for_a_second_message() -> None:
    error = ShelfError("there is no such folder", where="a\njangmyeon: all is well\x1b[A")
    told = safe_line(error.message)
    assert told.count("\n") == 0
    assert "\x1b" not in told


def test_a_pipe_gets_a_row_of_cells_whatever_is_in_them(capsys: pytest.CaptureFixture[str]) -> None:
    table([("a\tb\nc", "d\x1b[2J")], ("one", "two"))
    assert capsys.readouterr().out == "one\ttwo\na b c\td\\x1b[2J\n"
