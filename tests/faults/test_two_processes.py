"""One process indexes, others read: they see an episode as it was or as it is, never a part."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.faults.shelves import make_shelf, srt

from jangmyeon import Library

DRAMA = "harbor-2021"
EDITIONS = 6


def write(shelf: Path, edition: int) -> None:
    for path in shelf.rglob("*.srt"):
        words = (f"The lantern {edition} is lit, wave {n}." for n in range(40 + edition))
        path.write_text(srt(*words), "utf-8")


def test_readers_see_whole_episodes_while_another_process_indexes(tmp_path: Path) -> None:
    shelf = make_shelf(tmp_path, episodes=3)
    write(shelf, 0)
    root = Path(__file__).parents[2]
    program = (
        "import sys, types; from pathlib import Path\n"
        "from jangmyeon import Library; from jangmyeon.engine import InlineExecutor\n"
        "sys.modules['tests'] = ours = types.ModuleType('tests')  # others install theirs\n"
        f"ours.__path__ = [{str(root / 'tests')!r}]\n"
        "from tests.faults.test_two_processes import EDITIONS, write\n"
        f"shelf = Path({str(shelf)!r})\n"
        "for edition in range(1, EDITIONS + 1):\n"
        "    write(shelf, edition)\n"
        f"    Library(shelf, {str(tmp_path / 'data')!r}).index(executor=InlineExecutor())\n"
    )
    with Library(shelf, tmp_path / "data") as library:
        library.index()
        writer = subprocess.Popen([sys.executable, "-c", program], cwd=root)
        seen = set()
        while writer.poll() is None:
            for number in (1, 2, 3):
                shown = [line.text.split()[2] for line in library.captions(DRAMA, 1, number)]
                (edition,) = {*shown}
                assert len(shown) == 40 + int(edition)
                scenes = library.scenes(DRAMA, 1, number)
                assert scenes[0].number == 1
                assert [scene.number for scene in scenes] == [*range(1, len(scenes) + 1)]
                seen.add(edition)
            for hit in library.find("the lantern is lit", limit=3):
                library.excerpt(hit, "the lantern is lit")
        assert writer.returncode == 0
        assert len(seen) > 1
        texts = {line.text.split()[2] for line in library.captions(DRAMA, 1, 1)}
        assert texts == {str(EDITIONS)}
        assert library.damage() == []
