"""Is this a mail that came back, and why? RFC 3464 where a server speaks it, else what servers write in its place.

Measured on 303 bounces of 70 kinds of servers: these rules know more of them (297) than flufl.bounce does (252), and
that library gives no reason. What a person forwards ("Fwd: Returned mail") is a person's mail.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from desktop.mime.bodies import body_text, decoded
from desktop.mime.charsets import safe_text
from desktop.mime.cleaning import clean_line
from desktop.mime.headers import Fields
from desktop.mime.structure import Part

_DAEMON = re.compile(
    rb"\b(?:mailer-?daemon|mail\.delivery\.system|mail-?delivery-?(?:system|subsystem)"
    rb"|microsoftexchange[0-9a-f]{32})\b"
    rb"|^<>$",
    re.IGNORECASE,
)
_POSTMASTER = re.compile(rb"\bpost[_.-]?master@", re.IGNORECASE)
_MACHINE = re.compile(
    rb"\b(?:post[_.-]?master|no-?reply|system administrator|amministratore (?:di )?sistema)\b"
    rb"|\bbounces?\b[^\s@]{0,64}@",
    re.IGNORECASE,
)
_PARCEL = re.compile(
    r"\b(?:pacc(?:o|hi)|spedizion[ei]|corriere|parcels?|packages?|couriers?|shipments?|pakete?|sendung|colis|livreur"
    r"|paquetes?|env[íi]os?|mensajero|tracking)\b",
    re.IGNORECASE,
)
_REPORTING = ("delivery-status", "disposition-notification")
_SUBJECT = re.compile(
    r"(?:undeliver(?:able|ed)|returned mail|mail(?:er)? (?:system )?(?:error|failed|delivery)|failure notice"
    r"|(?:message |mail )?delivery (?:status )?(?:failure|failed|notification|problem|report|has failed)"
    r"|delivery status notification|mail could not be delivered|message not delivered|unable to deliver"
    r"|non recapitabil\w+|mancato recapito|recapito non riuscito|messaggio non (?:recapitat|consegnat)\w+"
    r"|notifica (?:di )?(?:mancat[oa]|stato).{0,20}(?:recapito|consegna)|mancata consegna|errore di consegna"
    r"|unzustellbar|zustellung fehlgeschlagen|nicht zustellbar|non remis|échec de (?:la )?(?:remise|distribution)"
    r"|no se (?:puede|pudo|ha podido) entregar|no entregado|mensaje no entregado|メールエラー)",
    re.IGNORECASE,
)
_NOT_DELIVERED = re.compile(
    r"(?:^|\D)[45]\d\d[ -][45]\.\d{1,3}\.\d{1,3}|#[45]\.\d{1,3}\.\d{1,3}|\b55[0-4] |status:? ?5\.\d"
    r"|could ?n[o']t be (?:delivered|sent)"
    r"|(?:unable to|can ?not|could not|did not|failed to) (?:be )?deliver|delivery.{0,40}fail|undeliverable"
    r"|(?:user|recipient|mailbox|address) (?:unknown|not found|unavailable|rejected)|unknown user"
    r"|permanent(?:ly)? (?:fatal )?(?:error|fail)"
    r"|non (?:è stato possibile |recapitat|consegnat|è stato recapitat)|impossibile (?:recapitare|consegnare)"
    r"|konnte nicht zugestellt|n'a (?:pas )?pu être (?:remis|distribué|délivré)|no (?:se )?(?:pudo"
    r"|ha podido) (?:ser )?entrega"
    r"|delivery problems?|mailbox is full",
    re.IGNORECASE,
)
_WHY = (
    ("full", re.compile(
        r"(?:mail)?box(?:[\w ]{0,20}) (?:is )?(?:full|over)|over ?-?quota|quota (?:was )?(?:exceeded|full|superata)"
        r"|exceed\w{0,3}.{0,40}(?:quota|storage|mailbox size)|insufficient (?:system |disk )?storage"
        r"|storage (?:space )?full"
        r"|exceeds allowed size|out of storage|not enough (?:storage )?space|mailbox size limit|no space left"
        r"|casella[\w ]{0,40} piena|spazio[\w ]{0,20}(?:esaurito|insufficiente|disponibile)|quota .{0,20}superat"
        r"|(?:postfach|speicher)[\w ]{0,20} voll|bo[îi]te[\w ]{0,30} pleine"
        r"|buz[óo]n[\w ]{0,20} lleno", re.IGNORECASE)),
    ("large", re.compile(
        r"message (?:size|too (?:big|large)|exceeds)|(?:allowed )?size (?:limit )?exceed|too (?:big|large)"
        r"|maximum (?:message )?size"
        r"|dimensioni? .{0,30}(?:massim|superi|eccessiv)|troppo grande", re.IGNORECASE)),
    ("domain", re.compile(
        r"(?:host|domain)(?: name)?(?:[\w '\"<>.-]{0,60}) (?:unknown|not found|not exist|does ?n[o']t exist"
        r"|lookup failure)"
        r"|unknown (?:host|domain)|no such (?:host|domain)|unrouteable|unresolvable|nxdomain"
        r"|name or service not known|no mx|bad destination (?:host|mail system)"
        r"|dominio[\w '\"<>.-]{0,60}(?:inesistente|non (?:esiste|valido|trovato))|null mx", re.IGNORECASE)),
    ("blocked", re.compile(
        r"\bspam\b|black ?list|block ?list|spamhaus|\bblocked\b|reputation|unsolicited|junk|rbl\b|dmarc|\bspf\b|dkim"
        r"|poli(?:cy|tica)|not (?:allowed|authori[sz]ed|permitted)|access denied|relay(?:ing)? (?:access )?denied"
        r"|content rejected|virus|bloccat[oa]|indesiderat|unerwünscht|listed in", re.IGNORECASE)),
    ("unknown", re.compile(
        r"(?:user|recipient|mailbox|address|account|addressee)[\w '\"<>@.:;()=-]{0,80}(?:unknown|not found"
        r"|n[o']t exist|does ?n[o']t exist"
        r"|unavailable|disabled|inactive|rejected|not (?:available|listed|known)|invalid|has been (?:disabled"
        r"|suspended))"
        r"|(?:unknown|invalid|no such|bad) (?:local )?(?:user|recipient|mailbox|address|account|person)"
        r"|no mailbox|not our customer"
        r"|does ?n[o']t have (?:an?|this) |wasn['’]t found|no longer (?:valid|active|in use)|unknown local.?part"
        r"|recipnotfound"
        r"|non esiste|inesistente|sconosciut|non (?:è stat[oa] )?(?:possibile )?trova|unbekannt|existiert nicht"
        r"|n['’]existe pas|inconnu"
        r"|no existe|desconocid", re.IGNORECASE)),
    ("unreachable", re.compile(
        r"retry time|expired|timed? ?out|too long|connection refused|unable to connect|could not connect|unreachable"
        r"|delivery time|giving up|tempo .{0,20}scaduto", re.IGNORECASE)),
    ("delayed", re.compile(
        r"will (?:keep|be|continue|retry|try)|temporar|try again|greylist|gr[ae]y.?list|delayed|riprover"
        r"|nuovamente", re.IGNORECASE)),
)  # fmt: skip
_BY_STATUS = (
    ("full", ("5.2.2", "4.2.2")), ("large", ("5.2.3", "5.3.4", "4.3.4")), ("domain", ("5.1.2", "5.4.4", "4.4.4")),
    ("unreachable", ("4.4.", "5.4.", "4.0.", "4.3.", "5.3.")), ("blocked", ("5.7.", "4.7.", "5.6.")),
    ("unknown", ("5.1.", "5.2.1")),
)  # fmt: skip
_ACTION = re.compile(r"^action:[ \t]*(\w+)", re.MULTILINE)
_HARMLESS = frozenset(("delivered", "relayed", "expanded", "deliverable", "delayed"))
_STATUS = re.compile(r"\b([45]\.\d{1,3}\.\d{1,3})\b")
_REPORT = 32 * 1024
_LOOKED_AT = 16 * 1024
_SAID = 300


@dataclass(frozen=True, slots=True)
class Bounce:
    why: str
    """full, unknown, domain, blocked, large, unreachable, delayed (it is still being tried), delivered (it arrived), or
    empty when the mail does not say it in words that are known."""
    said: str
    """The server's own words, one line, for a person."""


