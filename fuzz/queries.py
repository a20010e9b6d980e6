"""What people type to find a scene: ``python -m fuzz.queries --inputs 100000 --seed 1``.

Each is asked of the sample drama, indexed anew in a temporary folder. An input has up to four
lines: the query, then who must be there, the drama and the kind of moment.
"""

from __future__ import annotations

import atexit
import math
import tempfile
from functools import cache
from pathlib import Path

from fuzz.breaking import broken
from fuzz.chance import Chance
from fuzz.running import Target, main
from jangmyeon import Library
from jangmyeon.errors import JangmyeonError
from jangmyeon.library import Seen
from jangmyeon.model import Hit
from jangmyeon.sample import sample_folder

_WORDS = (
    *(
        "우산",
        "할머니가",
        "손을",
        "흔드는",
        "배",
        "비",
        "오는",
        "고백",
        "장면",
        "왜",
        "안",
        "폈는데",
        "마지막",
    ),
    *(
        "the",
        "boat",
        "comes",
        "back",
        "grandmother",
        "umbrella",
        "confession",
        "in",
        "rain",
        "crying",
    ),
    *(
        "she",
        "waits",
        "Last Ferry from Sorado",
        "소라도",
        "2024",
        "hospital",
        "night",
        "sad music",
        "울다",
    ),
    *(
        "kiss",
        "phone rings",
        "[잔잔한 음악]",
        "laughs",
        "who",
        "zzzz",
        "ㅋㅋㅋ",
        "ㅠㅠ",
        "don't",
        "co-worker",
    ),
)
_EPISODES = (
    *(
        "episode 2",
        "ep. 99999999999999999999",
        "S01E02",
        "1x03",
        "3화",
        "last episode",
        "finale",
        "E0",
    ),
    *("season 7 episode -1", "마지막 화", "첫 회", "제2회", "two episodes", "the first episode"),
)
_QUOTED = (
    '"{}"',
    "“{}”",
    "「{}」",
    "'{}'",
    '"{}',
    '{}"',
    '""{}""',
    "({})",
    "[{}]",
    "{}?!",
    "-{}",
    "{}*",
)
_TOKENS = (
    '"',
    "“",
    "”",
    "「",
    "」",
    "AND",
    "OR",
    "NOT",
    "lemma:",
    "person:",
    "*",
    "~2",
    "^9",
    "\\",
    "/",
    "%",
)
_PEOPLE = ("", "", "할머니", "grandma", "나", "Kim", "nobody at all", "()", "ㅎ")
_KINDS = ("", "", "kiss", "고백", "confession", "nothing of the kind")
_DRAMAS = ("", "", "", "Last Ferry from Sorado", "소라도", "last-ferry", "none of these")


def whole(chance: Chance) -> str:
    """A query of some words, quoted or not, of an episode or not; maybe narrowed."""
    words = [chance.one(_WORDS) for _ in range(1 + chance.few(14))]
    if chance.likely(0.2):
        words.append(chance.one(_EPISODES))
    if chance.likely(0.3):
        at = int(chance.random() * len(words))
        words[at] = chance.one(_QUOTED).format(" ".join(words[at : at + 3]))
    rows = [" ".join(words)]
    if chance.likely(0.3):
        rows += [chance.one(_PEOPLE), chance.one(_DRAMAS), chance.one(_KINDS)]
    return "\n".join(rows)


@cache
def library() -> Library:
    """The sample drama, indexed in a folder that lasts as long as this process."""
    folder = tempfile.TemporaryDirectory(prefix="jangmyeon-fuzz-")
    found = Library(sample_folder(), Path(folder.name))
    atexit.register(folder.cleanup)
    atexit.register(found.close)
    found.index()
    return found


def _make(chance: Chance) -> bytes:
    text = whole(chance)
    if chance.likely(0.8):
        text = broken(text, [whole(chance)], (*_TOKENS, *_WORDS, *_EPISODES), chance)
    return text.encode("utf-8", "surrogatepass")


def _alter(data: bytes, chance: Chance) -> bytes:
    text = broken(
        data.decode("utf-8", "replace"), [whole(chance)], (*_TOKENS, *_WORDS, *_EPISODES), chance
    )
    return text.encode("utf-8", "surrogatepass")


def _check(data: bytes) -> bool:
    """Whether a query is answered, by answers that make sense; or refused with what is wrong."""
    try:
        text = data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "surrogateescape")
    query, person, drama, kind = [*text.split("\n", 3), "", "", ""][:4]
    seen: Seen = len(data) % 4 if len(data) % 3 == 0 else None
    lib = library()
    try:
        told = lib.explain(query, drama or None, seen=seen)
        hits = lib.find(
            query, 3, drama or None, person=person or None, kind=kind or None, seen=seen
        )
        for hit in hits:
            _makes_sense(hit)
            for part in lib.excerpt(hit, query, seen=seen):
                assert all(0 <= a < b <= len(part.shown.text) for a, b in part.marks), part
    except JangmyeonError as error:
        assert error.what
        return False
    assert told is not None
    return True


def _makes_sense(hit: Hit) -> None:
    assert 0 <= hit.start < hit.end <= hit.scene.episode.duration + 0.001, hit
    assert math.isfinite(hit.score), hit
    assert abs(sum(part.weight for part in hit.why) - hit.score) < 0.05, hit


TARGET = Target("queries", _make, _alter, _check)

if __name__ == "__main__":
    main([TARGET])
