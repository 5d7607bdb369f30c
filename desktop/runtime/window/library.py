"""What the window asks of the team's texts: posted to the lane of the journal, answered by notices."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from desktop.domain.texts import Text
from desktop.engine import mail_notices, notices
from desktop.engine.canned import Canned
from desktop.runtime.files import new_file
from desktop.runtime.lanes import Lane
from desktop.runtime.texts import taken_in
from desktop.runtime.window.coordination import Coordination


class Library:
    """Implements ``ui.desk.Library``."""

    def __init__(self, coordination: Lane[Coordination], tell: Callable[[notices.Notice], None]) -> None:
        self._coordination = coordination
        self._tell = tell

    def save(self, text: Text, saw: str, files: Mapping[str, bytes]) -> None:
        self._do("saved", lambda canned: canned.save(text, saw, files), text.key)

    def remove(self, key: str) -> None:
        self._do("removed", lambda canned: canned.remove(key), key)

    def take_in(self, path: str) -> None:
        """Empty: the set that comes with the program."""
        self._do("", lambda canned: taken_in(canned, path))

    def export(self, path: str) -> None:
        def written(canned: Canned) -> None:
            Path(path).unlink(missing_ok=True)  # the person has been asked whether to replace it
            with new_file(Path(path)) as out:
                out.write(canned.exported().encode())
            self._tell(mail_notices.AttachmentSaved(path))

        self._coordination.post(lambda lane: lane.with_texts(written))

    def _do(self, done: str, job: Callable[[Canned], object], key: str = "") -> None:
        def told(canned: Canned) -> None:
            count = job(canned)
            self._tell(notices.TextsChanged(done or str(count), key))

        self._coordination.post(lambda lane: lane.with_texts(told) or self._tell(notices.TextsChanged("", key)))
