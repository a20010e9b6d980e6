"""The ``jangmyeon`` program: its commands, its errors, its exit codes."""

from __future__ import annotations

import io
import os
import sys
from typing import Annotated

import typer

from jangmyeon.cli import (
    anatomy,
    carry,
    check,
    demo,
    doctor,
    export,
    find,
    index,
    link,
    lists,
    note,
    people,
    quiz,
    rate,
    reasons,
    related,
    seen,
    serve,
    shelf,
    show,
    tone,
    top,
    writeups,
)
from jangmyeon.cli.safety import safe_line
from jangmyeon.errors import JangmyeonError

EXIT_ERROR = 3
EXIT_INTERRUPTED = 130

app = typer.Typer(
    name="jangmyeon",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Finds the scenes of Korean dramas in the captions you already have.",
    epilog="Exit codes: 0 answered, 1 nothing found, 2 wrong usage, 3 an error, told on stderr; "
    "130 interrupted.",
)
app.command("index")(index.index)
app.command("find")(find.find)
app.command("show")(show.show)
app.command("top")(top.top)
app.command("anatomy")(anatomy.anatomy)
app.command("reasons")(reasons.reasons)
app.command("related")(related.related)
app.command("quiz")(quiz.quiz)
app.command("export")(export.export)
app.command("link")(link.link)
app.command("check")(check.check)
app.command("writeups")(writeups.writeups)
app.command("tone")(tone.tone)
app.command("people")(people.people)
app.command("shelf")(shelf.shelf)
app.command("serve")(serve.serve)
app.command("seen")(seen.seen)
app.command("note")(note.note)
app.command("rate")(rate.rate)
app.command("list")(lists.list_)
app.command("backup")(carry.backup)
app.command("restore")(carry.restore)
app.command("doctor")(doctor.doctor)
app.command("demo")(demo.demo)


def _version(asked: bool) -> None:
    if asked:
        from jangmyeon import __version__

        typer.echo(f"jangmyeon {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    pass


def main() -> None:
    """Run the program; every error is told in one line."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # signs that a terminal lacks stop no command
            stream.reconfigure(errors="backslashreplace")
    try:
        app()
    except JangmyeonError as error:
        sys.stderr.write(f"jangmyeon: {safe_line(error.message)}\n")
        sys.exit(EXIT_ERROR)
    except SystemExit as ended:
        if ended.code == EXIT_INTERRUPTED:  # what Typer makes of Ctrl-C
            sys.stderr.write("jangmyeon: interrupted; what is finished is kept\n")
        raise
    except BrokenPipeError:  # the reader of a pipe, such as head, has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
