"""A whole copy of a project as it is now, made while others work on it: one file that needs no other beside it.

The copy is made beside its place, checked there, brought to the disk, and then takes its name in one step.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from annotator.errors import NotAProject, ProjectBusy, ProjectError, WrongUsage
from annotator.storage.connection import check_file, sentences
from annotator.storage.project import Project
from annotator.work_folder import to_disk, work_folder


class InTheWay(ProjectError, WrongUsage):
    """A file of that name is there already."""


def backup(project: Project, target: Path, *, force: bool = False) -> int:
    """Copy a project to `target`; gives the number of decisions in the copy.

    With `force` it takes the place of another project that nobody has open, and of nothing else.
    Raises `InTheWay`, `ProjectBusy`, or `NotAProject` where what is copied is damaged: then there is no copy.
    """
    check_target(project, target, force=force)
    with sentences(target), beside(target) as new:
        with closing(sqlite3.connect(new)) as copy:
            project.conn.backup(copy)
            if copy.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                raise NotAProject(f"{project.path} is damaged, so no copy was made; `annotator doctor` says more.")
            (decisions,) = copy.execute("SELECT count(*) FROM decisions").fetchone()
        if project.path.exists():
            shutil.copymode(project.path, new)
        else:
            new.chmod(0o600)
        to_disk(new)
        put_in_place(new, target, force=force)
        to_disk(target.parent)
    return int(decisions)


def rescue(project: Project) -> Path | None:
    """Copy what a connection still has of a file that is gone to a new file beside its place; None where it cannot."""
    folder, stem, suffix = project.path.parent, project.path.stem, project.path.suffix
    for number in range(1, 100):
        target = folder / f"{stem}.rescued-{number}{suffix}"
        if not target.exists():
            try:
                backup(project, target)
            except (ProjectError, sqlite3.Error, OSError):
                return None
            return target
    return None


def check_target(project: Project, target: Path, *, force: bool) -> None:
    """Raise `InTheWay` or `ProjectBusy` where a copy of a project cannot be put at a place."""
    if not target.exists():
        return
    if project.path.exists() and target.samefile(project.path):
        raise InTheWay(f"{target} is the project itself; name another file.")
    if not force:
        raise InTheWay(f"{target} is there already: name another file, or take its place with `--force`.")
    check_file(target)
    if target.with_name(f"{target.name}-wal").exists():
        raise ProjectBusy(f"{target} is open in another program, or was left in mid-work. Nothing was changed.")


@contextmanager
def beside(target: Path) -> Iterator[Path]:
    """A file in a new folder beside the target, which is taken away afterwards."""
    try:
        with work_folder(f".{target.name}-", target.parent) as folder:
            yield folder / target.name
    except OSError as error:
        raise ProjectBusy(f"{target} cannot be written: {error.strerror or error}.") from error


def put_in_place(new: Path, target: Path, *, force: bool) -> None:
    """Give the copy its name; without `force`, not over a file that has come there meanwhile."""
    if force or not hasattr(os, "link"):
        new.replace(target)
        return
    try:
        target.hardlink_to(new)
    except FileExistsError:
        raise InTheWay(f"{target} is there already.") from None
    except OSError:  # a file system without links
        new.replace(target)
