"""Jangmyeon: the scenes of Korean dramas, from the captions you already have.

>>> import jangmyeon
>>> with jangmyeon.Library("~/Dramas") as library:                     # doctest: +SKIP
...     library.index(progress=print)
...     for hit in library.find("confession in the rain"):
...         print(hit.scene.episode.drama.title, hit.scene.episode.code, hit.start)
"""

from typing import TYPE_CHECKING

from jangmyeon.errors import JangmyeonError

if TYPE_CHECKING:
    from jangmyeon.library import Library

__all__ = ["JangmyeonError", "Library"]
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """Load ``Library`` when it is first asked for: its parts alone start faster without it."""
    if name == "Library":
        from jangmyeon.library import Library

        return Library
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def load_ipython_extension(shell: object) -> None:
    """Show scenes and answers as tables in a Jupyter notebook, after ``%load_ext jangmyeon``."""
    from jangmyeon.guides.views import show_in_notebooks

    show_in_notebooks(shell.display_formatter.formatters["text/html"])  # type: ignore[attr-defined]
