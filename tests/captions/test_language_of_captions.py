"""The language of captions, from a tag or from their text."""

from __future__ import annotations

import pytest

from jangmyeon.captions.language import language_of_tag, language_of_text


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("ko", "ko"),
        ("ko-KR", "ko"),
        ("KOR", "ko"),
        ("en_US", "en"),
        ("chi", "zh"),
        ("zho", "zh"),
        ("zz", "und"),
        ("", "und"),
        (None, "und"),
    ],
)
def test_tags(tag: str | None, code: str) -> None:
    assert language_of_tag(tag) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("우산을 두고 왔어. OK?", "ko"),
        ("You left the umbrella, and it is raining.", "en"),
        ("傘を忘れていますよ。", "ja"),
        ("你忘了带雨伞。", "zh"),
        ("Has olvidado el paraguas, por favor, no te vayas.", "es"),
        ("Tu as oublié le parapluie, je ne vous le dis pas.", "fr"),
        ("คุณลืมร่ม", "th"),
        ("♪ 12", "und"),
        ("Xyzzy plugh", "und"),
    ],
)
def test_texts(text: str, code: str) -> None:
    assert language_of_text([text]) == code
