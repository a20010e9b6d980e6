"""Write-ups that are handed over are kept with a copy, and opened from nowhere else."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from jangmyeon import Library
from jangmyeon.errors import QueryError, WriteupError
from jangmyeon.library.copies import COPIES
from jangmyeon.sample import sample_folder, writeups_folder

UMBRELLA = writeups_folder() / "anatomy-the-umbrella.md"
FIVE = writeups_folder() / "five-best-scenes.html"
TITLE = "Last Ferry from Sorado"


@pytest.fixture
def library(sample_data: Path, tmp_path: Path) -> Iterator[Library]:
    """The sample drama, with nothing of anybody's own."""
    data = tmp_path / "data"
    shutil.copytree(sample_data, data, ignore=shutil.ignore_patterns("yours*"))
    with Library(sample_folder(), data) as found:
        yield found


def _copies(library: Library) -> list[Path]:
    return sorted((library.data / COPIES).iterdir())


@pytest.mark.parametrize("path", [UMBRELLA, FIVE])
def test_what_is_handed_in_is_linked_as_its_file_is(library: Library, path: Path) -> None:
    source = library.hand_in(path.read_bytes(), path.name)
    opened = library.open_writeup(source)
    assert list(opened.links) == library.link(path, keep=False)
    assert opened.held_back is None
    assert [kept.source for kept in library.writeups()] == [source]


def test_the_same_write_up_is_kept_once(library: Library) -> None:
    for _ in range(2):
        library.hand_in(UMBRELLA.read_bytes(), UMBRELLA.name)
    assert len(library.writeups()) == len(_copies(library)) == 1


def test_a_finding_stands_where_its_words_are(library: Library) -> None:
    opened = library.open_writeup(library.hand_in(UMBRELLA.read_bytes(), UMBRELLA.name))
    [marked] = opened.findings
    assert marked.span is not None
    block = opened.writeup.blocks[marked.span.block]
    assert block.text[marked.span.start : marked.span.end] == marked.finding.text == "Shim Ga-eum"


def test_a_corrected_file_is_changed_nowhere_else(library: Library) -> None:
    name, data = library.corrected(library.hand_in(UMBRELLA.read_bytes(), UMBRELLA.name))
    assert data == UMBRELLA.read_bytes().replace(b"Shim Ga-eum", b"Shim Ga-eun")
    assert name.startswith("anatomy-the-umbrella-")
    assert name.endswith(".fixed.md")


def test_forgetting_a_write_up_deletes_its_copy(library: Library) -> None:
    source = library.hand_in(UMBRELLA.read_bytes(), UMBRELLA.name)
    library.remove_writeup(source)
    assert not _copies(library)
    with pytest.raises(QueryError, match="there is no write-up"):
        library.open_writeup(source)


def test_a_file_of_the_users_stays_when_it_is_forgotten(library: Library, tmp_path: Path) -> None:
    own = tmp_path / "own.md"
    shutil.copy(UMBRELLA, own)
    library.link(own)
    library.remove_writeup(own)
    assert own.is_file()


def test_without_a_copy_it_is_opened_from_what_was_kept(library: Library) -> None:
    library.link(UMBRELLA)
    source = str(UMBRELLA.resolve())
    opened = library.open_writeup(source)
    linked = library.link(UMBRELLA, keep=False)
    assert [link.scene for link in opened.links] == [link.scene for link in linked]
    assert [marked.finding.text for marked in opened.findings] == ["Shim Ga-eum"]


def test_a_path_in_a_backup_is_never_read(library: Library, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("The password of the ferry is a word that nobody knows.\n")
    library.hand_in("He waits for her in the rain.\n", "a.txt")
    backup = tmp_path / "backup.json"
    library.export_own(backup)
    told = json.loads(backup.read_text())
    copies = _copies(library)[0].parent
    for source in (str(secret), f"{copies}/../../secret.txt", f"{copies}/../secret.txt"):
        told["writeups"][0]["source"] = source
        backup.write_text(json.dumps(told))
        library.import_own(backup)
        opened = library.open_writeup(source)
        assert [block.text for block in opened.writeup.blocks] == ["He waits for her in the rain."]


def test_a_text_is_no_path_and_no_address(library: Library) -> None:
    for text in (str(UMBRELLA), "http://127.0.0.1/", "file:///etc/passwd"):
        opened = library.open_writeup(library.hand_in(text))
        assert [block.text for block in opened.writeup.blocks] == [text]


def test_what_is_named_for_fetching_must_be_an_address(library: Library) -> None:
    for name in (str(UMBRELLA), "five words that are text", "file:///etc/passwd", ""):
        with pytest.raises(WriteupError, match="not a web address"):
            library.fetch_in(name)
    with pytest.raises(WriteupError, match="own network"):
        library.fetch_in("http://127.0.0.1:9/")


def test_passages_on_hidden_episodes_are_held_back(library: Library) -> None:
    source = library.hand_in(UMBRELLA.read_bytes(), UMBRELLA.name)
    every = library.open_writeup(source)
    library.set_seen(TITLE, 1)
    opened = library.open_writeup(source)
    assert opened.held_back == len(every.links) - len(opened.links) > 0
    assert len(opened.writeup.blocks) == len(opened.links)
    assert not opened.writeup.title
    library.set_seen(TITLE, 3)
    assert library.open_writeup(source).held_back is None
