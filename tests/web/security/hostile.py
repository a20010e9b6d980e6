"""A shelf on which everything that somebody else may have written is an attack on the page."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape

from jangmyeon import Library
from jangmyeon.engine import InlineExecutor

ELEMENT = "xss-met"
"""The element that every attack tries to put into a page."""

ATTACKS = (
    f"<{ELEMENT} onclick=hack()>tag</{ELEMENT}>",
    f'"><{ELEMENT}>double</{ELEMENT}>',
    f"'><{ELEMENT}>single</{ELEMENT}>",
    f"</script><{ELEMENT}>script</{ELEMENT}>",
    f"</style></title></textarea></svg><{ELEMENT}>closing</{ELEMENT}>",
    f"--><{ELEMENT}>comment</{ELEMENT}>",
    f"]]><{ELEMENT}>section</{ELEMENT}>",
    f"&lt;{ELEMENT}&gt;escaped&lt;/{ELEMENT}&gt;",
    'x" onmouseover="hack()" y="',
    "x' onfocus='hack()' autofocus='",
    "javascript:hack()",
    "{{ 7 * 7 }}{% include 'x' %}${7*7}",
)
DRAMA = "The Quiet <Hour> (2021)"
_FOLDER = 'Quiet Hour "q" & <b onclick=hack()> {{7}} (2021)'
_TOLD = ("나 너 좋아해", "같이 밥 먹자", "미안해 내가 다 잘못했어", "경찰에 신고할 거야")
_LASTS = 4.0  # seconds of a caption


def make_hostile_shelf(root: Path) -> tuple[Path, Path]:
    """A shelf of two episodes, indexed: its folder and its data."""
    folder = root / "shelf" / _FOLDER
    folder.mkdir(parents=True)
    for number in (1, 2):
        name = f"Quiet Hour S01E{number:02} 'n' & <i onclick=hack()>"
        (folder / f"{name}.ko.srt").write_text(_captions(), "utf-8")
        title = escape(ATTACKS[number])
        told = f"<season>1</season><episode>{number}</episode><title>{title}</title>"
        (folder / f"{name}.nfo").write_text(f"<episodedetails>{told}</episodedetails>", "utf-8")
    cast = "".join(
        f"<actor><name>{escape('Actor ' + attack)}</name><role>{escape(role)}</role></actor>"
        for role, attack in zip(("한도현", f"Min {ATTACKS[1]}", "서유라"), ATTACKS, strict=False)
    )
    title, plot = escape(f"{DRAMA} {ATTACKS[1]}"), escape(" ".join(ATTACKS))
    genre = escape(ATTACKS[2])
    (folder / "tvshow.nfo").write_text(
        f"<tvshow><title>{title}</title><originaltitle>고요한 {escape(ATTACKS[0])}</originaltitle>"
        f"<year>2021</year><plot>{plot}</plot><studio>{escape(ATTACKS[3])}</studio>"
        f"<genre>{genre}</genre>{cast}</tvshow>",
        "utf-8",
    )
    with Library(root / "shelf", root / "data") as library:
        library.index(executor=InlineExecutor())
    return root / "shelf", root / "data"


def _captions() -> str:
    rows, at = [], 5.0
    for turn in range(4):
        for number, attack in enumerate(ATTACKS):
            for text in (
                f"(도현) {_TOLD[(turn + number) % len(_TOLD)]}, 유라야 {attack}",
                f"({attack}) 도현아 {attack}",
                f"[{attack}]" if number % 2 else "[긴장되는 음악]",
                f"♪ {attack} ♪",
            ):
                rows.append(f"{len(rows) + 1}\n{_clock(at)} --> {_clock(at + 3)}\n{text}\n")
                at += _LASTS
        at += 40
    return "\n".join(rows)


def _clock(at: float) -> str:
    return f"{int(at) // 3600:02}:{int(at) // 60 % 60:02}:{int(at) % 60:02},000"
