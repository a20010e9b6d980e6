"""A hook of Rich's through which all passes that is printed, so that it is shown safely."""

from __future__ import annotations

from dataclasses import dataclass

from rich.console import (
    Console,
    ConsoleOptions,
    ConsoleRenderable,
    RenderHook,
    RenderResult,
)

from jangmyeon.cli.safety import UNSAFE, safe


class SafelyShown(RenderHook):
    """Shows what is printed with its controls told by their numbers; Rich's own stay."""

    def process_renderables(self, renderables: list[ConsoleRenderable]) -> list[ConsoleRenderable]:
        """The same, to be shown safely."""
        return [_Safely(each) for each in renderables]


@dataclass(frozen=True, slots=True)
class _Safely:
    shown: ConsoleRenderable

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for segment in console.render(self.shown, options):
            if segment.control or not UNSAFE.search(segment.text):
                yield segment
            else:
                yield segment._replace(text=safe(segment.text))
