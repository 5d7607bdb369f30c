"""Which lines of a mail are quoted from an earlier one, and which are a signature: to be folded, never dropped.

What a customer wrote must never be hidden, so in doubt a line counts as theirs: a header block below which everything
is folded needs a date and an address, the mark of an answer or a time and a subject, an attribution without marked
quotes a date, a time and a name, a signature is short and says nothing. Italian, English, German, French and Spanish,
and what has the shape of an attribution in any other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from desktop.mime.attributions import DATED, OPENER, TIME, VERB, names_a_writer
from desktop.mime.signatures import is_mark_of_a_program, says_something, signature_length

SNIPPET = 120
"""Characters of a mail's beginning that a list shows."""

_LINES = 4_000
"""Lines that are looked at; what follows them counts as the sender's own."""
_LINE = 400
"""Characters of a line that are looked at."""
_OVER = 4
"""Lines over which mail programs break an attribution."""
_ARROWS = re.compile(r" ?>+[^<>]{1,80}<+")
_ARROW = re.compile(r" ?>(?:\d[^>]*$|[^>]+ >{1,3} |>>|[:;=]-?[()DOo|/])")
_NESTED = re.compile(r" ?>\s?>")
_LIST = 6
"""Lines with arrows below a colon that may be a list."""
_ATTRIBUTES = re.compile(rf"[\d@]|{VERB.pattern}", re.IGNORECASE)
_SEPARATOR = re.compile(
    r"\s*(?:-{2,40}\s*(?:original message|messaggio originale|messaggio inoltrato|forwarded message|reply message"
    r"|ursprüngliche nachricht|originalnachricht|weitergeleitete nachricht|message d['’]origine|message original"
    r"|message transféré|mensaje original|mensaje reenviado|original appointment|oprindelig meddelelse"
    r"|oprindelig besked|oorspronkelijk bericht)\s*-{2,40}"
    r"|(?:begin forwarded message|inizio messaggio inoltrato|anfang der weitergeleiteten (?:nachricht|e-mail)"
    r"|début du message (?:réexpédié|transféré)|inicio del mensaje reenviado)\s*:)\s*",
    re.IGNORECASE,
)
_RULE = re.compile(r"\s*(?:_{10,}|-{10,}|={10,})\s*")
_LABEL = re.compile(
    r"[*_ ]{0,8}([A-Za-zÀ-ž\u3040-\u9fff][\w.-]{0,11}(?: el| le| du)?)[*_ ]{0,8}\s?:[*_ ]{0,8}(\s?.*)", re.DOTALL
)
_FROM = frozenset("from da von de fra från van od 发件人 寄件者 差出人".split())
_SENT = frozenset(
    (
        "sent",
        "inviato",
        "inviata",
        "gesendet",
        "envoyé",
        "envoyé le",
        "envoye",
        "envoye le",
        "enviado",
        "enviado el",
        "skickat",
        "sendt",
        "verzonden",
        "wysłano",
        "message du",
        "发送时间",
        "寄件日期",
        "送信日時",
    )
)
_DATE = _SENT | frozenset("date data datum fecha dato datę 日期 日時".split())
_SUBJECT = frozenset("subject oggetto betreff objet sujet asunto emne ämne onderwerp temat 主题 主旨 件名".split())
_TO = frozenset("to a an à para til till aan do 收件人 宛先".split())
_BLOCK = 8
"""Lines of a header block that are looked at."""
_REPLIES = re.compile(r"\s?(?:re|r|aw|rif|ris|i|fw|fwd|wg|tr|rv|sv|vs|antw)\s?(?:\[\d+\])?:", re.IGNORECASE)
_FORWARDED = re.compile(
    r"inoltrato|forwarded message|weitergeleitete|message (?:transféré|réexpédié)|reenviado", re.IGNORECASE
)
_POINTS_BELOW = re.compile(
    r"\b(?:rispo\w+|vedi|vedere|legg\w+|trov\w+|comment\w*|scritt\w+|riport\w+)\b.{0,40}"
    r"\b(?:sotto|seguito|calce|in-?line|in (?:linea|rosso|blu|verde|maiuscolo|grassetto)|[ft]ra le righe"
    r"|nel (?:testo|corpo)|nella (?:sua|tua|vostra))\b|\b(?:sotto|seguito|calce)\b.{0,40}\brispost\w+"
    r"|\b(?:answer\w*|repl\w+|respon\w+|comment\w*|see|wrote|written)\b.{0,40}"
    r"\b(?:below|in-?line|in (?:red|blue|green|caps|capitals|bold|your (?:e-?)?mail|your text)|between the lines)\b"
    r"|\b(?:antwort\w*|siehe|kommentar\w*|geschrieben)\b.{0,40}"
    r"\b(?:unten|in (?:rot|blau|grün|fett|großbuchstaben|ihrer (?:e-?)?mail)|im text|zwischen den zeilen)\b"
    r"|\b(?:répon\w+|voir|voyez|commentaire\w*)\b.{0,40}"
    r"\b(?:ci-dessous|plus bas|en (?:rouge|bleu|vert|gras|majuscules)|dans (?:le texte|votre)|entre les lignes)(?!\w)"
    r"|\b(?:respo\w+|respuesta\w*|contest\w+|ver|vea|comentario\w*)\b.{0,40}"
    r"\b(?:abajo|debajo|a continuación|en (?:rojo|azul|verde|negrita|mayúsculas|el texto|su correo)|entre líneas)\b"
    r"|\b(?:inoltr(?:o|iamo)|vi giro|fyi|forwarding|forwarded to me|weiterleit\w*|leite\b.{0,40}\bweiter"
    r"|(?:vous|te) (?:transf[èe]re|fais suivre)|reenv[íi]o)\b",
    re.IGNORECASE,
)
"""Who says so has written into the quote, or forwards what is to be read: nothing of it is folded."""
_ABOVE = 40
"""Lines above a quote in which that is looked for."""
_FORM = frozenset(
    "messaggio message testo text nachricht mensaje commento commenti comment comments telefono phone tel telefon nome"
    " name cognome email e-mail indirizzo address prodotto product contenuto ordine order bestellung commande pedido"
    " stato status statut estado tracking".split()
)
"""Labels of what somebody filled in: the lines around them are no header of a mail."""
_NAME = 4
"""Words of a sender's name that stands alone."""
_BROKEN = re.compile(r"<[^<>\s]{3,}$")
_CLOSED = re.compile(r"> ?[^<>:]{0,30}:")
"""An attribution that was broken inside its address, before the bracket that closes it: no quote begins there."""

