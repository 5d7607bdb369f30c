"""Waiting for a condition with a deadline, and a free loopback port: what every peer needs."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable


def until(condition: Callable[[], bool], what: str, seconds: float = 10.0) -> None:
    """Look again and again until ``condition`` holds. Raises TimeoutError naming ``what``."""
    pause = threading.Event()
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(what)
        pause.wait(0.005)


def free_port() -> int:
    """A port that nobody listens on now; its user must notice when somebody else was faster."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def greets(port: int, token: bytes) -> bool:
    """Whether a server on that loopback port greets with a line that contains ``token``."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=2) as client:
            client.settimeout(2)
            return token in client.recv(4096)
    except OSError:
        return False
