"""SAMI: a language to a class, captions that end where the screen clears."""

from __future__ import annotations

import pytest

from jangmyeon.captions.formats import sami
from jangmyeon.errors import CaptionError
from jangmyeon.model import Caption

HEAD = """<SAMI><HEAD><STYLE TYPE="text/css"><!--
P { font-size:20pt; }
.KRCC { Name:Korean; lang:ko-KR; SAMIType:CC; }
.ENCC { Name:English; lang:en-US; SAMIType:CC; }
--></STYLE></HEAD><BODY>
"""


def test_two_languages_come_out_apart_each_with_its_own_ends() -> None:
    korean, english = sami.read(
        HEAD + "<SYNC Start=1000><P Class=KRCC>가자<br>집으로\n<P Class=ENCC>Let us go home\n"
        "<SYNC Start=2500><P Class=KRCC>&nbsp;\n<SYNC Start=3000><P Class=ENCC>&nbsp;\n"
    )
    assert (korean.language, korean.captions) == ("ko", (Caption(1.0, 2.5, "가자\n집으로"),))
    assert (english.language, english.captions) == ("en", (Caption(1.0, 3.0, "Let us go home"),))


def test_a_caption_lasts_until_the_next_but_not_for_ever() -> None:
    (reading,) = sami.read(
        "<SAMI><BODY><SYNC Start=1000><P Class=KRCC>하나<SYNC Start=4000><P Class=KRCC>둘"
        "<SYNC Start=90000><P Class=KRCC>셋</BODY></SAMI>"
    )
    assert [(caption.start, caption.end) for caption in reading.captions] == [
        (1.0, 4.0),
        (4.0, 14.0),
        (90.0, 100.0),
    ]


def test_quotes_small_letters_and_missing_classes_are_taken_as_meant() -> None:
    (reading,) = sami.read(
        "<sami><body><sync start='1000'><p class='krcc'>하나</p></sync>"
        '<Sync Start="2000">둘</sync><sync start=3000 end=3500><p>셋</p></sync></body></sami>'
    )
    assert [(caption.text, caption.start, caption.end) for caption in reading.captions] == [
        ("하나", 1.0, 2.0),
        ("둘", 2.0, 3.0),
        ("셋", 3.0, 3.5),
    ]


def test_a_class_that_is_misnamed_is_known_by_its_letters() -> None:
    (reading,) = sami.read("<SAMI><SYNC Start=1><P Class=ENCC>잘 다녀왔어?</SAMI>")
    assert reading.language == "ko"


def test_the_style_sheet_tells_the_language_where_letters_do_not() -> None:
    (reading,) = sami.read(HEAD + "<SYNC Start=1><P Class=KRCC>1, 2, 3!</SAMI>")
    assert reading.language == "ko"


def test_comments_and_fonts_are_not_said() -> None:
    (reading,) = sami.read(
        "<SAMI><SYNC Start=1000><P Class=KRCC><!-- 초벌 -->"
        "<font color=white>가자</font> &amp; 응</SAMI>"
    )
    assert reading.captions[0].text == "가자 & 응"


def test_a_sync_without_a_time_is_told() -> None:
    (reading,) = sami.read(
        "<SAMI>\n<!-- 초벌\n-->\n<SYNC><P Class=KRCC>왜\n<SYNC Start=5><P Class=KRCC>응</SAMI>"
    )
    assert reading.notices == ("1 SYNC without Start (the first in line 4): left out",)


def test_a_clearing_without_a_class_clears_all_languages() -> None:
    readings = sami.read(
        "<SAMI><SYNC Start=1000><P Class=KRCC>가자<P Class=ENCC>Let us go, and that is it"
        "<SYNC Start=2000><P>&nbsp;</SAMI>"
    )
    assert [reading.captions[0].end for reading in readings] == [2.0, 2.0]


@pytest.mark.parametrize("rest", ["<SYNC Start=1><P Class=KRCC>&nbsp;</BODY></SAMI>", ""])
def test_a_file_without_captions_is_refused(rest: str) -> None:
    with pytest.raises(CaptionError, match="no caption"):
        sami.read(HEAD + rest)
