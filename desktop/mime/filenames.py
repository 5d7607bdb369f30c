"""A name for an attachment that can be shown and written to a disk on all three systems."""

from __future__ import annotations

import re

from desktop.mime.cleaning import clean_name

_LONGEST, _EXTENSION = 120, 16
"""Characters of a name, and of what counts as its extension."""

_FORBIDDEN = re.compile(r'[<>:"|?*]')
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\.|$)", re.IGNORECASE)
"""Devices, whatever follows their name (learn.microsoft.com, Naming Files, Paths, and Namespaces)."""

_PROGRAM = re.compile(
    r"\.(exe|com|scr|pif|bat|cmd|msi|msp|lnk|hta|jse?|vbs?|vbe|wsf|wsh|ps1|jar|cpl|reg|app|sh|desktop|iso)$",
    re.IGNORECASE,
)
_ACTIVE = re.compile(
    r"\.(accd[abe]|action|ade|appimage|appref-ms|appx|appxbundle|diagcab|jnlp|md[be]|msix|msixbundle|psd1|psm1|udl|xbap|xla|xlsb|application|bash|chm|command|deb|dll|dmg|docm|dotm|gadget|htm|html|hta|img|inf|ins"
    r"|isp|library-ms|mht|mhtml|mjs|msc|mst|one|pkg|pl|potm|ppam|pptm|ps1xml|psc1|py|pyw|rb|rpm|run|scf|search-ms"
    r"|settingcontent-ms|slk|svg|swf|url|vb|vhdx?|website|workflow|ws|wsc|xhtml|xlam|xll|xlsm|xltm|zsh)$",
    re.IGNORECASE,
)
"""Beside programs: documents that carry macros or scripts, disk images, packages, shortcuts."""

_EXTENSIONS = {
    "application/pdf": ".pdf",
    "application/zip": ".zip",
    "application/msword": ".doc",
    "application/vnd.ms-excel": ".xls",
    "image/gif": ".gif",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "message/rfc822": ".eml",
    "text/calendar": ".ics",
    "text/csv": ".csv",
    "text/html": ".html",
    "text/plain": ".txt",
    "text/vcard": ".vcf",
}


def may_run(name: str) -> bool:
    """Whether opening a file of that name may run what its sender wrote."""
    return bool(_PROGRAM.search(name) or _ACTIVE.search(name))


def mail_name(subject: str) -> str:
    """Of a whole mail as a file."""
    words = re.sub(r"[/\\]", "-", subject[:60]).strip()
    return safe_filename(f"{words or 'mail'}.eml", "message/rfc822", "1")


def safe_filename(name: str, content_type: str = "application/octet-stream", part: str = "1") -> str:
    """No path, no controls, no bidi or invisible characters, nothing a file system refuses, at most 120
    characters; a program's earlier dots become ``_`` (``invoice.pdf.exe`` reads ``invoice_pdf.exe``).
    Made up from the part number when nothing is left."""
    last = re.split(r"[/\\]", clean_name(name[:2000]))[-1]
    kept = " ".join(_FORBIDDEN.sub("", last).split()).strip(". ")
    if not kept:
        return f"part-{part}{_EXTENSIONS.get(content_type, '.bin')}"
    if len(kept.rpartition(".")[2]) > _EXTENSION:
        kept = kept[:_LONGEST].rstrip(" .")  # what the cut leaves may end in another extension
    stem, dot, extension = kept.rpartition(".")
    if dot and len(extension) <= _EXTENSION:
        stem = stem.replace(".", "_") if _PROGRAM.search(kept) else stem
        kept = f"{stem[: _LONGEST - 1 - len(extension)].rstrip(' .')}.{extension}"
    return f"_{kept}" if _RESERVED.match(kept) else kept
