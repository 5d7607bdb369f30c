"""What the two packages for Windows say, without building them: what is put in place is what is taken away."""

from __future__ import annotations

import hashlib
import re
import struct
import subprocess
import sys
import zipfile
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree

import pytest

from desktop import __version__
from desktop.adapters.parsing.child import READY
from installer.locks import LOCKS, ROOT
from installer.product import ICON
from installer.windows import launchers, packages, payload
from installer.windows.registry import OWN_KEYS, VALUES

NAMES = [PurePosixPath(name) for name in ("sportello.exe", "python313.dll", "lib/desktop/a.py", "lib/a b/ä.txt")]


def test_the_set_up_program_takes_away_each_file_that_it_put_there_and_nothing_else() -> None:
    put = [line for line in packages.install_list(Path("/payload"), NAMES) if line.startswith("File ")]
    taken = [line for line in packages.removal_list(NAMES) if line.startswith("Delete ")]
    assert put == [f'File "/payload/{name}"' for name in NAMES]
    assert taken == ['Delete "$INSTDIR\\' + str(name).replace("/", "\\") + '"' for name in NAMES]
    folders = [line for line in packages.removal_list(NAMES) if line.startswith("RMDir ")]
    assert folders == [f'RMDir "$INSTDIR\\{one}"' for one in ("lib\\a b", "lib\\desktop", "lib")]


def test_what_the_registry_is_told_goes_with_the_program() -> None:
    written = [line for line in packages.install_list(Path("/payload"), NAMES) if line.startswith("WriteRegStr")]
    removed = "\n".join(packages.removal_list(NAMES))
    assert len(written) == len(VALUES)
    for value in VALUES:
        if not value.key.startswith(OWN_KEYS):
            assert f"DeleteRegValue SHCTX '{value.key}' '{value.name}'" in removed
    assert all(f"DeleteRegKey SHCTX '{key}'" in removed for key in OWN_KEYS)
    told = "\n".join(written)
    assert ".sportello" in told
    assert "mailto" in told
    assert "RegisteredApplications" in told


def test_the_managed_package_holds_every_file_in_a_component_of_its_feature() -> None:
    text = packages.description("payload", NAMES, __version__, "sportello.ico")
    assert not re.search(r"@[A-Z]+@", text)
    tree = ElementTree.fromstring(text)
    name = "{http://schemas.microsoft.com/wix/2006/wi}"
    sources = {one.attrib["Source"] for one in tree.iter(f"{name}File")}
    assert sources == {f"payload/{one}" for one in NAMES} | {"team_file.exe"}
    components = [one.attrib["Id"] for one in tree.iter(f"{name}Component")]
    assert len(components) == len(set(components))
    assert sorted(components) == sorted(one.attrib["Id"] for one in tree.iter(f"{name}ComponentRef"))
    told = {(one.attrib["Key"], one.attrib.get("Name", "")) for one in tree.iter(f"{name}RegistryValue")}
    assert told >= {(value.key, value.name) for value in VALUES}
    [product] = tree.iter(f"{name}Product")
    assert product.attrib["Version"] == __version__
    assert product.attrib["UpgradeCode"] == packages.UPGRADE_CODE


def test_an_upgrade_is_another_product_of_the_same_components() -> None:
    old, new = (packages.description("payload", NAMES, version, "i.ico") for version in ("0.0.9", "0.1.0"))
    assert re.findall("Component Id='c.*Guid='(.*?)'", old) == re.findall("Component Id='c.*Guid='(.*?)'", new)
    assert re.findall('Product Id="(.*?)"', old) != re.findall('Product Id="(.*?)"', new)


def test_conditions_of_the_lock_are_asked_of_windows() -> None:
    lines = payload.requirements((LOCKS / "run.txt").read_text(encoding="utf-8"))
    names = {line.split("==")[0] for line in lines}
    assert {"pywin32-ctypes", "tzdata", "pyside6-essentials"} <= names
    assert not {"secretstorage", "jeepney", "cryptography", "importlib-metadata"} & names
    assert all("--hash=sha256:" in line and ";" not in line for line in lines)
    assert "--hash=sha256:" in payload.INTERPRETER.read_text(encoding="ascii")


def test_another_interpreter_must_be_what_was_named(tmp_path: Path) -> None:
    archive = tmp_path / "python.zip"
    with zipfile.ZipFile(archive, "w") as content:
        content.writestr("python313.dll", b"MZ")
    right = hashlib.sha256(archive.read_bytes()).hexdigest()
    payload.given_interpreter(archive, right.upper(), tmp_path)
    assert (tmp_path / "python313.dll").exists()
    with pytest.raises(payload.CannotBuild, match="not the one that was named"):
        payload.given_interpreter(archive, "0" * 64, tmp_path)


def test_another_kind_of_archive_is_refused(tmp_path: Path) -> None:
    archive = tmp_path / "python.zip"
    with zipfile.ZipFile(archive, "w") as content:
        content.writestr("python312.dll", b"MZ")
    with pytest.raises(payload.CannotBuild, match="no embeddable CPython"):
        payload.given_interpreter(archive, hashlib.sha256(archive.read_bytes()).hexdigest(), tmp_path)


def test_the_programs_say_their_version_and_bear_the_icon() -> None:
    script = launchers.resource_script("sportello.exe", __version__, Path("/sportello.ico"))
    assert f'VALUE "ProductVersion", "{__version__}\\0"' in script
    assert f"FILEVERSION {__version__.replace('.', ',')},0" in script
    icon = launchers.ico({16: b"small", 256: b"large"})
    assert struct.unpack_from("<HHH", icon) == (0, 1, 2)
    assert icon.endswith(b"smalllarge")
    assert struct.unpack_from("<BBBBHHII", icon, 22) == (0, 0, 0, 0, 1, 32, 5, 43)
    assert launchers.icon_of(ICON).count(b"\x89PNG") == len(launchers.SIZES)


def test_an_installed_program_is_its_own_parser_child() -> None:
    words = [sys.executable, "-P", "-m", "desktop", "--parser-child"]
    assert READY in subprocess.run(words, input=b"", capture_output=True, check=True, timeout=60, cwd=ROOT).stdout


def test_the_set_up_program_speaks_both_languages_of_each_sentence() -> None:
    script = (ROOT / "installer" / "windows" / "setup.nsi").read_text(encoding="utf-8")
    said = {
        language: set(re.findall(rf"LangString (\w+) \$\{{LANG_{language}}}", script))
        for language in ("ENGLISH", "ITALIAN")
    }
    assert said["ENGLISH"] == said["ITALIAN"] != set()
    assert script.index("Target amd64-unicode") < script.index("Unicode true")
