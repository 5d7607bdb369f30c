"""The package for Debian and its family: ``dist/sportello_VERSION_amd64.deb`` (``make deb``).

Made by dpkg-deb alone from the frozen bundle. What it depends on is read from the bundle's own files, as Debian's
tools do it; two things that no file names are added. Nothing runs on installation: menus, kinds of file and icons are
taken up by the triggers of whoever cares for them.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

from installer import licences
from installer.bundle import BUNDLE, DIST, LIBRARIES, moment
from installer.environment import CannotPrepare
from installer.linux import manual, metadata
from installer.locks import ROOT
from installer.product import APP_ID, CONTACT, HOMEPAGE, ICON, NAME, PUBLISHER, version

ALSO_NEEDED = ("ca-certificates", "shared-mime-info")
"""Without the first no server's certificate is believed; the second knows the team file's kind."""

_CONTROL = """Package: {name}
Version: {version}
Section: mail
Priority: optional
Architecture: {architecture}
Installed-Size: {size}
Maintainer: {publisher} <{contact}>
Homepage: {homepage}
Depends: {depends}
Recommends: fonts-dejavu-core | fonts-noto-core, gnome-keyring | kwalletmanager, xdg-utils
Suggests: hunspell-it
Description: inbox for customer-care teams on shared mailboxes
 Sportello is the counter at which a customer is served. A team works on the
 shared mailboxes that it already has; who takes and who answers what is kept
 in a journal beside the mail, so that no two colleagues answer the same
 customer and nothing that was typed is lost. There is no server of its own.
"""

_COPYRIGHT = """Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: Sportello
Source: {homepage}

Files: *
Copyright: {year} {publisher}
License: Apache-2.0
Comment: The frozen program holds libraries of others under their own licences, Qt and PySide6 among them under the
 LGPL-3: they lie as files of their own under /usr/lib/sportello and may be replaced. All their texts stand in
 /usr/share/doc/sportello/licences.txt.gz.

License: Apache-2.0
 On Debian systems the full text is in /usr/share/common-licenses/Apache-2.0.
"""

_CHANGES = """{name} ({version}) stable; urgency=medium

  * See {homepage} for what is new in this version.

 -- {publisher} <{contact}>  {date}
