#!/bin/sh
# Make a virtual environment with this package in it: environment.sh PYTHON FOLDER WHAT
set -eu
python=$1 folder=$2 what=$3

if ! command -v "$python" >/dev/null 2>&1; then
    echo "There is no $python here. Install Python 3.11 or later (Debian: apt install python3-venv)," >&2
    echo "or name another one: make PYTHON=/path/to/python3" >&2
    exit 1
fi
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "$("$python" --version) is too old: Jangmyeon needs 3.11 or later (make PYTHON=...)." >&2
    exit 1
fi
if [ ! -x "$folder/bin/pip" ]; then
    if ! "$python" -c 'import ensurepip' 2>/dev/null; then
        # Debian's python3 comes without the means to make environments.
        if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
            apt-get update -q && apt-get install -yq python3-venv
        else
            echo "Python cannot make environments here: run 'apt install python3-venv' as root." >&2
            exit 1
        fi
    fi
    "$python" -m venv "$folder"
fi
echo "Setting up $folder (once; some 200 MB, most of it the Korean language model) ..." >&2
"$folder/bin/pip" install --quiet --disable-pip-version-check --editable "$what"
