"""A desktop's notification server on a session bus of its own: a real dbus-daemon, and a server that remembers."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from jeepney import DBusAddress, HeaderFields, MessageType, message_bus, new_method_return, new_signal
from jeepney.io.threading import DBusConnection, ReceiveStopped, open_dbus_connection

_PATH = "/org/freedesktop/Notifications"
_NAME = "org.freedesktop.Notifications"

_CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path={socket}</listen>
<policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy>
</busconfig>"""


@dataclass
class Shown:
    number: int
    replaces: int
    title: str
    body: str
    actions: list[str]


@dataclass
class Desktop:
    """``shown``: all that it was ever asked to show, oldest first; ``closed``: numbers it was asked to close."""

    bus: str
    shown: list[Shown] = field(default_factory=list)
    closed: list[int] = field(default_factory=list)
    _connection: DBusConnection | None = None

    def press(self, number: int, action: str) -> None:
        """As a person does."""
        assert self._connection is not None
        emitter = DBusAddress(_PATH, interface=_NAME)
        self._connection.send(new_signal(emitter, "ActionInvoked", "us", (number, action)))

    def serve(self, connection: DBusConnection) -> None:
        self._connection = connection
        with suppress(ReceiveStopped, OSError):
            while True:
                message = connection.receive()
                if message.header.message_type is not MessageType.method_call:
                    continue
                fields = message.header.fields
                if fields[HeaderFields.member] == "Notify":
                    assert fields[HeaderFields.signature] == "susssasa{sv}i", "servers refuse any other"
                    _, replaces, _, title, body, actions, _, _ = message.body
                    number = replaces or len(self.shown) + 1
                    self.shown.append(Shown(number, replaces, title, body, actions))
                    connection.send(new_method_return(message, "u", (number,)))
                elif fields[HeaderFields.member] == "CloseNotification":
                    self.closed.append(message.body[0])
                    connection.send(new_method_return(message))


@contextmanager
def bus(folder: Path) -> Iterator[str]:
    """A session bus that nobody else is on; its address."""
    config, socket = folder / "bus.conf", folder / "bus"
    config.write_text(_CONFIG.format(socket=socket))
    command = ["dbus-daemon", f"--config-file={config}", "--nofork", "--print-address=1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as daemon:
        try:
            assert daemon.stdout is not None
            yield daemon.stdout.readline().strip()
        finally:
            daemon.terminate()


@contextmanager
def desktop(folder: Path) -> Iterator[Desktop]:
    with bus(folder) as address:
        connection = open_dbus_connection(address)
        found = Desktop(address)
        thread = threading.Thread(target=found.serve, args=(connection,), daemon=True)
        connection.send(message_bus.RequestName(_NAME))
        thread.start()
        try:
            yield found
        finally:
            connection.interrupt()
            thread.join(5)
            connection.close()
