"""The anatomy of a scene: true to its captions, in good order, and never a spoiler."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass, replace
from itertools import pairwise
from pathlib import Path

import pytest

from jangmyeon import Library
from jangmyeon.cli.output import plain
from jangmyeon.errors import NotOnShelfError, QueryError
from jangmyeon.guides.anatomy import Anatomy
from jangmyeon.guides.anatomy_making import Files, dissect
from jangmyeon.guides.anatomy_phrases import Voice, rows_of
from jangmyeon.guides.anatomy_tropes import _NEEDS, _patterns
from jangmyeon.model import Passage, Person, Scene
from jangmyeon.moments import KINDS
from jangmyeon.sample import sample_folder
from jangmyeon.store import Horizon, Reader, open_reader

SORADO = "Last Ferry from Sorado"


@contextmanager
def reading(data: Path, horizon: Horizon | None = None) -> Iterator[Reader]:
    reader = Reader(open_reader(data), horizon)
    with reader.snapshot():
        yield reader
    reader.close()


@pytest.fixture
def confession(sample: Library) -> Scene:
    return sample.top("confession")[0].scene


@pytest.fixture
def anatomy(sample_data: Path, confession: Scene) -> Anatomy:
    with reading(sample_data) as reader:
        return dissect(reader, confession, files=Files(sample_folder()))


def test_a_confession_is_told_as_one(anatomy: Anatomy, confession: Scene) -> None:
    assert "love" in anatomy.sentence or "feel" in anatomy.sentence
    assert {one.name for one in anatomy.present} >= set(confession.people)
    assert any("좋아해" in key.line.text for key in anatomy.key_lines)
    assert any(beat.kind == "confession" for beat in anatomy.beats)
    assert anatomy.episode.code == "S01E02"


def test_every_scene_can_be_dissected_and_its_beats_follow_each_other(
    sample: Library, sample_data: Path
) -> None:
    with reading(sample_data) as reader:
        for number in (1, 2, 3):
            for scene in sample.scenes(SORADO, 1, number):
                told = dissect(reader, scene)
                assert told.start <= scene.start < scene.end <= told.end
                beats = told.beats
                assert 0 <= len(beats) <= 7
                assert all(one.end == other.start for one, other in pairwise(beats))
                if beats:
                    assert (beats[0].start, beats[-1].end) == (told.start, told.end)
                for key in told.key_lines:
                    assert told.start <= key.line.start < told.end
                    assert sum(part.weight for part in key.why) == pytest.approx(
                        key.weight, abs=5e-3
                    )
                assert all(0 <= each.percentile <= 100 for each in told.rarity)


def test_an_anatomy_can_be_kept_as_json(anatomy: Anatomy) -> None:
    assert json.loads(json.dumps(plain(anatomy)))["sentence"] == anatomy.sentence


def test_key_lines_are_translated_by_the_other_track(sample: Library, sample_data: Path) -> None:
    scene = max(sample.scenes(SORADO, 1, 1), key=lambda scene: scene.end - scene.start)
    with reading(sample_data) as reader:
        told = dissect(reader, scene)
    assert any(key.translation.isascii() and key.translation for key in told.key_lines)


def test_a_quote_of_a_write_up_makes_a_line_key(sample_data: Path, confession: Scene) -> None:
    passage = Passage("He says it.", quotes=("I like you",))
    with reading(sample_data) as reader:
        told = dissect(reader, confession, (passage,))
    assert told.passages == (passage,)
    assert any(part.part == "write-ups" for key in told.key_lines for part in key.why)


def test_the_command_starts_at_the_second_that_was_asked_for(
    sample_data: Path, confession: Scene
) -> None:
    files = Files(Path("/my dramas"), "a b.srt", "http://tv:8096/")
    with reading(sample_data) as reader:
        watch = dissect(reader, confession, at=confession.start + 10, files=files).watch
    assert watch is not None
    assert f"--start={confession.start + 8:.1f}" in watch.command
    assert "'/my dramas/a b.srt'" in watch.command
    assert watch.link.startswith("http://tv:8096/web/")


def test_nothing_of_later_episodes_shows(sample: Library, sample_data: Path) -> None:
    drama = sample.dramas()[0].id
    scenes = sample.scenes(SORADO, 1, 1)
    with reading(sample_data, Horizon.of([(drama, (1, 1))])) as reader:
        told = dissect(reader, scenes[-1])
        met = {person.name for person in reader.people(drama)}
        assert told.after == ()
        assert all(each.scene.episode.number == 1 for each in told.before)
        assert {one.name for one in told.present} <= met
        assert all(each.among <= len(scenes) for each in told.rarity)
        assert "what you have seen" in told.where.sentence
        with pytest.raises(NotOnShelfError):
            dissect(reader, sample.scenes(SORADO, 1, 2)[0])


def scenes_in(value: object) -> Iterator[Scene]:
    """Every scene that an answer holds, however deep."""
    if isinstance(value, Scene):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from scenes_in(each)
    elif is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            yield from scenes_in(getattr(value, each.name))


@pytest.mark.parametrize("last", [1, 2])
def test_no_anatomy_within_a_horizon_holds_a_later_scene_or_somebody_met_later(
    sample: Library, sample_data: Path, last: int
) -> None:
    drama = sample.dramas()[0].id
    with reading(sample_data) as reader:
        everybody = {person.name for person in reader.people(drama)}
    with reading(sample_data, Horizon.of([(drama, (1, last))])) as reader:
        met = {spelt for person in reader.people(drama) for spelt in person.spellings}
        for number in range(1, last + 1):
            for scene in sample.scenes(SORADO, 1, number):
                told = dissect(reader, scene)
                assert all(each.episode.number <= last for each in scenes_in(told))
                assert not {one.name for one in told.present} & (everybody - met)


def test_it_speaks_korean(sample_data: Path, confession: Scene) -> None:
    with reading(sample_data) as reader:
        told = dissect(reader, confession, language="ko")
        assert "고백" in told.sentence
        assert "(" not in told.sentence
        with pytest.raises(QueryError, match="en or ko"):
            dissect(reader, confession, language="fr")


def test_people_are_called_by_their_given_names_and_many_are_counted() -> None:
    people = {"세리": Person("세리", "Yoon Se-ri", "윤세리"), "빈": Person("빈", "Vin Cassano")}
    voice = Voice("en", people)
    assert voice.names(["세리", "빈"]) == "Se-ri and Vin Cassano"
    assert voice.names(["a", "b", "c", "d", "e"]) == "a, b and 3 others"
    assert Voice("ko", people).happens("farewell", ["세리", "빈"]) == "세리와 빈이 작별한다"


def test_every_kind_of_moment_has_its_words() -> None:
    for kind in KINDS:
        for language in ("en", "ko"):
            voice = Voice(language, {})
            assert voice.kind(kind)
            for people in ([], ["a"], ["a", "b"]):
                assert voice.happens(kind, people)


def test_tropes_ask_only_for_what_a_scene_can_show() -> None:
    places = {row[0].removeprefix("place.") for row in rows_of("anatomy_phrases.tsv")}
    for pattern in _patterns():
        for what, wanted in pattern.needs:
            assert what in _NEEDS, pattern.id
            if what in {"kind", "not"}:
                assert set(wanted) <= set(KINDS), pattern.id
            if what == "place":
                assert set(wanted) <= places, pattern.id
    names = [pattern.id for pattern in _patterns()]
    assert len(names) == len(set(names))


def test_english_captions_alone_give_an_anatomy_in_words_as_they_are_written(
    tmp_path: Path,
) -> None:
    said = ["Don't run!", "They put handcuffs on you.", "I have no regrets.", "I love you."]
    cues = (
        f"{n}\n00:00:{6 * n:02},000 --> 00:00:{6 * n + 3:02},000\n{text}\n"
        for n, text in enumerate(said, 1)
    )
    folder = tmp_path / "Pier (2020)"
    folder.mkdir()
    (folder / "Pier S01E01.en.srt").write_text("\n".join(cues), "utf-8")
    with Library(tmp_path) as library:
        library.index()
        scene = library.scenes("Pier", 1, 1)[0]
        data = library.data
    with reading(data) as reader:
        told = dissect(reader, scene)
    assert "handcuffs" in {word.gloss for word in told.words}
    assert told.key_lines


def test_a_scene_of_a_drama_that_is_gone_is_told(sample_data: Path, confession: Scene) -> None:
    episode = replace(confession.episode, number=99)
    with reading(sample_data) as reader, pytest.raises(NotOnShelfError, match="S01E99"):
        dissect(reader, replace(confession, episode=episode))
