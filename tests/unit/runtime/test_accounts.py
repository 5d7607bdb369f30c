"""Settings to accounts: what is no account says so and leaves the others alone."""

from __future__ import annotations

import pytest

from desktop.domain.errors import SportelloError
from desktop.runtime.accounts import Accounts, Settings

GOOD: Settings = {"imap_host": "imap.x", "imap_port": 993, "smtp_host": "smtp.x", "smtp_port": 465}


def test_each_mailbox_for_itself() -> None:
    told: dict[str, Settings] = {
        "good@x.it": GOOD,
        "text@x.it": {**GOOD, "imap_port": "novecento"},
        "bare@x.it": {},
        "odd@x.it": {**GOOD, "security": "forse"},
    }
    accounts = Accounts(lambda: told, lambda address, settings: (address, settings["imap_port"]))

    assert accounts["good@x.it"] == ("good@x.it", 993)
    for address in ("text@x.it", "bare@x.it", "odd@x.it"):
        with pytest.raises(SportelloError, match="mailbox-settings") as refused:
            accounts.get(address)
        assert refused.value.facts == {"address": address}
    assert accounts.get("none@x.it") is None
    assert len(accounts) == len(list(accounts)) == 4
