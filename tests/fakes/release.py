"""A publisher of newer versions, whose key only a test's program knows."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from desktop.engine.updates import FORMAT, MANIFEST, PRODUCT, Installer, Manifest, written
from desktop.journal.keys import Signer

PUBLISHER = Signer(b"\x07" * 32)
KEYS = (PUBLISHER.public,)
CONTENT = b"the installer" * 1000
PAGE = "https://sportello.example/novita"


def manifest(version: str = "9.1", **other: Any) -> Manifest:
    installer = Installer(f"sportello_{version}_amd64.deb", len(CONTENT), hashlib.sha256(CONTENT).hexdigest())
    notes = {"it": "Meno clic per rispondere.", "en": "Fewer clicks to answer."}
    given = {"product": PRODUCT, "minimum": "0.0", "date": "2026-11-23", "notes": notes, "page": PAGE, **other}
    return Manifest(sportello_update=FORMAT, version=version, files={"linux": installer}, **given)


def published(folder: Path, version: str = "9.1", signer: Signer = PUBLISHER, **other: Any) -> Path:
    """In a folder, with the installer beside it."""
    folder.mkdir(exist_ok=True)
    found = manifest(version, **other)
    (folder / found.files["linux"].name).write_bytes(CONTENT)
    (folder / MANIFEST).write_bytes(written(found, signer))
    return folder / MANIFEST
