"""``jangmyeon demo``: the program at work on the sample drama."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path

from jangmyeon.cli.check import print_findings
from jangmyeon.cli.find import print_hits
from jangmyeon.cli.link import print_links
from jangmyeon.cli.output import console
from jangmyeon.cli.top import print_ranked
from jangmyeon.library import Library
from jangmyeon.sample import sample_folder, writeups_folder

_QUESTIONS = (
    ("why didn't you count grandma", "English words find Korean lines"),
    ("the boat comes back for her grandmother", "an event, told from memory"),
    ("우산은 한 번도 못 폈는데", "a line, half remembered"),
    ("할머니가 모르는 사람한테 손 흔드는 이유", "a gist, in Korean"),
)
_KINDS = ("confession", "touching")
_ARTICLE = "anatomy-the-umbrella.md"
_SUREST = 2  # passages that are shown


def demo() -> None:
    """Index the sample drama that comes with the program, and ask it a few questions."""
    out = console()
    with (
        tempfile.TemporaryDirectory(prefix="jangmyeon-demo-") as data,
        Library(sample_folder(), Path(data)) as library,
    ):
        report = library.index()
        drama = library.dramas()[0]
        out.print(
            f"[bold]{drama.title}[/] ({drama.original_title}, {drama.year}), an original "
            f"mini-drama:\n{report.episodes} episodes, {report.lines} lines and "
            f"{report.sounds} sounds became {report.scenes} scenes "
            f"in {report.seconds:.1f} s.\n"
        )
        for question, what in _QUESTIONS:
            out.print(f'[bold magenta]$ jangmyeon find "{question}"[/]  [dim]# {what}[/]\n')
            hits = library.find(question, limit=1)
            print_hits(hits, partial(library.excerpt, query=question))
        for kind in _KINDS:
            out.print(f"[bold magenta]$ jangmyeon top {kind}[/]\n")
            print_ranked(library.top(kind, limit=1))
        _read_article(library)
    out.print(
        'Now with your own:  [bold]jangmyeon index ~/Dramas[/]  then  [bold]jangmyeon find "..."[/]'
        "\nor, in your browser:  [bold]jangmyeon serve[/]  (pip install 'jangmyeon\\[web]')"
    )


def _read_article(library: Library) -> None:
    """Link an article to the scenes that it tells of, and proof-read it."""
    out = console()
    article = library.read(writeups_folder() / _ARTICLE)
    out.print(f"[bold magenta]$ jangmyeon link {_ARTICLE}[/]  [dim]# an article's passages[/]\n")
    links = library.link(article)
    surest = sorted((link.score for link in links if link.scene), reverse=True)[:_SUREST]
    print_links([link for link in links if link.scene and link.score in surest])
    out.print(f"\n[bold magenta]$ jangmyeon check {_ARTICLE}[/]\n")
    print_findings(library.check(article))
    out.print()
