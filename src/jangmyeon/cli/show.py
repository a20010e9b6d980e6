"""``jangmyeon show``: the captions around a time, scene by scene."""

from __future__ import annotations

from typing import Annotated

import typer

from jangmyeon.cli.options import (
    DataOption,
    JsonOption,
    LibraryOption,
    SeenOption,
    SpoilersOption,
    episode_number,
    last_seen,
    open_library,
    seconds,
)
from jangmyeon.cli.output import (
    caption_row,
    console,
    episode_name,
    literal,
    people_of,
    print_json,
    shortened,
)
from jangmyeon.model import Excerpt, Line, Scene, Sound, clock

_MOST_WRITTEN = 3  # passages of write-ups on one scene
_WRITTEN = 160  # letters of each


def show(  # noqa: PLR0913  each option shows more or less in a way of its own
    drama: Annotated[str, typer.Argument(help="A title, in any language, or an id.")],
    episode: Annotated[str, typer.Argument(help="16, S01E16 or 1x16.")],
    time: Annotated[str, typer.Argument(help="28:23 or seconds.")] = "0",
    around: Annotated[float, typer.Option(min=0, help="Seconds to show on either side.")] = 60.0,
    why: Annotated[
        bool, typer.Option("--why", help="Tell what happens in each scene, and what shows it.")
    ] = False,
    seen: SeenOption = None,
    spoilers: SpoilersOption = False,
    library: LibraryOption = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show the captions of an episode around a time, scene by scene."""
    season, number = episode_number(episode)
    at = seconds(time)
    with open_library(library, data) as lib:
        scenes = lib.scenes(drama, season, number, seen=last_seen(seen), spoilers=spoilers)
        captions = lib.captions(drama, season, number, seen=last_seen(seen), spoilers=spoilers)
        low, high = at - around, at + around
        scenes = [scene for scene in scenes if scene.end > low and scene.start <= high]
        written = {
            scene.number: lib.passages_of(
                scene.episode, scene.start, scene.end, seen=last_seen(seen), spoilers=spoilers
            )
            for scene in scenes
        }
    shown = [caption for caption in captions if caption.end > low and caption.start <= high]
    if as_json:
        told = [{"scene": number, "passages": kept} for number, kept in written.items() if kept]
        print_json({"scenes": scenes, "captions": shown, "written": told})
        return
    out = console()
    if not scenes:
        out.print(f"There are no captions at {clock(at)}; the last is at {_end(captions)}.")
        raise typer.Exit(1)
    out.print(f"[bold]{literal(episode_name(scenes[0].episode))}[/]")
    here = max((c.start for c in shown if c.start <= at), default=-1.0)
    for scene in scenes:
        out.print(_heading(scene))
        if why:
            _print_anatomy(scene)
        for kept in written[scene.number][:_MOST_WRITTEN]:
            out.print(f"     [dim]{literal(kept.title or kept.source)}:[/] ", end="")
            out.print(f"“{shortened(kept.passage.text, _WRITTEN)}”", style="italic", markup=False)
        for caption in shown:
            if scene.start <= caption.start < scene.end or _last(scene, scenes, caption):
                out.print(caption_row(Excerpt(caption), pointed=caption.start == here))


def _heading(scene: Scene) -> str:
    people = literal(people_of(scene))
    told = f"  [green]{people}[/]" if people else ""
    return f"\n[bold]Scene {scene.number}[/]  {clock(scene.start)}–{clock(scene.end)}{told}"


def _print_anatomy(scene: Scene) -> None:
    """Where and when a scene plays, and each moment with the captions that show it."""
    out = console()
    setting = {"place": scene.place, "time": scene.time, "weather": scene.weather}
    told = [f"{name} {value}" for name, value in setting.items() if value != "unknown"]
    told += [f"romance {scene.romance:.1f} of 3", f"intensity {scene.intensity:.1f} of 3"]
    out.print(f"     [dim]{', '.join(told)}[/]")
    for moment in scene.moments:
        out.print(f"     [bold]{moment.kind}[/] {moment.score:.2f}", end="")
        out.print(f"  {' · '.join(moment.evidence)}", style="cyan", markup=False)


def _last(scene: Scene, scenes: list[Scene], caption: Line | Sound) -> bool:
    """Whether a caption stands between this scene and the next one shown."""
    after = [other.start for other in scenes if other.start > scene.start]
    return scene.end <= caption.start < min(after, default=float("inf"))


def _end(captions: list[Line | Sound]) -> str:
    return clock(captions[-1].start) if captions else clock(0)
