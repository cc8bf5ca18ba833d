"""A scheme as a TOML file, for people to edit and share; `load` of what `dump` writes gives the same scheme."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from annotator.domain.claims.scheme_form import CLAIM_TABLES, ENTITIES
from annotator.domain.scheme import Scheme
from annotator.domain.scheme_form import from_form, to_form
from annotator.errors import NoSuchFile, SchemeError

_LARGEST = 4_000_000


def load(path: Path) -> Scheme:
    """The scheme of a TOML file.

    Raises `NoSuchFile`, `SchemeError` that names the file and what makes no sense in it.
    """
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except FileNotFoundError:
        raise NoSuchFile(path) from None
    except OSError as error:
        raise SchemeError(f"{path} cannot be read: {error.strerror}.") from error
    if len(content) > _LARGEST:
        raise SchemeError(f"{path} is too large for a scheme.")
    try:
        return from_form(tomllib.loads(content.decode("utf-8-sig")))
    except UnicodeDecodeError:
        raise SchemeError(f"{path} is not UTF-8 text.") from None
    except tomllib.TOMLDecodeError as error:
        raise SchemeError(f"{path} is not TOML: {error}.") from error
    except RecursionError:
        raise SchemeError(f"{path} is nested too deep for a scheme.") from None
    except SchemeError as error:
        raise SchemeError(f"{path}: {error}") from error
    except (TypeError, ValueError, AttributeError) as error:
        raise SchemeError(f"{path} is not shaped like a scheme: {error}.") from error


def dump(scheme: Scheme) -> str:
    """The scheme as TOML, without what labels were before."""
    form = to_form(replace(scheme, labels=tuple(replace(label, former=(), switched=0) for label in scheme.labels)))
    tables = {name: form.pop(name) for name in ("suffixes", "aliases", ENTITIES) if name in form}
    lists = {name: form.pop(name) for name in ("label", "group", *CLAIM_TABLES) if name in form}
    blocks = [_pairs(form)]
    blocks += [f"[[{name}]]\n{_pairs(row)}" for name, rows in lists.items() for row in rows]
    blocks += [f"[{name}]\n{_pairs(table)}" for name, table in tables.items()]
    return "\n".join(blocks)


def _pairs(table: Mapping[str, Any]) -> str:
    return "".join(f"{_key(name)} = {_value(value)}\n" for name, value in table.items())


def _key(name: str) -> str:
    return name if name.isascii() and name.replace("_", "a").isalnum() else _value(name)


def _value(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
        case str():
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        case Mapping():
            return f"{{ {', '.join(f'{_key(name)} = {_value(one)}' for name, one in value.items())} }}"
        case _:
            return f"[{', '.join(map(_value, value))}]"
