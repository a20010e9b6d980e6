"""What a newcomer would notice if the sample drama that ships with the package were broken."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pysubs2
import pytest

from jangmyeon.sample import sample_folder, writeups_folder

TTML = "{http://www.w3.org/ns/ttml}"
TICKS_PER_SECOND = 10_000_000
CAST = {
    "가은": "Shim Ga-eun",
    "정훈": "Ryu Jeong-hun",
    "순임": "Kang Sun-im",
    "만석": "Bae Man-seok",
    "송이": "Na Song-i",
    "용구": "Ma Yong-gu",
    "미란": "Gong Mi-ran",
    "오 과장": "Manager Oh",
}
ROLES = re.compile(r"(남자|여자)\d|사람들|함께|의사|간호사|안내원|피디|위원장")
SPEAKER = re.compile(r"^(?:- )?\(([^)]+)\)", re.MULTILINE)
EPISODES = (1, 2, 3)


@dataclass(frozen=True)
class Shown:
    """A caption; times in seconds."""

    start: float
    end: float
    text: str


def drama() -> Path:
    (folder,) = sample_folder().iterdir()
    return folder


def track(episode: int, ending: str) -> Path:
    return drama() / "Season 01" / f"{drama().name.split(' (')[0]} S01E{episode:02}.{ending}"


def korean(episode: int) -> list[Shown]:
    body = ElementTree.parse(track(episode, "ko.sdh.xml"))
    return [
        Shown(_seconds(p, "begin"), _seconds(p, "end"), _text(p)) for p in body.iter(f"{TTML}p")
    ]


def _seconds(paragraph: ElementTree.Element, name: str) -> float:
    time = paragraph.attrib[name]
    assert time.endswith("t")
    return int(time[:-1]) / TICKS_PER_SECOND


def _text(paragraph: ElementTree.Element) -> str:
    parts = [paragraph.text or ""]
    parts += [f"\n{child.tail or ''}" for child in paragraph if child.tag == f"{TTML}br"]
    return "".join(parts)


def english() -> dict[int, list[Shown]]:
    return {1: _read(track(1, "en.srt")), 2: _read(track(2, "en.vtt"))}


def _read(path: Path) -> list[Shown]:
    events = pysubs2.load(str(path), encoding="utf-8").events
    return [Shown(e.start / 1000, e.end / 1000, e.plaintext) for e in events]


def all_tracks() -> list[list[Shown]]:
    return [korean(episode) for episode in EPISODES] + list(english().values())


def test_the_drama_has_three_episodes_and_says_who_plays_whom() -> None:
    assert len(list(drama().glob("Season 01/*.ko.sdh.xml"))) == len(EPISODES)
    roles = {role.text for role in ElementTree.parse(drama() / "tvshow.nfo").iter("role")}
    assert roles == set(CAST.values())


@pytest.mark.parametrize("episode", EPISODES)
def test_each_episode_has_a_title_of_its_own(episode: int) -> None:
    details = ElementTree.parse(track(episode, "nfo")).getroot()
    assert details.findtext("title")
    assert details.findtext("episode") == str(episode)


def test_captions_come_one_after_another_and_can_be_read_in_time() -> None:
    for captions in all_tracks():
        for before, after in pairwise(captions):
            assert before.end <= after.start, (before, after)
        for caption in captions:
            assert caption.text.strip(), caption
            assert 0.95 <= caption.end - caption.start <= 6.0, caption


@pytest.mark.parametrize("episode", EPISODES)
def test_each_episode_lasts_some_twelve_minutes(episode: int) -> None:
    captions = korean(episode)
    assert 10 * 60 < captions[-1].end < 14 * 60
    assert 110 <= len(captions) <= 160


@pytest.mark.parametrize("episode", [1, 2])
def test_english_is_in_time_with_the_korean(episode: int) -> None:
    spans = korean(episode)
    for line in english()[episode]:
        assert any(k.start < line.end and line.start < k.end for k in spans), line


@pytest.mark.parametrize("episode", EPISODES)
def test_everyone_who_speaks_is_in_the_cast_or_plays_a_small_part(episode: int) -> None:
    for caption in korean(episode):
        for name in SPEAKER.findall(caption.text):
            assert name in CAST or ROLES.fullmatch(name), caption


@pytest.mark.parametrize("episode", EPISODES)
def test_the_korean_captions_tell_sounds_and_speakers_as_broadcasters_do(episode: int) -> None:
    captions = korean(episode)
    with_sounds = sum("[" in caption.text for caption in captions) / len(captions)
    with_speakers = sum(bool(SPEAKER.search(caption.text)) for caption in captions) / len(captions)
    assert 0.25 < with_sounds < 0.4
    assert 0.2 < with_speakers < 0.4


def test_lines_quoted_in_the_writeups_are_lines_of_the_drama() -> None:
    spoken = " ".join(
        line.text.replace("\n", " ") for lines in english().values() for line in lines
    )
    quotes = [
        quote
        for path in writeups_folder().iterdir()
        for quote in re.findall("“([^”]+)”", path.read_text(encoding="utf-8"))
    ]
    assert len(quotes) >= 4
    for quote in quotes:
        assert quote in spoken, quote


def test_the_two_deliberate_slips_stand_where_the_readme_says() -> None:
    anatomy = (writeups_folder() / "anatomy-the-umbrella.md").read_text(encoding="utf-8")
    ranking = (writeups_folder() / "five-best-scenes.html").read_text(encoding="utf-8")
    assert anatomy.count("Ga-eum") == 1
    assert "The ferry turns around (Episode 1)" in ranking
    assert "turned the last ferry around" in " ".join(
        line.text.replace("\n", " ") for line in english()[2]
    )