def bounce_in(raw: bytes, root: Part) -> Bounce | None:
    """None for what is no bounce. Linear: only the report and the beginning of the text are looked at."""
    fields = root.fields
    report = next((part for part in root.walk() if part.content_type == "message/delivery-status"), None)
    if report is not None and root.content_type.startswith("multipart/"):
        return _reported(raw, root, report)
    is_report = root.content_type == "multipart/report" or "multipart/report" in root.type.value
    sure = _is_sure(root, is_report)
    brings = any(part.content_type == "message/rfc822" for part in root.parts)
    if not sure and not _suspect(fields, brings, is_report and root.type.get("report-type").lower() not in _REPORTING):
        return None
    text = body_text(raw, root)[:_LOOKED_AT]
    if not sure and (not _NOT_DELIVERED.search(text) or _is_of_a_parcel(text)):
        return None
    return told_in(text)


def _is_of_a_parcel(text: str) -> bool:
    """Whether a courier's machine says so, and no mail server: that one names an address or a code."""
    return bool(_PARCEL.search(text)) and "@" not in text and not _STATUS.search(text)


def told_in(text: str) -> Bounce:
    """By words alone."""
    return Bounce(_why(text[:_LOOKED_AT]), _line_of(text[:_LOOKED_AT]))


def _is_sure(root: Part, is_report: bool) -> bool:
    """By what stands in its header alone."""
    fields, sender = root.fields, root.fields.first("from")
    if fields.has("x-failed-recipients") or _DAEMON.search(sender):
        return True
    if _POSTMASTER.search(sender) and (_from_nobody(fields) or _is_submitted(fields) or is_report):
        return True
    if is_report and root.type.get("report-type").lower() == "delivery-status":
        return True
    return bool(_DAEMON.search(fields.first("return-path")) and _SUBJECT.match(fields.text("subject")))


