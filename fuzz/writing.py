"""What write-ups say, and the promises of what reads them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from fuzz.breaking import NASTY, broken, damaged, written
from fuzz.chance import Chance
from fuzz.running import Target
from jangmyeon.captions.encoding import visible
from jangmyeon.errors import WriteupError
from jangmyeon.writeups import Manuscript
from jangmyeon.writeups.reading import read_bytes

SENTENCES = (
    *(
        "She counts the waves until the boat comes back.",
        "He says, “I waited for you.”",
        "Spoilers!",
    ),
    *("In episode 7 Nari tells Jun the truth.", "등대에서 나리가 준에게 고백한다.", "By Han Mina"),
    *(
        '"왜 이제 와?" 준이 묻는다.',
        "March 3, 2021",
        "1. The umbrella",
        "10) 우산",
        "Ep. 16, 1:02:03",
    ),
    *("The best scene of Harbor (2021) is on the pier.", "— “Bring the lantern!”", "#3: The Pier"),
)


def told(chance: Chance) -> str:
    """A few sentences."""
    if chance.likely(0.03):
        return chance.one(NASTY)
    return " ".join(chance.one(SENTENCES) for _ in range(1 + chance.few(3)))


def written_as(
    name: str, ending: str, whole: Callable[[Chance], str], tokens: Sequence[str]
) -> Target:
    """The target of a kind of write-up.

    Args:
        ending: of the file's name.
        whole: makes the text of a file that is sound.
        tokens: what has a meaning in this kind of text.
    """
    vocabulary = (*tokens, *SENTENCES)

    @cache
    def others() -> tuple[str, ...]:
        return tuple(whole(Chance(f"{name} {number}")) for number in range(24))

    def make(chance: Chance) -> bytes:
        text = broken(whole(chance), others(), vocabulary, chance)
        return damaged(written(text, chance), chance)

    def alter(data: bytes, chance: Chance) -> bytes:
        text = broken(data.decode("utf-8", "surrogateescape"), others(), vocabulary, chance)
        return damaged(text.encode("utf-8", "surrogatepass"), chance)

    def check(data: bytes) -> bool:
        return reads(data, f"columns/best scenes{ending}")

    return Target(name, make, alter, check)


def reads(data: bytes, path: str) -> bool:
    """Whether a file gives a write-up, which keeps its promises; else its error names it."""
    try:
        manuscript = read_bytes(data, path)
    except WriteupError as error:
        assert error.where == path, f"names {error.where!r}"
        assert error.what and error.remedy, "does not say what to do"
        return False
    _keeps_promises(manuscript)
    return True


def _keeps_promises(manuscript: Manuscript) -> None:
    """Some text, nothing unseen in it, and each letter of it found in the file."""
    writeup = manuscript.writeup
    assert writeup.blocks, "no text"
    for told_of in (writeup.title, writeup.author, writeup.date):
        assert visible(told_of) == told_of, f"unseen signs in {told_of!r}"
    for index, block in enumerate(writeup.blocks):
        assert block.text.strip(), "an empty block"
        assert visible(block.text) == block.text, f"unseen signs in {block.text!r}"
        spot = manuscript.where(index)
        assert (spot.line, spot.column) == (block.line, block.column)
        assert spot.line >= 1
        assert spot.column >= 1
        for at in (0, len(block.text) // 2, len(block.text) - 1):
            assert manuscript.span(index, at, at + 1), f"letter {at} of {block.text!r} is nowhere"
