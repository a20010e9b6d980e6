"""``jangmyeon people``: who is who in a drama."""

from __future__ import annotations

from typing import Annotated

import typer

from jangmyeon.cli.options import (
    DataOption,
    JsonOption,
    LibraryOption,
    SeenOption,
    SpoilersOption,
    last_seen,
    open_library,
)
from jangmyeon.cli.output import print_json, table
from jangmyeon.model import Person

_FEW_SCENES = 2
_SPELLINGS_SHOWN = 6
_HEADER = ("name", "in Latin script", "full name", "played by", "lines", "scenes", "also")


def people(
    drama: Annotated[str, typer.Argument(help="A title in any language, or an id.")],
    everybody: Annotated[
        bool, typer.Option("--all", help="Those of a single scene too, and unnamed roles.")
    ] = False,
    seen: SeenOption = None,
    spoilers: SpoilersOption = False,
    library: LibraryOption = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the people of a drama: every spelling met, who plays them, how much they are there."""
    with open_library(library, data) as lib:
        found = lib.people(drama, seen=last_seen(seen), spoilers=spoilers)
    if as_json:
        print_json(found)
        return
    table([_row(person) for person in found if everybody or _is_shown(person)], _HEADER)


def _is_shown(person: Person) -> bool:
    return person.kind == "person" and (bool(person.actor) or person.scenes >= _FEW_SCENES)


def _row(person: Person) -> tuple[str, ...]:
    others = [*person.spellings, *(f"“{title}”" for title in person.titles)]
    also = [each for each in others if each not in {person.name, person.full_name, person.latin}]
    return (
        person.name,
        person.latin if person.kind == "person" else "(role)",
        person.full_name,
        person.actor,
        f"{person.lines:,}",
        str(person.scenes),
        ", ".join(also[:_SPELLINGS_SHOWN]),
    )
