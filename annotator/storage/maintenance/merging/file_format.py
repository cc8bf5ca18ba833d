"""As much of SQLite's file format as it takes to tell which rows a page holds: https://www.sqlite.org/fileformat2.html.

A table with row ids keeps its rows on leaves; one without them, like every index, on all pages of its tree. What is too
long for its page goes on in a chain of others.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import BinaryIO

_INNER_INDEX, _INNER_TABLE, _LEAF_INDEX, _LEAF_TABLE = 2, 5, 10, 13
_READS = 10
"""So many times, on average, each page may be read: a sound file needs half of that."""
_WIDTHS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
"""Bytes of an integer by its type in a record; types 8 and 9 are the numbers 0 and 1."""


class Unreadable(Exception):
    """The file is not as it should be, or has what this does not understand."""


class PagedFile:
    """A file in pages of `size` bytes, numbered from 1 to `pages`."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        head = file.read(100)
        self.size = int.from_bytes(head[16:18]) if head[16:18] != b"\0\1" else 65_536
        self.pages = int.from_bytes(head[28:32])
        self._free = int.from_bytes(head[32:36])
        self._left = _READS * (self.pages + 1)
        if head[20] or any(head[52:56]) or file.seek(0, 2) < self.pages * max(self.size, 512):
            raise Unreadable  # bytes kept back in each page; pages that tell where others are used; a file that was cut

    def page(self, number: int) -> bytes:
        """A page by its number. Raises `Unreadable` for one that is not there, and where pages lead in circles."""
        self._left -= 1
        if not 1 <= number <= self.pages or self._left < 0:
            raise Unreadable
        self.file.seek((number - 1) * self.size)
        return self.file.read(self.size)

    def free(self) -> Iterator[int]:
        """The pages that nothing is on."""
        found = 0
        for number in self._chain(self._free):
            page = self.page(number)
            free = _fours(page, 8, min(int.from_bytes(page[4:8]), self.size // 4 - 2))
            found += 1 + len(free)
            if found > self.pages:
                raise Unreadable
            yield number
            yield from free

    def tree(self, root: int) -> tuple[set[int], set[int]]:
        """The pages of a tree: those that hold rows, and those that only lead to them."""
        holding, leading, level = set[int](), set[int](), [root]
        while level:
            below: list[int] = []
            for number in level:
                page = self.page(number)
                if number in holding or number in leading:
                    raise Unreadable
                kind, children = _children(page, number)
                (leading if kind == _INNER_TABLE else holding).add(number)
                below += children
            if below and _kind(self.page(below[0]), below[0]) in (_LEAF_INDEX, _LEAF_TABLE):
                return holding.union(below), leading
            level = below
        return holding, leading

    def rows(self, number: int) -> Iterator[tuple[int, list[int]]]:
        """The rows on a page: the row id, or the integer in the first column (0 for another), and the chain of each."""
        page = self.page(number)
        kind = _kind(page, number)
        index = kind in (_LEAF_INDEX, _INNER_INDEX)
        if not (index or kind == _LEAF_TABLE):
            raise Unreadable
        for cell in _cells(page, number):
            length, at = _varint(page, cell + 4 * (kind == _INNER_INDEX))
            key, at = (_first_column(page, at), at) if index else _varint(page, at)
            here = self._length_here(length, index=index)
            rest = int.from_bytes(page[at + here : at + here + 4]) if here < length else 0
            yield key, list(self._chain(rest))

    def _chain(self, number: int) -> Iterator[int]:
        """Pages each of which begins with the number of the next."""
        while number:
            yield number
            number = int.from_bytes(self.page(number)[:4])

    def _length_here(self, length: int, *, index: bool) -> int:
        """How many bytes of a row of so many stand on its own page."""
        most = (self.size - 12) * 64 // 255 - 23 if index else self.size - 35
        least = (self.size - 12) * 32 // 255 - 23
        if length <= most:
            return length
        wanted = least + (length - least) % (self.size - 4)
        return wanted if wanted <= most else least


def _kind(page: bytes, number: int) -> int:
    return page[100 if number == 1 else 0]


def _cells(page: bytes, number: int) -> tuple[int, ...]:
    """Where the cells of a page begin."""
    head = 100 if number == 1 else 0
    first = head + (12 if page[head] in (_INNER_INDEX, _INNER_TABLE) else 8)
    return struct.unpack_from(f">{int.from_bytes(page[head + 3 : head + 5])}H", page, first)


def _children(page: bytes, number: int) -> tuple[int, list[int]]:
    """The kind of a page, and the pages it leads to."""
    kind = _kind(page, number)
    if kind in (_LEAF_INDEX, _LEAF_TABLE):
        return kind, []
    if kind not in (_INNER_INDEX, _INNER_TABLE):
        raise Unreadable
    head = 100 if number == 1 else 0
    cells = [*_cells(page, number), head + 8]
    return kind, [int.from_bytes(page[at : at + 4]) for at in cells]


def _fours(page: bytes, at: int, count: int) -> tuple[int, ...]:
    return struct.unpack_from(f">{count}I", page, at)


def _varint(page: bytes, at: int) -> tuple[int, int]:
    """A number of up to nine bytes, and where it ends."""
    value = 0
    for place in range(at, at + 8):
        value = value << 7 | page[place] & 0x7F
        if page[place] < 0x80:
            return value, place + 1
    value = value << 8 | page[at + 8]
    return value - (1 << 64) if value >> 63 else value, at + 9


def _first_column(page: bytes, at: int) -> int:
    head, place = _varint(page, at)
    kind, _ = _varint(page, place)
    width = _WIDTHS.get(kind, 0)
    return int.from_bytes(page[at + head : at + head + width], signed=True) if width else int(kind == 9)
