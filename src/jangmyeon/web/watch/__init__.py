"""Watching: an episode's video in the page, with its captions and stills, where there is a video.

``media`` looks at a video file and ``ways`` tells how a browser can be given it: as it is
(``streams``, ``ranges``) or in another container (``remux``). ``captions`` writes WebVTT,
``stills`` takes pictures, ``player`` is the page.
"""

from __future__ import annotations

from jangmyeon.web.watch.routes import router

__all__ = ["router"]
