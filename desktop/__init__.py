"""Sportello: a desktop inbox for customer-care teams, whose shared state is a journal in a mail folder."""

__version__ = "0.1.0"
