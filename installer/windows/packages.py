"""Both packages of one payload: the lists that the set-up program includes, and the MSI's description for wixl."""

from __future__ import annotations

import hashlib
import subprocess
import uuid
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from xml.sax.saxutils import quoteattr

from installer.windows.launchers import compile_program
from installer.windows.payload import files
from installer.windows.registry import OWN_KEYS, VALUES

HERE = Path(__file__).resolve().parent
UPGRADE_CODE = "9f0b3c5e-5d36-4b0e-9e2b-6a41c4b0d7a1"
"""Says that two packages are versions of one program: it never changes."""


def setup_program(payload: Path, version: str, icon: Path, out: Path, lists: Path, quick: bool = False) -> None:
    """The NSIS ``.exe``; ``quick``: for a trial, larger and made in a tenth of the time."""
    names = _names(payload)
    (lists / "install.nsh").write_text("\n".join(install_list(payload, names)) + "\n", encoding="utf-8")
    (lists / "remove.nsh").write_text("\n".join(removal_list(names)) + "\n", encoding="utf-8")
    size = sum(path.stat().st_size for path in files(payload)) // 1024
    given = {"VERSION": version, "ICON": icon, "LISTS": lists, "OUT": out, "KILOBYTES": size}
    words = [f"-D{name}={value}" for name, value in given.items()] + ["-DQUICK"] * quick
    subprocess.run(["makensis", "-V2", "-NOCD", "-INPUTCHARSET", "UTF8", *words, str(HERE / "setup.nsi")], check=True)


def install_list(payload: Path, names: list[PurePosixPath]) -> Iterator[str]:
    """A file a line, so that exactly these can be taken away again; then what the registry is told."""
    folder = None
    for name in names:
        if name.parent != folder:
            folder = name.parent
            yield f'SetOutPath "{_windows(folder)}"'
        yield f'File "{payload / name}"'
    for value in VALUES:
        text = value.text.replace("{folder}", "$INSTDIR")
        yield f"WriteRegStr SHCTX '{value.key}' '{value.name}' '{text}'"


def removal_list(names: list[PurePosixPath]) -> Iterator[str]:
    for name in names:
        yield f'Delete "{_windows(name)}"'
    folders = {parent for name in names for parent in name.parents if parent.name}
    for folder in sorted(folders, key=lambda one: (-len(one.parts), str(one))):
        yield f'RMDir "{_windows(folder)}"'
    yield from (f"DeleteRegKey SHCTX '{key}'" for key in OWN_KEYS)
    for value in VALUES:
        if not value.key.startswith(OWN_KEYS):
            yield f"DeleteRegValue SHCTX '{value.key}' '{value.name}'"


def _windows(name: PurePosixPath) -> str:
    return "$INSTDIR" + "".join(f"\\{part}" for part in name.parts)


def _names(payload: Path) -> list[PurePosixPath]:
    return [PurePosixPath(path.relative_to(payload).as_posix()) for path in files(payload)]


def managed_package(payload: Path, version: str, icon: Path, out: Path, lists: Path) -> None:
    """The MSI, for the computer: who manages computers rolls it out unseen."""
    compile_program(["-mwindows", str(HERE / "team_file.c")], lists / "team_file.exe")
    source = lists / "sportello.wxs"
    source.write_text(description(payload.name, _names(payload), version, icon.name), encoding="utf-8")
    subprocess.run(["wixl", "--arch", "x64", "-o", str(out), source.name], cwd=lists, check=True)


def description(payload: str, names: list[PurePosixPath], version: str, icon: str) -> str:
    """Payload and icon by their names beside it: wixl takes no others. A component a file: Windows Installer
    repairs and removes each by itself."""
    tree: dict[PurePosixPath, list[PurePosixPath]] = {PurePosixPath(): []}
    for name in names:
        for parent in name.parents:
            tree.setdefault(parent, [])
        tree[name.parent].append(name)
    ids: list[str] = []
    inside = "\n".join(_folder(payload, PurePosixPath(), tree, ids))
    registry = "\n".join(
        f"<RegistryValue Root='HKLM' Key={quoteattr(value.key)} {_named(value.name)}Type='string' "
        f"Value={quoteattr(value.text.replace('{folder}' + chr(92), '[INSTALLDIR]'))}/>"
        for value in VALUES
    )
    text = (HERE / "package.wxs").read_text(encoding="utf-8")
    given = {
        "VERSION": version, "PRODUCT": _guid(f"product {version}"), "UPGRADE": UPGRADE_CODE, "ICON": icon,
        "FILES": inside, "REGISTRY": registry, "REFERENCES": "\n".join(f"<ComponentRef Id='{one}'/>" for one in ids),
        "MENU": _guid("menu"), "ENTRIES": _guid("registry"), "TEAM": _guid("team file"),
        "PLACER": _guid("team_file.exe"),
    }  # fmt: skip
    for mark, value in given.items():
        text = text.replace(f"@{mark}@", value)
    return text


def _folder(
    payload: str, folder: PurePosixPath, tree: dict[PurePosixPath, list[PurePosixPath]], ids: list[str]
) -> Iterator[str]:
    for name in tree[folder]:
        key = _id(name)
        ids.append(f"c{key}")
        yield f"<Component Id='c{key}' Guid='{_guid(str(name))}' Win64='yes'>"
        yield f"<File Id='f{key}' Source={quoteattr(f'{payload}/{name}')} Name={quoteattr(name.name)} KeyPath='yes'/>"
        yield "</Component>"
    for inner in sorted(one for one in tree if one.parent == folder and one != folder):
        yield f"<Directory Id='d{_id(inner)}' Name={quoteattr(inner.name)}>"
        yield from _folder(payload, inner, tree, ids)
        yield "</Directory>"


def _named(name: str) -> str:
    return f"Name={quoteattr(name)} " if name else ""


def _id(name: PurePosixPath) -> str:
    return hashlib.sha256(str(name).encode()).hexdigest()[:24]


def _guid(what: str) -> str:
    return str(uuid.uuid5(uuid.UUID(UPGRADE_CODE), what))
