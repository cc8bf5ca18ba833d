"""The bases of a scheme, opened for the time of some work; one that is not here is done without, and that is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from annotator.errors import BaseError, NoSuchBase, WrongUsage
from annotator.services.bases.beside import opened
from annotator.storage.bases.base_file import BaseFile

_T = TypeVar("_T")


class OpenBases:
    """Opens a base beside a project when it is first asked; `problems` tells of those that cannot be, by name."""

    def __init__(self, project: Path) -> None:
        self._project = project
        self._open: dict[str, BaseFile] = {}
        self.problems: dict[str, str] = {}

    def ask(self, name: str, question: Callable[[BaseFile | None], _T]) -> _T:
        """What comes of a question to a base; where it cannot be asked, or fails, of the question without one."""
        base = self._base(name)
        if base:
            try:
                return question(base)
            except BaseError as error:
                self.problems[name] = str(error)
        return question(None)

    def _base(self, name: str) -> BaseFile | None:
        if name in self.problems:
            return None
        if name not in self._open:
            try:
                self._open[name] = opened(self._project, name)
            except NoSuchBase:
                self.problems[name] = f"The base {name} is not here: `annotator kb add FILE... --base {name}` makes it."
                return None
            except (BaseError, WrongUsage) as error:
                self.problems[name] = str(error)
                return None
        return self._open[name]
