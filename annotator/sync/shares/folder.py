"""A folder as a share: on a network drive, one that is carried between machines, or a stick.

A file is written beside its place, brought to the disk, and linked into its place, so that it is there whole or not at
all, and never in the place of another one. Where there are no links, it is renamed if nothing is there yet, which is
as good, because only one project writes into a place. Folders above those of one writer may be used as the root may.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from urllib.parse import unquote, urlsplit

from annotator.sync.share import Share, ShareError
from annotator.work_folder import to_disk

_ASIDE = ".aside-"


class Folder:
    """A folder as a share."""

    drops = True

    def __init__(self, root: Path) -> None:
        self._root = root

    def put_new(self, key: str, body: bytes) -> bool:
        """Write a file that is not there yet."""
        target = self._root / key
        with _sentences(self._root):
            if target.exists():
                return False
            made = self._make(target.parent)
            aside = target.parent / f"{_ASIDE}{token_hex(8)}"
            try:
                with aside.open("xb") as file:
                    file.write(body)
                    file.flush()
                    os.fsync(file.fileno())
                new = _linked(aside, target)
            finally:
                aside.unlink(missing_ok=True)
            for folder in (target.parent, *(one.parent for one in made)):
                to_disk(folder)
        return new

    def _make(self, place: Path) -> list[Path]:
        """Make the folder of a place, and those above it, in which others make theirs: gives those that are new."""
        made = [folder for folder in (place, *place.parents) if not folder.exists()]
        place.mkdir(parents=True, exist_ok=True)
        mode = stat.S_IMODE(self._root.stat().st_mode)
        for folder in made[1:]:
            if folder != self._root:
                folder.chmod(mode)
        return made

    def get(self, key: str) -> bytes:
        """Read a file."""
        with _sentences(self._root):
            return (self._root / key).read_bytes()

    def drop(self, key: str) -> None:
        """Take a file away."""
        with _sentences(self._root):
            (self._root / key).unlink(missing_ok=True)

    def strange(self, place: str) -> str:
        """A copy's folders are of one user: of whoever asked to join with it, when nobody else knew its uuid."""
        here, home = self._root / place, self._root / "j" / place.rpartition("/")[2]
        with _sentences(self._root):
            if home.exists() and here.exists() and home.stat().st_uid != here.stat().st_uid:
                return "its folder is of another user than that copy's own"
        return ""

    def keys(self, place: str, after: str = "") -> list[str]:
        """The names of the files in a folder."""
        with _sentences(self._root):
            self._root.stat()
            try:
                names = [path.name for path in (self._root / place).iterdir()]
            except (FileNotFoundError, NotADirectoryError):
                return []
        return sorted(name for name in names if name > after and not name.startswith("."))

    def places(self, prefix: str, depth: int = 1) -> list[str]:
        """The folders so far below."""
        with _sentences(self._root):
            self._root.stat()
            found = (self._root / prefix).glob("/".join("*" * depth))
            return sorted(one.relative_to(self._root).as_posix() for one in found if one.is_dir())


def _linked(aside: Path, target: Path) -> bool:
    try:
        target.hardlink_to(aside)
    except FileExistsError:
        return False
    except OSError:  # no links here: a stick, some network drives
        if target.exists():
            return False
        aside.rename(target)
    return True


@contextmanager
def _sentences(root: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        missing = not root.is_dir()
        said = "is not there" if missing else f"cannot be used ({error.strerror or error})"
        raise ShareError(f"The folder {root} {said}.") from error


def open_at(url: str) -> Share:
    """The folder at a path, or at a `file:` address."""
    path = unquote(urlsplit(url).path) if url.startswith("file:") else url
    return Folder(Path(path).expanduser().absolute())
