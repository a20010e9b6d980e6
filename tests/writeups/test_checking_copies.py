"""Proof-reading: where findings stand, and copies with the sure ones corrected."""

from __future__ import annotations

from pathlib import Path

from tests.writeups.shelf import reference

from jangmyeon.writeups.checking import check, fixed
from jangmyeon.writeups.reading import read_manuscript

PAGE = """<html><head><title>Five scenes</title></head><body><article>
<h1>Last Ferry from Sorado: five scenes</h1>
<p>Shim Ga-eun &amp; Ryu Jeong-hun wait, and <b>Shim Ga-eum</b> &mdash; played by
Nam Yi-kang &mdash; reads a letter. Nobody who has seen it forgets how the rain stops.</p>
<p>The umbrella was hers, and the thread was red, and so it stayed tied for three years.</p>
</article></body></html>
"""


def test_the_place_is_that_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "scenes.html"
    path.write_text(PAGE, "utf-8")
    [found] = check(read_manuscript(path), reference())
    assert (found.text, found.suggestion) == ("Shim Ga-eum", "Shim Ga-eun")
    assert found.where.path == str(path)
    shown = PAGE.splitlines()[found.where.line - 1][found.where.column - 1 :]
    assert shown.startswith("Shim Ga-eum")


def test_a_corrected_copy_changes_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "scenes.html"
    path.write_text(PAGE, "utf-8")
    manuscript = read_manuscript(path)
    copy = fixed(manuscript, check(manuscript, reference())).decode("utf-8")
    assert copy == PAGE.replace("Ga-eum", "Ga-eun")


def test_a_corrected_copy_has_no_sure_finding_left() -> None:
    text = (
        "Last Fery from Sorado, again\n\nShim Ga-eum (Nam Yi-knag) and nam Yi-kang wait. "
        "Kang Sun-im (Bong Ok-he) knows. Last Ferry from Sorado it is.\n"
    )
    manuscript = read_manuscript(text)
    findings = check(manuscript, reference())
    assert len(findings) >= 4
    copy = fixed(manuscript, findings).decode("utf-8")
    assert [f for f in check(read_manuscript(copy), reference()) if f.sure >= 0.9] == []


def test_only_what_is_sure_is_corrected() -> None:
    text = "Last Ferry from Sorado (2025) stays. Ryu Jung-hoon ran. Jung-hoon, Jeong-hun!\n"
    manuscript = read_manuscript(text)
    findings = check(manuscript, reference())
    assert {found.kind for found in findings} == {"year", "spelling"}
    assert fixed(manuscript, findings).decode("utf-8") == text
    assert "2024" in fixed(manuscript, findings, sure=0.7).decode("utf-8")
