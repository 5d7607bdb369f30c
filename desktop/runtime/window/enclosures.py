"""The lane of what comes with a mail beside its text: pages, pictures, attachments, files to be sent, mails put back.
It may wait for a mailbox or a disk as long as it takes; nobody waits for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from desktop.domain.errors import SportelloError, UsageError
from desktop.engine import mail_notices, notices
from desktop.engine.workstation import Workstation
from desktop.mime.authentication import Vouched, vouched
from desktop.mime.filenames import mail_name
from desktop.mime.glimpses import first_lines, glimpse_kind
from desktop.mime.mail import Page
from desktop.mime.standalone import standalone
from desktop.ports.downloads import Downloads
from desktop.ports.pictures import Pictures
from desktop.ports.store.drafts import DraftFile
from desktop.ports.store.messages import Message
from desktop.runtime.attaching import as_file, attached
from desktop.runtime.exporting import FORMATS, write_customer
from desktop.runtime.window.coordination import Tell

_OWN_IMAGES = 40
"""Of one mail, that are fetched to be shown."""

_TRUSTED = "pictures-of:"
"""With the server that vouched for the sender when a person said so: anybody can write an address into a From."""


class Enclosures:
    def __init__(self, station: Workstation, tell: Tell, downloads: Downloads, pictures: Pictures) -> None:
        self._station = station
        self._tell = tell
        self._downloads = downloads
        self._pictures = pictures

    def page(self, slot: str) -> None:
        """As its sender wrote it, then the mail's own images. One that cannot be had is left out quietly: the text is
        there, and so are the attachments, which say why."""
        messages = self._station.store.messages
        message = messages.get(slot)
        page = self._station.attachments.page(slot)
        if page is None or message is None:
            return
        remote = self._remote(message)
        self._tell(mail_notices.PageRead(slot, page, remote))
        for place, data in self._own_images(message, page):
            self._tell(mail_notices.ImageRead(slot, place, data))
        if remote is mail_notices.Remote.LOADED:
            self.pictures(slot, {f"remote:{number}": address for number, address in enumerate(page.remote)})

    def browse(self, slot: str) -> None:
        """As one file for the person's own browser."""
        messages = self._station.store.messages
        page, message = self._station.attachments.page(slot), messages.get(slot)
        if page is None or message is None:
            return
        refused, path = None, ""
        try:
            made = standalone(page, message.mail.subject, dict(self._own_images(message, page)))
            path = str(self._downloads.lend("mail.html", made.encode()))
        except SportelloError as error:
            refused = error
        self._tell(mail_notices.FileLent(path, refused))

    def source(self, slot: str) -> None:
        """The mail as it came: what could not be read stays readable."""
        refused, text = None, ""
        try:
            text = self._station.attachments.source(self._message(self._station.store.messages.get(slot)))
        except SportelloError as error:
            refused = error
        self._tell(mail_notices.SourceRead(slot, text, refused))

    def export_customer(self, address: str, folder: str) -> None:
        """In every form: whoever asks for it has one that they can open."""
        try:
            done = write_customer(Path(folder), FORMATS, self._station, address)
        except SportelloError as error:
            self._tell(notices.CustomerExported(folder, why=error))
        else:
            self._tell(notices.CustomerExported(folder, done.mails, done.left_out))

    def trust(self, slot: str, on: bool) -> None:
        """From now on the pictures of this mail's sender are fetched without asking, on this workstation, wherever
        the server that vouches for this mail vouches for the next; or no more."""
        message = self._station.store.messages.get(slot)
        if message is None or message.mail.sender is None:
            return
        facts, key = self._station.store.profile, _TRUSTED + message.mail.sender.email.lower()
        known = self._vouched(message)
        if on and known is not None:
            facts.put(key, [known.server])
        elif not on:
            facts.delete(key)
        self.page(slot)

    def pictures(self, slot: str, places: Mapping[str, str]) -> None:
        """From elsewhere, by a person's word."""
        for place, address in places.items():
            self._tell(mail_notices.ImageRead(slot, place, self._pictures.fetch(address)))

    def save(self, slot: str, part: str, path: str) -> None:
        """An attachment to where a person said; the whole mail where ``part`` is empty."""
        refused: SportelloError | None = None
        try:
            message = self._station.store.messages.get(slot)
            path = str(self._saved(message, part, Path(path)))
        except SportelloError as error:
            refused = error
        self._tell(mail_notices.AttachmentSaved(path, refused))

    def glimpse(self, slot: str) -> None:
        """A little of each attachment that needs no connection. What cannot be had is left out quietly: its line says
        why when a person opens it."""
        message = self._station.store.messages.get(slot)
        if message is None:
            return
        here = self._station.attachments.here(message)
        for file in message.mail.attachments:
            shown = glimpse_kind(file)
            if shown and file.part in here:
                try:
                    content = self._station.attachments.content(message, file.part)
                except SportelloError:
                    continue
                picture, text = (content, "") if shown == "picture" else (b"", first_lines(content))
                self._tell(mail_notices.Glimpsed(slot, file.part, picture, text))

    def look_at(self, slot: str, part: str) -> None:
        """A copy to be looked at; whether it may be, a person has said."""
        path, refused = "", None
        try:
            message = self._station.store.messages.get(slot)
            name, content = self._content(message, part)
            path = str(self._downloads.lend(name, content))
        except SportelloError as error:
            refused = error
        self._tell(mail_notices.FileLent(path, refused))

    def lend_mail(self, slot: str) -> None:
        """As it came, to be dragged elsewhere."""
        path, refused = "", None
        try:
            path = str(self._downloads.lend(*self._content(self._station.store.messages.get(slot), "")))
        except SportelloError as error:
            refused = error
        self._tell(mail_notices.MailLent(slot, path, refused))

    def opened(self, ticket: str) -> None:
        """A person reads it: what is small comes along, once; what cannot be had now is had when it is asked for."""
        for message in self._station.store.messages.of_ticket(ticket):
            try:
                self._station.attachments.keep_small(message)
            except SportelloError:
                return

    def fetch_body(self, slot: str) -> None:
        try:
            self._station.retention.fetch(slot)
        except SportelloError as error:
            self._tell(notices.Trouble(error))
        self._tell(notices.TicketsChanged())

    def upkeep(self) -> bool:
        """A step; whether there is more to do now. What stops it (a full disk) stops what a person does too, and is
        said there: the next round tries again."""
        try:
            changed = self._station.relooking.step()
            more = changed is not None or self._station.retention.step()
        except SportelloError:
            return False
        if changed:
            self._tell(notices.TicketsChanged(changed - {""}))
        if not more:
            self._tell(mail_notices.SpaceRead(self._station.store.space.sizes()))
        return more

    def put_back_all(self, tickets: Sequence[str]) -> None:
        station = self._station
        slots = [slot for ticket in tickets for slot in station.journal.ticket(ticket).slots]
        missing = [one.slot for one in station.store.missing.of(slots)]
        if missing:
            self.put_back(missing)
        else:
            self._tell(notices.Trouble(UsageError("nothing-to-put-back")))

    def put_back(self, slots: Sequence[str]) -> None:
        """Mails that are missing from their inbox; a look at it finds them there."""
        station = self._station
        addresses = dict.fromkeys(missing.mailbox for missing in station.store.missing.of(slots))
        try:
            try:
                station.whereabouts.put_back(slots)
            finally:
                for address in addresses:
                    station.looking.one(address)
        except SportelloError as error:
            self._tell(notices.Trouble(error))
        self._tell(notices.TicketsChanged())

    def attach_mail(self, draft: str, slot: str, taken: int) -> None:
        """A mail as it came, whole, for a draft."""
        files: tuple[DraftFile, ...] = ()
        refused: SportelloError | None = None
        try:
            files = (as_file(self._message(self._station.store.messages.get(slot)), self._station.attachments, taken),)
        except SportelloError as error:
            refused = error
        self._tell(mail_notices.FilesRead(draft, files, refused))

    def attach(self, draft: str, paths: Sequence[str], taken: int) -> None:
        """Files for a draft, as many as there is room for."""
        files: list[DraftFile] = []
        refused: SportelloError | None = None
        try:
            for file in attached([Path(path) for path in paths], taken):
                files.append(file)  # noqa: PERF402 - what could be read before a refusal is kept
        except SportelloError as error:
            refused = error
        self._tell(mail_notices.FilesRead(draft, tuple(files), refused))

    def _saved(self, message: Message | None, part: str, path: Path) -> Path:
        _, content = self._content(message, part)
        return self._downloads.save(path.parent, path.name, content)

    def _content(self, message: Message | None, part: str) -> tuple[str, bytes]:
        """With the name that the mail gives it; without a part the mail as it came."""
        found = self._message(message)
        if not part:
            return mail_name(found.mail.subject), self._station.attachments.raw(found)
        name = next((file.filename for file in found.mail.attachments if file.part == part), "")
        return name, self._station.attachments.content(found, part)

    def _message(self, message: Message | None) -> Message:
        if message is None:
            raise SportelloError("mail-gone", mailbox="-")
        return message

    def _own_images(self, message: Message, page: Page) -> Iterator[tuple[str, bytes]]:
        wanted = [one for one in message.mail.attachments if one.content_id and f"cid:{one.content_id}" in page.html]
        for one in wanted[:_OWN_IMAGES]:
            try:
                yield f"cid:{one.content_id}", self._station.attachments.content(message, one.part)
            except SportelloError:
                return

    def _remote(self, message: Message) -> mail_notices.Remote:
        known, sender = self._vouched(message), message.mail.sender
        if known is None or sender is None:
            return mail_notices.Remote.UNPROVEN
        trusted = self._station.store.profile.get(_TRUSTED + sender.email.lower()) == [known.server]
        return mail_notices.Remote.LOADED if trusted else mail_notices.Remote.ASKED

    def _vouched(self, message: Message) -> Vouched | None:
        came = self._station.store.messages.outline(message.slot)
        return vouched(came.raw) if came is not None else None
