"""Whatever way people lay out their folders, each file goes to its drama and episode."""

from __future__ import annotations

import unicodedata

import pytest

from jangmyeon.shelf import Shelf


def told(shelf: Shelf) -> set[tuple[str, str, str, bool]]:
    """(drama id, episode code, language, sdh) of every track."""
    return {
        (files.episode.drama.id, files.episode.code, track.language, track.sdh)
        for files in shelf.episodes
        for track in files.tracks
    }


ONE_FILE = [
    # Jellyfin's, Kodi's and Plex's own layouts
    (
        "Moon River (2021)/Season 01/Moon River S01E16.ko.sdh.xml",
        "moon-river-2021",
        "S01E16",
        "ko",
        1,
    ),
    ("Moon River/S1/Moon River S01E05.srt", "moon-river", "S01E05", "und", 0),
    (
        "Moon River/Season 2/Moon River - S02E05 - The Promise.en.srt",
        "moon-river",
        "S02E05",
        "en",
        0,
    ),
    ("Moon River (2021) [tvdbid-123]/Season 01/S01E05.vtt", "moon-river-2021", "S01E05", "und", 0),
    ("Moon River (2021) {tmdb-77}/Season 01/05.srt", "moon-river-2021", "S01E05", "und", 0),
    ("Moon River/Season 01/Episode 5.srt", "moon-river", "S01E05", "und", 0),
    ("Moon River/1/05 - The Promise.srt", "moon-river", "S01E05", "und", 0),
    ("Moon River/1x05.ass", "moon-river", "S01E05", "und", 0),
    ("Moon River/Moon River s02.e07.srt", "moon-river", "S02E07", "und", 0),
    ("Moon River/Season 1 (2021)/Moon River E03.srt", "moon-river", "S01E03", "und", 0),
    ("Moon River/Season 00/Moon River S00E02.srt", "moon-river", "S00E02", "und", 0),
    ("Moon River/Specials/E02.srt", "moon-river", "S00E02", "und", 0),
    ("TV/K-Dramas/Moon River (2021)/Season 1/E02.srt", "moon-river-2021", "S01E02", "und", 0),
    # flat folders and release names
    ("Moon.River.S01E16.1080p.NF.WEB-DL.AAC2.0.x264-GRP.ko.srt", "moon-river", "S01E16", "ko", 0),
    ("Moon.River.2021.S01E16.1080p.WEB-DL-GRP.srt", "moon-river-2021", "S01E16", "und", 0),
    ("Moon.River.S01E05.WEBRip.Netflix.ko[cc].vtt", "moon-river", "S01E05", "ko", 1),
    ("Moon River 1x05.srt", "moon-river", "S01E05", "und", 0),
    ("Moon River - 05.srt", "moon-river", "S01E05", "und", 0),
    ("[Fans] Moon River - 05 [1080p].srt", "moon-river", "S01E05", "und", 0),
    ("Moon_River_S01E05_kor.srt", "moon-river", "S01E05", "ko", 0),
    ("Moon River S02 - 05.srt", "moon-river", "S02E05", "und", 0),
    ("Moon River #5.srt", "moon-river", "S01E05", "und", 0),
    ("Moon-River-Episode-5.srt", "moon-river", "S01E05", "und", 0),
    ("Moon River Episode 5 English Subs.srt", "moon-river", "S01E05", "en", 0),
    ("Moon River Season 2 Episode 5.srt", "moon-river", "S02E05", "und", 0),
    ("Moon.River.S01.1080p.NF.WEB-DL-GRP/Moon.River.S01E02.srt", "moon-river", "S01E02", "und", 0),
    (
        "Moon River (2021)/Moon.River.S01.1080p-GRP/S01E02.srt",
        "moon-river-2021",
        "S01E02",
        "und",
        0,
    ),
    ("Moon.River.S01E02.1080p-GRP/caption.ko.srt", "moon-river", "S01E02", "ko", 0),
    ("Moon River (2021)/S01E02/ko.srt", "moon-river-2021", "S01E02", "ko", 0),
    ("Moon River (2021)/S02 Complete/E02.srt", "moon-river-2021", "S02E02", "und", 0),
    ("Moon River Season 2/Moon River E05.srt", "moon-river", "S02E05", "und", 0),
    # Korean names
    ("달의 강/달의 강 16화.smi", "달의-강", "S01E16", "und", 0),
    ("달의 강/1회.smi", "달의-강", "S01E01", "und", 0),
    ("달의 강/제 8 화.smi", "달의-강", "S01E08", "und", 0),
    ("달의 강/달의강 제16회.ko.smi", "달의-강", "S01E16", "ko", 0),
    ("달의 강/E16.smi", "달의-강", "S01E16", "und", 0),
    ("달의 강/달의 강.E16.END.210216.720p-NEXT.smi", "달의-강", "S01E16", "und", 0),
    ("달의 강 2회 210321.smi", "달의-강", "S01E02", "und", 0),
    ("달의 강 시즌 2 3화.smi", "달의-강", "S02E03", "und", 0),
    ("달의 강/시즌 2/3회.smi", "달의-강", "S02E03", "und", 0),
    ("달의 강 시즌2/3회.smi", "달의-강", "S02E03", "und", 0),
    ("달의 강 (2021)/스페셜/1회.smi", "달의-강-2021", "S00E01", "und", 0),
    ("달의 강/달의 강 05 한글.smi", "달의-강", "S01E05", "ko", 0),
    ("달의 강.E01-E16.720p-NEXT/달의 강.E03.210322.smi", "달의-강", "S01E03", "und", 0),
    ("우리 형제 2회.smi", "우리-형제", "S01E02", "und", 0),
    ("(SBS) 달의 강 2회.smi", "달의-강", "S01E02", "und", 0),
    ("[달의 강] 2회.smi", "달의-강", "S01E02", "und", 0),
    # a folder is believed over the files in it
    ("달의 강 (2021)/Moon.River.S01E03.1080p.srt", "달의-강-2021", "S01E03", "und", 0),
    ("Moon River (2021)/달의 강 7회.smi", "moon-river-2021", "S01E07", "und", 0),
    # Subs folders
    ("Moon River (2021)/Subs/Moon River S01E01/2_Korean.srt", "moon-river-2021", "S01E01", "ko", 0),
    ("Moon River/Season 01/Subtitles/Moon River S01E01.en.srt", "moon-river", "S01E01", "en", 0),
    (
        "Moon River/Moon.River.S01E04.720p-G/Subs/3_English[SDH].srt",
        "moon-river",
        "S01E04",
        "en",
        1,
    ),
]

