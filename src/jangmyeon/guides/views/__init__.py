"""Guides as a reader meets them: Markdown, pages and pictures, made of their data alone."""

from jangmyeon.guides.views.anatomy_html import anatomy_html, anatomy_page
from jangmyeon.guides.views.anatomy_markdown import anatomy_markdown
from jangmyeon.guides.views.notebook import notebook_html, show_in_notebooks
from jangmyeon.guides.views.timeline import timeline_svg
from jangmyeon.guides.views.writeup_html import writeup_page
from jangmyeon.guides.views.writeup_markdown import writeup_markdown

__all__ = [
    "anatomy_html",
    "anatomy_markdown",
    "anatomy_page",
    "notebook_html",
    "show_in_notebooks",
    "timeline_svg",
    "writeup_markdown",
    "writeup_page",
]
