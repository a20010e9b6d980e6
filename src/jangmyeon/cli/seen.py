"""``jangmyeon seen``: how far you are; nothing that comes later shows anywhere."""

from __future__ import annotations

from typing import Annotated

import typer

from jangmyeon.cli.options import DataOption, JsonOption, LibraryOption, last_seen, open_library
from jangmyeon.cli.output import console, print_json, table
from jangmyeon.library import Library
from jangmyeon.store import Mark

_HEADER = ("drama", "seen up to")


def seen(
    drama: Annotated[str | None, typer.Argument(help="A title in any language, or an id.")] = None,
    episode: Annotated[
        str | None, typer.Argument(help="The last episode you have seen: 9, S2E3, none or all.")
    ] = None,
    library: LibraryOption = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Tell how far you have seen a drama: nothing that comes later shows in any answer.

    Without an episode it says how far you are, in a drama or in all of them.
    """
    with open_library(library, data) as lib:
        if drama is None:
            _print_all(lib, as_json=as_json)
            return
        if episode is not None:
            _remember(lib, drama, episode)
        title, mark = lib.drama(drama).title, lib.seen(drama)
    if as_json:
        print_json({"drama": title, "seen": _plain(mark)})
    else:
        console().print(f"{title}: {_told(mark)}", markup=False)


def _remember(lib: Library, drama: str, episode: str) -> None:
    if episode.strip().casefold() == "all":
        lib.set_seen(drama, None)
        return
    told = last_seen(episode)
    season, number = told if isinstance(told, tuple) else (None, told)
    lib.set_seen(drama, number, season)


def _print_all(lib: Library, *, as_json: bool) -> None:
    titles = {drama.id: drama.title for drama in lib.dramas()}
    told = [(titles.get(s.drama, s.drama), (s.season, s.number)) for s in lib.all_seen()]
    if as_json:
        print_json([{"drama": title, "seen": _plain(mark)} for title, mark in told])
    else:
        table([(title, _short(mark)) for title, mark in told], _HEADER)


def _told(mark: Mark | None) -> str:
    if mark is None:
        return "nothing is hidden; jangmyeon seen DRAMA 9 hides what comes after episode 9"
    if not mark[1]:
        return "nothing seen yet, so nothing shows" if mark[0] == 1 else f"{_short(mark)}"
    return f"seen up to {_short(mark)}; nothing later shows (all lifts this, --spoilers for once)"


def _short(mark: Mark) -> str:
    season, number = mark
    return f"S{season:02}E{number:02}" if number else f"nothing of season {season}"


def _plain(mark: Mark | None) -> dict[str, int] | None:
    return None if mark is None else {"season": mark[0], "number": mark[1]}
