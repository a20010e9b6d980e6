"""Which of the texts on a page are its article, and which its readers' comments.

trafilatura decides what the article is; but what it returns no longer knows where it stood, and it
leaves out captions and some headings. So each text of the page is looked up in what it returns,
and headings, captions and the like that stand among the article's texts are taken along.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from jangmyeon.model import BlockKind
from jangmyeon.writeups.comments import comments_from
from jangmyeon.writeups.conventions import means
from jangmyeon.writeups.drafting import About, Draft
from jangmyeon.writeups.html import Shown, read_html, titles
from jangmyeon.writeups.html_cleaning import without_scripts

if TYPE_CHECKING:
    from trafilatura.settings import Document

_SIGNS = re.compile(r"[\W_]+")
_LARGEST_JUDGED = 1_000_000  # characters; trafilatura would take many seconds over more
_SHORT = 25  # letters: what is shorter may stand in an article's words by chance
_LEAST = 0.3  # the share of the page's own paragraphs that must be in what trafilatura found
_ABOVE_TITLE = 6  # texts: a title that comes later is another's
_LONG_ENOUGH = 60  # characters: a paragraph, and not a button


@dataclass(frozen=True, slots=True)
class _Found:
    """What trafilatura takes for the article and for comments, as letters only."""

    article: str = ""
    comments: str = ""
    lines: frozenset[str] = frozenset()
    about: About = field(default_factory=About)


def read_article(text: str) -> tuple[list[Draft], About]:
    """The blocks of a page's article and then of its comments, and what the page says of it."""
    page = read_html(text)
    found = _found_in(text)
    matched = _matched(page, found)
    page = _with_true_furniture(page, matched)
    article = _article(page, matched)
    title = _title_at(page, article, (*titles(text), found.about.title))
    if title in article[:_ABOVE_TITLE]:  # above it stands the site's name, a menu, a breadcrumb
        article = article[article.index(title) :]
    drafts = [_draft(page[at], is_title=at == title) for at in article]
    comments = [_draft(shown) for shown in page if _is_comment(shown, found)]
    if not comments:  # a page that does not mark them may still name them
        first = comments_from([draft.text for draft in drafts], [False] * len(drafts))
        drafts, comments = drafts[:first], drafts[first:]
    drafts += [replace(draft, kind="comment", level=0, number=0) for draft in comments]
    named = page[title].text if title is not None else ""
    about = replace(found.about, title=named or found.about.title or next(titles(text), ""))
    return drafts, about


def _draft(shown: Shown, *, is_title: bool = False) -> Draft:
    kind: BlockKind = "title" if is_title else shown.kind
    return Draft(kind, shown.traced, shown.level, shown.number)


def _found_in(text: str) -> _Found:
    clean = without_scripts(text)
    if len(clean) > _LARGEST_JUDGED:
        return _Found()
    document = _judged(clean)
    if document is None:
        return _Found()
    article, comments = document.text or "", document.comments or ""
    about = About(document.title or "", document.author or "", document.date or "")
    lines = frozenset(map(_letters, article.splitlines()))
    return _Found(_letters(article), _letters(comments), lines, about)


def _judged(text: str) -> Document | None:
    from trafilatura import bare_extraction
    from trafilatura.settings import set_date_params

    # To look for dates written out in any of 200 languages takes seconds; ``conventions.date_in``
    # knows those that bylines have.
    dates = set_date_params(extensive=False)
    try:
        found = bare_extraction(
            text,
            fast=True,
            include_comments=True,
            with_metadata=True,
            date_extraction_params=dates,
        )
    except Exception:  # whatever a page does to it, the page can still be read without it
        return None
    return None if isinstance(found, dict) else found


def _letters(text: str) -> str:
    """Letters and digits alone: blanks and markup differ between a page and what is found in it."""
    return _SIGNS.sub("", text.casefold())


