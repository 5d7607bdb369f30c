"""The one way from the lanes into the window.

The bridge lives in the GUI thread and never moves. ``post`` may be called from any thread: Qt sees that the
receiver lives elsewhere and queues the call. Only bound methods of QObjects are ever connected: a lambda or a plain
function would run in the emitting thread (measured).
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop.engine.notices import Notice


class Bridge(QObject):
    said = Signal(object)
    """A notice (``engine.notices``)."""

    def post(self, notice: Notice) -> None:
        """From any thread. A notice that comes after the window has gone is dropped."""
        try:
            self.said.emit(notice)
        except RuntimeError:
            return
