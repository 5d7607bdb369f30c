"""The command line's shop, with programs running on its profiles."""

from __future__ import annotations

from tests.integration.cli.conftest import (  # noqa: F401 - fixtures
    _office,
    _once_a_process,
    _sink,
    dovecot,
    fresh,
    office,
    shop,
    sink,
)
