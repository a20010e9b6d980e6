"""Who says what, what is sung or shown, and what is heard: Korean and English conventions."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jangmyeon.captions import speech
from jangmyeon.captions.speech import hear
from jangmyeon.model import Caption, Line, Sound


def told(text: str, *, raised: bool = False) -> tuple[list[Line], list[Sound]]:
    lines, sounds = hear([Caption(10.0, 20.0, text, raised)])
    return list(lines), list(sounds)


def said(text: str) -> list[tuple[str, str]]:
    return [(line.speaker, line.text) for line in told(text)[0]]


def notes(text: str) -> list[str]:
    return [sound.text for sound in told(text)[1]]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("가자", [("", "가자")]),
        ("비가 온다\n우산 써", [("", "비가 온다 우산 써")]),
        ("(다람) 가자", [("다람", "가자")]),
        ("(다람)\n비가 온다\n우산 써", [("다람", "비가 온다 우산 써")]),
        ("(남자1) 야\n(남자2) 왜", [("남자1", "야"), ("남자2", "왜")]),
        ("(TV 속 앵커)\n다음 소식입니다", [("TV 속 앵커", "다음 소식입니다")]),
        ("(다람과 보리) 만세!", [("다람과 보리", "만세!")]),
        ("- (다람) 가자\n- 싫어", [("다람", "가자"), ("", "싫어")]),
        ("- 가자\n- (보리) 싫어", [("", "가자"), ("보리", "싫어")]),
        ("-가자. -싫어!", [("", "가자."), ("", "싫어!")]),
        ("- 가자\n집으로\n- 싫어", [("", "가자 집으로"), ("", "싫어")]),
        ("(다람과 보리)\n- 가자\n- 싫어", [("다람", "가자"), ("보리", "싫어")]),
        ("- 다 왔어?\n아직.", [("", "다 왔어?"), ("", "아직.")]),
        ("-4도래", [("", "-4도래")]),
        ("（다람）가자", [("다람", "가자")]),
        ("[다람, 휴대폰으로] 여보세요", [("다람", "여보세요")]),
        ("<v 다람>가자 <v 보리>싫어", [("다람", "가자"), ("보리", "싫어")]),
        ("f(x)를 미분해 봐", [("", "f(x)를 미분해 봐")]),
        ("[Phone rings] SE-RI: Hello? [sighs]", [("SE-RI", "Hello?")]),
        ("SE-RI: Run!\nNow!", [("SE-RI", "Run! Now!")]),
        ("Se-ri: Run!", [("Se-ri", "Run!")]),
        ("SE-RI (on phone): Hello?", [("SE-RI", "Hello?")]),
        ("MAN ON TV: Rain tonight.", [("MAN ON TV", "Rain tonight.")]),
        ("Note: bring umbrellas", [("", "Note: bring umbrellas")]),
        ("Listen: it rains", [("", "Listen: it rains")]),
        ("At 12:30 then", [("", "At 12:30 then")]),
        ("[Dan] I know.", [("Dan", "I know.")]),
        ("(DAN) Hey", [("DAN", "Hey")]),
        ("[man 1] Stop!\n[man 2] No!", [("man 1", "Stop!"), ("man 2", "No!")]),
        ("[sobbing] Why?", [("", "Why?")]),
        ("[Sighs] I know.", [("", "I know.")]),
        ("- Hey. - What?", [("", "Hey."), ("", "What?")]),
        ("-- and so it goes", [("", "-- and so it goes")]),
    ],
)
def test_who_says_what(text: str, lines: list[tuple[str, str]]) -> None:
    assert said(text) == lines


@pytest.mark.parametrize(
    ("text", "sounds"),
    [
        ("[빗소리]", ["빗소리"]),
        ("[천둥이 친다]\n[다람의 비명]", ["천둥이 친다", "다람의 비명"]),
        ("[우산 펴는 소리와\n다람의 한숨]", ["우산 펴는 소리와 다람의 한숨"]),
        ("아이 [한숨] 참", ["한숨"]),
        ("(다람)\n[울먹이며] 가지 마", ["울먹이며"]),
        ("(한숨)", ["한숨"]),
        ("♪♪", ["♪♪"]),
        ("♪ [soft music] ♪", ["soft music"]),
        ("(thunder)", ["thunder"]),
        ("[in English] Hello", ["in English"]),
        ("[Dan in Korean] Hello", ["in Korean"]),
        ("[문이 열린", ["문이 열린"]),
    ],
)
def test_what_is_heard(text: str, sounds: list[str]) -> None:
    assert notes(text) == sounds


def test_a_note_in_the_middle_does_not_cut_a_sentence() -> None:
    assert said("(다람) 아이 [한숨] 참") == [("다람", "아이 참")]


def test_a_label_does_not_pass_to_the_next_caption() -> None:
    lines, _ = hear([Caption(1, 2, "(다람) 가자"), Caption(3, 4, "싫어")])
    assert [line.speaker for line in lines] == ["다람", ""]


def test_a_note_right_after_a_label_tells_of_that_person() -> None:
    (sound,) = told("(다람) [울먹이며] 가지 마")[1]
    assert (sound.kind, sound.subject) == ("manner", "다람")


def test_music_right_after_a_label_is_not_the_speakers() -> None:
    (sound,) = told("(다람) [잔잔한 음악]\n가지 마")[1]
    assert (sound.kind, sound.subject) == ("music", "")


def test_a_name_alone_tells_that_somebody_is_there() -> None:
    lines, (sound,) = told("(다람)")
    assert lines == []
    assert (sound.kind, sound.subject, sound.text) == ("speech", "다람", "다람")


def test_a_note_with_a_music_sign_is_music() -> None:
    (sound,) = told("[♪ 우산 속 두 사람]")[1]
    assert sound.kind == "music"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("♪ 비가 와요 ♪", [("lyric", "", "비가 와요")]),
        ("♪ 비가 와요\n우산이 없어요 ♪", [("lyric", "", "비가 와요 우산이 없어요")]),
        ("♪ 비가 와요 ♪\n♪ 우산이 없어요 ♪", [("lyric", "", "비가 와요 우산이 없어요")]),
        ("♪ 비가 와요", [("lyric", "", "비가 와요")]),
        ("비가 와요 ♪", [("lyric", "", "비가 와요")]),
        ("(다람)\n♪ 비가 와요 ♪", [("lyric", "다람", "비가 와요")]),
        (
            "♫ 비가 와요 ♫ 야, 조용히 해",
            [("lyric", "", "비가 와요"), ("speech", "", "야, 조용히 해")],
        ),
        ("# It rains #", [("lyric", "", "It rains")]),
        ("#우산 #비", [("speech", "", "#우산 #비")]),
        ('"우산 가게"', [("screen", "", "우산 가게")]),
        ('"우산 가게\n2층"', [("screen", "", "우산 가게 2층")]),
        ('"서울"\n(다람) 왔다', [("screen", "", "서울"), ("speech", "다람", "왔다")]),
        ('(다람)\n"보고 싶다"', [("speech", "다람", '"보고 싶다"')]),
        ('"보고 싶다"라고 했어', [("speech", "", '"보고 싶다"라고 했어')]),
        ("'보고 싶다'", [("speech", "", "'보고 싶다'")]),
        ("<우산 가게>", [("screen", "", "우산 가게")]),
        ("[자막: 3년 전]", [("screen", "", "3년 전")]),
        ("[on screen: Three years ago]", [("screen", "", "Three years ago")]),
        ("자막: 아무개", [("credit", "", "자막: 아무개")]),
        ("제 3 화", [("screen", "", "제 3 화")]),
    ],
)
def test_what_is_sung_shown_or_credited(text: str, lines: list[tuple[str, str, str]]) -> None:
    assert [(line.kind, line.speaker, line.text) for line in told(text)[0]] == lines


def test_english_quotes_are_speech_unless_at_the_top() -> None:
    assert told('"Umbrellas"')[0][0].kind == "speech"
    assert told('"Umbrellas"', raised=True)[0][0].kind == "screen"


def test_turns_share_the_time_of_their_caption_by_length() -> None:
    first, second = told("- 응\n- 그래도 우산은 가져가는 게 좋겠는데")[0]
    assert first.start == 10.0
    assert first.end == second.start
    assert second.end == 20.0
    assert first.end - first.start < second.end - second.start


def test_a_note_after_words_starts_after_them() -> None:
    (sound,) = told("우산은 어디 뒀어?\n[다람의 한숨]")[1]
    assert 12.0 < sound.start < sound.end == 20.0


FAN = [Caption(n, n + 0.9, "응, 알았어.") for n in range(80)]


def test_in_a_fan_track_parentheses_and_brackets_are_what_the_picture_shows() -> None:
    lines, sounds = hear([*FAN, Caption(90, 91, "(우산 가게)"), Caption(92, 93, "[새 메시지]")])
    assert [(line.kind, line.text) for line in lines[-2:]] == [
        ("screen", "우산 가게"),
        ("screen", "새 메시지"),
    ]
    assert sounds == ()


def test_in_a_fan_track_quotes_are_what_somebody_quotes() -> None:
    lines, _ = hear([*FAN, Caption(90, 91, '"다 잊어야지."')])
    assert lines[-1].kind == "speech"


def test_a_track_known_to_be_sdh_keeps_its_names_however_rare() -> None:
    lines, _ = hear([*FAN, Caption(90, 91, "(다람) 가자")], sdh=True)
    assert lines[-1].speaker == "다람"


def test_names_before_colons_count_when_they_come_back() -> None:
    lines, _ = hear([Caption(n, n + 1, f"다람: {n}시야") for n in range(1, 5)])
    assert {line.speaker for line in lines} == {"다람"}
    lines, _ = hear([Caption(1, 2, "정답: 우산")])
    assert lines[0].text == "정답: 우산"


def test_where_notes_stand_in_parentheses_too_they_are_told_from_names() -> None:
    lines, sounds = hear([Caption(1, 2, "(다람) 가자"), Caption(3, 4, "(한숨) 싫어")])
    assert [(line.speaker, line.text) for line in lines] == [("다람", "가자"), ("", "싫어")]
    assert sounds[0].text == "한숨"


def test_capitals_are_shown_text_where_the_rest_is_in_small_letters() -> None:
    english = [Caption(n, n + 0.9, "I see.") for n in range(80)]
    lines, _ = hear([*english, Caption(90, 91, "SEOUL, 2005"), Caption(92, 93, "STOP!")])
    assert [line.kind for line in lines[-2:]] == ["screen", "speech"]


WORDS = st.lists(st.sampled_from(["비", "우산", "다람", "go", "12"]), min_size=1, max_size=3)
SIGNS = ["\n", " ", "- ", "-", "(다람)", "(울며)", "[한숨]", "[Dan]", "♪", '"', "<v 보리>", "("]
TEXTS = st.lists(st.sampled_from(SIGNS) | WORDS.map(" ".join), max_size=8).map("".join)
LABELLED = TEXTS.map(lambda text: f"SE-RI: {text}")


def _words(text: str) -> list[str]:
    return re.findall(r"비|우산|go|12", text)


@given(st.lists(TEXTS, max_size=6))
def test_nothing_that_is_said_is_lost(texts: list[str]) -> None:
    captions = [Caption(n, n + 1, text) for n, text in enumerate(texts) if text.strip()]
    lines, sounds = hear(captions)
    told_words = [word for line in lines for word in _words(line.text)]
    noted = [word for sound in sounds for word in _words(sound.text)]
    every = [word for caption in captions for word in _words(caption.text)]
    assert sorted(told_words + noted) == sorted(every)
    if not noted:
        assert told_words == every


@given(st.lists(st.text(max_size=30) | TEXTS | LABELLED, max_size=6))
def test_any_text_gives_lines_in_order_with_length_and_words(texts: list[str]) -> None:
    captions = [Caption(n, n + 1, text) for n, text in enumerate(texts) if text.strip()]
    lines, sounds = hear(captions)
    for shown in (*lines, *sounds):
        assert 0 <= shown.start < shown.end
        assert shown.text.strip()
        assert "\n" not in shown.text
    assert list(lines) == sorted(lines, key=lambda line: line.start)
    assert list(sounds) == sorted(sounds, key=lambda sound: sound.start)


@given(st.lists(TEXTS | LABELLED, max_size=6))
def test_the_short_way_for_common_captions_hears_the_same(texts: list[str]) -> None:
    captions = [Caption(0, 1, "[빗소리]"), Caption(1, 2, "(다람)\n가자")]
    captions += [Caption(n + 2, n + 3, text) for n, text in enumerate(texts) if text.strip()]
    short = hear(captions)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(speech, "_NOTE_ALONE", re.compile("(?!)"))
        patch.setattr(speech, "_LABELLED", re.compile("(?!)"))
        assert hear(captions) == short
