"""Files that are broken, or mean harm: a clear answer or a clear error, and soon."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.writeups.pages import BLOG

from jangmyeon.errors import WriteupError
from jangmyeon.writeups import Manuscript, read_manuscript, read_writeup
from jangmyeon.writeups.article import read_article
from jangmyeon.writeups.drafting import MOST, finished
from jangmyeon.writeups.manuscript import source_of_text
from jangmyeon.writeups.opening import LARGEST

_BITS = """
<p> </p> <div> </div> <b> </b> <li> <ol> </ol> <br> <h1> </h1> <h2> <blockquote> <a> </a> <article>
</article> <table> <td> <!-- --> <script> </script> <style> <title> <![CDATA[ ]]> <?xml ?> <!DOCTYPE
&amp; &#0; &#xD800; &#99999999; &nbsp; &notit; &am &; < > " ' <p/ <p/> </ <svg><p></svg> She waits.
class='comments' <ul/class=comments> <form> 가
"""
_MARKUP = st.lists(
    st.sampled_from(
        [*_BITS.split(), "<a\xa0b>", "<p\nhidden>", "<p\0>", "A\u0301", "\u200b", "\0", "\ud800"]
    )
    | st.text(max_size=8),
    max_size=40,
).map(" ".join)


def _read(page: str) -> Manuscript:
    drafts, about = read_article(page)
    return finished(source_of_text(page, markup=True), drafts, about, "und")


@given(_MARKUP)
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_no_page_however_broken_stops_the_reading(page: str):
    manuscript = _read(page)
    for index, block in enumerate(manuscript.writeup.blocks):
        spot = manuscript.where(index)
        assert (spot.line, spot.column) == (block.line, block.column)
        assert all(manuscript.span(index, at, at + 1) for at in range(len(block.text)))


@given(st.binary(max_size=300))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@pytest.mark.parametrize("suffix", [".html", ".txt", ".md", ".mhtml", ""])
def test_any_bytes_give_a_write_up_or_a_clear_error(tmp_path: Path, suffix: str, data: bytes):
    path = tmp_path / f"file{suffix}"
    path.write_bytes(data)
    try:
        assert read_writeup(path).blocks
    except WriteupError as error:
        assert str(path) in error.message


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 20_000 + "She waits." + "</div>" * 20_000,
        "<b>" * 20_000 + "She waits.",
        "<p><span>" * 5_000 + "She waits.",
        "<ul><li>" * 5_000 + "She waits.",
        "<blockquote>" * 20_000 + "She waits.",
        '<a "' * 20_000 + "She waits.",
        '<a ="' * 20_000 + "She waits.",
        "<!--" * 20_000 + "She waits.",
        "<" * 20_000 + "She waits.",
        "&" * 20_000 + "She waits.",
        "<script>" * 20_000 + "She waits.",
        "<title " * 20_000 + "She waits.",
        "</div>" * 20_000 + "She waits.",
        "She" + " " * 200_000 + "waits.",
        "<p " + "a " * 50_000 + ">She waits.",
        "A" + "\u0301" * 50_000,
        "\u0301uth.`\n" * 20_000,
    ],
    ids=lambda page: page[:12],
)
@pytest.mark.parametrize("suffix", [".html", ".md", ".txt"])
def test_deep_and_endless_markup_is_read_in_one_pass(tmp_path: Path, suffix: str, page: str):
    path = tmp_path / f"page{suffix}"
    path.write_text(page, "utf-8")
    try:
        assert read_writeup(path).blocks
    except WriteupError as error:
        assert "there is no text in" in error.message


def test_entities_that_would_grow_are_not_resolved(tmp_path: Path):
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    path = tmp_path / "page.html"
    path.write_text(
        f'<!DOCTYPE html [<!ENTITY e0 "boom"><!ENTITY f SYSTEM "file:///etc/hostname">{bomb}]>'
        "<html><body><p>She waits &e9; on the pier &f; until he comes.</p></body></html>",
        "utf-8",
    )
    text = read_writeup(path).blocks[-1].text
    assert text == "She waits &e9; on the pier &f; until he comes."


def test_a_huge_file_is_refused(tmp_path: Path):
    path = tmp_path / "page.html"
    path.write_bytes(b"<p>She waits.</p>" * (LARGEST // 17 + 1))
    with pytest.raises(WriteupError, match="the limit is 20 MiB"):
        read_writeup(path)


def test_a_page_of_countless_paragraphs_is_refused(tmp_path: Path):
    for suffix, line in ((".html", "<p>a"), (".txt", "a\n"), (".md", "a\n\n")):
        path = tmp_path / f"page{suffix}"
        path.write_text(line * (MOST + 1), "utf-8")
        with pytest.raises(WriteupError, match=r"which no write-up has, in .*page"):
            read_writeup(path)


def test_a_page_of_nothing_but_markup_is_refused(tmp_path: Path):
    path = tmp_path / "page.html"
    path.write_text("<b>" * 600_000, "utf-8")
    with pytest.raises(WriteupError, match=r"more markup than any article has, in .*page.html"):
        read_writeup(path)


def test_pictures_within_a_page_do_not_slow_it(tmp_path: Path):
    path = tmp_path / "page.html"
    picture = "<img src='data:image/png;base64," + "QUJD" * 1_000_000 + "'>"
    path.write_text(BLOG.replace("<figure>", f"<figure>{picture}"), "utf-8")
    assert read_manuscript(path).writeup.title == "7 Rainy Scenes We Rewatch"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty"),
        (b"  \n\n ", "nothing but blanks"),
        (b"%PDF-1.7 ...", "a PDF document, not a write-up"),
        (b"PK\x03\x04 ...", "a ZIP archive, not a write-up"),
        (bytes(range(256)) * 20, "not text"),
    ],
)
def test_other_files_are_named_for_what_they_are(tmp_path: Path, data: bytes, message: str):
    path = tmp_path / "page.txt"
    path.write_bytes(data)
    with pytest.raises(WriteupError, match=message):
        read_writeup(path)


@pytest.mark.parametrize("name", ["", "a\x00b", "x" * 600, "~nobody-at-all/x.html"])
def test_names_that_no_file_can_have_are_refused(name: str):
    with pytest.raises(WriteupError):
        read_writeup(name)


def test_signs_nobody_sees_get_into_no_title_and_no_name(tmp_path: Path):
    path = tmp_path / "page.html"
    path.write_bytes(
        b"<html><head><title>Sce\0nes &#8238;that \x1b[31mmatter</title><meta name=author "
        b"content='Han &#x202e;Mina'></head><body><p>She waits on the pier for him.</p>"
        b"</body></html>"
    )
    writeup = read_writeup(path)
    for told in (writeup.title, writeup.author):
        assert told.isprintable(), repr(told)
    assert writeup.author == "Han Mina"


def test_a_reference_of_thousands_of_digits_stops_no_reading(tmp_path: Path):
    path = tmp_path / "page.html"
    path.write_text(f"<title>&#{'9' * 9_999};</title><p>She waits &#{'9' * 9_999};.</p>", "utf-8")
    assert read_writeup(path).blocks
