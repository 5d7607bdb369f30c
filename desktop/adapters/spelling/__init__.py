"""Spelling by the dictionaries of the system, where the extra `spelling` is installed."""
