"""A TTML document as a tree, and what its head says of the text in its body."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jangmyeon.captions.encoding import without_unseen_references
from jangmyeon.captions.language import language_of_tag
from jangmyeon.errors import CaptionError

if TYPE_CHECKING:
    from lxml.etree import XMLParser, _Element

XML = "{http://www.w3.org/XML/1998/namespace}"
ROOT = re.compile(r"<(?:\w+:)?tt[\s>]")
_ENTITIES = re.compile(r"<!ENTITY|<!DOCTYPE[^>]{0,1000}\[")
_UNSAID = frozenset({"text", "textContainer", "delimiter"})  # values of tts:ruby: the small print
_PERCENT_OR_ROOT = re.compile(r"\S+\s+(-?\d+(?:\.\d+)?)(?:%|rh)")


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed document. Names are as lxml has them, ``{namespace}local``."""

    root: _Element
    namespace: str
    parameters: dict[str, str]
    language: str
    top_regions: frozenset[str]
    agents: dict[str, str]
    unsaid_styles: frozenset[str]
    notices: tuple[str, ...]

    def name(self, local: str) -> str:
        """The full name of one of TTML's own elements."""
        return f"{self.namespace}{local}"

    @property
    def body(self) -> _Element | None:
        """What shows; in a broken document it may stand in a head that never ends."""
        return next(self.root.iter(self.name("body")), None)


def parse(text: str) -> Document:
    """Parse a TTML document without trusting it: no entities, no DTD, no network, no huge trees.

    Raises:
        CaptionError: entities are declared, the XML is broken from the start, or it is not TTML.

    """
    if _ENTITIES.search(text):
        raise CaptionError(
            "XML that declares entities, which can harm the machine that reads it, in",
            remedy="get the captions from elsewhere",
        )
    root, notices = _tree(without_unseen_references(text))
    if local_name(root) != "tt":
        raise CaptionError(
            f"XML, but of {local_name(root)!r} and not TTML captions, in",
            remedy="give it its right extension, or move it out of the shelf",
        )
    heads = root.iterchildren(f"{_namespace(root)}head")
    marked = [element for head in heads for element in head.iter("{*}*")]
    return Document(
        root=root,
        namespace=_namespace(root),
        parameters=dict(_attributes(root)),
        language=language_of_tag(root.get(f"{XML}lang")),
        top_regions=frozenset(_top_regions(marked)),
        agents=_agents(marked),
        unsaid_styles=frozenset(
            identity
            for element in marked
            if local_name(element) == "style" and is_unsaid(element)
            if (identity := element.get(f"{XML}id"))
        ),
        notices=notices,
    )


def local_name(element: _Element) -> str:
    """An element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def is_unsaid(element: _Element) -> bool:
    """Whether an element is marked as not shown, or as the reading printed over a word (ruby)."""
    return any(
        (local == "ruby" and value in _UNSAID) or (local == "display" and value == "none")
        for local, value in _attributes(element)
    )


def _tree(text: str) -> tuple[_Element, tuple[str, ...]]:
    from lxml import etree

    # Surrogates and characters that XML forbids were taken out when the file was decoded.
    data = text.encode("utf-8")
    try:
        return etree.fromstring(data, _parser(recover=False)), ()
    except etree.XMLSyntaxError as error:
        where = f"line {error.lineno}: {error.msg}"
    if found := ROOT.search(text):  # what stands before the document would be taken for it
        data = text[found.start() :].encode("utf-8")
    try:
        root = etree.fromstring(data, _parser(recover=True))
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise CaptionError(f"broken XML ({where}) in", remedy="download the file again")
    return root, (f"broken XML ({where}): read as far as it goes",)


def _parser(*, recover: bool) -> XMLParser:
    from lxml.etree import XMLParser

    return XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
    )


def _namespace(element: _Element) -> str:
    """``{http://www.w3.org/ns/ttml}``, an older one, or nothing."""
    uri, brace, _ = str(element.tag).rpartition("}")
    return uri + brace


def _attributes(element: _Element) -> list[tuple[str, str]]:
    return [(str(name).rpartition("}")[2], str(value)) for name, value in element.attrib.items()]


def _top_regions(marked: list[_Element]) -> list[str]:
    """Regions that stand at the top of the picture.

    ``displayAlign="before"`` fills a region from its top; a region may also be a box that lies in
    the upper half itself.
    """
    tops = []
    for region in marked:
        identity = region.get(f"{XML}id")
        if local_name(region) != "region" or not identity:
            continue
        styles = dict(_attributes(region))
        for nested in region:  # TTML 1 puts them into style elements inside
            styles |= dict(_attributes(nested))
        align = styles.get("displayAlign")
        top = _vertical(styles.get("origin"))
        height = _vertical(styles.get("extent"))
        if align == "before":
            raised = top is None or top < 50
        else:
            raised = top is not None and height is not None and top + height <= 50
        if raised:
            tops.append(identity)
    return tops


def _vertical(pair: str | None) -> float | None:
    """The vertical one of two lengths, in percent of the picture, or None in any other unit."""
    match = _PERCENT_OR_ROOT.fullmatch(pair.strip()) if pair else None
    return float(match.group(1)) if match else None


def _agents(marked: list[_Element]) -> dict[str, str]:
    """Who ``ttm:agent`` means, by id: characters or actors that the head lists."""
    agents = {}
    for agent in marked:
        identity = agent.get(f"{XML}id")
        if local_name(agent) == "agent" and identity:
            names = [name.text.strip() for name in agent if name.text and name.text.strip()]
            agents[identity] = names[0] if names else ""
    return agents
