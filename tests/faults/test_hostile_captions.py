"""Caption files that mean harm, or are broken beyond belief: soon told, all else unharmed."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import pytest
from tests.faults.shelves import LINES, make_shelf, srt

from jangmyeon.captions import read_script
from jangmyeon.errors import CaptionError
from jangmyeon.model import Script, Track

TTML = '<tt xmlns="http://www.w3.org/ns/ttml"><body><div>{}</div></body></tt>'
P = '<p begin="1s" end="3s">{}</p>'
MANY = 30_000


def read(text: str, name: str) -> Script:
    (script,) = read_script(text.encode("utf-8", "surrogatepass"), Track(name))
    return script


def test_an_entity_bomb_is_refused_unread() -> None:
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    for start in (f'<!DOCTYPE tt [<!ENTITY e0 "ha">{bomb}]>', f"<!DOCTYPE tt [\n{bomb}"):
        with pytest.raises(CaptionError, match="declares entities"):
            read(start + TTML.format(P.format("&e11;")), "S01E01.xml")


def test_an_entity_that_names_a_file_or_an_address_is_not_fetched() -> None:
    for target in ("file:///etc/hostname", "http://127.0.0.1:9/x"):
        head = f'<!DOCTYPE tt SYSTEM "{target}">'
        said = read(head + TTML.format(P.format("Mind the &x; anchor.")), "S01E01.xml")
        assert [line.text for line in said.lines] == ["Mind the anchor."]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("S01E01.xml", TTML.format("<div>" * MANY + P.format("Wait.") + "</div>" * MANY)),
        ("S01E01.xml", TTML.format(P.format("<span>" * MANY + "Wait."))),
        ("S01E01.xml", TTML.replace("<body>", "<head>" * 200 + "<body>").format(P.format("Wait."))),
        ("S01E01.smi", "<SAMI><SYNC Start=1000><P Class=ENCC>Wait." + "<P>" * MANY),
        ("S01E01.smi", "<SAMI><SYNC Start=1000><P Class=ENCC>Wait." + "<!--" * MANY),
        ("S01E01.smi", "<SAMI><SYNC Start=1000><P Class=ENCC>Wait." + "<SYNC Start=" * MANY),
        ("S01E01.srt", "\n" * MANY * 4 + srt("Wait.")),
        ("S01E01.srt", srt("Wait." + "<i>" * MANY)),
        ("S01E01.srt", srt("Wait." + "{\\an8" * MANY)),
        ("S01E01.srt", srt("Wait. <b> <" + " <b>" * MANY)),
        ("S01E01.srt", srt("Wait. <i" + " " * MANY * 3)),
        ("S01E01.srt", srt("Wait. <v" + " " * MANY * 3)),
        ("S01E01.srt", srt("Wait. <" + "&nbsp;" * MANY + "br")),
        ("S01E01.smi", f"<SAMI><SYNC Start={' ' * MANY * 3}><P Class={' ' * MANY * 3}>Wait."),
        (
            "S01E01.vtt",
            "WEBVTT\n\n00:01.000 --> 00:02.000\nWait."
            + "\n\xa0" * MANY * 2
            + "x\n00:03.000 --> 00:04.000\nx",
        ),
        ("S01E01.srt", srt("(" * MANY + "Wait.")),
        ("S01E01.srt", srt("[" * MANY + "Wait.")),
        ("S01E01.srt", srt("- " * MANY + "Wait.")),
        ("S01E01.srt", srt("Wait." + "&" * MANY)),
        ("S01E01.srt", srt("Wait. " + "e\u0301" * MANY)),
        ("S01E01.srt", srt("Wait.\n" * MANY)),
        ("S01E01.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\nWait.\n" + "\n" * MANY * 4),
        ("S01E01.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\nWait." + "<v " * MANY),
        ("S01E01.vtt", "WEBVTT\n\n" + "00:01.000 --> 00:02.000\n" * MANY + "Wait."),
        ("S01E01.ass", "\n" * MANY * 4 + "[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,,,0,0,0,,Hm"),
        ("S01E01.ass", "[Script Info]\n" * MANY + "[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,"),
    ],
    ids=lambda value: value if value.startswith("S01") else value[:24],
)
def test_deep_and_endless_captions_are_read_in_one_pass(name: str, text: str) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF)
    try:
        assert read(text, name)
    except CaptionError as error:
        assert name in error.message
    after = resource.getrusage(resource.RUSAGE_SELF)
    assert after.ru_utime - before.ru_utime < 5
    assert after.ru_maxrss - before.ru_maxrss < 300_000  # KiB


def test_nuls_surrogates_and_direction_marks_are_not_shown() -> None:
    script = read(srt("The \0light\ud800house \u202eis\u2066 dark\x1b[2J.", *LINES), "S01E01.srt")
    shown = " ".join(each.text for each in (*script.lines, *script.sounds))
    assert "The lighthouse is dark" in shown
    assert not {*"\0\x1b\u202e\u2066\ud800"} & {*shown}


@pytest.mark.parametrize("reference", ["&#27;[2J", "&#x202e;", "&rlm;", "&amp;#8238;", "&#x9b;"])
@pytest.mark.parametrize("name", ["S01E01.srt", "S01E01.vtt", "S01E01.smi", "S01E01.xml"])
def test_signs_nobody_sees_cannot_hide_as_references(name: str, reference: str) -> None:
    words = f"Bring {reference} the lantern."
    text = {
        "S01E01.srt": srt(words),
        "S01E01.vtt": f"WEBVTT\n\n00:01.000 --> 00:02.000\n{words}",
        "S01E01.smi": f"<SAMI><SYNC Start=1000><P Class=ENCC>{words}",
        "S01E01.xml": TTML.format(P.format(words.replace("&rlm;", "&amp;rlm;"))),
    }[name]
    script = read(text, name)
    shown = "".join(each.text for each in (*script.lines, *script.sounds))
    assert all(sign.isprintable() for sign in shown), repr(shown)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux's /proc")
def test_a_line_of_a_gigabyte_is_refused_and_takes_no_gigabyte(tmp_path: Path) -> None:
    shelf = make_shelf(tmp_path, episodes=1)
    endless = shelf / "Harbor (2021)" / "Harbor S01E02.en.srt"
    endless.write_text(srt(*LINES))
    with endless.open("r+b") as file:
        file.truncate(1 << 30)  # sparse: a gigabyte of zeros after the captions
    program = (
        "from pathlib import Path\n"
        "from jangmyeon import Library\n"
        "from jangmyeon.engine import InlineExecutor\n"
        f"lib = Library({str(shelf)!r}, {str(tmp_path / 'data')!r})\n"
        "report = lib.index(executor=InlineExecutor())\n"
        "print(report.episodes, len(report.skipped), report.skipped[0].reason)\n"
        "told = Path('/proc/self/status').read_text()\n"
        "print(told.split('VmHWM:')[1].split()[0])\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert told[0].startswith("1 1 too large to be captions")
    assert int(told[1]) < 900_000  # KiB
