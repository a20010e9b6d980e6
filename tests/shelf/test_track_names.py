"""The language of a track, and whether it is for the hard of hearing, as its name tells them."""

from __future__ import annotations

import pytest

from jangmyeon.shelf import identify

TRACKS = [
    (".ko", "ko", False),
    (".kor", "ko", False),
    (".KOR", "ko", False),
    (".ko-KR", "ko", False),
    (".korean", "ko", False),
    (".Korean", "ko", False),
    (".en", "en", False),
    (".eng", "en", False),
    (".en.sdh", "en", True),
    (".sdh.en", "en", True),
    (".en.hi", "en", True),
    (".hi.en", "en", True),
    (".hi", "hi", False),
    (".hin.sdh", "hi", True),
    (".cc", "und", True),
    (".ko.cc", "ko", True),
    (".ko.default", "ko", False),
    (".default.ko.sdh", "ko", True),
    (".ko.forced", "ko", False),
    (".ko.2", "ko", False),
    (".2.ko", "ko", False),
    (".ko[cc]", "ko", True),
    (".en-US[cc]", "en", True),
    (".pt-BR", "pt", False),
    (".zh-Hans", "zh", False),
    (" 한글", "ko", False),
    (".한글자막", "ko", False),
    (".영어", "en", False),
    (" (Korean)", "ko", False),
    (" [English]", "en", False),
    (" English [SDH]", "en", True),
    ("_kor", "ko", False),
    ("-ko", "ko", False),
    (" - Korean", "ko", False),
    (".1080p.NF.WEB-DL.x264-GRP.ko", "ko", False),
    (" [Kor]", "ko", False),
    (".Eng", "en", False),
    (" English Subs", "en", False),
    (".Korean.WEB-DL", "und", False),
    ("", "und", False),
    # words of a title are no codes
    (" - Say No", "und", False),
    (".It.Is", "und", False),
    (" - Oh My", "und", False),
    (" - Hi", "und", False),
    (".The.Art.Of.War", "und", False),
]


@pytest.mark.parametrize(("ending", "language", "sdh"), TRACKS)
def test_a_track_is_told_by_the_end_of_its_name(ending, language, sdh):
    told = identify(f"Moon River/Season 01/Moon River S01E05{ending}.srt")
    assert (told.number, told.language, told.sdh) == (5, language, sdh)


def test_words_of_a_title_before_the_track_words_stay_its_title():
    told = identify("Moon River/Moon River S01E05 - Say No.ko.srt")
    assert (told.episode_title, told.language) == ("Say No", "ko")


def test_two_tracks_of_one_language_are_both_kept_in_the_same_order(shelf_of):
    paths = [f"Moon River/Moon River S01E01.{end}" for end in ("ko.2.srt", "ko.srt", "ko.sdh.xml")]
    tracks = shelf_of(*paths).episodes[0].tracks
    assert tracks == shelf_of(*reversed(paths)).episodes[0].tracks
    assert [track.path for track in tracks] == sorted(paths)


def test_a_forced_track_comes_last_for_it_holds_only_signs(shelf_of):
    shelf = shelf_of("Moon River/E01.en.forced.srt", "Moon River/E01.ko.srt")
    assert [track.path for track in shelf.episodes[0].tracks] == [
        "Moon River/E01.ko.srt",
        "Moon River/E01.en.forced.srt",
    ]
