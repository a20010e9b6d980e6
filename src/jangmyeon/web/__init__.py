"""The web app: one place to search, look and read, thin over ``Library``.

``app`` puts it together; ``pages`` has a module a page, ``watch`` plays scenes, ``guards`` stand
before them all.
"""

from __future__ import annotations

from jangmyeon.web.app import create_app
from jangmyeon.web.settings import Settings

__all__ = ["Settings", "create_app"]