HARD_TITLES = [
    ("1987 (2017)/1987 (2017).ko.srt", "1987-2017", "S01E01"),
    ("1987.2017.1080p.BluRay.x264-GRP.srt", "1987-2017", "S01E01"),
    ("Reply 1988 (2015)/Reply 1988 05.srt", "reply-1988-2015", "S01E05"),
    ("Reply 1988 (2015)/Reply 1988 - 05.srt", "reply-1988-2015", "S01E05"),
    ("Reply.1988.E05.720p.srt", "reply-1988", "S01E05"),
    ("Reply 1988 05.srt", "reply-1988", "S01E05"),
    ("응답하라 1988 1회.smi", "응답하라-1988", "S01E01"),
    ("응답하라 1988 (2015)/응답하라1988 20화.smi", "응답하라-1988-2015", "S01E20"),
    ("Move to Heaven S01E02.srt", "move-to-heaven", "S01E02"),
    ("The K2 (2016)/The K2 03.srt", "the-k2-2016", "S01E03"),
    ("The.K2.E03.srt", "the-k2", "S01E03"),
    ("365 - 03.srt", "365", "S01E03"),
    ("365 Repeat the Year E03.srt", "365-repeat-the-year", "S01E03"),
    ("365 Repeat the Year (2020)/365 Repeat the Year 03.srt", "365-repeat-the-year-2020", "S01E03"),
    ("Mr. Queen/Mr.Queen.E03.srt", "mr-queen", "S01E03"),
    ("D.P. (2021)/DP.S01E03.1080p.srt", "d-p-2021", "S01E03"),
    ("D.P.S01E03.srt", "d-p", "S01E03"),
    ("18 Again E03.srt", "18-again", "S01E03"),
    ("18 Again (2020)/18 Again 03.srt", "18-again-2020", "S01E03"),
    ("49 Days 03.srt", "49-days", "S01E03"),
    ("20th Century Boy and Girl - 05.srt", "20th-century-boy-and-girl", "S01E05"),
    ("Class of Lies - 07.srt", "class-of-lies", "S01E07"),
    ("Class of 2018/S01E03.srt", "class-of-2018", "S01E03"),
    ("(Not) Alone E03.srt", "not-alone", "S01E03"),
    ("W/W - 05.srt", "w", "S01E05"),
    ("2037.E03.srt", "2037", "S01E03"),
    ("100일의 낭군님/100일의 낭군님 3회.smi", "100일의-낭군님", "S01E03"),
    ("It's Okay, That's Love (2014)/E03.srt", "its-okay-thats-love-2014", "S01E03"),
]