_CALLED = (
    r"(?:[^\W\d_a-zà-ÿ][\w.'’&-]*|a|ad|all|tutt[ie]|voi|team|staff|servizio|clienti|assistenza|supporto|negozio"
    r"|signor[aei]?|sig\.?(?:r?a)?|gent\.?\w*|dott\.?\w*|ragazz[ie]|amic[oiah]+|there|everyone|everybody|sir|madam|or"
    r"|customer|service|support|care|guys|folks|friends?|and|und|herr|frau|damen|alle|zusammen|ihr|madame|monsieur"
    r"|et|tous|à|équipe|equipo|señor\w*|todos|y|e|ed|di|del|della|de|la|le|les|las|los|il|lo|l['’]\w+)(?![\w'’])"
)
"""A name, a title, or whom else a greeting is for: ``Hi my parcel is broken`` is more than one."""
_GREETING = re.compile(
    r"\s*(?:gentil(?:e|i|issim[aio])|egregi[oa]?|spett(?:abile|\.(?:le)?)|buon ?(?:giorno|d[iì]|pomeriggio)"
    r"|buona ?(?:sera|giornata)|salve|ciao|car[aoie]|hi|hello|hey|dear|good (?:morning|afternoon|evening)"
    r"|guten (?:tag|morgen|abend)|hallo|moin|liebe[rs]?|sehr geehrte[rs]?|bonjour|bonsoir|salut|ch(?:er|ère)s?"
    r"|madame|monsieur|hola|buen[oa]s (?:días|dias|tardes|noches)|estimad[oa]s?|querid[oa]s?)\b"
    rf"(?:[ /]+(?-i:{_CALLED})){{0,5}}\s*(?:[,!;.:]+|$)\s*",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"\s*(?:(?:cordiali|distinti|cari|tanti|molti)?\s?saluti|cordialmente|un (?:cordiale )?saluto"
    r"|(?:(?:tante|mille|molte) )?grazie(?: (?:mille|infinite|in anticipo|a tutti))?"
    r"|(?:many |with )?thanks(?: in advance)?|thank you|(?:best|kind|warm)?\s?regards|best wishes|best|cheers"
    r"|yours (?:sincerely|faithfully)|sincerely|(?:mit )?(?:freundlichen?|besten?|viele[n]?|liebe[n]?|herzliche[n]?)"
    r" grü(?:ß|ss)en?|mfg|lg|danke(?: im voraus)?|vielen dank|cordialement|bien à vous|bien cordialement|merci"
    r"(?: d['’]avance)?|salutations|(?:un |muchos )?saludos?(?: cordiales)?|atentamente|gracias(?: de antemano)?)"
    r"(?:\s?(?:e|und|et|y|and)\s.{0,30})?[ ,.!…]*",
    re.IGNORECASE,
)
_POLITE = 300
"""Characters of a greeting with its closing words."""
_CLOSES = 5
"""Short lines that may follow a closing word: a name, a telephone."""
_SHORT = 60


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines that belong together. All stretches joined by line ends are the text again."""

    text: str
    quoted: bool


def stretches(text: str) -> tuple[Stretch, ...]:
    """The text as alternating stretches of own words and of what is quoted or signature. A mail that is nothing but
    quoted stays unfolded, and so does one that is forwarded with nothing but a greeting."""
    found = all_stretches(text)
    own = "\n".join(one.text for one in found if not one.quoted)
    folded = own.strip() and not (len(own) < _POLITE and _is_only_polite(own) and _forwards(found))
    return found if folded else (Stretch(text, False),)


def all_stretches(text: str) -> tuple[Stretch, ...]:
    """The same, with everything quoted where everything is."""
    lines = text.split("\n")
    marks = _marked([_bare(line) if line else line for line in lines[:_LINES]], text)
    if not any(marks):
        return (Stretch(text, False),)
    marks += [False] * (len(lines) - len(marks))
    return tuple(
        Stretch("\n".join(lines[n] for n, _ in group), quoted)
        for quoted, group in groupby(enumerate(marks), key=lambda pair: pair[1])
    )


def new_text(text: str) -> str:
    """What the sender wrote in this mail, without what it quotes and without a signature."""
    return "\n".join(one.text for one in stretches(text) if not one.quoted).strip()


def first_words(text: str) -> str:
    """The new text from where it says something: without greeting and closing words. For a line of a list."""
    lines = [line for line in new_text(text).split("\n") if line.strip()]
    said = _without_closing(_without_greeting(lines))
    return "\n".join(said or lines)


def snippet(text: str) -> str:
    """The customer's own words on one line, or whatever there is."""
    return " ".join(first_words(text)[: 4 * SNIPPET].split())[:SNIPPET]


