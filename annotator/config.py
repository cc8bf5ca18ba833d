"""What a user may set, in one TOML file: `config.toml` in the user's config folder, or `ANNOTATOR_CONFIG`.

A setting is a field of `Settings`; what it means is written beside it, for README. What was chosen in the
app, theme and order of the library among it, lies in `chosen.json` beside the file; what the file sets comes first.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Literal, get_args

from annotator.errors import ConfigError

THEMES = tuple(f"{shade}{kind}" for shade in ("dark", "light") for kind in ("", "-contrast", "-colour-blind"))
SORTED_BY = ("added", "title", "state", "undecided", "length", "date", "worked", "agreement")
COLUMNS = (
    "language", "date", "source", "byline", "length", "words", "undecided", "added", "worked", "by", "for", "agreement",
)  # fmt: skip
REVIEW_ORDERS = ("file", "worst", "label", "kind", "pair")
Notify = Literal["off", "bell", "osc9", "osc777"]
TerminalProgress = Literal["off", "title", "bar", "both"]
Remembered = Literal["theme", "display", "library_order", "library_columns"]
"""What is kept when it is chosen in the app."""
_CHOSEN = "chosen.json"
CHOICES: Mapping[str, tuple[str, ...]] = {
    "theme": THEMES,
    "display": ("lanes", "sparse", "compact", "plain"),
    "preset": ("default", "vim", "arrows"),
    "notify": get_args(Notify),
    "terminal_progress": get_args(TerminalProgress),
    "review_order": REVIEW_ORDERS,
    "library_order": (*SORTED_BY, *(f"-{name}" for name in SORTED_BY)),
}

_LLM = {"price_in": 0, "price_out": 0, "limit": 0, "at_once": 1, "timeout": 1}
"""The numbers that language models are set by, and the least that each may be."""
_SWITCHES = ("near_misses", "memory", "name_lists", "ask_unlabelled", "stop_at_unlabelled", "approve_settled")
_MOST = 1_000_000_000
_FORMS = {"engine": re.compile(r"\w+"), "goal": re.compile(r"|[1-9]\d{0,8} (articles|words|spans)")}
_MEANT = {
    "goal": "so many articles, words or spans, as `20 articles`",
    "second_look": "a whole number from 1 to 100",
    "review_sample": "a whole number from 1 to 100",
    "engine": "the name of an engine, as `local`",
    "llm": "a table of `price_in`, `price_out`, `limit`, `at_once`, `timeout` (numbers) and `options`, or of such",
}


def _setting(default: Any, about: str) -> Any:
    return field(default=default, metadata={"about": about})


def _either(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


@dataclass(frozen=True, slots=True)
class Settings:
    """The user's settings; the `about` of each says what it means."""

    theme: str = _setting(
        "",
        f"The colours: {_either(THEMES)}; empty is the one chosen last with `f2`, at first `light` in a "
        "light terminal, else `dark`.",
    )
    display: Literal["lanes", "sparse", "compact", "plain"] = _setting(
        "lanes",
        "How labels are shown at the start: in `lanes` under every row, in `sparse` ones only under rows with spans, "
        "`compact` behind each span, or `plain`.",
    )
    library_order: str = _setting(
        "added",
        f"By what the library is sorted: {_either(SORTED_BY)}, with `-` before it the other way round; the one chosen "
        "last with `s`, where nothing is set.",
    )
    library_columns: tuple[str, ...] = _setting(
        (),
        f"What the library tells of each article beside title and state: any of {_either(COLUMNS)}; those chosen last "
        "with `c`, where nothing is set.",
    )
    preset: str = _setting("default", f"The keys to begin with: {_either(CHOICES['preset'])}.")
    models: tuple[str, ...] = _setting(
        (),
        "The models that suggest, instead of the default one: spaCy pipelines, folders that `train` made, or "
        "`SUGGESTER:WHAT` for any suggester that is installed.",
    )
    engine: str = _setting(
        "local",
        "Where `suggest` runs models: `local`, in processes of this machine, or `ray`, on a cluster (`--engine`).",
    )
    near_misses: bool = _setting(False, "Show what a model nearly proposed too, dimly.")  # noqa: FBT003 - a value
    memory: bool = _setting(True, "Learn from decisions, and suggest by what was learned.")  # noqa: FBT003 - a value
    name_lists: bool = _setting(
        True,  # noqa: FBT003 - a value
        "Where no model is for the language of an article, suggest countries, cities and people that lists have.",
    )
    ask_unlabelled: bool = _setting(
        True,  # noqa: FBT003 - a value
        "Tell before an article is finished which names look unlabelled: once an article.",
    )
    stop_at_unlabelled: bool = _setting(
        False,  # noqa: FBT003 - a value
        "Let `tab` stop at names that look unlabelled too.",
    )
    approve_settled: bool = _setting(
        True,  # noqa: FBT003 - a value
        "Approve an article by itself as soon as its last conflict is settled; `u` takes that back.",
    )
    review_order: str = _setting(
        "file",
        f"In which order articles come to a reviewer: {_either(REVIEW_ORDERS)}, as `review --order` tells.",
    )
    review_sample: int = _setting(
        100, "How many of a hundred articles that one annotator alone has finished come to a reviewer."
    )
    second_look: int = _setting(5, "How many of a hundred of your finished spans `label --second-look` shows again.")
    goal: str = _setting("", "What you want to do in a day: so many `articles`, `words` or `spans`, as `20 articles`.")
    notify: Literal["off", "bell", "osc9", "osc777"] = _setting(
        "bell",
        "How the terminal tells that work of ten seconds or more has ended: `off`, `bell`, or a notification by `osc9` "
        "(iTerm2, kitty, WezTerm) or `osc777` (rxvt, foot, Ghostty).",
    )
    terminal_progress: Literal["off", "title", "bar", "both"] = _setting(
        "title",
        "Where the terminal shows how far long work is: `off`, in the `title` of its window, as a `bar` (`OSC 9;4`: "
        "Windows Terminal, Ghostty, WezTerm, Konsole), or `both`.",
    )
    llm: Mapping[str, Any] = field(
        default_factory=dict,
        metadata={
            "about": "What language models (`llm:NAME`) cost and may do, in a table: `price_in`, `price_out` (of a "
            "million tokens), `limit` (of the cost of a run), `at_once` (questions), `timeout` (seconds), `options` (a "
            "table, as the model knows them); in a table of a model's name for that one."
        },
    )
    keymap: Mapping[str, str] = field(
        default_factory=dict,
        metadata={"about": 'The keys of actions by their ids: `accept = "space,f5"`; "" switches a key off.'},
    )


