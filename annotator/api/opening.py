"""The two ways to a project: one that is there, and a new one."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from annotator.api.project import Project
from annotator.api.sources import Place
from annotator.domain.history.events import Note
from annotator.domain.scheme import Scheme
from annotator.errors import ProjectError
from annotator.home import expanded
from annotator.services.project.scheme_file import load
from annotator.storage.maintenance.scheme import save_scheme, settle
from annotator.storage.store import Store


def open(path: Place) -> Project:  # noqa: A001 - it is called `annotator.open`
    """The project at a path. One of an older version is migrated, and a copy kept beside it.

    Raises `NoProject` where there is none, `NotAProject` where the file is something else or damaged, `NewerProject`
    where a later version wrote it, `ProjectBusy` where it is locked or the disk refuses.
    """
    store = Store.open(expanded(path))
    settle(store)
    return Project(store)


def create(path: Place, *, scheme: Scheme | Iterable[str] | Path | None = None, exist_ok: bool = False) -> Project:
    """A new project at a path, with folders on the way to it.

    `scheme` is a `Scheme`, the names of its labels, or the path of a TOML file of one; without it, the 18 labels of
    OntoNotes. Raises `ProjectError` where a file is there already: where `exist_ok`, that is opened instead, with the
    scheme it has. Raises `SchemeError` for a scheme that makes no sense.
    """
    place = expanded(path)
    wanted = _scheme(scheme)
    there = place.exists() and place.stat().st_size > 0
    if there and not exist_ok:
        raise ProjectError(f"{place} is there already: `annotator.open` opens it, and so does `exist_ok=True`.")
    store = Store.create(place)
    if wanted is not None and not there:
        save_scheme(store, wanted, note=Note(begins=True))
    return Project(store)


def _scheme(given: Scheme | Iterable[str] | Path | None) -> Scheme | None:
    match given:
        case None | Scheme():
            return given
        case str() | Path():
            return load(Path(given))
        case _:
            scheme = Scheme(())
            for name in given:
                scheme = scheme.with_label(name)
            return scheme
