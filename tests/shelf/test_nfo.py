"""What .nfo files say is taken over, and none of them, however broken or hostile, does harm."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jangmyeon.errors import ShelfError
from jangmyeon.model import Role
from jangmyeon.shelf import AboutEpisode, Nfo, read_nfo

SHOW = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<tvshow>
  <title>Moon River</title>
  <originaltitle>달의 강</originaltitle>
  <premiered>2021-05-03</premiered>
  <outline>A ferryman finds a letter.</outline>
  <studio>One TV</studio><studio>Two TV</studio>
  <genre>romance</genre><genre>drama / mystery</genre><genre>drama</genre>
  <actor><name>Han Ji-won</name><role>Seo-yun</role><order>0</order></actor>
  <actor><name>Oh Min-jae</name></actor>
  <actor><role>Nobody</role></actor>
  <uniqueid type="tvdb" default="true">4711</uniqueid>
  <imdb_id>tt0000001</imdb_id>
</tvshow>
"""
PLAIN = "<tvshow><title>Moon River</title></tvshow>"
EPISODE = "Moon River/Season 01/Moon River S01E01.ko.srt"


def title_of(data: bytes) -> str:
    about = read_nfo(data).about
    return about.title if about else ""


def test_all_that_a_show_says_is_read():
    about = read_nfo(SHOW.encode()).about
    assert about is not None
    assert (about.title, about.original_title, about.year) == ("Moon River", "달의 강", 2021)
    assert (about.plot, about.network) == ("A ferryman finds a letter.", "One TV")
    assert about.genres == ("romance", "drama", "mystery")
    assert about.cast == (Role("Han Ji-won", "Seo-yun"), Role("Oh Min-jae"))
    assert about.ids == (("tvdb", "4711"), ("imdb", "tt0000001"))
    assert not about.film


def test_the_shelf_takes_title_year_and_cast_from_the_nfo(shelf_of):
    (drama,) = shelf_of(EPISODE, files={"Moon River/tvshow.nfo": SHOW}).dramas
    assert (drama.id, drama.original_title, drama.network) == (
        "moon-river-2021",
        "달의 강",
        "One TV",
    )
    assert drama.cast[0] == Role("Han Ji-won", "Seo-yun")


@pytest.mark.parametrize(
    "data",
    [
        PLAIN.encode(),
        codecs.BOM_UTF8 + PLAIN.encode(),
        PLAIN.encode("utf-16"),
        codecs.BOM_UTF16_BE + PLAIN.encode("utf-16-be"),
        b'<?xml version="1.0" encoding="utf-16"?>' + PLAIN.encode(),
        b'<?xml version="1.0" encoding="no-such-code"?>' + PLAIN.encode(),
        PLAIN.encode() + b"\nhttps://www.thetvdb.com/series/moon-river\n",
        b"some greeting\n" + PLAIN.encode() + b"\n& the rest < is not XML",
        b"<!DOCTYPE tvshow>\n" + PLAIN.encode(),
        PLAIN.replace("title>", "title>\n").encode(),
        PLAIN.replace("Moon", "\x0bMoon").encode(),
    ],
)
def test_a_sound_nfo_is_read_whatever_surrounds_it(data):
    assert title_of(data) == "Moon River"


def test_korean_windows_text_is_read_with_and_without_a_declaration():
    body = "<tvshow><title>달의 강</title></tvshow>"
    declared = '<?xml version="1.0" encoding="euc-kr"?>' + body
    assert title_of(body.encode("cp949")) == title_of(declared.encode("cp949")) == "달의 강"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Salt & Pepper", "Salt & Pepper"),
        ("Salt &amp; Pepper", "Salt & Pepper"),
        ("Caf&eacute; &unknown; Moon", "Café &unknown; Moon"),
        ("A &lt; B &LT; C", "A < B < C"),
        ("<![CDATA[Salt & <Pepper>]]>", "Salt & <Pepper>"),
        ("Moon &#8217; &#x41;", "Moon ’ A"),
    ],
)
def test_signs_that_should_have_been_escaped_are_read_as_meant(written, read):
    assert title_of(f"<tvshow><title>{written}</title></tvshow>".encode()) == read


def test_several_episodes_in_a_row_are_all_read():
    one = (
        "<episodedetails><title>{}</title><season>1</season><episode>{}</episode>"
        "<aired>2021-05-03</aired><plot>Rain.</plot>"
        "<actor><name>Han Ji-won</name></actor></episodedetails>\n"
    )
    head = '<?xml version="1.0"?>\n'
    data = head + one.format("First", 1) + head + one.format("Second", 2) + "https://example.org"
    cast = (Role("Han Ji-won"),)
    assert read_nfo(data.encode()).episodes == (
        AboutEpisode(1, 1, "First", "Rain.", "2021-05-03", cast),
        AboutEpisode(1, 2, "Second", "Rain.", "2021-05-03", cast),
    )


