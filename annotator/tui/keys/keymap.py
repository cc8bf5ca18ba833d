"""A user's key map, checked before it is used: nothing is remapped silently, nothing is lost silently.

A key map says `id = "key,key"`. A preset is a key map of ours. Pure data; it loads no textual.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import get_args

from annotator.errors import ConfigError
from annotator.tui.keys.table import KEYS, WITHHELD, Key, Scope, sign

PRESETS: dict[str, dict[str, str]] = {
    "default": {},
    "vim": {
        "row_down": "j,down",
        "row_up": "k,up",
        "next_span": "n",
        "previous_span": "p",
        "next_article": "greater_than_sign",
        "previous_article": "less_than_sign",
        "recent_articles": "ctrl+t",
        "row_start": "home,circumflex_accent",
        "row_end": "end,dollar_sign",
        "redo": "r,ctrl+r",
        "page_down": "pagedown,ctrl+d",
        "page_up": "pageup,ctrl+u",
    },
    "arrows": {
        "next": "down,tab",
        "previous": "up,shift+tab",
        "row_down": "alt+down",
        "row_up": "alt+up",
        "reject": "x,backspace",
    },
}
_NAMES = re.compile(
    r"(?:(?:ctrl|alt|shift)\+)*(?:[a-z]|[a-z]+(?:_[a-z]+)+|space|enter|tab|escape|backspace|delete|insert|home|end|"
    r"pageup|pagedown|up|down|left|right|f(?:[1-9]|1[0-2])|asterisk|tilde|apostrophe|backslash|slash|colon|semicolon|"
    r"quotation_mark|comma|plus|minus|underscore|at|ampersand|dollar_sign)"
)
_UNSENT = {
    "shift+enter": "a terminal sends enter",
    "ctrl+i": "a terminal sends tab",
    "ctrl+m": "a terminal sends enter",
    "ctrl+space": "many terminals send nothing",
}


def resolve(preset: str, overrides: Mapping[str, str], withheld: Iterable[str] = ()) -> dict[str, str]:
    """The key map in force: a preset with the user's own on top; empty keys switch an action's key off.

    What is `withheld` is not to be had at all.

    Raises `ConfigError` for an unknown id, a key that is none or does not arrive, a hot key of the
    labels, and two actions of one screen on the same key, naming both.
    """
    known = {key.id: key for key in KEYS}
    for name, keys in overrides.items():
        if name not in known:
            raise ConfigError(f"The key map names {name!r}, which is no action. `annotator keys` shows them all.")
        if known[name].hot:
            raise ConfigError("The labels’ own keys A-Z and 0-9 are set in the scheme, not in the key map.")
        for key in filter(None, keys.split(",")):
            _check_key(name, key)
    keymap = {**PRESETS[preset], **overrides}
    _check_clashes(keymap)
    return {**keymap, **dict.fromkeys(withheld, WITHHELD)}


def _check_key(name: str, key: str) -> None:
    if key in _UNSENT:
        raise ConfigError(f"{name} cannot be on {key}: {_UNSENT[key]}.")
    if re.fullmatch(r"(?:shift\+)?[A-Z0-9]", key):
        raise ConfigError(f"{name} cannot be on {key}: A-Z and 0-9 are the labels’ own keys.")
    if not _NAMES.fullmatch(key):
        raise ConfigError(f"{name} cannot be on {key!r}, which is no key. Write e.g. space, x, ctrl+k, asterisk, f5.")


def _check_clashes(keymap: Mapping[str, str]) -> None:
    taken: dict[tuple[str, str], Key] = {}
    for key in KEYS:
        for name in filter(None, keymap.get(key.id, key.keys).split(",")):
            for scope in get_args(Scope) if key.scope == "app" else (key.scope,):
                other = taken.setdefault((scope, name), key)
                if other is not key:
                    raise ConfigError(
                        f"{sign(name)} is the key of both {other.id} and {key.id}. Give one of them another."
                    )
