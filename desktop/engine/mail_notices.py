"""What has been read of mails and files, said by the lanes that read them to whoever shows it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.errors import SportelloError
from desktop.mime.mail import Page
from desktop.ports.store.drafts import DraftFile
from desktop.ports.store.space import Sizes


class Remote(StrEnum):
    """What becomes of a page's pictures that lie elsewhere."""

    ASKED = "asked"
    LOADED = "loaded"
    """This person wants those of this sender without being asked."""
    UNPROVEN = "unproven"
    """Asked for each time: nothing proves whom the mail is from."""


@dataclass(frozen=True, slots=True)
class PageRead:
    """A mail as its sender wrote it; its own images may come later."""

    slot: str
    page: Page
    remote: Remote = Remote.ASKED


@dataclass(frozen=True, slots=True)
class SourceRead:
    """A mail as it came, as far as it is shown."""

    slot: str
    text: str
    refused: SportelloError | None = None


@dataclass(frozen=True, slots=True)
class ImageRead:
    """``place`` is where the page wants it: ``cid:...`` or ``remote:N``."""

    slot: str
    place: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Glimpsed:
    """A little of an attachment that is on this computer: a picture as it came, or the first lines of a text."""

    slot: str
    part: str
    picture: bytes = b""
    text: str = ""


@dataclass(frozen=True, slots=True)
class FilesRead:
    """Files for a draft, in the order in which they were asked for; ``refused`` tells why not all are here."""

    draft: str
    files: tuple[DraftFile, ...]
    refused: SportelloError | None = None


@dataclass(frozen=True, slots=True)
class AttachmentSaved:
    path: str
    refused: SportelloError | None = None


@dataclass(frozen=True, slots=True)
class FileLent:
    """A copy of an attachment, or a mail's page as a file, to be looked at with the program that this computer has for
    it."""

    path: str
    refused: SportelloError | None = None


@dataclass(frozen=True, slots=True)
class MailLent:
    """A copy of a whole mail, to be dragged elsewhere."""

    slot: str
    path: str
    refused: SportelloError | None = None


@dataclass(frozen=True, slots=True)
class SpaceRead:
    sizes: Sizes
