"""The notification server of a Linux desktop, spoken to over the session's D-Bus.

One thread has the connection: a server that hangs is waited for by nobody. Qt's own D-Bus cannot be used from Python
for this: the server wants an unsigned number, and a Python number is sent as a signed one (measured with PySide6
6.11), which servers refuse.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from jeepney import DBusAddress, HeaderFields, MatchRule, Message, MessageType, message_bus, new_method_call
from jeepney.io.threading import DBusConnection, ReceiveStopped, open_dbus_connection

from desktop.ports.notifier import Note

_SERVER = DBusAddress(
    "/org/freedesktop/Notifications",
    bus_name="org.freedesktop.Notifications",
    interface="org.freedesktop.Notifications",
)
_ON_CLICK = "default"
"""The action's name, by the specification, of a click on the note itself."""

_SERVERS_CHOICE = -1
"""How long the note stays."""

_MOST = 64
"""Messages that wait for a server that takes none; older ones go."""


class FreedesktopNotifier:
    """``pressed`` is told the note's id and the action's name, ``lost`` a note that could not be shown; both from this
    notifier's own thread. Implements ``ports.notifier.Notifier``."""

    def __init__(self, bus: str, pressed: Callable[[str, str], None], lost: Callable[[Note], None]) -> None:
        """``bus``: the session's address, as in DBUS_SESSION_BUS_ADDRESS."""
        self._bus = bus
        self._pressed = pressed
        self._lost = lost
        self._wanted: deque[Note | str] = deque(maxlen=_MOST)
        """Notes to be shown, and ids of those to be withdrawn."""
        self._asked: dict[int, Note] = {}
        """By the number of the message that asked for it."""
        self._shown: dict[str, int] = {}
        """The server's number of a note, by our id."""
        self._first: dict[str, str] = {}
        """What a click on the note means, by our id."""
        self._ending = threading.Event()
        self._connection: DBusConnection | None = None
        self._turn = threading.Lock()
        self._gone = False
        self._next: dict[str, Note] = {}
        """What is to take the place of a note of which the server has not told the number yet."""
        self._thread = threading.Thread(target=self._run, name="notifications", daemon=True)
        self._thread.start()

    def show(self, note: Note) -> None:
        with self._turn:
            gone = self._gone
            self._wanted.append(note)
        self._lose() if gone else self._wake()

    def withdraw(self, note: str) -> None:
        self._wanted.append(note)
        self._wake()

    def close(self) -> None:
        self._ending.set()
        self._wake()
        self._thread.join(1.0)

    def _wake(self) -> None:
        with self._turn, suppress(OSError):
            if self._connection is not None:
                self._connection.interrupt()

    def _lose(self) -> None:
        """There is no bus, or it has gone."""
        with self._turn:
            self._gone = True
            lost = [one for one in self._wanted if isinstance(one, Note)]
            self._wanted.clear()
        for note in lost:
            self._lost(note)

    # -- on the thread ------------------------------------------------------------------------------------------

    def _run(self) -> None:
        try:
            connection = open_dbus_connection(self._bus)
        except (OSError, RuntimeError, ValueError, StopIteration, TimeoutError):
            self._lose()
            return
        with self._turn:
            self._connection = connection
        try:
            for signal in ("ActionInvoked", "NotificationClosed"):
                connection.send(
                    message_bus.AddMatch(MatchRule(type="signal", interface=_SERVER.interface, member=signal))
                )
            self._serve(connection)
        except (OSError, ConnectionError):
            self._lose()
        finally:
            with self._turn:
                self._connection = None
            connection.close()

    def _serve(self, connection: DBusConnection) -> None:
        while not self._ending.is_set():
            while self._wanted:
                self._send(connection, self._wanted.popleft())
            try:
                self._hear(connection.receive())
            except ReceiveStopped:
                connection.reset_interrupt()
        for number in self._shown.values():
            connection.send(new_method_call(_SERVER, "CloseNotification", "u", (number,)))

    def _send(self, connection: DBusConnection, wanted: Note | str) -> None:
        if isinstance(wanted, str):
            number = self._shown.pop(wanted, None)
            if number is not None:
                connection.send(new_method_call(_SERVER, "CloseNotification", "u", (number,)))
            return
        if any(asked.id == wanted.id for asked in self._asked.values()):
            self._next[wanted.id] = wanted
            return
        serial = next(connection.outgoing_serial)
        self._asked[serial] = wanted
        self._first[wanted.id] = wanted.actions[0][0] if wanted.actions else ""
        connection.send(self._call(wanted), serial)

    def _call(self, note: Note) -> Message:
        actions = [_ON_CLICK, note.actions[0][1]] if note.actions else []
        for name, text in note.actions:
            actions += [name, text]
        hints = {"desktop-entry": ("s", "sportello"), "category": ("s", "email.arrived")}
        before = self._shown.get(note.id, 0)
        body = ("Sportello", before, "sportello", note.title, _escaped(note.body), actions, hints, _SERVERS_CHOICE)
        return new_method_call(_SERVER, "Notify", "susssasa{sv}i", body)

    def _hear(self, message: Message) -> None:
        header = message.header
        fields: dict[Any, Any] = header.fields
        if header.message_type in (MessageType.method_return, MessageType.error):
            note = self._asked.pop(fields.get(HeaderFields.reply_serial, 0), None)
            if note is not None and header.message_type is MessageType.error:
                self._lost(note)
            elif note is not None:
                self._shown[note.id] = message.body[0]
            if note is not None and note.id in self._next:
                self._wanted.append(self._next.pop(note.id))
        elif header.message_type is MessageType.signal and fields.get(HeaderFields.interface) == _SERVER.interface:
            note_id = next((one for one, number in self._shown.items() if number == message.body[0]), "")
            if fields.get(HeaderFields.member) == "NotificationClosed":
                self._shown.pop(note_id, None)
            elif note_id:
                action = message.body[1]
                self._pressed(note_id, self._first[note_id] if action == _ON_CLICK else action)


def _escaped(text: str) -> str:
    """Servers take a body for markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