def _article(page: Sequence[Shown], matched: Sequence[int]) -> list[int]:
    """The places on the page of the article's texts."""
    own = [at for at, shown in enumerate(page) if _may_be_article(shown)]
    # A few words of a menu may stand in the article too.
    sure = {at for at in matched if len(page[at].text) > _SHORT or not page[at].furniture}
    own = own or [at for at, shown in enumerate(page) if not shown.comments]
    if _size(page, sure) < _LEAST * _size(page, own) or not sure:
        named = [at for at in own if page[at].article]
        return named if 2 * _size(page, named) > _size(page, own) else own
    first, last = _reach(page, sure)
    taken = _with_left_out(page, sure, first, last)
    said = {page[at].text for at in taken if page[at].linked < 0.8}
    # A link with the words of another text is an entry of the table of contents.
    return [at for at in taken if page[at].linked < 0.8 or page[at].text not in said]


def _with_true_furniture(page: list[Shown], matched: Sequence[int]) -> list[Shown]:
    """The page, without its word for what is a menu where the article stands in one."""
    in_menus = _size(page, [at for at in matched if page[at].furniture])
    if 2 * in_menus <= _size(page, matched):
        return page
    return [replace(shown, furniture=False) for shown in page]


def _may_be_article(shown: Shown) -> bool:
    return not (shown.furniture or shown.comments or shown.linked > 0.8)


def _size(page: Sequence[Shown], places: Sequence[int] | set[int]) -> int:
    return sum(len(page[at].text) for at in places)


def _matched(page: Sequence[Shown], found: _Found) -> list[int]:
    matched: list[int] = []
    after = 0  # texts come in order, so that mostly the next place is the right one
    for at, shown in enumerate(page):
        letters = _letters(shown.text)
        if not letters or shown.comments:
            continue
        if len(letters) < _SHORT:
            if letters in found.lines:
                matched.append(at)
            continue
        place = found.article.find(letters, after)
        if place >= 0 or letters in found.article:
            after = place + len(letters) if 0 <= place - after < 2_000 else after
            matched.append(at)
    return matched


def _reach(page: Sequence[Shown], sure: set[int]) -> tuple[int, int]:
    """The first and last place of the article: a heading above and a caption below belong to it."""
    first, last = min(sure), max(sure)
    for at in range(first - 1, max(first - 15, -1), -1):
        if page[at].kind == "heading" and page[at].level == 1 and _may_be_article(page[at]):
            first = at
            break
    if last + 1 < len(page) and page[last + 1].kind == "caption":
        last += 1
    return first, last


def _with_left_out(page: Sequence[Shown], sure: set[int], first: int, last: int) -> list[int]:
    """The article's texts with those among them that trafilatura did not take, in order."""
    taken: list[int] = []
    body = -1  # the next text below that is no heading: what a heading stands over
    for at in range(last, first - 1, -1):
        if at in sure or _is_left_out(page[at], over_article=body in sure):
            taken.append(at)
        body = at if _is_body(page[at]) else body
    return taken[::-1]


def _is_left_out(shown: Shown, *, over_article: bool) -> bool:
    """Does a text among the article's belong to it, though trafilatura did not take it?"""
    if not _may_be_article(shown) or shown.linked > 0.5 or means("aside", shown.text):
        return False
    if shown.kind == "heading":
        return shown.level == 1 or over_article
    return shown.kind in {"caption", "quote"} or len(shown.text) >= _LONG_ENOUGH


def _is_body(shown: Shown) -> bool:
    return shown.kind not in {"heading", "caption"} and _may_be_article(shown)


def _is_comment(shown: Shown, found: _Found) -> bool:
    """Is this a reader's words, and not who, when or a button?"""
    text = shown.text
    if not shown.comments:
        letters = _letters(text)
        if len(letters) < _SHORT or letters not in found.comments or letters in found.article:
            return False
    said = any(means(meaning, text) for meaning in ("comments", "form", "commenter", "aside"))
    wordy = len(text.split()) >= 3 or any("가" <= letter <= "힣" for letter in text)
    return wordy and not said and shown.kind != "heading" and shown.linked < 0.8


def _title_at(page: Sequence[Shown], article: Sequence[int], said: Sequence[str]) -> int | None:
    """The heading that is the article's title: it stands in the page's own, and is no link."""
    headings = [at for at in article if page[at].kind == "heading"]
    unlinked = [at for at in headings if page[at].linked < 0.8]
    wanted = [_letters(title) for title in said]
    for at in (*unlinked, *headings):
        letters = _letters(page[at].text)
        if any(letters == title or (len(letters) >= 8 and letters in title) for title in wanted):
            return at
    return next((at for at in headings[:1] if page[at].level == 1), None)
