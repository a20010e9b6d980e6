"""``link``, ``check`` and ``writeups`` as a user meets them."""

from __future__ import annotations

import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from jangmyeon.cli.app import app
from jangmyeon.sample import sample_folder, writeups_folder

UMBRELLA = writeups_folder() / "anatomy-the-umbrella.md"
FIVE = writeups_folder() / "five-best-scenes.html"


@pytest.fixture
def where(sample_data: Path, tmp_path: Path) -> list[str]:
    data = tmp_path / "data"
    shutil.copytree(sample_data, data, ignore=shutil.ignore_patterns("yours*"))
    return [f"--library={sample_folder()}", f"--data={data}"]


def run(*arguments: str | Path, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, [str(each) for each in arguments], input=stdin)


def test_link_tells_the_scene_of_each_passage(where: list[str]) -> None:
    said = run("link", UMBRELLA, *where)
    assert said.exit_code == 0
    row = next(line for line in said.stdout.splitlines() if line.startswith("17:1"))
    assert "Last Ferry from Sorado S01E02" in row
    assert re.search(r"\d:\d\d–\d+:\d\d\t\d+%$", row)


def test_link_reads_what_is_piped_in_and_keeps_nothing_of_it(where: list[str]) -> None:
    said = run("link", "-", "--json", *where, stdin=UMBRELLA.read_text("utf-8"))
    assert said.exit_code == 0
    assert json.loads(said.stdout)[0]["scene"]["episode"]["drama_id"]
    assert "None yet" in run("writeups", *where).stdout


def test_an_article_on_no_drama_of_the_shelf_exits_with_1(where: list[str]) -> None:
    said = run("link", "-", *where, stdin="He runs after the train and shouts her name.\n")
    assert said.exit_code == 1


def test_articles_are_remembered_and_forgotten(where: list[str]) -> None:
    run("link", UMBRELLA, *where)
    assert "Anatomy of a K-drama Scene" in run("writeups", *where).stdout
    told = run("show", "Last Ferry", "2", "9:40", *where).stdout
    assert "Anatomy of a K-drama Scene" in told
    assert "None yet" in run("writeups", "--remove", UMBRELLA, *where).stdout


class _Page(HTMLParser):
    """The ids of a page, and what its links lead to."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.tags.add(tag)
        self.ids += [told["id"] or ""] if "id" in told else []
        self.targets += [told["href"] or ""] if "href" in told else []


def test_the_page_links_every_passage_to_a_scene_beside_it(
    where: list[str], tmp_path: Path
) -> None:
    copy = tmp_path / "copy.html"
    run("link", FIVE, "--html", copy, *where)
    text = copy.read_text("utf-8")
    page = _Page()
    page.feed(text)
    assert page.targets
    assert all(target[0] == "#" and target[1:] in page.ids for target in page.targets)
    assert len(page.ids) == len(set(page.ids))
    assert "S01E03" in text
    assert "prefers-color-scheme: dark" in text
    assert "noodles_and_tears" not in text


def test_the_page_escapes_whatever_an_article_says(where: list[str], tmp_path: Path) -> None:
    article = tmp_path / "article.md"
    article.write_text(
        "# Last Ferry from Sorado &lt;script&gt;alert(1)&lt;/script&gt;\n\n"
        "He says `<img src=x onerror=alert(1)>` and “Umbrellas are supposed to get wet, you idiot.”"
        "\n",
        "utf-8",
    )
    copy = tmp_path / "copy.html"
    run("link", article, "--html", copy, *where)
    page = _Page()
    page.feed(copy.read_text("utf-8"))
    assert not page.tags & {"script", "img"}


def test_the_markdown_copy_has_a_footnote_for_every_passage(
    where: list[str], tmp_path: Path
) -> None:
    copy = tmp_path / "copy.md"
    run("link", UMBRELLA, "--markdown", copy, *where)
    text = copy.read_text("utf-8")
    notes = re.findall(r"^\[\^(\d+)\]: ", text, re.MULTILINE)
    assert notes
    assert [text.count(f"[^{note}]") for note in notes] == [2] * len(notes)


def test_check_tells_line_and_column_and_exits_with_1(where: list[str]) -> None:
    said = run("check", UMBRELLA, *where)
    assert said.exit_code == 1
    row = said.stdout.splitlines()[1].split("\t")
    assert row[:3] == ["15:97", "name", "Shim Ga-eum"]
    assert row[4] == "Shim Ga-eun"


def test_check_writes_a_corrected_copy_and_leaves_the_article(
    where: list[str], tmp_path: Path
) -> None:
    article = tmp_path / "article.md"
    shutil.copyfile(UMBRELLA, article)
    assert run("check", article, "--fix", *where).exit_code == 1
    assert article.read_bytes() == UMBRELLA.read_bytes()
    assert run("check", tmp_path / "article.fixed.md", *where).exit_code == 0


def test_a_copy_never_replaces_the_article(where: list[str], tmp_path: Path) -> None:
    article = tmp_path / "article.md"
    shutil.copyfile(UMBRELLA, article)
    said = run("check", article, "--out", article, *where)
    assert said.exit_code == 2
    assert article.read_bytes() == UMBRELLA.read_bytes()


def test_an_article_that_is_not_there_exits_with_2_and_a_remedy(where: list[str]) -> None:
    said = run("check", "no-such-article.html", *where)
    assert said.exit_code == 2
    assert "name a file" in said.stderr


def test_findings_are_told_as_json(where: list[str]) -> None:
    found = json.loads(run("check", UMBRELLA, "--json", *where).stdout)
    assert found[0]["where"]["line"] == 15
    assert found[0]["sure"] > 0.9
