"""Bytes of mail to values and back. Pure functions that never raise on what the world sends."""
