"""A sound note is understood: what is heard, who makes it, what they feel, where and when."""

from __future__ import annotations

import os
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jangmyeon.captions.sound import read_sound
from jangmyeon.model import SoundKind

KINDS = frozenset(get_args(SoundKind))

NAMES = st.sampled_from(
    ["나래", "도윤", "서아", "윤 실장", "꼬마1", "주민들", "마르코", "현이", "별", "은채와 도윤"]
)
HEADS = st.sampled_from(["웃음", "한숨", "비명", "신음", "숨소리", "탄성", "헛기침"])
FEELINGS = st.sampled_from(["", "놀란 ", "다급한 ", "옅은 ", "짜증 섞인 ", "기가 찬 "])
NOTES = st.text(
    st.sampled_from(list("세리의 이가을는다며고탁웃음 소리♪[]()!?~,.'\"Aa1-들 ")), max_size=24
)


@given(st.text(max_size=60) | NOTES)
def test_any_text_is_read_without_failing_and_is_of_a_known_kind(text: str) -> None:
    sound = read_sound(text)
    assert sound.kind in KINDS
    assert (sound.start, sound.end) == (0.0, 0.0)
    assert sound.subject == sound.subject.strip()


@given(st.sampled_from(["[{}]", "({})", " [ {} ] ", "（{}）"]), FEELINGS, HEADS, NAMES)
def test_brackets_change_nothing(frame: str, feeling: str, head: str, name: str) -> None:
    note = f"{name}의 {feeling}{head}"
    assert read_sound(frame.format(note)) == read_sound(note)


@given(NAMES, FEELINGS, HEADS)
def test_whoever_owns_a_voice_is_its_subject(name: str, feeling: str, head: str) -> None:
    sound = read_sound(f"{name}의 {feeling}{head}")
    assert (sound.kind, sound.subject) == ("voice", name)


@pytest.mark.parametrize(
    ("note", "kind"),
    [
        ("애달픈 음악", "music"),
        ("잔잔한 연주가 흐른다", "music"),
        ("엔딩곡 시작", "music"),
        ("♪ 별이 지는 밤에 ♪", "music"),
        ("나래의 노래가 계속된다", "voice"),
        ("깔깔 웃는다", "voice"),
        ("떠드는 소리", "speech"),
        ("시끄러운 소리", "sound"),
        ("문이 삐걱 열린다", "sound"),
        ("팟팟", "sound"),
        ("쿠우웅", "sound"),
        ("징소리", "sound"),
        ("까치가 깍깍 운다", "sound"),
        ("도윤이 가방을 뒤적인다", "action"),
        ("나래가 공책을 탁 덮는다", "sound"),
        ("도윤이 연신 투덜거린다", "speech"),
        ("훌쩍이며", "manner"),
        ("쉰 목소리로", "manner"),
        ("퉁명스럽게", "manner"),
        ("기가 찬 듯", "manner"),
        ("네덜란드어로", "language"),
        ("영어", "language"),
        ("띠용 하는 효과음", "effect"),
        ("수화기 너머", "speech"),
        ("오늘은 쉽니다", "other"),
        ("나래", "other"),
        ("조은", "other"),
        ("", "other"),
    ],
)
def test_the_last_noun_or_verb_tells_the_kind(note: str, kind: str) -> None:
    assert read_sound(note).kind == kind


@pytest.mark.parametrize(
    ("note", "subject"),
    [
        ("태웅이 웃는다", "태웅"),
        ("나래가 웃는다", "나래"),
        ("현이가 웃는다", "현이"),
        ("도윤은 웃는다", "도윤"),
        ("나래와 도윤의 한숨", "나래와 도윤"),
        ("나래, 도윤의 한숨", "나래, 도윤"),
        ("나래와 건의 한숨", "나래와 건"),
        ("어린 나래가 흐느낀다", "어린 나래"),
        ("오 실장이 버럭 화를 낸다", "오 실장"),
        ("도윤 친구2가 호응한다", "도윤 친구2"),
        ("나래 한숨", "나래"),
        ("정은 한숨", "정은"),
        ("도윤 화내는 소리", "도윤"),
        ("한숨 쉬는 나래", "나래"),
        ("TV 속 앵커가 말한다", "앵커"),
        ("멀리서 들리는 나래의 울음소리", "나래"),
        ("도윤이 기가 찬 숨을 내뱉는다", "도윤"),
        ("나래의 안도의 한숨", "나래"),
        ("고함이 울려 퍼진다", ""),
        ("도윤의 고함이 울려 퍼진다", "도윤"),
        ("창이 와장창 깨진다", ""),
        ("창이 문을 탁 닫는다", "창"),
        ("바람이 창문을 흔든다", ""),
        ("도윤의 어깨를 툭 친다", ""),
        ("고양이의 울음", ""),
        ("함께 웃는다", ""),
        ("아이 목소리로", ""),
        ("기가 찬 웃음", ""),
    ],
)
def test_the_subject_is_whoever_is_heard_and_no_thing_or_animal(note: str, subject: str) -> None:
    assert read_sound(note).subject == subject


