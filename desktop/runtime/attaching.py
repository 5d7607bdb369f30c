"""Files that a person sends with a reply: read whole, and never more of them than mail servers take."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator, Sequence
from pathlib import Path

from desktop.domain.errors import UsageError
from desktop.engine.attachments import Attachments
from desktop.mime.filenames import mail_name
from desktop.ports.store.drafts import ALL_FILES, DraftFile
from desktop.ports.store.messages import Message
from desktop.runtime.files import FileTooLarge, bytes_of


def attached(paths: Sequence[Path], taken: int = 0) -> Iterator[DraftFile]:
    """One after the other; ``taken`` octets are there already. Raises UsageError as soon as they are too large
    together, or for one that cannot be read."""
    left = ALL_FILES - taken
    for path in paths:
        kind, _ = mimetypes.guess_type(path.name)
        try:
            content = bytes_of(path, left)
        except FileTooLarge as large:
            raise UsageError("attachments-too-large", limit=ALL_FILES // (1024 * 1024)) from large
        left -= len(content)
        yield DraftFile(path.name, kind or "application/octet-stream", content)


def as_file(message: Message, attachments: Attachments, taken: int = 0) -> DraftFile:
    """A mail as it came, for somebody who has to see all of it. Raises UsageError when it is too large, SportelloError
    when it cannot be had."""
    raw = attachments.raw(message)
    if len(raw) > ALL_FILES - taken:
        raise UsageError("attachments-too-large", limit=ALL_FILES // (1024 * 1024))
    return DraftFile(mail_name(message.mail.subject), "message/rfc822", raw)
