"""On which kind of file system a file lies, where that matters: SQLite's locks do not hold between machines.

What is mounted where is asked of `/proc`, as Linux has it; elsewhere nothing is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_NETWORK = re.compile(
    r"nfs\d?|cifs|smb\d?|smbfs|9p|afs|ncpfs|lustre|gpfs|beegfs|ceph|glusterfs|pvfs2|panfs|"
    r"fuse\.(?:sshfs|rclone|s3fs|gcsfuse|blobfuse2?|glusterfs|ceph|davfs|curlftpfs|juicefs|google-drive-ocamlfuse)"
)
_MOUNTS = Path("/proc/self/mountinfo")
_ESCAPED = re.compile(r"\\([0-7]{3})")


def network_file_system(path: Path) -> str:
    """The kind of network file system (`nfs4`, `cifs` ...) that a path lies on, or "" where it lies on none."""
    found, longest = "", -1
    with suppress(OSError):
        place = path.resolve()
        for folder, kind in _mounts(_MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")):
            if len(folder.parts) >= longest and place.is_relative_to(folder):
                found, longest = kind, len(folder.parts)
    return found if _NETWORK.fullmatch(found) else ""


def _mounts(table: str) -> Iterator[tuple[Path, str]]:
    """Each folder with what is mounted there, the last one over those before it."""
    for line in table.splitlines():
        before, _, after = line.partition(" - ")
        fields, kinds = before.split(" "), after.split(" ")
        if len(fields) > 4 and kinds[0]:
            yield Path(_ESCAPED.sub(lambda code: chr(int(code[1], 8)), fields[4])), kinds[0]
