"""Markdown, sound and broken."""

from __future__ import annotations

from fuzz.chance import Chance
from fuzz.running import main
from fuzz.writing import told, written_as

_TOKENS = (
    *(
        "# ",
        "## ",
        "> ",
        "- ",
        "1. ",
        "***",
        "**",
        "_",
        "`",
        "```\n",
        "\n\n",
        "[",
        "](",
        "![",
        "]: <",
        "<b>",
    ),
    *(
        "---\n",
        "title: ",
        "| a | b |\n|---|---|\n",
        "\\",
        "    ",
        "\t",
        "<!--",
        "&amp;",
        "~~",
        "[^1]",
        "***",
    ),
)
_BLOCKS = (
    *(
        "{}",
        "{}",
        "# {}",
        "## 3. {}",
        "> {}",
        "> > {}",
        "- {}\n- {}",
        "1. {}\n2. {}",
        "{}\n===",
        "{}\n---",
    ),
    *(
        "```\n{}\n```",
        "| {} | {} |\n|---|---|\n| a | b |",
        "![{}](x.jpg)",
        "<div>{}</div>",
        "    {}",
    ),
    *("[{}]: http://example.org", "* * *", "- {}\n  - {}\n    > {}"),
)
_INLINE = ("{}", "{}", "**{}**", "_{}_", "[{}](http://example.org)", "`{}`", "~~{}~~", "<i>{}</i>")


def whole(chance: Chance) -> str:
    """A text of a few blocks, with a head or not."""
    head = f"---\ntitle: {told(chance)}\nauthor: Han Mina\n---\n\n" if chance.likely(0.2) else ""
    return head + "\n\n".join(_block(chance) for _ in range(1 + chance.few(14))) + "\n"


def _block(chance: Chance) -> str:
    pieces = [chance.one(_INLINE).format(told(chance)) for _ in range(3)]
    return chance.one(_BLOCKS).format(*pieces)


TARGET = written_as("markdown", ".md", whole, _TOKENS)

if __name__ == "__main__":
    main([TARGET])