def _is_only_polite(text: str) -> bool:
    rest = _without_greeting([line for line in text.split("\n") if line.strip()])
    closed = not rest or _CLOSING.fullmatch(rest[0][:_LINE])
    return bool(closed) and len(rest) <= _CLOSES and not says_something(rest)


def _forwards(found: Sequence[Stretch]) -> bool:
    return any(one.quoted and _FORWARDED.search(one.text[:_LINE]) for one in found)


def _without_greeting(lines: Sequence[str]) -> list[str]:
    rest = list(lines)
    for _ in range(2):
        if rest and (greeting := _GREETING.match(rest[0][:_LINE])):
            left = rest[0][greeting.end() :]
            rest = [left, *rest[1:]] if left.strip() else rest[1:]
    return rest


def _without_closing(lines: list[str]) -> list[str]:
    for n in range(max(1, len(lines) - _CLOSES - 1), len(lines)):
        below = lines[n + 1 :]
        if _CLOSING.fullmatch(lines[n][:_LINE]) and all(len(line) < _SHORT for line in below):
            return lines if says_something(below) else lines[:n]
    return lines


def _bare(line: str) -> str:
    """As it is looked at. No pattern has to find its way through hundreds of spaces; one tells that there were any."""
    seen = line[:_LINE].replace("\xa0", " ")
    return " " * seen.startswith((" ", "\t")) + seen.strip()


