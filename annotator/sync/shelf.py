"""A shelf: where the copies of a project lay down what they did, and read what others did.

It keeps bytes under keys, which are words of small letters, digits, `-`, `_`, `%` and `.` with `/` between. What lies
there is never changed. Nothing depends on two writers seeing each other: whoever writes has places of their own.
"""

from __future__ import annotations

from importlib import import_module
from typing import Protocol
from urllib.parse import urlsplit

from annotator.errors import SyncError, WrongUsage

_KINDS = {"": "folder", "file": "folder"}
"""The file in `shelves/` for each scheme of an address."""


class ShelfError(SyncError):
    """A shelf cannot be reached, or refuses what is asked of it; what waits to be sent waits on."""


class Shelf(Protocol):
    """Any shelf. Each method raises `ShelfError` where it cannot be reached."""

    def put_new(self, key: str, body: bytes) -> bool:
        """Lay something down, whole or not at all, never over what lies there; whether nothing did."""

    def get(self, key: str) -> bytes:
        """What lies under a key. Raises `ShelfError` where nothing does."""

    def keys(self, place: str, after: str = "") -> list[str]:
        """The names of what lies in a place, in order, those that sort behind `after`."""

    def places(self, prefix: str) -> list[str]:
        """The places below a prefix that anything lies in, in order; each begins with the prefix."""


def open_shelf(url: str) -> Shelf:
    """The shelf at an address. Raises `WrongUsage` for an address of no kind that is known, `ShelfError`."""
    scheme = urlsplit(url).scheme
    if scheme not in _KINDS:
        raise WrongUsage(f"{url!r} is no shelf: name a folder.")
    shelf: Shelf = import_module(f"annotator.sync.shelves.{_KINDS[scheme]}").open_at(url)
    return shelf
