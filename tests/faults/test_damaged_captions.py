"""Caption files with something wrong in them: all that can be read is read."""

from __future__ import annotations

from itertools import pairwise

from tests.faults.shelves import srt

from jangmyeon.captions import read_script, read_sound
from jangmyeon.model import Script, Track
from jangmyeon.store import pack_script, unpack_script

ASS = (
    "[Script Info]\nScriptType: v4.00+\n\n[Events]\n"
    "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
)
TTML = (
    '<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter" '
    'ttp:tickRate="10000000"><head>{head}</head><body><div>{paragraphs}</div></body></tt>'
)


def read(data: bytes | str, name: str) -> Script:
    encoded = data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass")
    (script,) = read_script(encoded, Track(name))
    return script


def said(script: Script) -> list[str]:
    return [line.text for line in script.lines]


def event(start: str, end: str, text: str, kind: str = "Dialogue") -> str:
    return f"{kind}: 0,{start},{end},Default,,0,0,0,,{text}\n"


def test_one_time_that_cannot_be_costs_no_other_line() -> None:
    good = event("0:00:01.00", "0:00:02.00", "Mind the anchor.")
    for bad in (
        event("0:00:03.00", "0:5:4.-5", "Lost."),
        event("0:00:03.00", "3:5:47.-2147483648", "A note.", "Comment"),
        "  " + event("0:00:soon", "0:00:04.00", "Lost."),
    ):
        assert said(read(ASS + bad + good, "S01E01.ass")) == ["Mind the anchor."]


def test_a_few_damaged_bytes_cost_no_file() -> None:
    english = srt("The lighthouse is dark.", "Bring the lan\ud800tern.").encode(
        "utf-8", "surrogatepass"
    )
    assert said(read(english, "S01E01.srt"))[0] == "The lighthouse is dark."
    korean = srt("오늘 밤은 등대가 어둡네", "\udfff").encode("utf-8", "surrogatepass")
    assert said(read(korean, "S01E01.srt"))[0] == "오늘 밤은 등대가 어둡네"


def test_what_stands_before_a_document_or_a_head_that_never_ends_costs_no_caption() -> None:
    paragraph = '<p begin="10000000t" end="30000000t">Mind the anchor.</p>'
    whole = TTML.format(head="", paragraphs=paragraph)
    assert said(read(f"HTTP/1.1 200 OK\n\n{whole}", "S01E01.xml")) == ["Mind the anchor."]
    unclosed = whole.replace("</head>", "<metadata>")
    assert said(read(unclosed, "S01E01.xml")) == ["Mind the anchor."]


def test_a_caption_shorter_than_a_millisecond_still_shows() -> None:
    paragraph = '<p begin="28140001t" end="28140009t">Now!</p>'
    (line,) = read(TTML.format(head="", paragraphs=paragraph), "S01E01.xml").lines
    assert line.end > line.start


def test_a_name_in_two_kinds_of_brackets_stays_a_name_when_it_is_stored() -> None:
    script = read(
        srt("([나리])", "(나리) 배가 온다", "[문 닫히는 소리]", "(준) 어디?"), "S01E01.srt"
    )
    lines, sounds = unpack_script(pack_script(script), script.track.language)
    assert [sound.text for sound in sounds] == [sound.text for sound in script.sounds]
    assert not any("[" in f"{each.text}" for each in (*script.sounds, *lines))


def test_references_longer_than_any_number_are_left_out() -> None:
    (text,) = said(read(srt(f"Mind &#{'9' * 9_999}; the anchor."), "S01E01.srt"))
    assert text.split() == ["Mind", "the", "anchor."]


def test_a_note_of_thousands_of_letters_is_only_a_note() -> None:
    for syllable in ("음", "소리", "들", "휘"):
        assert read_sound(f"[{syllable * 2_000}]").text


def test_a_text_that_is_no_caption_becomes_lines_in_its_time() -> None:
    words = " ".join(f"word{number}" for number in range(3_000))
    lines = read(srt(words, "Mind the anchor."), "S01E01.srt").lines
    assert " ".join(line.text for line in lines[:-1]) == words
    assert all(len(line.text) <= 4_000 for line in lines)
    assert all(one.start < one.end <= later.start for one, later in pairwise(lines))
    (endless, *_) = read(srt("가" * 9_000), "S01E01.srt").lines
    assert len(endless.text) == 4_000


def test_quotes_with_nothing_in_them_show_nothing() -> None:
    for nothing in ('""', "“”", "《》", "<<>>"):
        script = read(srt("[문 닫히는 소리]", nothing, "(나리) 배가 온다"), "S01E01.srt")
        assert all(line.text.strip() for line in script.lines)


def test_letters_that_markup_parted_are_one_again() -> None:
    script = read(srt("\u1100<b>\u1161</b>\u11a8"), "S01E01.srt")
    assert said(script) == ["각"]
