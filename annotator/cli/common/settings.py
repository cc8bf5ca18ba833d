"""What every verb may be told: which project, who is at work, whether to show tracebacks."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from annotator.domain.text.names import checked_name

if TYPE_CHECKING:
    from pathlib import Path

    from annotator.storage.store import Store

DEFAULT_PROJECT = "annotator.db"
MODEL_HELP = "A spaCy pipeline, a folder of `train`, or SUGGESTER:WHAT for any suggester that is installed."


@dataclass(slots=True)
class Settings:
    """The shared options as they were given; `chosen` and `names` are empty where they were not.

    `verb` is what is being done, "" before that is known.
    """

    chosen: str = ""
    names: tuple[str, ...] = ()
    debug: bool = False
    verb: str = ""

    @property
    def project(self) -> Path:
        """The project file."""
        from pathlib import Path

        return Path(self.chosen or os.environ.get("ANNOTATOR_PROJECT") or DEFAULT_PROJECT)

    @property
    def annotator(self) -> str:
        """Who is at work: `--as`, else `ANNOTATOR_NAME`, else the login name."""
        name = self.names[-1] if self.names else os.environ.get("ANNOTATOR_NAME") or _login()
        return checked_name(name)

    @contextmanager
    def opened(self, *, create: bool = False, strange: bool = False) -> Iterator[Store]:
        """The store of the project, one with strange triggers only if `strange`; raises `ProjectError`.

        If `create`, it is made where there is none, and taken away again where nothing was put into it.
        """
        from annotator.storage.connection import sentences
        from annotator.storage.store import Store

        made = create and not self.project.exists()
        tell_of_migration(self.project)
        opened = Store.create(self.project) if create else Store.open(self.project, strange=strange)
        if made:
            tell_of_network(self.project)
        with opened as store, sentences(self.project):
            if not strange and store.unsettled:
                _settle(store)
            if self.names:
                self.names = tuple(_present(store, self.names))
            try:
                yield store
            finally:
                if made and store.untouched:
                    store.unmake()


def _present(store: Store, names: Sequence[str]) -> Iterator[str]:
    """These names, in place of one that is not in use any more the one that took its place, which is said."""
    from annotator.cli.common.console import shown, warn
    from annotator.services.team.at_work import former_names

    former = former_names(store)
    for name in names:
        now = former.get(name, name)
        if now != name:
            warn(f"{shown(name)} is {shown(now)} here.")
        yield now


def tell_of_migration(path: Path) -> None:
    """Say that a project will be brought up to date before anything else, where it is of an older version."""
    from annotator.cli.common.console import warn
    from annotator.errors import ProjectError
    from annotator.storage.connection import version_of
    from annotator.storage.migrations import VERSION
    from annotator.storage.project import copy_before

    with suppress(ProjectError):
        if version_of(path) < VERSION:
            warn(
                f"{path} is of an older version: it is brought up to date first (a minute for a million articles). "
                f"As it was it stays beside it: {copy_before(path).name}"
            )


def tell_of_network(path: Path) -> None:
    """Say what to do instead, where a project lies on a network file system."""
    from annotator.cli.common.console import shown, warn
    from annotator.services.file_system import network_file_system

    if kind := network_file_system(path):
        warn(
            f"{shown(str(path))} lies on a network file system ({kind}), where two machines that write at once can "
            "damage it. Keep it on a disk of this machine; `annotator sync` or `annotator serve` joins several people."
        )


def _settle(store: Store) -> None:
    from annotator.cli.common.console import progress, warn
    from annotator.storage.maintenance.scheme import settle

    warn("A change of labels or sources is not carried through yet (it may have been broken off): that is done first.")
    with progress("Labels") as advance:
        settle(store, advance)


def models_of(named: Sequence[str], patterns: Sequence[str] = ()) -> tuple[str, ...]:
    """The models named, else (where no patterns are) those of the settings.

    Raises `NoSuchModel`, `ConfigError`, or `PluginError` for a suggester that cannot be asked.
    """
    from annotator.config import load
    from annotator.services.lookup import check_files, check_models

    models = tuple(named) or (() if patterns else load().models)
    check_models(models)
    check_files(patterns)
    return models


def check_person(name: str) -> None:
    """Raise `click.UsageError` where who decides would be called as the layer that review makes."""
    from annotator.domain.decisions import GOLD

    if name == GOLD:
        raise click.UsageError("`gold` is the layer that review makes; work under a name of your own: `--as NAME`.")


def _login() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "annotator"


def name_values(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """The settings of a format, as `--set NAME=VALUE` gives them."""
    if any("=" not in value for value in values):
        raise click.BadParameter("say NAME=VALUE, e.g. tags=iob1.")
    return {name: setting for name, _, setting in (value.partition("=") for value in values)}
