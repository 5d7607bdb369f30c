"""Libraries of Windows 10 that wine 8 lacks: for the private prefix alone, never in what is shipped.

Each is made of what the payload asks of it and answers 0: ICU then sorts and converts nothing.
Random octets are real: they are taken from wine's own source.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

LIBRARIES = ("icuuc", "bcryptprimitives")
_RANDOM = """
#include <windows.h>
BOOLEAN NTAPI SystemFunction036(PVOID, ULONG);
__declspec(dllexport) BOOL ProcessPrng(PBYTE data, SIZE_T size) { return SystemFunction036(data, (ULONG)size); }
"""


def put_in(prefix: Path, payload: Path, scratch: Path) -> dict[str, int]:
    """Into the prefix's system32. How many functions each was asked for."""
    asked: dict[str, set[str]] = {name: set() for name in LIBRARIES}
    for path in payload.rglob("*"):
        if path.suffix in (".dll", ".pyd"):
            for library, names in imports(path).items():
                if library in asked:
                    asked[library] |= names
    for library, names in asked.items():
        source = scratch / f"{library}.c"
        empty = sorted(names - {"ProcessPrng"})
        lines = [f"__declspec(dllexport) long long {name}(void) {{ return 0; }}" for name in empty]
        source.write_text("\n".join(([_RANDOM] if "ProcessPrng" in names else []) + lines), encoding="ascii")
        target = prefix / "drive_c" / "windows" / "system32" / f"{library}.dll"
        target.unlink(missing_ok=True)
        command = ["x86_64-w64-mingw32-gcc", "-shared", "-s", "-w", "-fno-builtin", str(source), "-o", str(target)]
        subprocess.run([*command, "-ladvapi32"], check=True)
    return {library: len(names) for library, names in asked.items()}


def imports(path: Path) -> dict[str, set[str]]:
    """Library, without its ending, to the functions that a program asks of it."""
    said = subprocess.run(["x86_64-w64-mingw32-objdump", "-p", str(path)], capture_output=True, text=True, check=True)
    found: dict[str, set[str]] = {}
    here: set[str] = set()
    for line in said.stdout.splitlines():
        if name := re.match(r"\s+DLL Name: (\S+)", line):
            here = found.setdefault(name[1].lower().removesuffix(".dll"), set())
        elif function := re.match(r"\t[0-9a-f]+\s+(?:<none>\s+)?[0-9a-f]+\s+(\w+)$", line):
            here.add(function[1])
    return found
