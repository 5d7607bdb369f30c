"""import: mbox and EML files into this workstation's history."""

from __future__ import annotations

from desktop.runtime.cli.session import Session
from desktop.runtime.importing import mails

_LISTED = 20


def take_in(session: Session) -> None:
    station, found = session.acting, mails(session.words.files)
    done = station.importing.take_in(found, session.team, station.journal.me.home)
    line = session.out.sentences.line

    def lines() -> list[str]:
        said = [line("imported", new=done.new, known=done.known)]
        if done.erased:
            said.append(line("imported-erased", count=done.erased))
        if done.unreadable:
            said += [line("imported-unreadable", count=len(done.unreadable)), *done.unreadable[:_LISTED]]
        return said

    document = {"new": done.new, "known": done.known, "erased": done.erased, "unreadable": done.unreadable}
    session.out.answer(document, lines)