def _marked(lines: list[str], text: str) -> list[bool]:
    """``text`` tells at one look what none of its lines can have."""
    marks = [line.lstrip(" ").startswith(">") for line in lines] if ">" in text else [False] * len(lines)
    _leave_arrows(lines, marks)
    for n, quoted in enumerate(marks):
        if quoted and n and _CLOSED.fullmatch(lines[n]) and _BROKEN.search(lines[n - 1]):
            marks[n] = False
    if ":" in text or "--" in text:
        _take_rest(lines, marks)
    for n, quoted in enumerate(marks):
        if quoted and n and not marks[n - 1]:
            _take_attribution(lines, marks, n)
    _take_signatures(lines, marks, dashes="--" in text)
    if any(marks):
        _take_gaps(lines, marks)
    return marks


def _leave_arrows(lines: list[str], marks: list[bool]) -> None:
    """What begins with an arrow and is no quote: ``>100``, ``> Home > Orders``, ``>>> URGENT <<<``, a short list below
    the customer's own colon."""
    groups = groupby(range(len(lines)), key=marks.__getitem__)
    for run in [list(numbers) for quoted, numbers in groups if quoted]:
        above = lines[run[0] - 1].rstrip() if run[0] else ""
        told = above.endswith(":") and not _ATTRIBUTES.search(above) and not _attribution(lines, run[0] - 1)
        listed = told and len(run) <= _LIST
        alone = len(run) == 1 and not _last_words(lines, run[0]).endswith(":")
        for n in run:
            arrow = _ARROWS.fullmatch(lines[n]) or (alone and _ARROW.match(lines[n]))
            marks[n] = not (arrow or (listed and not _NESTED.match(lines[n])))


def _last_words(lines: list[str], n: int) -> str:
    """The last line with words above."""
    return next((lines[m].rstrip() for m in range(n - 1, -1, -1) if lines[m].strip()), "")


def _take_rest(lines: list[str], marks: list[bool]) -> None:
    """Everything below the mark of an earlier mail, unless that is marked line by line or answered within."""
    attributed = any(line.rstrip(" *_").endswith(":") for line in lines)
    labels = [_labelled(line) if ":" in line else None for line in lines]
    for n, line in enumerate(lines):
        # A cheap look first: nothing of all that is without one of these.
        if marks[n] or not line or not (attributed or ":" in line or "--" in line):
            continue
        above = next((m for m in range(n - 1, -1, -1) if lines[m].strip()), -1)
        ruled = above >= 0 and bool(_RULE.fullmatch(lines[above]))
        named = _SEPARATOR.fullmatch(lines[n]) or _is_header_block(labels[n : n + _BLOCK], ruled=ruled)
        if not named and not _bare_attribution(lines, n):
            continue
        end = _end_of_block(lines, marks, n) if named else len(lines)
        if end == len(lines) and _POINTS_BELOW.search("\n".join(lines[max(0, n - _ABOVE) : n])):
            return
        begin = above if ruled else n
        marks[begin:end] = [True] * (end - begin)
        if end == len(lines):
            return


def _end_of_block(lines: list[str], marks: list[bool], n: int) -> int:
    """Where the header block ends if the quote below is marked line by line; else the end of the mail."""
    following = (m for m in range(n, len(lines)) if marks[m] or (lines[m].strip() and not _LABEL.fullmatch(lines[m])))
    first = next((m for m in following if m > n), len(lines))
    return first if first < len(lines) and marks[first] else len(lines)


def _is_header_block(labels: Sequence[tuple[str, str] | None], *, ruled: bool) -> bool:
    """``From: ... Sent: ... Subject: ...`` as Outlook puts them above the mail that it quotes, in any of its orders.
    ``ruled``: below a line of dashes. A route (``From: Rome``, ``To: Milan``, ``Date: ...``) is none."""
    first = labels[0]
    if first is None or first[0] not in _FROM | _DATE:
        return False
    found = dict(filter(None, labels))
    names = found.keys()
    if not names & _FROM or not names & _DATE or names & _FORM:
        return False
    addressed = any("@" in found[name] for name in names & (_FROM | _TO))
    addressed = addressed or any(_REPLIES.match(found[name]) for name in names & _SUBJECT)
    timed = any(TIME.search(found[name]) for name in names & _DATE)
    if names & _SENT:
        return addressed or ruled or (timed and bool(names & _SUBJECT))
    return addressed and timed