@pytest.mark.parametrize(("path", "drama", "code", "language", "sdh"), ONE_FILE)
def test_a_file_is_found_where_people_put_it(shelf_of, path, drama, code, language, sdh):
    shelf = shelf_of(path)
    assert told(shelf) == {(drama, code, language, bool(sdh))}
    assert shelf.skipped == ()


@pytest.mark.parametrize(("path", "drama", "code"), HARD_TITLES)
def test_numbers_in_a_title_are_not_taken_for_an_episode(shelf_of, path, drama, code):
    assert {row[:2] for row in told(shelf_of(path))} == {(drama, code)}


@pytest.mark.parametrize(
    "name",
    [
        "Moon River.srt",
        "Moon River/Moon River.ko.srt",
        "Moon River/Moon River 105.srt",
        "Moon River/Moon River 12.5.srt",
        "Moon River/Moon River 210503.srt",
        "Moon River/Moon River 최종회.smi",
        "Moon River/Season 01/1.2.Korean.srt",
        "Moon River/Specials/Behind.srt",
        "Moon River 2.srt",
        "Downloads/E16.smi",
        "Moon River/Season 1/ko.srt",
    ],
)
def test_an_episode_that_cannot_be_told_is_reported_with_a_remedy(shelf_of, name):
    shelf = shelf_of(name)
    assert shelf.episodes == ()
    assert [skip.path for skip in shelf.skipped] == [name]
    assert "skipped; " in shelf.skipped[0].reason
    assert shelf.skipped[0].reason.endswith("then run index again")


def test_the_remedy_shows_a_name_that_then_works(shelf_of):
    reason = shelf_of("Moon River/Moon River.ko.srt").skipped[0].reason
    assert '"Moon River S01E05.ko.srt"' in reason


def test_lone_digits_count_as_episodes_when_they_count_up(shelf_of):
    shelf = shelf_of(*(f"달/Moon River {n}.srt" for n in (1, 2, 10)))
    assert [files.episode.code for files in shelf.episodes] == ["S01E01", "S01E02", "S01E10"]
    assert "by a bare number in its name (and 2 more files" in shelf.notices[0].reason


