"""A short episode of our own, and how its captions come to the reader of moments."""

from collections.abc import Mapping, Sequence

from jangmyeon.captions import read_sound
from jangmyeon.model import Line, Sound
from jangmyeon.words import all_lemmas, analyse, flat

CONFESSION = "나 너 좋아해, 처음 본 날부터 사랑했어"
ROOFTOP = (
    ("도윤", "여기 바람 많이 분다"),
    ("", "[잔잔한 음악]"),
    ("나래", "할 말 있다며, 뭔데?"),
    ("도윤", CONFESSION),
    ("나래", "그걸 왜 이제 말해"),
    ("", "[나래가 살짝 웃는다]"),
)
OFFICE = (
    ("팀장", "이번 살인 사건 용의자, 신원 확인됐습니까?"),
    ("형사1", "현장에서 지문이 나왔습니다"),
    ("", "[긴장되는 음악]"),
    ("팀장", "증거 더 찾아, 목격자도 다시 조사하고"),
    ("형사1", "네, 영장 신청하겠습니다"),
)
TABLE = (
    ("엄마", "밥 먹자, 찌개 다 식겠다"),
    ("나래", "와, 진짜 맛있다! 고기도 있네?"),
    ("", "[젓가락이 달그락거린다]"),
    ("엄마", "많이 먹어, 한 그릇 더 줄까?"),
)
ENGLISH = (
    ("Narae", "You wanted to tell me something"),
    ("Doyun", "I like you, I have loved you since the first day"),
    ("", "[soft music playing]"),
    ("Narae", "Why do you confess only now?"),
    ("Doyun", "I was afraid of your answer, but this is how I feel about you"),
    ("", "[Narae chuckles]"),
)
SECONDS = 5.0  # from one caption to the next


def shown(*parts: Sequence[tuple[str, str]], language: str = "ko") -> list[Line | Sound]:
    """Captions one after the other, every five seconds; notes in brackets are sounds."""
    rows = [row for part in parts for row in part]
    return [_caption(n * SECONDS, who, text, language) for n, (who, text) in enumerate(rows)]


def _caption(start: float, who: str, text: str, language: str) -> Line | Sound:
    end = start + SECONDS - 1
    if not text.startswith("["):
        return Line(start, end, text, speaker=who, language=language)
    told = read_sound(text.strip("[]"))
    return Sound(
        kind=told.kind,
        text=told.text,
        mood=told.mood,
        subject=told.subject,
        emotion=told.emotion,
        start=start,
        end=end,
        language=language,
    )


def lemmas(items: Sequence[Line | Sound]) -> Mapping[str, Sequence[str]]:
    texts = [flat(item.text) for item in items]
    return {text: all_lemmas(told) for text, told in zip(texts, analyse(texts), strict=True)}
