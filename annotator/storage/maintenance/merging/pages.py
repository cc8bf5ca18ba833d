"""Two project files compared byte by byte: which rows of theirs are not, just so, in ours.

A copy shares nearly all its pages with the file that it was copied from. A row on a page that is the same in both, and
belongs to the same table in both, is known and need not be looked at: that is a proof, not a guess, and it is had at
the speed of the disk.

It is a process of its own, because to read a project by hand and to close it lets go of SQLite's own locks. It answers
`null` for files that have too little in common, or that hold anything it does not understand.
"""

from __future__ import annotations

import json
import struct
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path

from annotator.safe_path import environment
from annotator.storage.maintenance.merging.file_format import PagedFile, Unreadable

TABLES = ("articles", "texts", "tokens", "suggested", "suggestions", "decisions", "assignments", "shared", "last_words")
"""What is taken of another project. Their rows are told by their row id or by their first column, an article's."""

Roots = Mapping[str, int]
"""The page that each table and index of a file begins at."""

_BLOCK = 1 << 20  # bytes
_FEW, _SHARE = 100, 8
_LOCK_BYTE = 1 << 30  # nothing is on the page with this byte


def rows_apart(ours: Path, theirs: Path, our_roots: Roots, their_roots: Roots) -> dict[str, list[int]] | None:
    """The rows of theirs, by table, on pages that ours has not; None where that does not help.

    Both files must lie still meanwhile.
    """
    process = subprocess.run(  # noqa: S603 - our own interpreter and module; no shell
        [sys.executable, "-P", "-m", __name__, str(ours), str(theirs)],
        input=json.dumps([our_roots, their_roots]).encode(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment(),
        check=False,
    )
    found: dict[str, list[int]] | None = json.loads(process.stdout) if process.returncode == 0 else None
    return found


def compare(here: PagedFile, there: PagedFile, our_roots: Roots, their_roots: Roots) -> dict[str, list[int]]:
    """The rows of `there`, by table, on pages that `here` has not. Raises `Unreadable`."""
    apart = _pages_apart(here, there)
    if not apart:
        return {}
    found, whole = defaultdict[str, set[int]](set), dict[str, set[int]]()
    lost, used = set(apart), set(there.free())
    for name, root in their_roots.items():
        holding, leading = there.tree(root)
        known = here.tree(our_roots[name])[0] - apart if name in TABLES else holding - apart
        whole[name] = holding & known
        lost |= known - holding
        used |= holding | leading
        for key, pages in _rows(there, holding - known):
            found[name].add(key)
            used.update(pages)
    lost -= used
    for name, holding in sorted(whole.items(), key=lambda tree: len(tree[1])):
        for key, pages in _rows(there, holding) if lost else ():
            if not lost.isdisjoint(pages):  # a row that is another one only where it goes on
                found[name].add(key)
                lost.difference_update(pages)
    if lost:
        raise Unreadable
    return {name: sorted(found[name]) for name in TABLES}


def _rows(file: PagedFile, pages: Iterable[int]) -> Iterator[tuple[int, list[int]]]:
    return chain.from_iterable(map(file.rows, pages))


def _pages_apart(here: PagedFile, there: PagedFile) -> set[int]:
    """The numbers of the pages of `there` that are others than those of `here`. Raises `Unreadable` for too many."""
    size, most, apart = there.size, max(_FEW, there.pages // _SHARE), set[int]()
    if here.size != size:
        raise Unreadable
    here.file.seek(0)
    there.file.seek(0)
    for first in range(0, there.pages * size, _BLOCK):
        one, other = here.file.read(_BLOCK), there.file.read(_BLOCK)
        if one != other:
            apart.update(
                (first + at) // size + 1
                for at in range(0, len(other), size)
                if one[at : at + size] != other[at : at + size]
            )
        if len(apart) > most:
            raise Unreadable
    return apart - {_LOCK_BYTE // size + 1}


def main() -> None:
    """Compare the files that are named, with the roots that come in; print what was found."""
    ours, theirs = map(Path, sys.argv[1:])
    our_roots, their_roots = json.load(sys.stdin)
    with ours.open("rb", buffering=0) as one, theirs.open("rb", buffering=0) as other:
        try:
            found = compare(PagedFile(one), PagedFile(other), our_roots, their_roots)
        except (Unreadable, LookupError, struct.error):
            found = None
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