def names_an_original(lines: Sequence[str]) -> bool:
    """Whether the first line and those below name a sender with a date, a subject or a recipient, or nothing but a
    name above an empty line: less than what a text may be folded for, enough to read no number below it."""
    found = {name for name, _ in filter(None, (_labelled(_bare(line)) for line in lines))}
    first = _labelled(_bare(lines[0])) if lines else None
    if first is None or first[0] not in _FROM:
        return False
    words = first[1].split()
    alone = not "".join(lines[1:2]).strip() and len(words) <= _NAME and all(word[:1].isupper() for word in words)
    return alone or bool(found & (_DATE | _SUBJECT | _TO))


def _labelled(line: str) -> tuple[str, str] | None:
    found = _LABEL.fullmatch(line)
    return (found.group(1).lower(), found.group(2)) if found and found.group(2).strip("* ") else None


def _bare_attribution(lines: list[str], n: int) -> bool:
    """Whether an attribution begins here whose quote is not marked."""
    if not OPENER.match(lines[n]):
        return False
    for length in range(1, min(_OVER, len(lines) - n) + 1):
        whole = " ".join(lines[n : n + length]).strip(" *_")
        if whole.endswith(":") and VERB.search(whole):
            following = [line for line in lines[n + length : n + length + 5] if line.strip()]
            marked = any(line.lstrip().startswith(">") for line in following)
            sure = DATED.search(whole) and (TIME.search(whole) or "@" in whole) and names_a_writer(whole)
            return bool(sure and following and not marked)
        if not lines[n + length - 1].strip():
            return False
    return False


def _take_attribution(lines: list[str], marks: list[bool], begin: int) -> None:
    """The line above a quote that says who wrote it when, over a few lines, with empty ones below."""
    last = begin - 1
    while last > 0 and not lines[last].strip():
        last -= 1
    length = _attribution(lines, last)
    first = last - length + 1
    marks[first:begin] = [True] * (begin - first) if length else marks[first:begin]


def _attribution(lines: list[str], last: int) -> int:
    """How many lines up to ``last`` are an attribution; 0 for none."""
    for length in range(1, min(_OVER, last + 1) + 1):
        part = lines[last - length + 1 : last + 1]
        whole = " ".join(part).strip(" *_")
        begins = OPENER.match(part[0]) and (
            length == 1 or (any(map(str.isdigit, part[0])) and part[0][-1:] not in ".!?")
        )
        if not whole.endswith((":", "wrote", "scritto")) or not part[0].strip():
            break
        if begins and (VERB.search(whole) or (TIME.search(whole) and DATED.search(whole))) and names_a_writer(whole):
            return length
    broken = last > 0 and _CLOSED.fullmatch(lines[last])
    whole = (lines[last - 1] + lines[last] if broken else lines[last]).strip(" *_")
    named = VERB.search(whole) or ("@" in whole and DATED.search(whole)) or (TIME.search(whole) and "20" in whole)
    return (2 if broken else 1) if whole.endswith(":") and named and names_a_writer(whole) else 0


def _take_signatures(lines: list[str], marks: list[bool], *, dashes: bool) -> None:
    """Below the last ``-- `` what is a signature, and the words that a telephone puts under each mail. From the end
    upwards; without ``dashes`` the last words of the mail are all that there is to look at."""
    end, last, dashed = len(lines), True, False
    for n in range(len(lines) - 1, -1, -1):
        line = lines[n]
        if marks[n]:
            end, dashed = n, False
        elif line.rstrip(" ") == "--" and not dashed:
            length = signature_length(lines[n + 1 : end], _last_words(lines, n))
            marks[n : n + 1 + length] = [bool(length)] * (1 + length)
            dashed = True
        elif last and is_mark_of_a_program(line):
            marks[n] = True
            end = n
        elif line.strip():
            last = False
            if not dashes:
                return


def _take_gaps(lines: list[str], marks: list[bool]) -> None:
    """Empty lines beside a quote belong to it."""
    for order in (range(1, len(lines)), range(len(lines) - 2, -1, -1)):
        for n in order:
            beside = n - 1 if order.step > 0 else n + 1
            if not lines[n].strip() and marks[beside]:
                marks[n] = True
