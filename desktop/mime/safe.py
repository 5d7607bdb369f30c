"""The doors through which dirty mail comes in. Whatever they are given, they raise nothing and take less than a second:
what goes beyond the limits of real mail is cut.

``safe_header``     a raw value to one clean line          ``safe_date``      to seconds since 1970 UTC, or None
``safe_addresses``  a raw value to mailboxes               ``safe_text``      octets and their charset to clean text
``safe_filename``   a name out of a mail to one that can be shown and written to a disk
"""

from __future__ import annotations

from desktop.mime.addresses import safe_addresses
from desktop.mime.charsets import safe_text
from desktop.mime.filenames import safe_filename
from desktop.mime.headers import safe_date, safe_header

__all__ = ["safe_addresses", "safe_date", "safe_filename", "safe_header", "safe_text"]
