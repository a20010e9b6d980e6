"""Saved pages, sound and broken."""

from __future__ import annotations

from fuzz.chance import Chance
from fuzz.running import main
from fuzz.writing import told, written_as

_TOKENS = (
    *(
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<b>",
        "<li>",
        "<ol>",
        "<ol reversed start=5>",
        "</ol>",
        "<br>",
    ),
    *(
        "<h2>",
        "</h2>",
        "<blockquote>",
        "<table>",
        "<td>",
        "<script>",
        "</script>",
        "<style>",
        "<!--",
    ),
    *(
        "<article>",
        "<aside>",
        "<form>",
        "<svg>",
        "<title>",
        "<template>",
        "<![CDATA[",
        "<?xml",
        "<",
    ),
    *(
        "class='comments'",
        "hidden",
        "style='display:none'",
        "charset=euc-kr",
        "&nbsp;",
        "&#0;",
        "&am",
    ),
    *(
        "<meta property='og:title' content='",
        "<body",
        "<html",
        "</html>",
        "<textarea>",
        "<noscript>",
    ),
)
_INLINE = ("<b>{}</b>", "<i>{}</i>", "<a href='#'>{}</a>", "<span>{}</span>", "{}<br><br>{}", "{}")
_BLOCKS = (
    *(
        "<p>{}</p>",
        "<p>{}</p>",
        "<div>{}",
        "<h2>{}</h2>",
        "<h3>1. {}</h3>",
        "<blockquote>{}</blockquote>",
    ),
    *(
        "<ol reversed><li>{}<li>{}</ol>",
        "<ul><li>{}</li></ul>",
        "<figure><figcaption>{}</figcaption>",
    ),
    *("<table><tr><td>{}<td>{}</table>", "<div class='comments'><p>{}</p></div>", "<nav>{}</nav>"),
    *(
        "<aside>{}</aside>",
        "<!-- {} -->",
        "<script>{}</script>",
        "<p hidden>{}</p>",
        "<pre>{}</pre>",
    ),
)
_HEADS = (
    "<title>{}</title>",
    "<meta charset=utf-8><title>{} | Harbor</title>",
    "<meta property='og:title' content='{}'><meta name=author content='Han Mina'>",
    '<script type="application/ld+json">{{"headline": "{}", "datePublished": "2021"}}</script>',
)


def whole(chance: Chance) -> str:
    """A page of a few paragraphs, headings, lists and comments, some in an article."""
    head = chance.one(_HEADS).format(told(chance))
    body = "\n".join(_block(chance) for _ in range(1 + chance.few(14)))
    if chance.likely(0.5):
        body = f"<article>{body}</article><footer>{told(chance)}</footer>"
    page = f"<html><head>{head}</head><body>{body}</body></html>"
    return f"<!DOCTYPE html>\n{page}" if chance.likely(0.8) else page


def _block(chance: Chance) -> str:
    inline = chance.one(_INLINE).format(told(chance), told(chance))
    return chance.one(_BLOCKS).format(inline, told(chance))


TARGET = written_as("pages", ".html", whole, _TOKENS)

if __name__ == "__main__":
    main([TARGET])
