"""Does a folder lie on a network drive? Locks there do not hold between machines."""

from __future__ import annotations

import re
import sys
from pathlib import Path

if sys.platform == "win32":
    import ctypes

    _DRIVE_REMOTE = 4

    def on_network_drive(folder: Path) -> bool:
        """GetDriveTypeW on the drive, or on ``\\\\server\\share\\`` of a UNC path."""
        return int(ctypes.WinDLL("kernel32").GetDriveTypeW(folder.resolve().anchor)) == _DRIVE_REMOTE

elif sys.platform == "darwin":
    import ctypes
    import os
    import platform

    _MNT_LOCAL = 0x1000
    _FLAGS_AT = 64
    """Offset of f_flags in struct statfs with 64-bit inodes (<sys/mount.h>)."""

    def on_network_drive(folder: Path) -> bool:
        """statfs(2) without MNT_LOCAL. The Intel library keeps the 64-bit call under a name of its own."""
        found = ctypes.create_string_buffer(4096)
        name = "statfs$INODE64" if platform.machine() == "x86_64" else "statfs"
        if ctypes.CDLL(None)[name](os.fsencode(folder), found) != 0:
            return False
        return not int.from_bytes(found.raw[_FLAGS_AT : _FLAGS_AT + 4], sys.byteorder) & _MNT_LOCAL

else:

    def on_network_drive(folder: Path) -> bool:
        """By the file system's type in /proc/self/mountinfo; unknown when that cannot be read: False."""
        try:
            mounts = Path("/proc/self/mountinfo").read_text("utf-8", "surrogateescape")
        except OSError:
            return False
        return is_shared_type(type_of_mount(folder.resolve(), mounts))


_SHARED = re.compile(
    r"nfs4?|cifs|smb3|(fuse\.)?(smb\w*|ncpfs|afs|coda|ceph(fs)?|glusterfs|davfs2?|sshfs|rclone|s3fs|gvfsd-fuse|kio-fuse)"
    r"|lustre|gpfs|beegfs|ocfs2|gfs2|pvfs2|orangefs"
)


def is_shared_type(filesystem: str) -> bool:
    """Whether several machines can hold a file system of that type (as mountinfo names it) at once."""
    return _SHARED.fullmatch(filesystem) is not None


def type_of_mount(folder: Path, mountinfo: str) -> str:
    """The type of the file system that an absolute, resolved folder lies on; "" when none fits.

    ``mountinfo`` is the text of /proc/self/mountinfo, see proc(5): the mount point is the fifth field with
    blanks as ``\\040``, the type follows a lone hyphen. Of mounts on one point the last hides the others.
    """
    found, depth = "", -1
    for line in mountinfo.splitlines():
        before, _, after = line.partition(" - ")
        fields, kind = before.split(" "), after.split(" ")
        if len(fields) < 5 or not kind[0]:
            continue
        point = Path(re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), fields[4]))
        if folder.is_relative_to(point) and len(point.parts) >= depth:
            found, depth = kind[0], len(point.parts)
    return found
