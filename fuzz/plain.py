"""Plain texts, sound and broken."""

from __future__ import annotations

from fuzz.chance import Chance
from fuzz.running import main
from fuzz.writing import told, written_as

_TOKENS = (
    "\n\n",
    "\n",
    "1. ",
    "10) ",
    "- ",
    "> ",
    "— ",
    "Comments\n",
    "***\n",
    "\f",
    "  ",
    "\t",
    "\r\n",
)
_BLOCKS = (
    "{}",
    "{}",
    "1. {}\n2. {}",
    "- {}\n- {}",
    "> {}",
    "{}\n====",
    "{}\n{}",
    "   {}",
    "“{}”",
    "* * *",
)


def whole(chance: Chance) -> str:
    """A text of a few paragraphs and lists, with lines of any length."""
    between = chance.one(("\n\n", "\n\n", "\n", "\r\n\r\n"))
    return between.join(
        chance.one(_BLOCKS).format(told(chance), told(chance)) for _ in range(1 + chance.few(20))
    )


TARGET = written_as("plain", ".txt", whole, _TOKENS)

if __name__ == "__main__":
    main([TARGET])
