"""What a user names: a format, a layer, an annotator, a model. What is not there is answered with what there is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from annotator import plugins
from annotator.domain.decisions import GOLD
from annotator.domain.question.condition import Condition
from annotator.domain.question.reading import conditions
from annotator.errors import NoSuchFile, NoSuchModel, NoSuchPlugin, PluginError, WrongUsage, did_you_mean
from annotator.formats.common.detect import load
from annotator.storage.queries.asked.known import known
from annotator.storage.queries.counts import annotators, deciders, has_layer
from annotator.storage.queries.documents import layer_names
from annotator.storage.queries.listing.entries import keys_met
from annotator.storage.store import Store
from annotator.suggest.common.specs import missing

_DONE = {"read": "read", "write": "written"}


def format_for(does: Literal["read", "write"], name: str) -> Any:
    """The format of that name, which can be read or written.

    Raises `NoSuchPlugin` where none of that name can, `PluginError` where its library is missing.
    """
    known = name in plugins.names("formats")
    if known and hasattr(module := load(name), does):
        return module
    other = next(word for way, word in _DONE.items() if way != does)
    problem = f"can be {other} but not {_DONE[does]}" if known else "is not there"
    able = [one for one in plugins.names("formats") if _can(one, does)]
    meant = "" if known else did_you_mean(name, able)
    raise NoSuchPlugin(f"The format {name!r} {problem}.{meant} Those that can be {_DONE[does]}: {', '.join(able)}.")


def _can(name: str, does: str) -> bool:
    """Whether a format can do so; our own are not imported for that, a stranger's cannot if its library is missing."""
    if name in plugins.built_in("formats"):
        return f"\ndef {does}(" in plugins.source("formats", name)
    try:
        return hasattr(load(name), does)
    except PluginError:
        return False


def check_settings(module: Any, settings: Mapping[str, str]) -> None:
    """Raise `WrongUsage` where a format has no setting of such a name, or such a value of it."""
    known: Mapping[str, Sequence[str]] = getattr(module, "SETTINGS", {})
    for name, value in settings.items():
        if name not in known:
            there = f"It has: {', '.join(known)}." if known else "It has none."
            raise WrongUsage(f"The format {module.NAME} has no setting {name!r}.{did_you_mean(name, known)} {there}")
        if value not in known[name]:
            raise WrongUsage(f"The setting {name} of {module.NAME} is {' or '.join(known[name])}, not {value!r}.")


def check_read_settings(formats: Iterable[str], settings: Mapping[str, str]) -> None:
    """Raise `WrongUsage` where a setting for reading is one that none of these formats has."""
    if not settings:
        return
    known: dict[str, str] = {}
    for name in sorted(formats):
        known |= getattr(format_for("read", name), "READ_SETTINGS", {})
    for name in settings:
        if name not in known:
            there = "; ".join(f"{one} ({about})" for one, about in known.items()) or "none"
            raise WrongUsage(f"What is read here has no setting {name!r}. There are: {there}.")


def check_choice(what: str, value: str, known: Sequence[str]) -> None:
    """Raise `WrongUsage` where a value is none of those that there are."""
    if value not in known:
        raise WrongUsage(f"{what} is {' or '.join(known)}, not {value!r}.")


def check_layer(store: Store, name: str) -> None:
    """Raise `WrongUsage` where the project has no layer of that name; gold is one that may be empty."""
    if name != GOLD:
        _among(name, layer_names(store), f"There is no layer {name!r} in {store.path}")


def check_annotator(store: Store, name: str) -> None:
    """Raise `WrongUsage` where nobody of that name has decided anything, has a layer, or was given an article."""
    if not has_layer(store, name) and name not in (known := annotators(store)):
        _among(name, sorted({*known, *deciders(store)} - {GOLD}), f"There is no annotator {name!r} in {store.path}")


def _among(name: str, names: Sequence[str], problem: str) -> None:
    if name not in names:
        there = f"There are: {', '.join(names)}." if names else "Nobody has labelled anything yet."
        raise WrongUsage(f"{problem}.{did_you_mean(name, names)} {there}")


def check_models(models: Iterable[str]) -> None:
    """Raise `NoSuchModel` where a model is not on this machine, `PluginError` where its suggester cannot be asked."""
    for model in models:
        if problem := missing(model):
            raise NoSuchModel(problem)


def check_files(files: Iterable[str]) -> None:
    """Raise `NoSuchFile` where one is not there."""
    for file in files:
        if not Path(file).exists():
            raise NoSuchFile(file)


def keys_asked(store: Store, typed: str, annotator: str, *, archived: bool = False) -> set[str]:
    """The keys of the articles that meet a question, as an annotator asks it; of those put away, if `archived`.

    Raises `QuestionError` where it makes no sense, `WrongUsage` where it asks nothing.
    """
    asked = conditions(typed, known(store))
    if not asked:
        raise WrongUsage("The question asks nothing: lang:de label:ORG, say.")
    away = (Condition("archived", ("yes",)),) if archived else ()
    return set(keys_met(store, annotator, (*asked, *away)))
