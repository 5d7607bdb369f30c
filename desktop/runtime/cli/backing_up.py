"""backup: settings and drafts into a file, and out of it again."""

from __future__ import annotations

from desktop.runtime import backup
from desktop.runtime.cli.session import Session


def back_up(session: Session) -> None:
    words, profile = session.words, session.profile
    if words.restore:
        session.acting  # noqa: B018 - takes the profile: an open window would write over what comes back
        moved = backup.bring_back(words.file, profile.path, profile.store, session.team)
    else:
        moved = backup.write(words.file, profile.path, profile.store, session.team)
    document = {"drafts": moved.drafts, "settings": moved.settings, "passed_over": moved.passed_over}
    said = "brought-back" if words.restore else "backed-up"
    session.out.answer(
        {"file": str(words.file), **document},
        lambda: [session.out.sentences.line(said, path=str(words.file), **document)],
    )
