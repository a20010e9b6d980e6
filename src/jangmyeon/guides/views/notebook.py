"""Answers as Jupyter shows them: small tables of scenes, everything escaped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape
from typing import Any, Protocol

from jangmyeon.guides.anatomy import Anatomy
from jangmyeon.guides.views.anatomy_html import anatomy_html, page_style
from jangmyeon.guides.views.shown import episode_name, words_of
from jangmyeon.model import Hit, Ranked, Scene, clock

Answer = Scene | Hit | Ranked

_HEADS = ("", "episode", "time", "people", "what happens", "shown by", "score")
_MOST_KINDS = 3


def notebook_html(answer: Answer | Anatomy | Sequence[Answer]) -> str:
    """HTML of an answer, for ``_repr_html_``: a table of scenes, or the page of an anatomy."""
    if isinstance(answer, Anatomy):
        # Scoped by the iframe, so that its style does not reach the notebook's own.
        page = f"<style>{page_style()}</style><main>{anatomy_html(answer)}</main>"
        return (
            f'<iframe title="anatomy" style="width:100%;height:40rem;border:0" '
            f'srcdoc="{escape(page)}"></iframe>'
        )
    answers = [answer] if isinstance(answer, Scene | Hit | Ranked) else list(answer)
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in _HEADS)
    rows = "".join(_rows(answers))
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


class Formatters(Protocol):
    """What of IPython's ``display_formatter.formatters["text/html"]`` is used here."""

    def for_type(self, typ: type, func: Callable[[Any], str]) -> object:
        """Show values of a type by a function."""


def show_in_notebooks(formatters: Formatters) -> None:
    """Let a Jupyter notebook show scenes and answers as tables: for ``%load_ext``."""
    for shown in (Scene, Hit, Ranked):
        formatters.for_type(shown, notebook_html)


def _rows(answers: Iterable[Answer]) -> Iterator[str]:
    for place, answer in enumerate(answers, 1):
        scene = answer if isinstance(answer, Scene) else answer.scene
        start = answer.at or answer.start if isinstance(answer, Hit) else scene.start
        score = "" if isinstance(answer, Scene) else f"{answer.score:.2f}"
        shown = ""
        if isinstance(answer, Ranked) and answer.key is not None:
            start, shown = answer.key.start, words_of(answer.key)
        elif scene.moments and scene.moments[0].evidence:
            shown = scene.moments[0].evidence[0]
        kinds = ", ".join(moment.kind for moment in scene.moments[:_MOST_KINDS])
        people = ", ".join(scene.people)
        cells = (str(place), episode_name(scene.episode), clock(start), people, kinds, shown, score)
        yield "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>"
