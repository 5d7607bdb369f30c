"""The licences of what a bundle holds of others: each library's own texts, and where those of the system's are read."""

from __future__ import annotations

from collections.abc import Iterator
from email.parser import Parser
from pathlib import Path

_NAMES = ("licen", "copying", "notice", "copyright", "authors")


def texts(libraries: Path) -> Iterator[tuple[str, str]]:
    """Of each installed distribution under ``libraries`` (a site-packages): name and version with what it declares,
    then the texts that it ships."""
    for folder in sorted(libraries.glob("*.dist-info")):
        metadata = Parser().parsestr((folder / "METADATA").read_text(encoding="utf-8"), headersonly=True)
        declared = metadata["License-Expression"] or metadata["License"] or "; ".join(_classified(metadata.items()))
        shown = [path for path in sorted(folder.rglob("*")) if path.is_file() and _is_licence(path)]
        said = "\n\n".join(path.read_text(encoding="utf-8", errors="replace").strip() for path in shown)
        yield f"{metadata['Name']} {metadata['Version']}", f"Licence: {declared.partition(chr(10))[0]}\n\n{said}"


def _classified(fields: list[tuple[str, str]]) -> Iterator[str]:
    return (value.rsplit(" :: ", 1)[-1] for name, value in fields if name == "Classifier" and "License" in value)


def _is_licence(path: Path) -> bool:
    return path.name.lower().startswith(_NAMES)
