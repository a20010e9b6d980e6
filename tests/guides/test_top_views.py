"""Lists of the best scenes as a file: every scene with its quote, nothing unescaped."""

from __future__ import annotations

import re
from dataclasses import replace

from jangmyeon import Library
from jangmyeon.guides.views.top_text import top_markdown, top_page
from jangmyeon.model import Line

SORADO = "Last Ferry from Sorado"


def test_each_scene_stands_with_its_sentence_its_quote_and_why(sample: Library) -> None:
    found = sample.top("romantic", limit=3)
    people = {found[0].scene.episode.drama.id: sample.people(SORADO)}
    text, page = top_markdown("romantic", found, people), top_page("romantic", found, people)
    for place, ranked in enumerate(found, 1):
        assert f"## {place}. {SORADO} {ranked.scene.episode.code}" in text
        assert f"{place}. {SORADO} {ranked.scene.episode.code}" in page
        assert ranked.key is not None
        assert ranked.key.text.split()[0] in page
    assert "Ga-eun" in text
    assert text.count("Why: ") == page.count("Why: ") == len(found)


def test_a_page_needs_nothing_from_elsewhere_and_runs_nothing(sample: Library) -> None:
    found = sample.top("confession", limit=1)
    key = found[0].key
    assert isinstance(key, Line)
    risky = replace(found[0], key=replace(key, text="<script>alert(1)</script> *좋아해*"))
    page = top_page("confession", [risky], {})
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert not re.search(r"""(src|href)=["']?(https?:)?//""", page)
    assert "\\*좋아해\\*" in top_markdown("confession", [risky], {})


def test_a_list_is_told_in_korean(sample: Library) -> None:
    found = sample.top("confession", limit=2)
    people = {found[0].scene.episode.drama.id: sample.people(SORADO)}
    page = top_page("고백", found, people, "ko")
    assert f"고백 명장면 {len(found)}" in page
    assert 'lang="ko"' in page


def test_nothing_found_is_an_empty_list(sample: Library) -> None:
    assert top_page("kiss", [], {}).count("<section") == 0
    assert top_markdown("kiss", [], {}).startswith("# ")