def config_path() -> Path:
    """Where the settings are read from, whether the file is there or not."""
    if named := os.environ.get("ANNOTATOR_CONFIG"):
        return Path(named)
    base = os.environ.get("XDG_CONFIG_HOME")
    if base:
        return Path(base) / "annotator" / "config.toml"
    from platformdirs import user_config_path  # noqa: PLC0415 - not needed where the environment says it

    return user_config_path("annotator") / "config.toml"


def load(path: Path | None = None) -> Settings:
    """The settings of a file; the defaults where there is none. Raises `ConfigError` naming what is wrong."""
    path = path or config_path()
    try:
        table = _parsed(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        table = {}
    except (OSError, ValueError) as error:
        raise ConfigError(f"The settings in {path} cannot be read: {error}.") from error
    return _settings({**_chosen(path), **table}, path)


def _parsed(text: str) -> dict[str, Any]:
    import tomllib  # noqa: PLC0415 - 4 ms that nobody waits for who has no such file

    return tomllib.loads(text)


def remember(name: Remembered, choice: str | Sequence[str]) -> None:
    """Keep what was chosen in the app for the next time; where the folder cannot be written, it is forgotten."""
    path = config_path()
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_name(_CHOSEN).write_text(json.dumps({**_chosen(path), name: choice}), encoding="utf-8")


def _chosen(path: Path) -> dict[str, Any]:
    """What was chosen in the app, as far as it makes sense."""
    try:
        chosen = json.loads(path.with_name(_CHOSEN).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    choices = chosen.items() if isinstance(chosen, dict) else ()
    return {name: choice for name, choice in choices if name in get_args(Remembered) and _is_choice(name, choice)}


def _is_choice(name: str, choice: object) -> bool:
    """Whether a setting can be this."""
    if name == "library_columns":
        return isinstance(choice, list) and all(one in COLUMNS for one in choice)
    return choice in CHOICES[name]


def check(name: str, value: object) -> Any:
    """The value of a setting as `Settings` has it. Raises `ConfigError` where it makes no sense."""
    return _value(name, value, config_path())


def _settings(table: Mapping[str, Any], path: Path) -> Settings:
    known = {item.name: item for item in fields(Settings)}
    values: dict[str, Any] = {}
    for name, value in table.items():
        if name not in known:
            raise ConfigError(f"{path} sets {name!r}, which is no setting. There are: {', '.join(known)}.")
        values[name] = _value(name, value, path)
    return Settings(**values)


def _value(name: str, value: Any, path: Path) -> Any:
    match name:
        case "keymap" | "llm" if isinstance(value, dict) and _IS_SOUND[name](value):
            return dict(value)
        case "models" if isinstance(value, list) and all(isinstance(model, str) for model in value):
            return tuple(value)
        case "library_columns" if isinstance(value, list):
            if strange := [one for one in value if one not in COLUMNS]:
                raise ConfigError(f"{path}: library_columns has some of {', '.join(COLUMNS)}, not {strange[0]!r}.")
            return tuple(value)
        case _ if name in _SWITCHES and isinstance(value, bool):
            return value
        case "second_look" | "review_sample" if type(value) is int and 1 <= value <= 100:
            return value
        case "engine" | "goal" if isinstance(value, str) and _FORMS[name].fullmatch(value):
            return value
        case _ if name in CHOICES and isinstance(value, str):
            if value not in CHOICES[name]:
                raise ConfigError(f"{path}: {name} is one of {', '.join(CHOICES[name])}, not {value!r}.")
            return value
        case _:
            meant = f" It is {_MEANT[name]}." if name in _MEANT else ""
            raise ConfigError(f"{path}: {name} makes no sense as {value!r}.{meant}")


def _is_llm(table: Mapping[str, Any]) -> bool:
    """Whether these are settings of language models; a table in them is that of a model."""
    return all(
        name == "options" or _is_llm(value) if isinstance(value, dict) else _is_llm_number(name, value)
        for name, value in table.items()
    )


def _is_keymap(table: Mapping[str, Any]) -> bool:
    return all(isinstance(keys, str) for keys in table.values())


def _is_llm_number(name: str, value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int if name == "at_once" else (int, float)):
        return False
    return name in _LLM and _LLM[name] <= value <= _MOST


_IS_SOUND = {"keymap": _is_keymap, "llm": _is_llm}
