"""``python -m installer.release``: for who publishes Sportello: a key once, then a signed manifest for each version.

    key FILE                                a new key pair; FILE is the private half, never in the project
    sign --key FILE --out FOLDER linux=dist/sportello_0.2.0_amd64.deb windows=dist/Sportello-0.2.0-setup.exe

``sign`` copies the installers into FOLDER and writes ``sportello-update.json`` beside them: that folder, on a share or
under an https address, is what a team names as the place of its updates. With the project's own environment
(``.venv/bin/python``).
"""

from __future__ import annotations

import argparse
import hashlib
import os
import secrets
import shutil
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from desktop.domain.errors import SportelloError
from desktop.engine.updates import FORMAT, MANIFEST, PRODUCT, Installer, Manifest, read, written
from desktop.journal.keys import Signer
from installer.locks import ROOT
from installer.product import version

KEYS = ROOT / "resources" / "release.keys"
SYSTEMS = ("linux", "windows", "macos")


def make_key(private: Path, keys: Path) -> str:
    """The public half, which is added to the program's. Raises FileExistsError, ValueError for a place in the
    project."""
    if private.resolve().is_relative_to(ROOT):
        raise ValueError(f"{private} lies in the project: a private key belongs on a stick in a drawer")
    seed = secrets.token_bytes(32)
    with os.fdopen(os.open(private, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as out:
        out.write(seed.hex() + "\n")
    public = Signer(seed).public
    with keys.open("a", encoding="ascii") as known:
        known.write(public + "\n")
    return public


def sign(private: Path, folder: Path, files: dict[str, Path], said: argparse.Namespace, keys: Path) -> Path:
    """The manifest. Raises SportelloError when the program would not believe it: that key's public half is not in it,
    or something in it is not as it has to be."""
    signer = Signer(bytes.fromhex(private.read_text(encoding="ascii")))
    folder.mkdir(parents=True, exist_ok=True)
    manifest = Manifest(
        FORMAT,
        PRODUCT,
        said.version,
        said.minimum,
        said.date,
        {language: text for language in ("it", "en") if (text := getattr(said, f"notes_{language}"))},
        said.page,
        {system: _installer(path) for system, path in files.items()},
    )
    data = written(manifest, signer)
    read(data, [line for line in keys.read_text(encoding="ascii").split("\n") if line and not line.startswith("#")])
    for path in files.values():
        if path.resolve().parent != folder.resolve():
            shutil.copyfile(path, folder / path.name)
    (folder / MANIFEST).write_bytes(data)
    return folder / MANIFEST


def main(argv: Sequence[str] | None = None) -> int:
    words = _words().parse_args(argv)
    try:
        if words.what == "key":
            print(f"{make_key(words.file, KEYS)} was added to {KEYS}; keep {words.file} where nobody else gets at it")
        else:
            print(sign(words.key, words.out, dict(words.files), words, KEYS))
    except (OSError, ValueError, SportelloError) as error:
        print(f"release: {error}", file=sys.stderr)
        return 1
    return 0


def _words() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m installer.release", description="Keys and manifests of updates.")
    what = parser.add_subparsers(dest="what", required=True)
    what.add_parser("key", help="a new key pair").add_argument("file", type=Path, help="for the private half")
    signing = what.add_parser("sign", help="the manifest of a version")
    signing.add_argument("--key", type=Path, required=True, help="the private half")
    signing.add_argument("--out", type=Path, required=True, help="the folder that is published")
    signing.add_argument("--version", default=version())
    signing.add_argument("--minimum", default="0.0", help="oldest version that still gets on with it")
    signing.add_argument("--date", default=datetime.now(UTC).date().isoformat())
    signing.add_argument("--page", default="", help="https address for people")
    for language in ("it", "en"):
        signing.add_argument(f"--notes-{language}", default="", help="what is new, in a sentence or two")
    signing.add_argument("files", nargs="+", type=_file, metavar="SYSTEM=FILE", help=", ".join(SYSTEMS))
    return parser


def _file(word: str) -> tuple[str, Path]:
    system, _, path = word.partition("=")
    if system not in SYSTEMS or not Path(path).is_file():
        raise argparse.ArgumentTypeError(f"{word}: SYSTEM=FILE, of {', '.join(SYSTEMS)}")
    return system, Path(path)


def _installer(path: Path) -> Installer:
    content = path.read_bytes()
    return Installer(path.name, len(content), hashlib.sha256(content).hexdigest())


if __name__ == "__main__":
    sys.exit(main())