@pytest.mark.parametrize(
    ("note", "emotion"),
    [
        ("신음", "pain"),
        ("옅은 신음", "neutral"),
        ("힘겨운 신음", "effort"),
        ("한숨", "neutral"),
        ("한숨을 푹 쉰다", "sadness"),
        ("멋쩍게 웃으며", "embarrassment"),
        ("짜증 섞인 목소리로", "anger"),
        ("겁에 질린 비명", "fear"),
        ("안도의 한숨", "relief"),
        ("기분 좋은 웃음", "joy"),
        ("서럽게 운다", "sadness"),
        ("문이 닫힌다", ""),
    ],
)
def test_modifiers_tell_what_the_voice_feels(note: str, emotion: str) -> None:
    assert read_sound(note).emotion == emotion


@pytest.mark.parametrize(
    ("note", "mood"),
    [
        ("긴장감이 고조되는 음악", "tense"),
        ("을씨년스러운 음악", "ominous"),
        ("구슬픈 노래가 흘러나온다", "sad"),
        ("감미로운 피아노 연주", "tender"),
        ("한가로운 음악", "calm"),
        ("통통 튀는 음악", "bright"),
        ("우스꽝스러운 음악", "comic"),
        ("박진감 넘치는 음악", "exciting"),
        ("웅장한 음악", "grand"),
        ("비밀스런 음악", "mysterious"),
        ("배경 음악", "other"),
        ("강아지가 짖는 효과음", "comic"),
        ("웃음", ""),
    ],
)
def test_music_and_effects_have_a_mood(note: str, mood: str) -> None:
    assert read_sound(note).mood == mood


@pytest.mark.parametrize(
    ("note", "place", "time", "weather"),
    [
        ("귀뚜라미 우는 소리", "nature", "night", ""),
        ("참새가 짹짹 지저귄다", "nature", "day", ""),
        ("비가 주룩주룩 내린다", "", "", "rain"),
        ("함박눈이 펑펑 내린다", "", "", "snow"),
        ("심전도계 작동음", "hospital", "", ""),
        ("나래의 한숨", "", "", ""),
    ],
)
def test_a_sound_gives_away_place_time_and_weather(
    note: str, place: str, time: str, weather: str
) -> None:
    sound = read_sound(note)
    assert (sound.place, sound.time, sound.weather) == (place, time, weather)


@pytest.mark.parametrize(
    ("note", "kind", "subject", "emotion"),
    [
        ("Na-rae sobbing", "voice", "Na-rae", "sadness"),
        ("Do-yoon and Na-rae laugh", "voice", "Do-yoon and Na-rae", "joy"),
        ("Mr. Yoon clears throat", "voice", "Mr. Yoon", "neutral"),
        ("Na-rae's sobbing", "voice", "Na-rae", "sadness"),
        ("both chuckling", "voice", "", "joy"),
        ("crowd cheering", "voice", "crowd", "joy"),
        ("old woman groans in pain", "voice", "old woman", "pain"),
        ("groans softly", "voice", "", "neutral"),
        ("exhales in relief", "voice", "", "relief"),
        ("man on TV speaking indistinctly", "speech", "man", ""),
        ("indistinct chatter", "speech", "", ""),
        ("Na-rae's phone buzzing", "sound", "", ""),
        ("Na-rae knocks on door", "sound", "Na-rae", ""),
        ("door creaks open", "sound", "", ""),
        ("gunshots in distance", "sound", "", ""),
        ("horse neighs", "sound", "", ""),
        ("in Mandarin", "language", "", ""),
        ("speaking Korean", "language", "", ""),
        ("in a low voice", "manner", "", "neutral"),
        ("sarcastically", "manner", "", "disgust"),
        ("comical sound effect", "effect", "", ""),
        ("they kiss", "action", "", ""),
        ("Platform 3", "other", "", ""),
    ],
)
def test_english_notes_tell_the_same(note: str, kind: str, subject: str, emotion: str) -> None:
    sound = read_sound(f"[{note}]")
    assert (sound.kind, sound.subject, sound.emotion) == (kind, subject, emotion)
    assert sound.language == "en"


@pytest.mark.parametrize(
    ("note", "mood", "place", "time", "weather"),
    [
        ("tense music playing", "tense", "", "", ""),
        ("wistful piano music continues", "sad", "", "", ""),
        ("upbeat pop song playing over speakers", "bright", "", "", ""),
        ("crickets chirping", "", "nature", "night", ""),
        ("birds chirping", "", "nature", "day", ""),
        ("thunder rumbling", "", "", "", "rain"),
        ("heart monitor beeping", "", "hospital", "", ""),
    ],
)
def test_english_notes_have_mood_and_setting(
    note: str, mood: str, place: str, time: str, weather: str
) -> None:
    sound = read_sound(note)
    assert (sound.mood, sound.place, sound.time, sound.weather) == (mood, place, time, weather)


def test_most_annotated_notes_are_read_as_their_annotators_did() -> None:
    shared = os.environ.get("JANGMYEON_SHARED")
    root = Path(shared) if shared else Path(__file__).parents[2].parent / "shared"
    table = root / "gold" / "sounds.tsv"
    if not table.exists():
        pytest.skip(f"no annotated notes at {table}: set JANGMYEON_SHARED to where they are")
    columns, *rows = (line.split("\t") for line in table.read_text("utf-8").splitlines())
    for column, floor in (("kind", 0.95), ("mood", 0.9), ("subject", 0.95), ("emotion", 0.9)):
        asked = [dict(zip(columns, row, strict=True)) for row in rows]
        asked = [row for row in asked if row[column]]
        right = sum(getattr(read_sound(row["text"]), column) == row[column] for row in asked)
        assert right / len(asked) >= floor, column
