"""``python -m jangmyeon`` is the ``jangmyeon`` program."""

from jangmyeon.cli import main

if __name__ == "__main__":
    main()
