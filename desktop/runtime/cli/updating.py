"""update: whether there is a newer version of the program, its installer, and what a lead says of it to the team."""

from __future__ import annotations

from desktop.domain.errors import SportelloError
from desktop.engine import updating
from desktop.engine.updates import LARGEST, Offer
from desktop.runtime import release
from desktop.runtime.cli.session import Session
from desktop.runtime.files import bytes_of


def check(session: Session) -> None:
    """Nothing is installed, and nothing is loaded but what the publisher says of it."""
    found, line = session.profile.updating(session.profile.store), session.out.sentences.line
    offer = _offer(session)
    running = release.release().running
    document = {"running": running, "place": found.place or None, "offer": _document(session, offer)}
    nothing = "updates-none" if found.place else "updates-nowhere"
    session.out.answer(document, lambda: [line(nothing, running=running)] if offer is None else _lines(session, offer))


def save(session: Session) -> None:
    offer = _offer(session)
    if offer is None:
        raise SportelloError("no-update", running=release.release().running)
    path = session.profile.updating(session.profile.store).save(offer, session.words.to)
    line = session.out.sentences.line
    document = {"version": offer.version, "file": str(path)}
    session.out.answer(document, lambda: [line("update-saved", version=offer.version, path=str(path))])


def publish(session: Session) -> None:
    words, line = session.words, session.out.sentences.line
    data = bytes_of(words.file, LARGEST + 1)
    version = updating.publish(session.acting.journal, data, release.keys(), words.files)
    session.out.answer({"published": version}, lambda: [line("update-published", version=version)])


def _offer(session: Session) -> Offer | None:
    """By what the journal said when it was last read, where the team looks there."""
    if not release.keys():
        raise SportelloError("update-no-key")
    return session.profile.updating(session.profile.store).look(asked=True)


def _document(session: Session, offer: Offer | None) -> dict[str, object] | None:
    if offer is None:
        return None
    installer = offer.installer
    return {
        "version": offer.version,
        "date": offer.date,
        "notes": offer.told(session.out.sentences.language),
        "due": offer.due,
        "page": offer.page or None,
        "place": offer.place or None,
        "file": installer.name if installer else None,
        "size": installer.size if installer else None,
        "sha256": installer.sha256 if installer else None,
    }


def _lines(session: Session, offer: Offer) -> list[str]:
    line, lines = session.out.sentences.line, []
    lines.append(line("update-there", version=offer.version, date=offer.date, running=offer.running))
    if offer.due:
        lines.append(line("update-due", running=offer.running, version=offer.version))
    lines += [offer.told(session.out.sentences.language)] if offer.notes else []
    if offer.page:
        lines.append(line("update-page", page=offer.page))
    if offer.installer is not None and offer.place:
        lines.append(line("update-file", file=offer.installer.name, place=offer.place))
    return lines
