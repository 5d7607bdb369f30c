"""A clock that counts sleep and one that does not, under their names on each system.

Linux: CLOCK_BOOTTIME, clock_gettime(2). macOS: CLOCK_MONOTONIC_RAW, which Apple's libc reads from
mach_continuous_time; CLOCK_UPTIME_RAW stops in sleep (LLVM review D74341). Windows: GetTickCount64, in
steps of 10-16 ms; its documentation says that it includes sleep and hibernation.

Python's monotonic clock stops in sleep on the first two; on Windows QueryUnbiasedInterruptTime does, in units of
100 ns.
"""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime

if sys.platform == "win32":
    import ctypes
    import winreg

    _ticks = ctypes.WinDLL("kernel32").GetTickCount64
    _ticks.restype = ctypes.c_uint64
    _PREFETCH = r"SYSTEM\CurrentControlSet\Control\Session Manager\Memory Management\PrefetchParameters"

    def _boottime() -> float:
        return int(_ticks()) / 1000

    def _awake() -> float:
        units = ctypes.c_ulonglong()
        ctypes.WinDLL("kernel32").QueryUnbiasedInterruptTime(ctypes.byref(units))
        return units.value / 10_000_000

    def _boot_id() -> str:
        """Windows' own count of boots may stand still (prefetcher off), the moment of the boot moves with
        the wall clock: together they may change within one boot, which only makes a stored time
        unusable, but they never stay the same across two."""
        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, _PREFETCH) as key:
                count = int(winreg.QueryValueEx(key, "BootId")[0])
        except OSError:
            count = 0
        return f"{count}-{int(time.time() - _boottime()) // 60}"

elif sys.platform == "darwin":
    import ctypes

    def _boottime() -> float:
        return time.clock_gettime(time.CLOCK_MONOTONIC_RAW)

    def _awake() -> float:
        return time.monotonic()

    def _boot_id() -> str:
        found = ctypes.create_string_buffer(64)
        size = ctypes.c_size_t(len(found))
        ctypes.CDLL(None).sysctlbyname(b"kern.bootsessionuuid", found, ctypes.byref(size), None, 0)
        return found.value.decode("ascii")

else:
    from pathlib import Path

    def _boottime() -> float:
        return time.clock_gettime(time.CLOCK_BOOTTIME)

    def _awake() -> float:
        return time.monotonic()

    def _boot_id() -> str:
        return Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()


class SystemClock:
    """Implements ``ports.clock.Clock``."""

    def __init__(self) -> None:
        self._boot_id = _boot_id()

    def boottime(self) -> float:
        return _boottime()

    def awake(self) -> float:
        return _awake()

    def boot_id(self) -> str:
        return self._boot_id

    def now(self) -> datetime:
        return datetime.now(UTC)
