"""One workstation's command line in a process of its own: ``python -m tests.integration.race.clerk``.

Reads one command a line (a JSON list of words), runs it as ``sportello`` would and answers with one line: exit code
and document. Only the start of the interpreter is saved: profile, lock, run and connections are new for each command.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys

from desktop.runtime.cli.main import main


def serve() -> None:
    os.write(1, b"ready\n")
    for line in sys.stdin:
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            code = main(json.loads(line))
        # One write: a process that is killed has answered whole or not at all.
        os.write(1, json.dumps([code, json.loads(said.getvalue())]).encode() + b"\n")


if __name__ == "__main__":
    serve()