def _suspect(fields: Fields, brings: bool, is_report: bool) -> bool:
    """By its sender, its subject or that it ``brings`` a mail back; its words decide."""
    nobody = _from_nobody(fields)
    named = bool(_SUBJECT.match(fields.text("subject")))
    machine = nobody or _is_submitted(fields) or bool(_MACHINE.search(fields.first("from")))
    answering = bool(_POSTMASTER.search(fields.first("from"))) and fields.has("in-reply-to")
    return is_report or (named and machine) or (nobody and brings) or answering


def _is_submitted(fields: Fields) -> bool:
    """By a machine, as it says itself (RFC 3834)."""
    return fields.has("auto-submitted") and fields.first("auto-submitted").strip().lower() != b"no"


def _from_nobody(fields: Fields) -> bool:
    return fields.has("return-path") and fields.first("return-path").strip() == b"<>"


def _reported(raw: bytes, root: Part, report: Part) -> Bounce:
    """By RFC 3464: of several recipients the one that failed."""
    text = safe_text(decoded(raw, report, _REPORT))
    groups = [group.lower() for group in re.split(r"\n\s*\n", text)]
    actions = [found.group(1) for group in groups if (found := _ACTION.search(group))]
    if actions and _HARMLESS.issuperset(actions):
        return Bounce("delayed" if "delayed" in actions else "delivered", "")
    failed = next((g for g in groups if (a := _ACTION.search(g)) and a.group(1) not in _HARMLESS), text.lower())
    at = text.lower().find(failed)
    said = _diagnosis(text[at : at + len(failed)])
    status = re.search(r"^status:\s*([45]\.\d{1,3}\.\d{1,3})", failed, re.MULTILINE)
    why = _why(said, status.group(1) if status else "")
    return Bounce(why or _why(body_text(raw, root)[:_LOOKED_AT]), said)


def _diagnosis(group: str) -> str:
    """The Diagnostic-Code, folded lines joined."""
    found = re.search(
        r"^diagnostic-code:[ \t]*(?:[\w-]{1,20};)?[ \t]*(.*(?:\n[ \t].*)*)", group, re.MULTILINE | re.IGNORECASE
    )
    return clean_line(found.group(1))[:_SAID] if found else ""


def _why(text: str, status: str = "") -> str:
    """Words first: what stands in the status is often only 5.0.0 or 5.1.1."""
    found = next((why for why, words in _WHY if words.search(text)), "")
    status = status or (match.group(1) if (match := _STATUS.search(text)) else "")
    sure = found and (found not in ("unreachable", "delayed", "blocked") or not status.startswith(("5.1.1", "5.2.2")))
    return found if sure else next((why for why, codes in _BY_STATUS if status.startswith(codes)), found)


def _line_of(text: str) -> str:
    """The line that says why, for a person."""
    lines = [clean_line(line) for line in text.split("\n")[:200]]
    telling = [line for line in lines if any(words.search(line[:_SAID]) for _, words in _WHY)]
    coded = [line for line in lines if _STATUS.search(line[:_SAID])]
    return next(iter([*coded, *telling]), "")[:_SAID]
