"""Articles as HTML pages: what is the article, and where in the file it stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.writeups.pages import BLOG, KOREAN_BLOG

from jangmyeon.errors import WriteupError
from jangmyeon.sample import sample_folder
from jangmyeon.writeups import Manuscript, read_manuscript, read_writeup
from jangmyeon.writeups.html import read_html


def _manuscript(tmp_path: Path, page: str, encoding: str = "utf-8") -> Manuscript:
    path = tmp_path / "page.html"
    path.write_bytes(page.encode(encoding))
    return read_manuscript(path)


def test_an_article_is_told_from_the_page_around_it(tmp_path: Path):
    blocks = _manuscript(tmp_path, BLOG).writeup.blocks
    assert [(block.kind, block.number, block.text[:22]) for block in blocks] == [
        ("title", 0, "7 Rainy Scenes We Rewa"),
        ("paragraph", 0, "Warning: this list con"),
        ("paragraph", 0, "Nothing says “I love y"),
        ("caption", 0, "Tak Woo-ram, in the ra"),
        ("heading", 1, "1. The umbrella on the"),
        ("paragraph", 0, "Shim Ga-eun (Nam Yi-ka"),
        ("quote", 0, "“Umbrellas are suppose"),
        ("heading", 2, "2. The phone booth & t"),
        ("paragraph", 0, "He calls her from the "),
        ("paragraph", 0, "She can see him from h"),
        ("entry", 3, "The bus stop: they sha"),
        ("entry", 4, "The roof: the laundry "),
        ("comment", 0, "You forgot the kiss at"),
        ("comment", 0, "우산 장면에서 펑펑 울었어요"),
    ]


def test_what_a_page_says_of_itself_is_read(tmp_path: Path):
    writeup = _manuscript(tmp_path, BLOG).writeup
    assert (writeup.title, writeup.author) == ("7 Rainy Scenes We Rewatch", "Moon Sae-byeok")
    assert (writeup.date, writeup.language, writeup.spoilers) == ("2024-05-03", "en", True)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_lines_and_columns_are_those_of_the_file(tmp_path: Path, newline: str):
    page = BLOG.replace("\n", newline)
    lines = page.split(newline)
    manuscript = _manuscript(tmp_path, page)
    for words in ("Nothing says", "Nam Yi-kang", "ferry</b>", "booth &amp;", "The roof:"):
        shown = words.replace("&amp;", "&").removesuffix("</b>")
        index, at = next(
            (index, block.text.index(shown))
            for index, block in enumerate(manuscript.writeup.blocks)
            if shown in block.text
        )
        spot = manuscript.where(index, at)
        assert lines[spot.line - 1][spot.column - 1 :].startswith(words)


def test_a_name_is_found_in_the_source_through_entities_but_not_across_tags(tmp_path: Path):
    manuscript = _manuscript(tmp_path, BLOG)
    index, text = next(
        (index, block.text)
        for index, block in enumerate(manuscript.writeup.blocks)
        if block.text.startswith("Shim Ga-eun (Nam")
    )

    def written(words: str) -> str | None:
        start = text.index(words)
        span = manuscript.span(index, start, start + len(words))
        return BLOG[slice(*span)] if span else None

    assert written("Shim Ga-eun") == "Shim Ga&#45;eun"
    assert written("last ferry") == "last\n   ferry"
    assert written("Jung-hoon") == "Jung&shy;-hoon"
    assert written("Nam Yi-kang") == "Nam Yi-kang"
    assert written("Ga-eun (Nam Yi-kang)") is None


def test_old_korean_blogs_are_read(tmp_path: Path):
    manuscript = _manuscript(tmp_path, KOREAN_BLOG, "euc-kr")
    writeup = manuscript.writeup
    assert (writeup.title, writeup.language) == ("비 오는 날 다시 보는 장면", "ko")
    assert writeup.spoilers
    assert [block.kind for block in writeup.blocks] == [
        "title",
        "paragraph",
        "paragraph",
        "heading",
        "paragraph",
        "comment",
    ]
    assert manuscript.corrected([]) == KOREAN_BLOG.encode("euc-kr")


def test_a_wrong_charset_does_not_spoil_a_page(tmp_path: Path):
    page = BLOG.replace('charset="UTF-8"', 'charset="iso-8859-1"')
    assert "우산" in _manuscript(tmp_path, page).writeup.blocks[-1].text
    page = KOREAN_BLOG.replace("charset=euc-kr", "charset=utf-8")
    assert _manuscript(tmp_path, page, "cp949").writeup.title == "비 오는 날 다시 보는 장면"


def test_the_sample_page_is_read():
    page = sample_folder().parent / "writeups" / "five-best-scenes.html"
    blocks = read_writeup(page).blocks
    assert [block.number for block in blocks if block.kind == "heading"] == [5, 4, 3, 2, 1]
    assert sum(block.kind == "comment" for block in blocks) == 4


def test_a_page_that_shows_its_text_by_a_script_says_so(tmp_path: Path):
    page = "<html><body><div id=app></div><script>render('A scene')</script></body></html>"
    with pytest.raises(WriteupError, match="no text in"):
        _manuscript(tmp_path, page)


def test_a_page_without_html_in_its_name_is_still_a_page(tmp_path: Path):
    path = tmp_path / "page.txt"
    path.write_text(BLOG, "utf-8")
    assert read_writeup(path).blocks == read_manuscript(path).writeup.blocks
    assert "<p>" not in " ".join(block.text for block in read_writeup(path).blocks)


def test_lists_are_numbered_as_a_browser_does():
    def numbers(page: str) -> list[int]:
        return [shown.number for shown in read_html(page)]

    assert numbers("<ol><li>a<li>b</ol><ul><li>c</ul>") == [1, 2, 0]
    assert numbers("<ol start=5 reversed><li>a<li>b</ol>") == [5, 4]
    assert numbers("<ol reversed><li>a<li>b<li>c</ol>") == [3, 2, 1]


def test_broken_markup_is_read_as_a_browser_reads_it():
    def texts(page: str) -> list[str]:
        return [shown.text for shown in read_html(page)]

    assert texts("<p>one<p>two<b>three</p>four") == ["one", "twothree", "four"]
    assert texts("I <3 this & that &amp; these") == ["I <3 this & that & these"]
    assert texts("a<!-- <p>no</p> -->b<p title='x>y'>c") == ["ab", "c"]
    assert texts("<p>kept<script>if (a<b) '</p>'</script> too") == ["kept too"]


def test_an_article_is_found_though_the_page_calls_it_a_menu(tmp_path: Path):
    page = BLOG.replace('<article class="post">', '<form><div class="menu widget">')
    page = page.replace("</article>", "</div></form>", 1)
    kinds = [block.kind for block in _manuscript(tmp_path, page).writeup.blocks]
    assert kinds == [block.kind for block in _manuscript(tmp_path, BLOG).writeup.blocks]


def test_comments_are_told_apart_where_only_a_heading_names_them(tmp_path: Path):
    said = "She waits on the pier, and the ferry is late once more, and it rains. "
    article = "".join(f"<p>{said * 3}{n}</p>" for n in range(6))
    page = f"<body><h1>Rain</h1>{article}<h3>Comments</h3><p>I cried at this for a whole day.</p>"
    blocks = _manuscript(tmp_path, page).writeup.blocks
    assert [block.kind for block in blocks if "cried" in block.text] in ([], ["comment"])
