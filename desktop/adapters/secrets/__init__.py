"""Passwords and signing keys: from the environment, the system keyring, or sealed in the profile."""
