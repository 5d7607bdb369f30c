"""Notifications of the desktop, as freedesktop.org has specified them (Desktop Notifications 1.2, over D-Bus)."""
