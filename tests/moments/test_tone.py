"""How the tone of an episode goes up and down."""

from tests.moments.episode import OFFICE, ROOFTOP, SECONDS, TABLE, lemmas, shown

from jangmyeon.model import Line
from jangmyeon.moments import ToneCurve, tone_curve

EPISODE = shown(ROOFTOP, ROOFTOP, ROOFTOP, OFFICE, OFFICE, OFFICE, TABLE)
DURATION = len(EPISODE) * SECONDS


def curve() -> ToneCurve:
    return tone_curve(EPISODE, lemmas(EPISODE), DURATION)


def test_an_investigation_is_tenser_and_less_warm_than_a_confession() -> None:
    tone = curve()
    assert tone.tension[4] > tone.tension[1]
    assert tone.warmth[1] > tone.warmth[4]


def test_the_curve_has_a_point_every_half_minute_each_from_0_to_1() -> None:
    tone = curve()
    for values in (tone.tension, tone.warmth, tone.sadness, tone.comedy):
        assert len(values) == len(tone.music) == 7
        assert all(0 <= value <= 1 for value in values)


def test_the_music_follows_its_notes_and_ends_after_a_while() -> None:
    tone = curve()
    assert tone.music[1] == "calm"
    assert tone.music[4] == "tense"
    quiet = [*EPISODE, Line(600.0, 602.0, "조용하네", language="ko")]
    assert tone_curve(quiet, lemmas(quiet), 610.0).music[-1] == ""


def test_an_episode_without_captions_has_no_curve() -> None:
    assert tone_curve([], {}, 3600.0).tension == ()
