"""Articles in Markdown."""

from __future__ import annotations

from pathlib import Path
from unicodedata import normalize

from hypothesis import example, given
from hypothesis import strategies as st
from tests.writeups.pages import MARKDOWN

from jangmyeon.sample import sample_folder
from jangmyeon.writeups import Manuscript, read_manuscript
from jangmyeon.writeups.drafting import finished
from jangmyeon.writeups.manuscript import source_of_text
from jangmyeon.writeups.markdown import read_markdown


def _read(text: str) -> Manuscript:
    source = source_of_text(text)
    drafts, about = read_markdown(source)
    return finished(source, drafts, about, "und")


def test_blocks_are_what_markdown_says_they_are():
    blocks = _read(MARKDOWN).writeup.blocks
    assert [(block.kind, block.level, block.number, block.text) for block in blocks] == [
        ("title", 1, 0, "Seven rainy scenes"),
        ("paragraph", 0, 0, "Spoiler-free, and written in one rainy night."),
        ("heading", 2, 1, "1. The umbrella"),
        ("paragraph", 0, 0, "Shim Ga-eun (Nam Yi-kang) & Jung-hoon wait * there."),
        ("caption", 0, 0, "Nam Yi-kang in the rain"),
        ("quote", 0, 0, "Umbrellas are supposed to get wet."),
        ("entry", 0, 3, "The bus stop"),
        ("entry", 0, 4, "The roof"),
    ]


def test_front_matter_tells_who_and_when():
    writeup = _read(MARKDOWN).writeup
    assert (writeup.title, writeup.author) == ("Seven rainy scenes", "Moon Sae-byeok")
    assert (writeup.date, writeup.spoilers) == ("2024-05-03", False)


def test_words_are_found_behind_links_and_escapes():
    for newline in ("\n", "\r\n"):
        text = MARKDOWN.replace("\n", newline)
        manuscript = _read(text)
        block = manuscript.writeup.blocks[3].text
        for words in ("Shim Ga-eun", "Nam Yi-kang", "Jung-hoon", "there"):
            start = block.index(words)
            span = manuscript.span(3, start, start + len(words))
            assert span is not None and text[slice(*span)] == words
        start = block.index(" & ")
        span = manuscript.span(3, start, start + 3)
        assert span is not None and text[slice(*span)] == " &amp; "
        assert manuscript.span(3, block.index("(") - 1, block.index("(") + 4) is None


def test_an_address_is_not_taken_for_the_words_after_it():
    text = "See [the recap](https://example.org/then/she) then she waits."
    manuscript = _read(text)
    start = manuscript.writeup.blocks[0].text.index("then she")
    assert manuscript.span(0, start, start + 8) == (text.rindex("then"), text.rindex("then") + 8)


def test_html_within_markdown_is_read_too():
    manuscript = _read("# Rain\n\n<div>\n<p>She <b>waits</b>.</p>\n</div>\n\nHe does not.\n")
    blocks = manuscript.writeup.blocks
    assert [block.text for block in blocks] == ["Rain", "She waits.", "He does not."]
    assert [block.line for block in blocks] == [1, 4, 7]


def test_the_sample_article_is_read():
    path = sample_folder().parent / "writeups" / "anatomy-the-umbrella.md"
    manuscript = read_manuscript(path)
    lines = path.read_text("utf-8").splitlines()
    for block in manuscript.writeup.blocks:
        assert lines[block.line - 1][block.column - 1 :].startswith(block.text.split()[0])
    assert manuscript.writeup.spoilers


@example("\u0f43")
@given(
    st.text(
        st.sampled_from("ab12 .\n\r\t#*_`[]()!<>&;\\-+|~:=가\xad") | st.characters(), max_size=200
    )
)
def test_every_letter_shown_is_in_the_file(text: str):
    manuscript = _read(text)
    for index, block in enumerate(manuscript.writeup.blocks):
        spot = manuscript.where(index)
        assert (spot.line, spot.column) == (block.line, block.column)
        for at, letter in enumerate(block.text):
            span = manuscript.span(index, at, at + 1)
            assert span is not None
            there = normalize("NFC", text[slice(*span)])
            # One sign may be two when normalised, as U+0F43 is: then both lead to it.
            shown = block.text[at : at + len(there)]
            assert not letter.isalnum() or span[1] - span[0] > 1 or there == shown


def test_a_file_of_windows_lines_has_the_same_blocks(tmp_path: Path):
    path = tmp_path / "rain.md"
    path.write_bytes(MARKDOWN.replace("\n", "\r\n").encode())
    texts = [block.text for block in read_manuscript(path).writeup.blocks]
    assert texts == [block.text for block in _read(MARKDOWN).writeup.blocks]