def test_an_episodes_title_comes_from_its_nfo_before_its_name(shelf_of):
    details = "<episodedetails><title>The Letter</title><episode>1</episode></episodedetails>"
    files = {
        "Moon River/Moon River S01E01 - Pilot.ko.srt": "",
        "Moon River/Moon River S01E01 - Pilot.nfo": details,
        "Moon River/Moon River S01E02 - Rain.ko.srt": "",
    }
    titles = [one.episode.title for one in shelf_of(files=files).episodes]
    assert titles == ["The Letter", "Rain"]


def test_an_nfo_tells_the_episode_where_the_name_does_not(shelf_of):
    details = "<episodedetails><season>2</season><episode>7</episode></episodedetails>"
    shelf = shelf_of(files={"Moon River/The Letter.srt": "", "Moon River/The Letter.nfo": details})
    assert [files.episode.code for files in shelf.episodes] == ["S02E07"]


def test_a_plain_name_is_believed_over_its_nfo_as_in_kodi(shelf_of):
    details = "<episodedetails><season>2</season><episode>7</episode></episodedetails>"
    shelf = shelf_of(files={"Moon River/S01E03.srt": "", "Moon River/S01E03.nfo": details})
    assert [files.episode.code for files in shelf.episodes] == ["S01E03"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("<tvshow>\n<title>Moon</title>\n<plot>no end\n</tvshow>", 4),
        ("\n\n<tvshow>\n<title>Moon\n", 5),
        ('<?xml version="1.0"?>\n<tvshow>\n<a b=c></a>\n</tvshow>', 3),
    ],
)
def test_a_malformed_nfo_names_its_line(text, line):
    with pytest.raises(ShelfError, match=rf"line {line}\b"):
        read_nfo(text.encode())


def test_a_drama_with_a_malformed_nfo_goes_by_its_folder(shelf_of):
    shelf = shelf_of(EPISODE, files={"Moon River/tvshow.nfo": "<tvshow><title>Moon</tvshow>"})
    assert [drama.id for drama in shelf.dramas] == ["moon-river"]
    assert [skip.path for skip in shelf.skipped] == ["Moon River/tvshow.nfo"]
    assert "line 1" in shelf.skipped[0].reason
    assert "mend it or delete it" in shelf.skipped[0].reason


BOMB = (
    '<!DOCTYPE tvshow [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    "<tvshow><title>&b;</title></tvshow>"
)
OUTSIDE = (
    '<!DOCTYPE tvshow [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    "<tvshow><title>&x;</title></tvshow>"
)


@pytest.mark.parametrize("text", [BOMB, OUTSIDE])
def test_declared_entities_are_refused(shelf_of, text):
    with pytest.raises(ShelfError, match="declares XML entities"):
        read_nfo(text.encode())
    shelf = shelf_of(EPISODE, files={"Moon River/tvshow.nfo": text})
    assert [drama.title for drama in shelf.dramas] == ["Moon River"]
    assert len(shelf.skipped) == 1


def test_a_dtd_from_elsewhere_is_not_fetched(tmp_path):
    dtd = tmp_path / "evil.dtd"
    dtd.write_text('<!ENTITY x "stolen">')
    text = f'<!DOCTYPE tvshow SYSTEM "{dtd.as_uri()}"><tvshow><title>&x;</title></tvshow>'
    assert title_of(text.encode()) == "&x;"


def test_an_nfo_of_enormous_size_or_depth_is_refused(shelf_of):
    with pytest.raises(ShelfError):
        read_nfo(b"<tvshow>" + b" " * 5_000_000 + b"</tvshow>")
    with pytest.raises(ShelfError):
        read_nfo(b"<tvshow>" + b"<a>" * 100_000 + b"</a>" * 100_000 + b"</tvshow>")
    shelf = shelf_of(EPISODE, files={"Moon River/tvshow.nfo": b" " * 5_000_000})
    assert len(shelf.episodes) == len(shelf.skipped) == 1


@pytest.mark.parametrize("data", [b"", b"https://example.org/title/tt1", b"\xb0\xb1\xb2 GROUP"])
def test_an_nfo_that_is_no_xml_says_nothing(shelf_of, data):
    assert read_nfo(data) == Nfo()
    shelf = shelf_of(EPISODE, files={"Moon River/tvshow.nfo": data})
    assert [drama.id for drama in shelf.dramas] == ["moon-river"]
    assert shelf.skipped == ()


@given(st.binary(max_size=300))
def test_no_bytes_at_all_bring_the_reading_down(data):
    for wrapped in (data, b"<tvshow><title>" + data + b"</title></tvshow>"):
        try:
            read_nfo(wrapped)
        except ShelfError as error:
            assert error.what


@given(
    st.text(st.characters(categories=("L", "N", "P", "Zs"), exclude_characters="<>&]"), min_size=1)
)
def test_a_title_is_read_as_it_was_written(title):
    assert title_of(f"<tvshow><title>{title}</title></tvshow>".encode()) == " ".join(title.split())
