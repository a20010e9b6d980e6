"""A scene's place, time and weather come from what its captions tell, and only from that."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import settings as tried
from hypothesis import strategies as st

from jangmyeon.captions import read_sound
from jangmyeon.model import Line, Sound
from jangmyeon.scenes.setting import Setting, settings
from jangmyeon.scenes.setting_words import all_cues
from jangmyeon.words import all_lemmas, analyse, flat

PLACES = {cue.value for cue in all_cues() if cue.field == "place"} | {"other", "unknown"}


def tell(*scenes: Sequence[str]) -> tuple[Setting, ...]:
    """Settings of scenes whose captions are told one a second; notes stand in brackets."""
    shown: list[Line | Sound] = []
    spans = []
    time = 0.0
    for captions in scenes:
        start = time
        for text in captions:
            shown.append(_caption(text, time))
            time += 2
        spans.append((start, time - 1))
        time += 20
    texts = list(dict.fromkeys(flat(item.text) for item in shown))
    lemmas = {text: all_lemmas(field) for text, field in zip(texts, analyse(texts), strict=True)}
    return settings(shown, lemmas, spans)


def _caption(text: str, time: float) -> Line | Sound:
    if not text.startswith("["):
        speaker, _, words = text.rpartition(": ")
        return Line(time, time + 1.5, words, speaker)
    note = read_sound(text[1:-1])
    return Sound(
        note.kind, note.text, note.mood, note.subject, note.emotion, note.place, note.time,
        note.weather, time, time + 1.5,
    )  # fmt: skip


def test_the_vocabulary_has_the_words_for_places_that_the_program_promises() -> None:
    for place in ("home", "street", "office", "hospital", "school", "restaurant", "bar", "shop"):
        assert place in PLACES
    for place in ("vehicle", "nature", "station", "court", "police", "palace", "military"):
        assert place in PLACES
    for place in ("prison", "event", "studio", "worship", "rooftop", "hotel"):
        assert place in PLACES
    assert len(PLACES) == 23


def test_crickets_make_it_night() -> None:
    (scene,) = tell(["[풀벌레 울음]", "별이 참 많다", "그러게"])
    assert scene.time == "night"
    assert "풀벌레 울음" in scene.evidence


def test_birdsong_makes_it_day() -> None:
    (scene,) = tell(["[새가 지저귄다]", "잘 주무셨어요?", "아침 드세요"])
    assert scene.time == "day"


def test_a_word_to_the_presiding_judge_makes_it_a_court() -> None:
    (scene,) = tell(["재판장님, 이의 있습니다", "기각합니다", "증인은 선서하세요"])
    assert scene.place == "court"
    assert "재판장님, 이의 있습니다" in scene.evidence


def test_a_heart_monitor_and_a_patient_make_it_a_hospital() -> None:
    (scene,) = tell(["[심전도계 비프음]", "환자분, 정신이 드세요?", "혈압 체크해 주세요"])
    assert scene.place == "hospital"


def test_a_hospital_merely_talked_of_on_the_phone_is_not_where_it_plays() -> None:
    (scene,) = tell(
        [
            "[키보드를 탁탁 두드린다]",
            "부장님, 결재 부탁드립니다",
            "어, 회의 자료는?",
            "[휴대전화 진동음]",
            "여보세요? 내일 병원에 간다고?",
            "보고서 다 되면 갖고 와",
        ]
    )
    assert scene.place == "office"


def test_a_king_is_addressed_in_his_palace() -> None:
    (scene,) = tell(["전하, 통촉하여 주시옵소서", "어명이다", "망극하옵니다, 전하"])
    assert scene.place == "palace"


def test_a_car_is_heard() -> None:
    (scene,) = tell(["[자동차 시동음]", "안전벨트 매", "[타이어 마찰음]", "차 세워!"])
    assert scene.place == "vehicle"


def test_english_captions_tell_as_well() -> None:
    (court,) = tell(["Objection, Your Honor", "Sustained", "The witness may step down"])
    (ward,) = tell(["The patient is stable", "[heart monitor beeping]", "To surgery, nurse"])
    assert (court.place, ward.place) == ("court", "hospital")


def test_rain_that_is_heard_is_told() -> None:
    rain, dry = tell(["[비가 쏴 내린다]", "어서 들어와"], ["잘 지냈어?", "그럼"])
    assert (rain.weather, dry.weather) == ("rain", "unknown")


def test_first_snow_that_is_spoken_of_is_told() -> None:
    (scene,) = tell(["눈 온다!", "와, 첫눈이다"])
    assert scene.weather == "snow"


def test_love_at_first_sight_is_no_snow() -> None:
    (scene,) = tell(["첫눈에 반했어요", "정말요?"])
    assert scene.weather == "unknown"


def test_a_song_about_rain_does_not_make_it_rain() -> None:
    song = Line(0, 3, "비 내리는 거리를 걷는다", kind="lyric")
    lemmas = {song.text: all_lemmas(next(analyse([song.text])))}
    (scene,) = settings([song], lemmas, [(0.0, 3.0)])
    assert scene.weather == "unknown"


def test_an_eye_is_no_snow_and_wind_is_no_weather() -> None:
    (scene,) = tell(["눈 감아 봐", "네 눈이 참 예뻐", "[바람이 휭 분다]"])
    assert scene.weather == "unknown"


def test_nothing_told_gives_unknown() -> None:
    (scene,) = tell(["그래", "응", "왜?"])
    assert (scene.place, scene.time, scene.weather) == ("unknown", "unknown", "unknown")
    assert scene.evidence == ()


def test_a_scene_that_tells_nothing_plays_where_the_same_people_were_before() -> None:
    ward = ["송이: 간호사님, 환자 혈압이요", "정훈: 수술 준비해요", "송이: 네, 보호자 부를게요"]
    shop = ["순임: 어서 오세요, 손님", "가은: 이거 얼마예요?", "순임: 만 원이에요, 봉투 드려요?"]
    scenes = tell(ward, shop, ["정훈: 그래", "송이: 응"], shop, ward)
    assert scenes[2].place == "hospital"
    assert scenes[2].evidence == ()


def test_an_episode_without_scenes_has_no_settings() -> None:
    assert settings((), {}, ()) == ()


WORDS = ["병원에서", "재판장님", "비가 와", "밤", "학교", "가자", "[풀벌레 울음]", "[천둥이 친다]"]


@tried(deadline=None, max_examples=40)
@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6), max_size=6))
def test_any_captions_give_words_of_the_vocabulary_and_evidence_from_the_scene(
    scenes: list[list[str]],
) -> None:
    told = tell(*scenes)
    assert told == tell(*scenes)
    assert len(told) == len(scenes)
    for setting, captions in zip(told, scenes, strict=True):
        assert setting.place in PLACES
        assert setting.time in {"day", "night", "unknown"}
        assert setting.weather in {"rain", "snow", "none", "unknown"}
        assert len(setting.evidence) <= 3
        assert set(setting.evidence) <= {caption.strip("[]") for caption in captions}
        for sure in (setting.place_confidence, setting.time_confidence, setting.weather_confidence):
            assert 0 <= sure <= 1
