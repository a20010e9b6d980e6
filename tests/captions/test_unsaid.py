"""Credits and titles are not speech; speech about captions is."""

from __future__ import annotations

import pytest

from jangmyeon.captions.unsaid import unsaid
from jangmyeon.model import Caption


@pytest.mark.parametrize(
    "text",
    [
        "자막: 아무개",
        "자막 제작: 아무개",
        "자막 제공 by 우산 팀",
        "한글자막 by umbrella",
        "싱크: 아무개",
        "번역/싱크 : 아무개",
        "팀 우산 @viki 에 의해 자막과 분절을 넣은",
        "동기화 및 자막 제공 by\nThe Umbrella Team @ Viki",
        "Timing and Subtitles by The Umbrella Team @ Viki",
        "Subtitles by Somebody",
        "Synced & corrected by somebody",
        "Translated by: somebody",
        "Thank you to segmenters: somebody, umbrella_7",
        "www.example.com",
        "Subtitles downloaded from www.OpenSubtitles.org",
        "Support us and become VIP member",
    ],
)
def test_credits(text: str) -> None:
    assert unsaid([Caption(0, 1, text)]) == {0: "credit"}


@pytest.mark.parametrize(
    "text", ["제 3 화", "12회", "마지막 회", "Episode 4", '"NETFLIX 오리지널 시리즈"']
)
def test_titles(text: str) -> None:
    assert unsaid([Caption(0, 1, text)]) == {0: "screen"}


@pytest.mark.parametrize(
    "text",
    [
        "자막 좀 켜 줄래?",
        "자막!",
        "번역은 내가 할게",
        "싱크대 좀 치워",
        "제작 회의는 몇 시야?",
        "타이밍이 안 좋아",
        "Thank you to everyone who came.",
        "I read the subtitles by myself",
        "3회 연속으로 졌어",
        "마지막 회의였어",
        "The team at the wiki",
        "이 드라마 12회까지 봤어",
    ],
)
def test_speech_that_only_sounds_like_it(text: str) -> None:
    assert unsaid([Caption(0, 1, text)]) == {}


def test_places_are_those_of_the_track() -> None:
    captions = [
        Caption(n, n + 1, text) for n, text in enumerate(["응", "자막: 아무개", "왜", "2회"])
    ]
    assert unsaid(captions) == {1: "credit", 3: "screen"}
