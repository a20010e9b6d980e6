"""The command line: one file a command, thin over ``Library``."""

from jangmyeon.cli.app import main

__all__ = ["main"]
