"""A line that is half remembered leads to where it is said."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from jangmyeon import Library
from jangmyeon.model import Line
from jangmyeon.search.quotes import likeness, plain

TITLE = "Last Ferry from Sorado"
HANGUL = st.text(st.characters(min_codepoint=ord("가"), max_codepoint=ord("힣")))


def test_a_line_in_other_words_is_known_by_its_letters(sample: Library) -> None:
    query = "그날 우리 딸한테 손 흔들어 주는 사람이 아무도 없었대"
    hit = sample.find(query)[0]
    assert any("손 흔들어 준 사람이" in part.shown.text for part in sample.excerpt(hit, query))
    assert any(part.part == "quote" for part in hit.why)
    assert abs(sum(part.weight for part in hit.why) - hit.score) < 0.01


def test_a_word_is_no_quote(sample: Library) -> None:
    for hit in sample.find("우산"):
        assert all(part.part != "quote" for part in hit.why)


def test_captions_in_another_language_are_not_compared(sample: Library) -> None:
    for hit in sample.find("she waves to everyone who gets on the boat", episode=3):
        assert all(part.part != "quote" for part in hit.why)


def test_words_in_quotation_marks_may_be_said_where_no_captions_are_in_their_language(
    sample: Library,
) -> None:
    assert sample.find('"boat" grandmother', episode=3)
    assert not sample.find('"손을 흔들지 마라" 할머니', episode=3)


def test_a_very_long_paste_is_answered(sample: Library) -> None:
    assert sample.find("손 흔들어 준 사람이 하나도 없었다더라 " * 500)


@given(HANGUL, HANGUL, HANGUL)
def test_what_is_said_word_for_word_is_wholly_alike(before: str, said: str, after: str) -> None:
    assume(len(said) >= 2)
    assert likeness(said, before + said + after) == (1.0, 1.0)


@given(st.text(min_size=2), st.text())
def test_likeness_is_a_share(wanted: str, whole: str) -> None:
    assert all(0 <= each <= 1 for each in likeness(wanted, whole))


@given(st.text())
def test_signs_and_spaces_make_no_difference(text: str) -> None:
    assert plain(f" {text[:3]}?!\n_{text[3:]} ...") == plain(text[:3]) + plain(text[3:])


def test_every_line_is_found_by_its_very_words(sample: Library) -> None:
    shown = sample.captions(TITLE, 1, 2, language="ko")
    said = [" ".join(each.text.split()) for each in shown if isinstance(each, Line)]
    for text in (each for each in said[::7] if len(plain(each)) > 2):
        hits = sample.find(f'"{text}"', limit=30)
        assert any(hit.scene.episode.number == 2 for hit in hits), text


def test_words_that_tell_nothing_alone_are_found_as_they_were_said(sample: Library) -> None:
    query = '"그러니까 네가"'
    hit = sample.find(query)[0]
    assert any("그러니까 네가" in part.shown.text for part in sample.excerpt(hit, query))
    assert not sample.find('"그러니까 네가 네가"')
