"""`annotator kb add`: entries of files into a base, which is written as a whole and then takes the place of the old.

Whatever breaks this off leaves the base as it was. Nothing of a file is held in memory but what was refused of it, as
far as it is told.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from annotator.errors import BaseError, InputError, NoSuchFile, WrongUsage
from annotator.formats import common
from annotator.formats.entries.fields import Aside
from annotator.formats.entries.lines import opened
from annotator.formats.entries.read import read
from annotator.home import expanded
from annotator.progress import ProgressCallback
from annotator.services.bases.beside import path_of
from annotator.services.exporting.atomic_output import replacing
from annotator.storage.bases.base_file import BaseFile
from annotator.storage.bases.build import build
from annotator.storage.bases.draft import Draft
from annotator.storage.bases.sentences import written
from annotator.work_folder import work_folder

TOLD = 20
"""So many refusals are kept of each file, with their lines; of all others the number."""
_STEP = 2_000


@dataclass(slots=True)
class AddReport:
    """What came of it: entries that are new and that were updated, what was refused and set aside, what is there now.

    `again` were said more than once, and the last time counts; `nameless` go by another name or their id.
    """

    base: str
    path: str
    added: int = 0
    updated: int = 0
    again: int = 0
    nameless: int = 0
    entries: int = 0
    names: int = 0
    refused: int = 0
    refusals: list[InputError] = field(default_factory=list)
    set_aside: dict[str, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """As one JSON document."""
        numbers = ("base", "path", "added", "updated", "again", "nameless", "entries", "names", "refused")
        return {
            **{name: getattr(self, name) for name in numbers},
            "refusals": [{"file": one.file, "line": one.line, "reason": one.reason} for one in self.refusals],
            "set_aside": self.set_aside,
        }


@dataclass(frozen=True, slots=True)
class AddOptions:
    """`languages` are those of names, the most wanted first; `encoding` is that of the files, where it is not UTF-8."""

    languages: Sequence[str] = ("en",)
    encoding: str = ""


def add(
    project: Path,
    name: str,
    files: Sequence[str],
    options: AddOptions,
    *,
    progress: ProgressCallback = lambda _done, _of: None,
    stdin: BinaryIO | None = None,
) -> AddReport:
    """Put the entries of files into the base of a name beside a project; one that is there already is updated.

    Raises `WrongUsage` where a name makes no sense or a file is not there, `BaseError` where the base cannot be read or
    written. It is as it was then, and where no entry was taken.
    """
    path = path_of(project, name)
    sources = [_Source.of(file, stdin) for file in files]
    codec = common.known(options.encoding) if options.encoding else ""
    size = sum(one.size for one in sources) or 1
    report, aside = AddReport(name, str(path)), Aside()
    with written(path), work_folder(f".{path.name}-", path.parent) as folder, closing(Draft(folder)) as draft:
        before = _stamp(path)
        if path.exists():
            with BaseFile.open(path) as old:
                draft.begin_with(old.rows())
        for place, source in enumerate(sources):
            past = sum(one.size for one in sources[:place])
            _Reading(draft, report, aside, partial(_tell, progress, size, past)).take(source, options.languages, codec)
        _settle(draft, report, aside)
        if report.added or report.updated:
            with replacing(path) as new:
                built = build(draft, new, lambda done, of: progress(size + size * done // of, 2 * size))
                report.entries, report.names = built
                if _stamp(path) != before:
                    raise BaseError(f"{path} was written by another program meanwhile, and stays so: add again.")
    return report


def _tell(progress: ProgressCallback, size: int, past: int, read: int) -> None:
    """Tell of reading, which is half of the work."""
    progress(min(past + read, size), 2 * size)


def _settle(draft: Draft, report: AddReport, aside: Aside) -> None:
    taken = draft.settle()
    report.added, report.updated = taken.added, taken.updated
    report.again, report.nameless = taken.again, taken.nameless
    if taken.strays:
        which = f"of entries that are not there, such as {taken.stray!r}"
        aside.add(f"alias {which}", f"aliases {which}", taken.strays)
    report.set_aside = dict(aside)


@dataclass(frozen=True, slots=True)
class _Source:
    """A file as the user calls it, or standard input; its size in bytes, as far as it is known."""

    name: str
    file: Path | BinaryIO
    size: int

    @classmethod
    def of(cls, name: str, stdin: BinaryIO | None) -> _Source:
        if name == "-":
            if stdin is None:
                raise WrongUsage("There is no standard input.")
            return cls(name, stdin, 0)
        path = expanded(name)
        try:
            return cls(name, path, path.stat().st_size)
        except OSError:
            raise NoSuchFile(name) from None


@dataclass(frozen=True, slots=True)
class _Reading:
    """Gathers what files say, or why it is refused; `tell` is told how many bytes of the file were read."""

    draft: Draft
    report: AddReport
    aside: Aside
    tell: Callable[[int], None]

    def take(self, source: _Source, languages: Sequence[str], codec: str) -> None:
        """Gather what a file says."""
        told = 0
        try:
            with opened(source.file, codec) as lines:
                for number, one in enumerate(read(lines, languages, self.aside)):
                    if isinstance(one, InputError):
                        self._refuse(one.at(source.name), told)
                        told += 1
                    else:
                        self.draft.say(one)
                    if number % _STEP == 0:
                        self.tell(lines.done)
        except InputError as error:
            self._refuse(error.at(source.name), 0)

    def _refuse(self, error: InputError, told: int) -> None:
        self.report.refused += 1
        if told < TOLD:
            self.report.refusals.append(error)


def _stamp(path: Path) -> tuple[int, ...]:
    """What changes where a file is replaced or written."""
    try:
        found = path.stat()
    except OSError:
        return ()
    return found.st_ino, found.st_size, found.st_mtime_ns
