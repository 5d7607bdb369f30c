"""What the desktop is told of."""

from __future__ import annotations

from desktop.journal.state import Team
from desktop.ui import vocabulary

MINE = "mine"


def notifying(team: Team) -> list[tuple[str, str]]:
    """Places of which a person may wish to hear: key and name. What is not theirs belongs to its mailbox."""
    return [(MINE, vocabulary.place(MINE)), *((address, address) for address in team.mailboxes)]
