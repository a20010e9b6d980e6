"""Jangmyeon: the scenes of Korean dramas, from the captions you already have.

>>> import jangmyeon
>>> with jangmyeon.Library("~/Dramas") as library:                     # doctest: +SKIP
...     library.index(progress=print)
...     for hit in library.find("confession in the rain"):
...         print(hit.scene.episode.drama.title, hit.scene.episode.code, hit.start)
"""

from jangmyeon.errors import JangmyeonError
from jangmyeon.library import Library

__all__ = ["JangmyeonError", "Library"]
__version__ = "0.1.0"