"""

_OVERRIDES = """# A frozen program brings its libraries along, as their makers built them.
{name}: embedded-library *
{name}: unstripped-binary-or-object *
{name}: binary-or-shlib-defines-rpath *
{name}: custom-library-search-path *
{name}: hardening-no-pie *
{name}: hardening-no-fortify-functions *
{name}: shared-library-is-executable *
{name}: library-not-linked-against-libc *
{name}: package-installs-python-bytecode *
{name}: statically-linked-binary *
{name}: shared-library-lacks-prerequisites *
"""


def make_deb(as_version: str | None = None) -> Path:
    """From the bundle that is there; ``as_version`` gives it another number (a proof's older one). Raises
    CannotPrepare."""
    shown = as_version or version()
    architecture = _output(["dpkg", "--print-architecture"])
    target = DIST / f"{NAME}_{shown}_{architecture}.deb"
    with tempfile.TemporaryDirectory(prefix="sportello-deb-") as folder:
        tree = Path(folder) / "tree"
        _lay_out(tree, shown)
        _control(tree, shown, architecture)
        _same_times(tree)
        env = {**os.environ, "SOURCE_DATE_EPOCH": moment()}
        packing = "-Zxz" if as_version is None else "-Znone"
        command = ["dpkg-deb", "--root-owner-group", packing, "--build", str(tree), str(target)]
        if subprocess.call(command, env=env, stdout=subprocess.DEVNULL):
            raise CannotPrepare("dpkg-deb could not build the package.")
    print(f"Sportello: {target.relative_to(ROOT)}: {target.stat().st_size / 1e6:.0f} MB")
    return target


def _lay_out(tree: Path, shown: str) -> None:
    shutil.copytree(BUNDLE, tree / "usr" / "lib" / NAME, symlinks=True)
    link = tree / "usr" / "bin" / NAME
    link.parent.mkdir(parents=True)
    link.symlink_to(f"../lib/{NAME}/{NAME}")
    for place, content in files(shown).items():
        path = tree / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    for path in tree.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or (path.parent.name == NAME and path.name == NAME) else 0o644)


def files(shown: str) -> Mapping[str, bytes]:
    """What is beside the bundle, by its place."""
    when, share = int(moment()), "usr/share"
    facts = {"name": NAME, "version": shown, "publisher": PUBLISHER, "contact": CONTACT, "homepage": HOMEPAGE}
    date = format_datetime(datetime.fromtimestamp(when, UTC))
    facts["year"] = date.split()[3]
    others = "\n\n".join(f"== {library} ==\n{text}" for library, text in licences.texts(LIBRARIES))
    plain = {
        f"{share}/applications/{NAME}.desktop": metadata.desktop_entry(),
        f"{share}/mime/packages/{NAME}.xml": metadata.mime_package(),
        f"{share}/metainfo/{APP_ID}.metainfo.xml": metadata.metainfo(when),
        f"{share}/doc/{NAME}/copyright": _COPYRIGHT.format(**facts),
        f"{share}/lintian/overrides/{NAME}": _OVERRIDES.format(**facts),
        f"{share}/icons/hicolor/scalable/apps/{NAME}.svg": ICON.read_text(encoding="utf-8"),
    }
    packed = {
        f"{share}/man/man1/{NAME}.1.gz": manual.manual(when),
        f"{share}/doc/{NAME}/changelog.gz": _CHANGES.format(**facts, date=date),
        f"{share}/doc/{NAME}/licences.txt.gz": others,
    }
    return {name: text.encode() for name, text in plain.items()} | {
        name: gzip.compress(text.encode(), 9, mtime=0) for name, text in packed.items()
    }


def _control(tree: Path, shown: str, architecture: str) -> None:
    there = [path for path in sorted(tree.rglob("*")) if path.is_file() and not path.is_symlink()]
    text = _CONTROL.format(
        name=NAME,
        version=shown,
        architecture=architecture,
        size=sum(path.stat().st_size for path in there) // 1024,
        publisher=PUBLISHER,
        contact=CONTACT,
        homepage=HOMEPAGE,
        depends=", ".join((*_libraries(), *ALSO_NEEDED)),
    )
    sums = "".join(f"{hashlib.md5(path.read_bytes()).hexdigest()}  {path.relative_to(tree)}\n" for path in there)
    folder = tree / "DEBIAN"
    folder.mkdir()
    for name, content in (("control", text), ("md5sums", sums)):
        (folder / name).write_text(content, encoding="utf-8")
        (folder / name).chmod(0o644)


def _libraries() -> list[str]:
    """The packages of the system's libraries that the bundle's files name, with the versions that their symbols ask."""
    objects = [path for path in BUNDLE.rglob("*") if path.is_file() and path.read_bytes()[:4] == b"\x7fELF"]
    own = {f"-l{path.parent}" for path in objects}
    with tempfile.TemporaryDirectory(prefix="sportello-shlibs-") as folder:
        (Path(folder) / "debian").mkdir()
        (Path(folder) / "debian" / "control").write_text(f"Source: {NAME}\n\nPackage: {NAME}\nArchitecture: any\n")
        command = ["dpkg-shlibdeps", "-O", "--ignore-missing-info", "--warnings=0", *sorted(own)]
        command += [f"-e{path}" for path in objects]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CannotPrepare(f"dpkg-shlibdeps (package dpkg-dev) could not read the bundle: {done.stderr.strip()[:500]}")
    return sorted(done.stdout.strip().removeprefix("shlibs:Depends=").split(", "))


def _same_times(tree: Path) -> None:
    when = int(moment())
    for path in (*tree.rglob("*"), tree):
        os.utime(path, (when, when), follow_symlinks=False)


def _output(command: list[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
