"""What comes out: one JSON document, or lines for a person. Standard output is the answer, standard error is not."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

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

    def answer(self, document: Document, lines: Callable[[], list[str]]) -> None:
        """The command's result: the document with ``--json``, else the lines."""
        if self._as_json:
            self._out(json.dumps(document, ensure_ascii=False))
        else:
            self._out("\n".join(lines()))

    def error(self, error: SportelloError) -> None:
        if self._as_json:
            self._out(json.dumps(self.as_document(error), ensure_ascii=False))
            return
        said = self.sentences.of(error)
        print(f"{said.message}\n{said.remedy}", file=sys.stderr, flush=True)  # noqa: T201

    def as_document(self, error: SportelloError) -> dict[str, Any]:
        """{"error": code, "message": sentence, "remedy": sentence} and the facts, moments in ISO 8601."""
        said = self.sentences.of(error)
        facts = {k: moment(v) if k in ("when", "until") and isinstance(v, int) else v for k, v in error.facts.items()}
        return {**facts, "error": error.code, "message": said.message, "remedy": said.remedy}

    def _out(self, text: str) -> None:
        print(text, flush=True)  # noqa: T201


def moment(seconds: int) -> str | None:
    """ISO 8601 in UTC, None for 0."""
    return datetime.fromtimestamp(seconds, UTC).isoformat().replace("+00:00", "Z") if seconds else None
