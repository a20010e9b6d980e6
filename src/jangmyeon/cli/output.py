"""How answers look: in a terminal, in a pipe, and as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

from jangmyeon.cli.safety import safe, safe_json
from jangmyeon.model import Episode, Excerpt, Scene, Sound, clock

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from jangmyeon.library import Spot


def console(*, stderr: bool = False) -> Console:
    """A console that never breaks lines when its output goes to a file or a pipe.

    What it is given to print is shown ``safe``.
    """
    from rich.console import Console

    from jangmyeon.cli.rendering import SafelyShown

    stream = sys.stderr if stderr else sys.stdout
    shown = Console(stderr=stderr, highlight=False, emoji=False, soft_wrap=not stream.isatty())
    shown.push_render_hook(SafelyShown())
    return shown


def literal(text: str) -> str:
    r"""Text for a line with markup in it, in which it has none of its own.

    >>> print(literal("[bold]비"))
    \[bold]비
    """
    from rich.markup import escape

    return escape(text)


def print_text(text: str) -> None:
    """Print text as it stands, for files and pipes."""
    sys.stdout.write(safe(text))


def print_json(value: object) -> None:
    """Print any answer as JSON; times stay seconds."""
    told = json.dumps(plain(value), ensure_ascii=False, indent=2)
    sys.stdout.write(safe_json(told) + "\n")


def plain(value: object) -> Any:  # noqa: ANN401  JSON has no narrower type
    """An answer as values that JSON knows."""
    if isinstance(value, Episode):
        return {
            "drama": value.drama.title,
            "drama_id": value.drama.id,
            "season": value.season,
            "number": value.number,
            "title": value.title,
            "duration": value.duration,
        }
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, dict):
        return {name: plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    return value


def shortened(text: str, letters: int) -> str:
    """A text on one line, cut after a word where it is longer.

    >>> shortened("She waves to strangers every evening.", 20)
    'She waves to …'
    """
    line = " ".join(text.split())
    return line if len(line) <= letters else line[: letters - 1].rsplit(" ", 1)[0] + " …"


def caption_row(excerpt: Excerpt, *, pointed: bool = False) -> Text:
    """One caption: time, who speaks, the words with what matched in bold."""
    from rich.text import Text

    shown = excerpt.shown
    row = Text("   ▸ " if pointed else "     ", style="bold yellow" if pointed else "")
    row.append(f"{clock(shown.start):>7}  ", style="dim")
    if isinstance(shown, Sound):
        words = Text(f"[{shown.text}]", style="italic cyan")
        shift = 1
    else:
        if shown.speaker:
            row.append(f"{shown.speaker}: ", style="green")
        words, shift = Text(shown.text, style="dim" if shown.kind != "speech" else ""), 0
    for start, end in excerpt.marks:
        words.stylize("bold yellow", start + shift, end + shift)
    row.append_text(_on_one_line(words))
    return row


def episode_name(episode: Episode) -> str:
    """A drama's title with the episode's code and its own title, if it has one."""
    own = f" “{episode.title}”" if episode.title else ""
    return f"{episode.drama.title} {episode.code}{own}"


def print_said(spot: Spot, scene: Scene | None, words: str) -> None:
    """Print what a viewer said of a scene, and which scene it is."""
    if scene is None:
        where, people = f"{spot.drama} S{spot.season:02}E{spot.number:02}", "(not on the shelf)"
    else:
        where, people = episode_name(scene.episode), people_of(scene)
    console().print(f"{words}  {where}  {clock(spot.at)}  {people}".rstrip(), markup=False)


def people_of(scene: Scene) -> str:
    """The people of a scene, for a heading."""
    return ", ".join(scene.people)


def table(rows: Sequence[Sequence[str]], header: Sequence[str]) -> None:
    """Print rows as a table in a terminal, as tab-separated values in a pipe."""
    if not sys.stdout.isatty():
        cells = ([" ".join(safe(cell).split()) for cell in row] for row in (header, *rows))
        sys.stdout.writelines("\t".join(row) + "\n" for row in cells)
        return
    from rich import box
    from rich.table import Table
    from rich.text import Text

    drawn = Table(*header, box=box.SIMPLE_HEAD, pad_edge=False)
    for row in rows:
        drawn.add_row(*map(Text, row))
    console().print(drawn)


def _on_one_line(text: Text) -> Text:
    """Line breaks within a caption become spaces; marks stay where they are."""
    text.plain = text.plain.replace("\n", " ")
    return text
