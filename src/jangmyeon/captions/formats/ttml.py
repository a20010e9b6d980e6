"""TTML (W3C), which is also IMSC, DFXP, SMPTE-TT, EBU-TT and the streaming services' own XML.

Read here and not by pysubs2, which refuses times in ticks and knows no regions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from jangmyeon.captions.encoding import composed
from jangmyeon.captions.formats.ttml_time import clock_of
from jangmyeon.captions.formats.ttml_tree import ROOT, XML, Document, is_unsaid, parse
from jangmyeon.captions.language import language_of_tag
from jangmyeon.captions.markup import plain
from jangmyeon.captions.reading import Reading, counted, some, voiced
from jangmyeon.errors import CaptionError
from jangmyeon.model import Caption

if TYPE_CHECKING:
    from lxml.etree import _Element

_PICTURES = re.compile(r"backgroundImage|<(?:\w+:)?image[\s>]|profile/imsc1(?:\.\d)?/image")
_TIMED_SPAN = re.compile(r"span\s[^>]{0,200}?(?:begin|end|dur)\s*=")
_BLANKS = re.compile(r"[ \t\r\n]+")
_BREAK = "\u2028"  # stands for <br/> until the blanks of the source are dealt with
_AGENT = "{http://www.w3.org/ns/ttml#metadata}agent"
_LANG, _SPACE = f"{XML}lang", f"{XML}space"
_FOREVER = float("inf")


def looks_like(text: str) -> bool:
    """XML with a ``tt`` element near its start."""
    return ROOT.search(text[:4000]) is not None


def read(text: str) -> list[Reading]:
    """Read a TTML document: one reading for each language (``xml:lang``) that its text is in.

    Raises:
        CaptionError: not XML, not TTML, unsafe (it declares entities), or pictures of text.

    """
    document = parse(text)
    walk = _Walk(document, text)
    if (body := document.body) is not None:
        walk.visit(body, _Around(0.0, _FOREVER, document.language, "", preserve=False))
    readings = [
        Reading(captions, language, document.notices)
        for language, shown in walk.captions.items()
        if (captions := some(shown))
    ]
    if not readings and _PICTURES.search(text):
        raise CaptionError(
            "pictures of text, not text, in",
            remedy="get the captions as text: letters are not read off pictures",
        )
    if not readings:
        raise CaptionError("no caption in", remedy="the file is cut off or holds only styles")
    if walk.unread:
        notice = counted(walk.unread, "element", "with times that cannot be read: left out")
        readings[0] = replace(readings[0], notices=(*document.notices, notice))
    return readings


@dataclass(frozen=True, slots=True)
class _Around:
    """What an element takes from those around it; times in seconds."""

    start: float
    end: float
    language: str
    region: str
    preserve: bool


class _Walk:
    """A walk through the body that gathers captions by language."""

    def __init__(self, document: Document, source: str) -> None:
        self._clock = clock_of(document.parameters)
        self._document = document
        self._p, self._div = document.name("p"), document.name("div")
        self._br, self._span = document.name("br"), document.name("span")
        # Rare things, looked for once in the source and not at every paragraph.
        self._may_nest_times = _TIMED_SPAN.search(source) is not None
        self._may_redefine = source.count("xml:lang") > 1 or "xml:space" in source
        self._may_compose = "&#" in source
        self.captions: dict[str, list[Caption]] = {}
        self.unread = 0

    def visit(self, container: _Element, around: _Around) -> float:
        """Gather the captions in a body or div; returns when it ends."""
        span = self._times(container, around.start, around.end)
        if span is None:
            self.unread += 1
            return around.start
        region = container.get("region") or around.region
        here = _Around(
            *span, _own_language(container, around), region, _own_space(container, around)
        )
        in_sequence = container.get("timeContainer") == "seq"
        for child in container.iterchildren(self._p, self._div):
            read_child = self._paragraph if child.tag == self._p else self.visit
            done = read_child(child, here)
            if in_sequence and done < _FOREVER:
                here = replace(here, start=done)
        return here.end

    def _times(self, element: _Element, start: float, end: float) -> tuple[float, float] | None:
        """When an element shows. Its own times count from ``start``, and ``end`` cuts it off."""
        seconds = self._clock.seconds
        begin, until, lasting = element.get("begin"), element.get("end"), element.get("dur")
        first = 0.0 if begin is None else seconds(begin)
        last = end if until is None else seconds(until)
        length = end if lasting is None else seconds(lasting)
        if first is None or last is None or length is None:
            return None
        first += start
        if until is not None:
            last = min(last + start, end)
        if lasting is not None:
            last = min(first + length, last)
        return first, last

    def _paragraph(self, p: _Element, around: _Around) -> float:
        """Gather the captions in a paragraph, mostly one; returns when it ends."""
        span = self._times(p, around.start, around.end)
        if span is None:
            self.unread += 1
            return around.start
        language, preserve = around.language, around.preserve
        if self._may_redefine:
            language, preserve = _own_language(p, around), _own_space(p, around)
        into = self.captions.setdefault(language, [])
        raised = (p.get("region") or around.region) in self._document.top_regions
        agents = self._document.agents
        agent = agents.get(p.get(_AGENT, ""), "") if agents else ""
        for start, end, text in self._pieces(p, *span):
            said, lifted = plain(_lines(text, preserve=preserve))
            if self._may_compose:
                said = composed(said)
            if agent and said.strip():
                said = voiced(agent, said)
            # Where no end is told, the timeline finds one.
            into.append(Caption(start, end if end < _FOREVER else start, said, raised or lifted))
        return span[1]

    def _pieces(self, p: _Element, start: float, end: float) -> Iterable[tuple[float, float, str]]:
        """A paragraph's text, with the spans that have times of their own apart."""
        if not self._may_nest_times:
            return ((start, end, self._text(p)),)
        return self._timed_pieces(p, start, end)

    def _timed_pieces(
        self, p: _Element, start: float, end: float
    ) -> Iterator[tuple[float, float, str]]:
        always = [p.text or ""]
        for child in p:
            timed = any(child.get(name) for name in ("begin", "end", "dur"))
            if not timed:
                always.append(self._inline(child))
            elif span := self._times(child, start, end):
                yield *span, self._inline(child)
            else:
                self.unread += 1
            always.append(child.tail or "")
        yield start, end, "".join(always)

    def _text(self, element: _Element) -> str:
        text = element.text or ""
        for child in element:
            text += self._inline(child)
            if child.tail:
                text += child.tail
        return text

    def _inline(self, element: _Element) -> str:
        """What an element inside a paragraph shows: nothing, if it is metadata or ruby."""
        name = element.tag
        if name == self._br:
            return _BREAK
        if name != self._span or self._is_unsaid(element):
            return ""
        return self._text(element)

    def _is_unsaid(self, span: _Element) -> bool:
        style = span.get("style")
        return style in self._document.unsaid_styles if style else is_unsaid(span)


def _own_language(element: _Element, around: _Around) -> str:
    tag = element.get(_LANG)
    return around.language if tag is None else language_of_tag(tag)


def _own_space(element: _Element, around: _Around) -> bool:
    """Whether ``xml:space`` keeps the blanks of the source."""
    space = element.get(_SPACE)
    return around.preserve if space is None else space == "preserve"


def _lines(text: str, *, preserve: bool) -> str:
    """Lines as shown: blanks of the source count for one, unless ``xml:space`` keeps them."""
    if not preserve and "\n" in text:
        text = _BLANKS.sub(" ", text)
    return text.replace(_BREAK, "\n")
