"""Old mail out of files, into the history of this workstation: to be found and read, and no ticket of anybody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from desktop.engine.attachments import WHOLE, kept_with
from desktop.engine.erased import without_erased
from desktop.engine.precedence import Precedence
from desktop.journal.state import Team
from desktop.mime.mail import ParsedMail
from desktop.ports.mailbox import RawMail
from desktop.ports.parser import MailParser, Parsed
from desktop.ports.store import Store
from desktop.ports.store.messages import Message

_AT_ONCE = 32
"""Mails in a transaction, for which a claim may have to wait."""


@dataclass(slots=True)
class Imported:
    new: int = 0
    known: int = 0
    erased: int = 0
    """Of customers whose data was erased: they stay out."""
    unreadable: list[str] = field(default_factory=list)
    """Where each stood."""


class Importing:
    def __init__(self, store: Store, parser: MailParser, precedence: Precedence) -> None:
        self._store = store
        self._parser = parser
        self._precedence = precedence

    def take_in(self, mails: Iterable[tuple[str, bytes | None]], team: Team, home: str) -> Imported:
        """``mails``: where each stands, and its octets; None for one that is too big. Raises what the store raises;
        what was taken in by then stays, and doing it again doubles nothing."""
        done, places = Imported(), dict[int, str]()

        def raw() -> Iterator[RawMail]:
            for number, (place, octets) in enumerate(mails):
                if octets is None:
                    done.unreadable.append(place)
                    continue
                places[number] = place
                yield RawMail(number, 0, frozenset(), octets)

        read = self._parser.parse_all(raw(), kept_with(self._store, home))
        while batch := list(islice(read, _AT_ONCE)):
            messages = []
            for mail, parsed in batch:
                place = places.pop(mail.uid)
                if parsed.mail.sender is None and not parsed.mail.message_id:
                    done.unreadable.append(place)
                else:
                    messages.append((_message(parsed, team, home), mail.raw))
            with self._precedence.behind():
                self._keep((message for message, _ in messages), done)
            for message, octets in messages:
                self._keep_whole(message, octets)
        return done

    def _keep(self, messages: Iterable[Message], done: Imported) -> None:
        """Settled at once: whatever its date, nobody is asked to answer it."""
        store = self._store
        with store.transaction():
            for message in messages:
                if store.messages.get(message.slot) or store.messages.by_message_id(message.mail.message_id):
                    done.known += 1
                elif without_erased(store, [message]):
                    done.erased += 1
                else:
                    store.messages.put(message)
                    store.messages.settle([message.slot])
                    done.new += 1

    def _keep_whole(self, message: Message, octets: bytes) -> None:
        """A big one, whose files lie on no server from which they could be had when they are wanted. In pieces, between
        which a claim can write."""
        slot, came = message.slot, message.original
        if came is not None and not came.left_out:
            return
        if self._store.messages.get(slot) and not self._store.messages.places(slot):
            self._store.contents.keep(slot, WHOLE, octets)


def _message(parsed: Parsed, team: Team, home: str) -> Message:
    mail, ours = parsed.mail, {address.lower(): address for address in team.mailboxes}
    sender = mail.sender.email.lower() if mail.sender else ""
    return Message(
        parsed.slot,
        mail,
        sender in ours,
        mail.date or 0,
        ours.get(sender) or _through(mail, ours) or home,
        original=parsed.original,
        snippet=parsed.snippet,
    )


def _through(mail: ParsedMail, ours: dict[str, str]) -> str:
    found = (ours.get(one.email.lower(), "") for one in (*mail.to, *mail.cc))
    return next(filter(None, found), "")