@pytest.mark.parametrize(
    ("name", "last"),
    [
        ("Moon River S01E01E02.srt", 2),
        ("Moon River S01E01-E02.srt", 2),
        ("Moon River S01E01-02.srt", 2),
        ("Moon River 1x01-1x02.srt", 2),
        ("달의 강/달의 강 1~2회.smi", 2),
        ("달의 강/달의 강 E01-E03.smi", 3),
    ],
)
def test_a_file_of_several_episodes_is_kept_as_the_first_and_told(shelf_of, name, last):
    shelf = shelf_of(name)
    assert [files.episode.code for files in shelf.episodes] == ["S01E01"]
    assert f"episodes 1 to {last}" in shelf.notices[0].reason


@pytest.mark.parametrize("name", ["Moon River S01E05-480p.srt", "Moon River E05 1920x1080.srt"])
def test_a_picture_size_is_no_range_of_episodes(shelf_of, name):
    shelf = shelf_of(name)
    assert [files.episode.code for files in shelf.episodes] == ["S01E05"]
    assert shelf.notices == ()


def test_a_sequel_in_the_folder_of_its_drama_is_its_second_season_and_told(shelf_of):
    shelf = shelf_of("Moon River (2021)/Moon River 2 E05.srt")
    assert [files.episode.code for files in shelf.episodes] == ["S02E05"]
    assert shelf.notices


def test_a_file_in_the_folder_of_another_season_goes_by_its_name_and_is_told(shelf_of):
    shelf = shelf_of("Moon River/Season 01/Moon River S02E05.srt")
    assert [files.episode.code for files in shelf.episodes] == ["S02E05"]
    assert "its folder another" in shelf.notices[0].reason


def test_a_folder_with_everything_in_it_is_sorted_by_the_names_of_the_files(shelf_of):
    shelf = shelf_of(
        "Downloads/Moon.River.S01E01.srt",
        "Downloads/Moon River S01E02.srt",
        "Downloads/달의 강 1화.smi",
        "Downloads/Old Harbor (2009).srt",
        "Old Tree E01.srt",
    )
    assert [drama.id for drama in shelf.dramas] == [
        "moon-river",
        "old-harbor-2009",
        "old-tree",
        "달의-강",
    ]
    assert len(shelf.episodes) == 5


def test_a_collections_folder_with_years_in_its_name_is_no_drama(shelf_of):
    shelf = shelf_of("Moon River E01.srt", "Old Tree E01.srt", root="K-Dramas (2019-2024)")
    assert [drama.id for drama in shelf.dramas] == ["moon-river", "old-tree"]


def test_folders_made_for_one_episode_each_make_one_drama(shelf_of):
    shelf = shelf_of(*(f"Moon.River.S01E0{n}.1080p-GRP/Moon.River.S01E0{n}.srt" for n in (1, 2)))
    assert [drama.id for drama in shelf.dramas] == ["moon-river"]
    assert len(shelf.episodes) == 2


@pytest.mark.parametrize(
    "root", ["Moon River (2021)", "Moon River (2021)/Season 01", "Moon.River.2021.S01.1080p-GRP"]
)
def test_one_dramas_folder_can_be_a_shelf_of_its_own(shelf_of, root):
    inside = "" if "S" in root else "Season 01/"
    shelf = shelf_of(f"{inside}E01.srt", f"{inside}E02.srt", root=root)
    assert [drama.id for drama in shelf.dramas] == ["moon-river-2021"]
    assert [files.episode.code for files in shelf.episodes] == ["S01E01", "S01E02"]


def test_a_shelf_named_for_its_drama_needs_no_titles_in_file_names(shelf_of):
    assert {row[:2] for row in told(shelf_of("1회.smi", root="달의 강"))} == {("달의-강", "S01E01")}


def test_names_that_a_mac_has_taken_apart_are_read_as_well(shelf_of):
    path = unicodedata.normalize("NFD", "달의 강/달의 강 16화.smi")
    shelf = shelf_of(path)
    assert {row[:2] for row in told(shelf)} == {("달의-강", "S01E16")}
    assert shelf.episodes[0].tracks[0].path == path
