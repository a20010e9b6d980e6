"""Does a write-up warn of spoilers?"""

from __future__ import annotations

import pytest

from jangmyeon.writeups import read_writeup
from jangmyeon.writeups.spoilers import is_spoiler_notice

_WARNS = [
    "*SPOILERS ALERT* In the latest edition",
    "Spoiler warning!",
    "Spoilers ahead for episode 12.",
    "[SPOILERS] My thoughts on the finale",
    "Major spoilers below",
    "Warning: This article contains major spoilers.",
    "Beware of spoilers",
    "Spoilers for the finale follow.",
    "This review may contain spoilers for all sixteen episodes",
    "If you have not finished it, careful: I spoil everything.",
    "SPOILERS!",
    "스포일러 주의",
    "※ 스포 주의 ※",
    "이 글에는 스포일러가 포함되어 있습니다",
    "[스포] 마지막 회 리뷰",
    "강스포) 14화 후기",
    "결말 포함",
]
_SAYS_NOTHING = [
    "A spoiler-free guide to the season",
    "No spoilers, promise.",
    "10 reasons to watch, without spoilers",
    "Don't worry, I won't spoil anything.",
    "This list does not contain any spoilers.",
    "Non-spoiler review",
    "She is a spoiled heiress who lands in the North.",
    "How to avoid spoilers on the internet",
    "노스포 후기",
    "스포 없는 리뷰",
    "스포일러 없이 추천하는 이유",
    "그녀는 부두에 서 있었다",
]


@pytest.mark.parametrize("text", _WARNS)
def test_a_notice_is_recognized(text: str):
    assert is_spoiler_notice(text)


@pytest.mark.parametrize("text", _SAYS_NOTHING)
def test_what_is_no_notice_is_not_taken_for_one(text: str):
    assert not is_spoiler_notice(text)


def test_a_notice_counts_at_the_top_and_in_headings_only():
    body = "\n\n".join(f"Paragraph {n} tells of the ferry and of the rain." for n in range(9))
    assert read_writeup(f"Rain\n\nSpoilers ahead!\n\n{body}").spoilers
    assert not read_writeup(f"Rain\n\n{body}\n\nMy friend hates that spoilers follow.").spoilers
    assert not read_writeup(f"Rain, spoiler-free\n\n{body}").spoilers
