"""Pictures and pages of an anatomy: well formed, safe, and readable without seeing them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from lxml import etree
from lxml import html as lxml_html

from jangmyeon import Library
from jangmyeon.guides.anatomy import Anatomy, Lane, Watch
from jangmyeon.guides.anatomy_making import Files, dissect
from jangmyeon.guides.views import (
    anatomy_markdown,
    anatomy_page,
    notebook_html,
    timeline_svg,
)
from jangmyeon.model import Passage
from jangmyeon.store import Reader, open_reader

EVIL = '"><script>alert(1)</script>& \x00[x](javascript:1) `b` *c* | d'
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def anatomy(sample: Library, sample_data: Path) -> Anatomy:
    scene = sample.top("confession")[0].scene
    reader = Reader(open_reader(sample_data))
    with reader.snapshot():
        told = dissect(
            reader, scene, (Passage("She says <b>it</b>."),), files=Files(Path("/tv"), "a.srt")
        )
    reader.close()
    return told


@pytest.fixture
def hostile(anatomy: Anatomy) -> Anatomy:
    """An anatomy whose every text tries to be something else."""
    keys = tuple(
        replace(key, line=replace(key.line, text=EVIL), who=EVIL, translation=EVIL)
        for key in anatomy.key_lines
    )
    lanes = tuple(
        Lane(EVIL, EVIL, tuple(replace(bar, label=EVIL) for bar in lane.bars))
        for lane in anatomy.timeline.lanes
    )
    return replace(
        anatomy,
        sentence=EVIL,
        key_lines=keys,
        passages=(Passage(EVIL),),
        present=tuple(replace(one, name=EVIL, latin=EVIL, actor=EVIL) for one in anatomy.present),
        timeline=replace(anatomy.timeline, lanes=lanes),
        before=tuple(replace(each, sentence=EVIL, quote=EVIL) for each in anatomy.before),
        watch=Watch(EVIL, 1.0, EVIL, f"javascript:{EVIL}"),
    )


def test_the_picture_is_well_formed_and_says_what_it_shows(anatomy: Anatomy) -> None:
    picture = ElementTree.fromstring(timeline_svg(anatomy))
    assert picture.get("role") == "img"
    assert picture.get("aria-label")
    assert picture.find(f"{SVG}title") is not None
    named = {text.text for text in picture.iter(f"{SVG}text")}
    assert {lane.latin for lane in anatomy.timeline.lanes if lane.name} <= named
    for bar in picture.iter(f"{SVG}rect"):
        assert float(bar.get("width", "0")) > 0


def test_the_picture_of_a_scene_without_captions_is_still_one(anatomy: Anatomy) -> None:
    empty = replace(
        anatomy,
        timeline=replace(anatomy.timeline, lanes=(), silences=(), sounds=(), music=(), tones=()),
        beats=(),
        turn=None,
        scene=replace(anatomy.scene, end=anatomy.start),
    )
    assert ElementTree.fromstring(timeline_svg(empty)).tag == f"{SVG}svg"


def test_the_page_needs_no_other_file_and_its_parts_have_headings(anatomy: Anatomy) -> None:
    page = lxml_html.fromstring(anatomy_page(anatomy))
    assert not page.xpath("//link | //script | //img | //*[@src]")
    assert len(page.xpath("//h1")) == 1
    for part in page.xpath("//section"):
        assert page.xpath(f"//h2[@id='{part.get('aria-labelledby')}']")
    assert page.get("lang") == "en"
    assert "color-scheme: light dark" in anatomy_page(anatomy)


def test_no_text_of_captions_or_write_ups_becomes_a_part_of_the_page(
    anatomy: Anatomy, hostile: Anatomy
) -> None:
    mild, evil = (
        lxml_html.fromstring(anatomy_page(each).replace("\x00", "")) for each in (anatomy, hostile)
    )
    assert not evil.xpath("//script | //b")
    assert {each.tag for each in evil.iter()} <= {each.tag for each in mild.iter()} | {"a"}
    assert not evil.xpath("//a[starts-with(@href, 'javascript')]")


def test_markdown_escapes_its_signs(hostile: Anatomy) -> None:
    code = "    "
    text = "\n".join(
        row for row in anatomy_markdown(hostile).splitlines() if not row.startswith(code)
    )
    assert "<script>" not in text
    assert "[x](" not in text
    assert "*c*" not in text.replace(r"\*c\*", "")


def test_a_notebook_shows_scenes_as_a_table(sample: Library, anatomy: Anatomy) -> None:
    ranked = sample.top("farewell")
    table = etree.fromstring(notebook_html(ranked))
    assert len(table.findall(".//tbody/tr")) == len(ranked)
    assert len(etree.fromstring(notebook_html(ranked[0])).findall(".//tbody/tr")) == 1
    assert "<script>" not in notebook_html(replace(anatomy, sentence=EVIL))
