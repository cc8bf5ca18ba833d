"""A share: where the copies of a project lay down what they did, and read what others did.

It keeps bytes under keys, which are words of small letters, digits, `-`, `_`, `%` and `.` with `/` between. What lies
there is never changed; only who wrote it takes it away. Nothing depends on two writers seeing each other: whoever
writes has places of their own.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from annotator.errors import SyncError, WrongUsage

_KINDS = {
    "": "folder", "file": "folder", "s3": "objects", "gs": "objects", "az": "objects", "postgresql": "postgres",
    "postgres": "postgres",
}  # fmt: skip
"""The file in `shares/` for each scheme of an address."""


class ShareError(SyncError):
    """A share cannot be reached, or refuses what is asked of it; what waits to be sent waits on."""


class Share(Protocol):
    """Any share. Each method raises `ShareError` where it cannot be reached."""

    drops: bool
    """Whether what was put together elsewhere is taken away; where not, nothing is put together."""

    def put_new(self, key: str, body: bytes) -> bool:
        """Lay something down, whole or not at all, never over what lies there; whether nothing did."""

    def get(self, key: str) -> bytes:
        """What lies under a key. Raises `ShareError` where nothing does."""

    def drop(self, key: str) -> None:
        """Take away what lies under a key, if it is there."""

    def strange(self, place: str) -> str:
        """Why a place cannot be that of the copy whose it says it is, as part of a sentence; "" where it may be."""

    def keys(self, place: str, after: str = "") -> list[str]:
        """The names of what lies in a place, in order, those that sort behind `after`."""

    def places(self, prefix: str, depth: int = 1) -> list[str]:
        """The places so many words below a prefix, in order; each begins with the prefix."""


def address(url: str) -> str:
    """An address as it is kept: that of a folder from the root on."""
    return url if urlsplit(url).scheme else str(Path(url).expanduser().absolute())


def open_share(url: str) -> Share:
    """The share at an address. Raises `WrongUsage` for an address of no kind that is known, `ShareError`."""
    scheme = urlsplit(url).scheme
    if scheme not in _KINDS:
        raise WrongUsage(f"{url!r} is no share: name a folder, or begin with s3://, gs://, az:// or postgresql://.")
    share: Share = import_module(f"annotator.sync.shares.{_KINDS[scheme]}").open_at(url)
    return share
