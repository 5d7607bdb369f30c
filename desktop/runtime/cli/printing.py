"""What comes out: one JSON document, or lines for a person. Standard output is the answer, standard error is not.

Much of it was written by others, a colleague's note or a server's reply among it; whoever wrote it, no controls reach
a terminal, as none do from a mail.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, TextIO

from desktop.domain.errors import (
    Interrupted,
    LocksNotAvailable,
    Offline,
    OutcomeUncertain,
    ProfileInUse,
    RefusedByTeam,
    SportelloError,
    UsageError,
)
from desktop.mime.cleaning import UNSHOWN, clean_text
from desktop.runtime.sentences import Sentences

EXIT_CODES: dict[type[SportelloError], int] = {
    UsageError: 2,
    RefusedByTeam: 3,
    OutcomeUncertain: 4,
    Offline: 5,
    LocksNotAvailable: 6,
    ProfileInUse: 7,
    Interrupted: 130,
}

Document = Mapping[str, Any]


def exit_code(error: SportelloError) -> int:
    """0 done; 1 any other error; 2 usage; 3 refused by the team's state; 4 outcome uncertain; 5 offline, kept for
    later; 6 locks not available; 7 profile in use; 130 interrupted, and no mail can have left."""
    return next((code for kind, code in EXIT_CODES.items() if isinstance(error, kind)), 1)


class Printer:
    def __init__(self, sentences: Sentences, *, as_json: bool) -> None:
        self.sentences = sentences
        self._as_json = as_json
        self._lost = False

    def answer(self, document: Document, lines: Callable[[], list[str]]) -> None:
        """The command's result: the document with ``--json``, else the lines."""
        if self._as_json:
            self._out(_as_json(document))
        else:
            self._out(clean_text("\n".join(lines())))

    def aside(self, document: Document | None, line: str) -> None:
        """What is going on meanwhile: for a person on standard error, with ``--json`` a document where there may be
        more than one."""
        if self._as_json:
            if document is not None:
                self._out(_as_json(document))
            return
        with contextlib.suppress(OSError):
            print(clean_text(line), file=sys.stderr, flush=True)  # noqa: T201

    def error(self, error: SportelloError) -> None:
        """Where an answer cannot be printed, and for a person, on standard error."""
        if self._as_json and not self._lost:
            with contextlib.suppress(SportelloError):
                self._out(_as_json(self.as_document(error)))
                return
        said = self.sentences.of(error)
        try:
            print(clean_text(f"{said.message}\n{said.remedy}"), file=sys.stderr, flush=True)  # noqa: T201
        except OSError:
            silence(sys.stderr)

    def as_document(self, error: SportelloError) -> dict[str, Any]:
        """{"error": code, "message": sentence, "remedy": sentence} and the facts, moments in ISO 8601."""
        said = self.sentences.of(error)
        facts = {k: moment(v) if k in ("when", "until") and isinstance(v, int) else v for k, v in error.facts.items()}
        return {**facts, "error": error.code, "message": said.message, "remedy": said.remedy}

    def _out(self, text: str) -> None:
        """Raises SportelloError ``output-lost`` for a full disk and the like; BrokenPipeError when nobody reads on."""
        try:
            print(text, flush=True)  # noqa: T201
        except BrokenPipeError:
            raise
        except OSError as error:
            self._lost = True
            silence(sys.stdout)
            raise SportelloError("output-lost", detail=error.strerror or str(error)) from error


def _as_json(document: Document) -> str:
    """Nothing in it speaks to a terminal, and nothing is lost to a program: what JSON leaves as it is among the
    controls is written as an escape."""
    return UNSHOWN.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(document, ensure_ascii=False))


def silence(stream: TextIO) -> None:
    """What could not be written stays in the stream's buffer, and would fail once more when Python ends."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def moment(seconds: int) -> str | None:
    """ISO 8601 in UTC, None for 0."""
    return datetime.fromtimestamp(seconds, UTC).isoformat().replace("+00:00", "Z") if seconds else None
