"""Articles that were copied from a page into a text file, or typed."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.writeups.pages import COPIED

from jangmyeon.captions.encoding import visible
from jangmyeon.errors import WriteupError
from jangmyeon.writeups import Manuscript, read_writeup
from jangmyeon.writeups.drafting import About, finished
from jangmyeon.writeups.manuscript import source_of_text
from jangmyeon.writeups.plain import read_plain


def _kinds(text: str) -> list[tuple[str, int, str]]:
    return [(block.kind, block.number, block.text[:24]) for block in read_writeup(text).blocks]


def _read(text: str) -> Manuscript:
    source = source_of_text(text)
    return finished(source, read_plain(source), About(), "und")


def test_headings_captions_and_comments_are_told_apart():
    assert _kinds(COPIED) == [
        ("title", 0, "7 Rainy Scenes We Rewatc"),
        ("caption", 0, "Tak Woo-ram and Nam Yi-k"),
        ("paragraph", 0, "By Moon Sae-byeok | May "),
        ("paragraph", 0, "Nothing says love like a"),
        ("heading", 1, "1. The umbrella on the p"),
        ("caption", 0, "Nam Yi-kang in the rain"),
        ("paragraph", 0, "Shim Ga-eun waits on the"),
        ("heading", 2, "2. The phone booth"),
        ("paragraph", 0, "He calls her from the on"),
        ("caption", 0, "Photo credit: the ferry "),
        ("comment", 0, "1. You forgot the kiss a"),
        ("comment", 0, "2. I cried at the phone "),
        ("comment", 0, "Leave a Reply"),
    ]


def test_title_author_and_date_are_found():
    writeup = read_writeup(COPIED)
    assert (writeup.title, writeup.author) == ("7 Rainy Scenes We Rewatch", "Moon Sae-byeok")
    assert (writeup.date, writeup.language) == ("2024-05-03", "en")
    assert not writeup.spoilers


def test_a_title_that_was_copied_twice_is_a_title_both_times():
    text = f"A scene to remember\n\nThe deck says more.\n\nA scene to remember\n\n{'Words. ' * 40}"
    assert [block.kind for block in read_writeup(text).blocks].count("title") == 2


def test_headings_without_numbers_stand_over_longer_paragraphs():
    long = "She waits, and she waits, and the ferry does not come back to her at all. " * 3
    text = f"Best scenes\n{long}\nThe Long Wait (Last Ferry)\n{long}\n“I Miss You” (Rain)\n{long}"
    assert [block.kind for block in read_writeup(text).blocks] == [
        "title",
        "paragraph",
        "heading",
        "paragraph",
        "heading",
        "paragraph",
    ]


def test_a_list_without_text_between_is_entries():
    text = "What we loved\n\n1. The ferry\n2. The noodles\n3. The rain\n\nThat is all, friends."
    assert [block.number for block in read_writeup(text).blocks if block.kind == "entry"] == [
        1,
        2,
        3,
    ]


def test_wrapped_lines_are_one_paragraph():
    text = (
        "Rainy scenes\n\n"
        "She waits on the pier until the last ferry has gone, and then he\n"
        "comes running with the umbrella that he never opened in all the\n"
        "years that he was away from the island and from her.\n\n"
        "It rains on. Nobody has an umbrella that opens, and nobody minds\n"
        "it in the least.\n"
    )
    blocks = read_writeup(text).blocks
    assert [block.line for block in blocks] == [1, 3, 7]
    assert "then he comes running" in blocks[1].text


def test_comments_begin_where_the_page_says_so():
    article = "She waits on the pier, and the ferry is late once more. " * 8
    text = f"Rain\n\n{article}\n\n2 Comments\n\nLovely!\n\nI cried."
    assert [block.kind for block in read_writeup(text).blocks[-3:]] == ["comment"] * 3
    text = f"비\n\n{'그녀는 부두에서 기다리고 배는 또 늦는다. ' * 12}\n\n댓글 2개\n\n저도 울었어요"
    assert [block.kind for block in read_writeup(text).blocks[-2:]] == ["comment"] * 2


def test_comments_are_known_by_who_wrote_them_and_when():
    article = "\n\n".join(["She waits on the pier, and the ferry is late once more. " * 4] * 4)
    comments = "\n\n".join(f"fan{n} says:\n\nI cried {n} times." for n in range(3))
    assert [block.kind for block in read_writeup(f"Rain\n\n{article}\n\n{comments}").blocks].count(
        "comment"
    ) == 6


def test_a_link_to_the_comments_at_the_top_ends_no_article():
    text = f"Rainy scenes we love\n\n0 Comments\n\n{'She waits on the pier. ' * 30}\n\nThe end."
    assert "comment" not in [block.kind for block in read_writeup(text).blocks]


def test_quotes_bullets_and_bracketed_titles():
    text = "Rainy scenes\n\n[The Ferry]\n\n> Umbrellas get wet.\n\n• noodles\n\n- rain\n\nThe end."
    assert [block.kind for block in read_writeup(text).blocks[1:5]] == [
        "heading",
        "quote",
        "entry",
        "entry",
    ]
    assert [block.text for block in read_writeup(text).blocks[2:4]] == [
        "Umbrellas get wet.",
        "noodles",
    ]


def test_one_sentence_is_a_text_and_not_a_file(tmp_path: Path):
    writeup = read_writeup("he tells her to stop running at the border")
    assert [block.kind for block in writeup.blocks] == ["paragraph"]
    with pytest.raises(WriteupError, match="there is no write-up"):
        read_writeup("recap.txt")
    with pytest.raises(WriteupError, match="there is no write-up"):
        read_writeup(tmp_path / "he tells her to stop running at the border")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp949"])
def test_korean_files_are_read_whatever_they_were_saved_in(tmp_path: Path, encoding: str):
    path = tmp_path / "비.txt"
    path.write_bytes("비 오는 장면\r\n\r\n심가은은 부두에 서 있었다. 배는 떠났다.".encode(encoding))
    writeup = read_writeup(path)
    assert (writeup.language, writeup.title) == ("ko", "비 오는 장면")
    assert (writeup.blocks[1].line, writeup.blocks[1].column) == (3, 1)


_TEXT = st.text(
    st.sampled_from("ab ,.!?1\n\r\t가각é\u0301\u1100\u1161\u200b\xad\ufeff\xa0•-#>[]“”()😀")
    | st.characters(),
    max_size=300,
)


def _letters(text: str) -> str:
    shown = visible(unicodedata.normalize("NFC", text))
    return "".join(filter(str.isalnum, unicodedata.normalize("NFC", shown)))


@given(_TEXT)
def test_no_letter_of_a_text_is_lost(text: str):
    shown = " ".join(block.text for block in _read(text).writeup.blocks)
    # A sign that nobody sees may stand between a letter and what is set upon it.
    assert _letters(shown) == _letters(visible(text))


@given(_TEXT)
def test_every_block_stands_at_its_line_and_column(text: str):
    manuscript = _read(text)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for index, block in enumerate(manuscript.writeup.blocks):
        rest = lines[block.line - 1][block.column - 1 :]
        first = visible(unicodedata.normalize("NFC", rest)).split()[0]
        assert block.text.startswith(first[:1])
        spot = manuscript.where(index)
        assert (spot.line, spot.column) == (block.line, block.column)


@given(_TEXT)
def test_every_letter_of_a_block_is_found_in_the_file(text: str):
    manuscript = _read(text)
    for index, block in enumerate(manuscript.writeup.blocks):
        for at, letter in enumerate(block.text):
            span = manuscript.span(index, at, at + 1)
            assert span is not None
            written = unicodedata.normalize("NFC", visible(text[slice(*span)]))
            assert letter in written or (letter == " " and not written.strip())
