"""The files of a data set: what is released in each format, each side of the split, and every layer by itself."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from pathlib import Path
from typing import Any

from annotator.domain.decisions import GOLD
from annotator.domain.document import Document
from annotator.formats.base import Lost, WriteOptions
from annotator.formats.common.loss_account import write_counted
from annotator.services.lookup import format_for
from annotator.services.releasing.facts import Side
from annotator.services.releasing.standing import released
from annotator.storage.queries.documents import Wanted, documents, layer_names
from annotator.storage.store import Store

HUB = "huggingface"
"""The format that is always written: at the top of the folder, which is a data set by that."""
_HEAD = re.compile(r"---\n.*?\n---\n", re.DOTALL)


class Writing:
    """Writes the files of one release into a folder; `seen` is told of every article that is read."""

    def __init__(self, store: Store, folder: Path, side: Side, seen: Callable[[], None]) -> None:
        self._store, self._folder, self._side, self._seen = store, folder, side, seen
        self.losses: dict[str, Counter[str]] = {}

    def gold(self, name: str, sides: Sequence[str]) -> None:
        """Write what is released in a format, into `gold/`; `sides` are those that have an article."""
        module, into = format_for("write", name), self._folder / "gold" / name
        into.parent.mkdir(exist_ok=True)
        if getattr(module, "SPLITS", False):
            self._write(module, into, self._gold(""))
            return
        into.mkdir()
        suffix = "" if module.FOLDER else module.SUFFIXES[0]
        for side in sides:
            self._write(module, into / f"{side}{suffix}", self._gold(side))

    def hub(self) -> str:
        """Write the rows that the Hub shows into `data/`; gives the head of its card, in YAML."""
        made = self._folder / HUB
        self._write(format_for("write", HUB), made, self._gold(""))
        head = _HEAD.match((made / "README.md").read_text(encoding="utf-8"))
        (made / "data").rename(self._folder / "data")
        shutil.rmtree(made)
        return head[0] if head else ""

    def layers(self) -> None:
        """Write what each annotator has finished, a file for each."""
        into = self._folder / "layers"
        into.mkdir()
        taken = set[str]()
        for layer in layer_names(self._store):
            if layer != GOLD:
                name = _free(re.sub(r"[^\w.-]+", "_", layer).strip("_.") or "layer", taken)
                self._write(format_for("write", "jsonl"), into / f"{name}.jsonl", self._layer(layer))

    def _write(self, module: Any, path: Path, found: Iterator[Document]) -> None:
        options = WriteOptions(self._store.scheme(), side=self._side)
        lost: list[Lost] = write_counted(module, found, path, options)
        self.losses.setdefault(module.NAME, Counter()).update(one.loss for one in lost)

    def _gold(self, side: str) -> Iterator[Document]:
        keys = (lambda key: self._side(key) == side) if side else None
        return released(self._told(Wanted("all", keys=keys)), self._store.scheme().claims)

    def _layer(self, name: str) -> Iterator[Document]:
        return (one for one in self._told(Wanted(name)) if one)

    def _told(self, wanted: Wanted) -> Generator[Document | None, None, None]:
        for one in documents(self._store, wanted):
            self._seen()
            yield one


def _free(name: str, taken: set[str]) -> str:
    """A name that no other file has, in capitals or not."""
    number, found = 1, name
    while found.casefold() in taken:
        number += 1
        found = f"{name}-{number}"
    taken.add(found.casefold())
    return found
