"""What a command's document says, in a line or two."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from textwrap import shorten
from typing import Any

from desktop.domain.errors import SportelloError
from desktop.runtime.demo.stage import Done
from desktop.runtime.sentences import Sentences

_Document = Mapping[str, Any]
_QUOTED = 150
_LISTED = 5


def spoken(done: Done, sentences: Sentences) -> list[str]:
    """The sentence of an error, else the command's own line; at least one line."""
    if "error" in done.document:
        return [str(done.document["message"])]
    speak = _SPEAKERS.get(done.words[0], _edited(done.words[0]))
    return speak(done.document, sentences)


def quoted(text: str) -> str:
    return f"«{shorten(' '.join(text.split()), _QUOTED, placeholder=' …')}»"


def _edited(word: str) -> Callable[[_Document, Sentences], list[str]]:
    name = {"tag": "tagged", "status": "status-set", "note": "noted", "release": "released"}.get(word, word)

    def speak(document: _Document, sentences: Sentences) -> list[str]:
        facts = {"reference": document["reference"], "tags": ", ".join(document["tags"]), "status": document["status"]}
        return [sentences.line(name, **facts)]

    return speak


def _team(document: _Document, sentences: Sentences) -> list[str]:
    if "probe" in document:
        probed = sentences.line(f"probe-{document['probe']['colour']}")
        return [sentences.line("tour-founded", team=document["team"], agent=document["agent"]), probed]
    if "file" in document:
        expires, fingerprint = _seconds(document["expires"]), document["fingerprint"]
        return [sentences.line("tour-invited", fingerprint=fingerprint, until=expires)]
    facts = {name: document[name] for name in ("team", "agent", "fingerprint")}
    return [sentences.line("joined", **facts)]


def _synced(document: _Document, sentences: Sentences) -> list[str]:
    facts = {name: document[name] for name in ("tickets", "messages", "head")}
    return [sentences.line("synced", **facts), *(error["message"] for error in document["stopped"])]


def _tickets(document: _Document, sentences: Sentences) -> list[str]:
    rows = document["tickets"]
    lines = [f"#{r['number']} {r['reference']}  {r['customer'][:24]:<24}  {r['subject']}" for r in rows[:_LISTED]]
    more = len(rows) - _LISTED
    return [*lines, sentences.line("tour-more", count=more)] if more > 0 else lines


def _show(document: _Document, sentences: Sentences) -> list[str]:
    facts = {"customer": document["customer"], "subject": document["subject"], "waiting": document["waiting"]}
    last = next((m for m in reversed(document["messages"]) if not m["outgoing"]), None)
    return [sentences.line("tour-shown", **facts), *([quoted(last["text"])] if last else [])]


def _claimed(document: _Document, sentences: Sentences) -> list[str]:
    return [sentences.line("claimed", reference=document["reference"], until=_seconds(document["holder_until"]))]


def _sent(document: _Document, sentences: Sentences) -> list[str]:
    facts = {"reference": document["reference"], "address": ", ".join(document["recipients"])}
    covered = document["answered"]
    return [sentences.line("sent", **facts), *([sentences.line("tour-covers", count=covered)] if covered > 1 else [])]


def _review(document: _Document, sentences: Sentences) -> list[str]:
    lines = []
    for item in document["items"]:
        facts = {"agent": item["agent"] or "-", "reference": item["reference"] or "-", "when": _seconds(item["when"])}
        lines.append(f"{item['id'][:8]}  {sentences.of(SportelloError(item['reason'], **facts)).message}")
        lines.append(f"          {quoted(item['text'])}")
    return lines or [sentences.line("nothing-to-review")]


def _settled(document: _Document, sentences: Sentences) -> list[str]:
    return [sentences.line("settled", result=document["result"])]


def _journal(document: _Document, _sentences: Sentences) -> list[str]:
    return [
        f"{e['position']:>6}  {e['agent'] or '':<6} {e['kind']:<16} {'' if e['state'] == 'applied' else e['reason']}"
        for e in document["entries"]
    ]


def _doctor(document: _Document, _sentences: Sentences) -> list[str]:
    return [f"{c['state']:<8} {c['name']:<28} {c.get('message') or c['detail']}" for c in document["checks"]]


def _seconds(moment: str | None) -> int:
    return int(datetime.fromisoformat(moment).timestamp()) if moment else 0


_SPEAKERS: dict[str, Callable[[_Document, Sentences], list[str]]] = {
    "team": _team,
    "sync": _synced,
    "tickets": _tickets,
    "show": _show,
    "claim": _claimed,
    "reply": _sent,
    "review": _review,
    "settle": _settled,
    "journal": _journal,
    "doctor": _doctor,
}
