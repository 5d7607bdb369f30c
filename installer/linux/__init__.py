"""Sportello for Debian and its family."""
