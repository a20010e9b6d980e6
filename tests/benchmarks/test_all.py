"""``make bench`` runs each measurement that can run, the cheap ones first, and names the others."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest
from benchmarks.__main__ import chosen_of, lacking, options_of, parts, run
from benchmarks.report import with_head

ROOT = Path(__file__).parents[2]
ORDER = ["names", "kills", "reading", "index", "guides", "find", "beside", "web", "scale"]


def _options(folder: Path, *arguments: str) -> list[str]:
    places = ["--captions", str(folder / "captions"), "--gold", str(folder / "gold")]
    return [*places, *arguments]


def test_every_part_is_a_module_and_the_dearest_comes_last(tmp_path: Path) -> None:
    every = parts(tmp_path, tmp_path, tmp_path, ("1",))
    assert [part.name for part in every] == ORDER
    for part in every:
        assert importlib.util.find_spec(f"benchmarks.{part.name}"), part.name


def test_every_part_writes_a_part_of_its_own(tmp_path: Path) -> None:
    for part in parts(tmp_path, tmp_path, tmp_path, ("1",)):
        source = (ROOT / "benchmarks" / f"{part.name}.py").read_text("utf-8")
        assert f'write_part("{part.name}"' in source
        assert '"--write"' in source


def test_the_head_of_the_report_names_every_part() -> None:
    assert set(ORDER) <= set(re.findall(r"`(\w+)`", with_head("")))


def test_a_part_that_lacks_something_is_named_and_does_not_run(tmp_path: Path) -> None:
    chosen = chosen_of(options_of(_options(tmp_path, "beside", "scale")), tmp_path)
    told = list(run(chosen))
    assert [part.name for part in chosen] == ["index", "beside", "scale"]
    assert len(told) == len(chosen)
    assert all("was left out: it needs" in each for each in told)
    assert str(tmp_path / "captions") in told[1]


def test_killed_runs_need_neither_captions_nor_gold(tmp_path: Path) -> None:
    (kills,) = chosen_of(options_of(_options(tmp_path, "kills")), tmp_path)
    assert lacking(kills) is None


def test_a_library_that_is_there_is_not_made_again(tmp_path: Path) -> None:
    chosen = chosen_of(options_of(_options(tmp_path, "--data", str(tmp_path))), tmp_path)
    assert [part.name for part in chosen] == [name for name in ORDER if name != "index"]


def test_a_library_is_made_for_those_that_need_one(tmp_path: Path) -> None:
    options = options_of(_options(tmp_path, "guides"))
    assert [part.name for part in chosen_of(options, tmp_path)] == ["index", "guides"]


def test_how_far_the_shelf_grows_can_be_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BENCH_TIMES", "1 3 10 30")
    (scale,) = chosen_of(options_of(_options(tmp_path, "scale")), tmp_path)
    assert list(scale.arguments)[-5:] == ["--times", "1", "3", "10", "30"]
    monkeypatch.delenv("BENCH_TIMES")
    (scale,) = chosen_of(options_of(_options(tmp_path, "scale")), tmp_path)
    assert list(scale.arguments)[-4:] == ["--times", "1", "3", "10"]


def test_a_part_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="no part nothing"):
        chosen_of(options_of(_options(tmp_path, "nothing")), tmp_path)
