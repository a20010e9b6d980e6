"""The README shows what the program really prints, and every command there is."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

from jangmyeon.cli.app import app
from jangmyeon.sample import sample_folder

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")


def test_the_first_example_is_real_output(sample_data: Path) -> None:
    example = re.search(r"```console\n\$ (?P<command>[^\n]+)\n\n(?P<output>.*?)\n```", README, re.S)
    assert example is not None
    program, *arguments = shlex.split(example["command"])
    assert program == "jangmyeon"
    where = ["-n", "1", f"--library={sample_folder()}", f"--data={sample_data}"]
    said = subprocess.run(
        [sys.executable, "-m", "jangmyeon", *arguments, *where],
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.strip() == example["output"].strip()


def test_every_command_is_told_of() -> None:
    for command in app.registered_commands:
        assert f"`jangmyeon {command.name}" in README
