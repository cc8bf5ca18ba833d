"""The list of keys is the truth: each has an action, none clashes, a user's map is checked before it is used."""

from __future__ import annotations

import re
from collections.abc import Callable
from inspect import iscoroutinefunction, signature
from pathlib import Path
from string import punctuation
from typing import get_args

import pytest
from support.desks import make
from textual.keys import _character_to_key

from annotator.config import Settings
from annotator.errors import ConfigError
from annotator.services.annotating.session import AnnotationSession
from annotator.services.worklists.recheck import Asked, to_see
from annotator.tui.app import AnnotatorApp
from annotator.tui.host import AppScreen
from annotator.tui.keys.keymap import PRESETS, resolve
from annotator.tui.keys.table import KEYS, Scope, acting_in, in_scope, key_of, sign
from annotator.tui.screens.common.help import Help
from annotator.tui.screens.lens.opening import show_places, show_strings
from annotator.tui.screens.my_day.own_work import OwnWork

Show = Callable[[AnnotatorApp], object]


def look_again(app: AnnotatorApp) -> None:
    """Finish an article, and look at all of it again."""
    session = AnnotationSession(app.store, app.next_article() or "", app.annotator)
    session.load()
    session.finish("accept")
    app.settings = Settings(second_look=100)
    OwnWork(app, app.store, app.annotator).action_second_look()


def recheck(app: AnnotatorApp) -> None:
    """Finish an article, and go through a list of what is labelled in it."""
    session = AnnotationSession(app.store, app.next_article() or "", app.annotator)
    session.load()
    session.finish("accept")
    labels = tuple(sorted({span.label for span in session.layer.held}))
    to_see(app.store, Asked(labels, layers=(app.annotator,))).save(app.store, "again", app.annotator)
    OwnWork(app, app.store, app.annotator).action_recheck()


SCREENS: dict[str, Show] = {
    "library": lambda _app: None,
    "annotate": lambda app: app.annotate(app.next_article() or ""),
    "review": lambda app: app.review(app.next_article() or ""),
    "agree": lambda app: app.agree(),
    "dashboard": lambda app: app.dashboard(),
    "notes": lambda app: app.notes(reviewing=False),
    "my_day": lambda app: OwnWork(app, app.store, app.annotator).action_my_day(),
    "second_look": look_again,
    "recheck": recheck,
    "lens": lambda app: show_places(app, app.store, app.annotator, "a", reviewing=False),
    "settle": lambda app: app.beside.action_settle(),
    "changes": lambda app: app.beside.action_changes(),
    "strings": lambda app: show_strings(app, app.store, app.annotator),
}


@pytest.mark.parametrize("scope", get_args(Scope))
def test_every_key_says_what_it_does(scope: Scope) -> None:
    assert all(key.about and key.group for key in in_scope(scope))


@pytest.mark.parametrize("scope", get_args(Scope))
def test_keys_that_the_footer_shows_under_one_word_do_one_thing(scope: Scope) -> None:
    verbs: dict[float, set[str]] = {}
    for key in filter(lambda key: key.rank, in_scope(scope)):
        verbs.setdefault(key.rank, set()).add(key.verb)
    assert {rank: found for rank, found in verbs.items() if len(found) > 1} == {}


@pytest.mark.parametrize("scope", SCREENS)
async def test_every_key_is_carried_out_by_a_method_of_ours_that_ends_at_once(tmp_path: Path, scope: Scope) -> None:
    store, _ = make(tmp_path / "p.db")
    app = AnnotatorApp(store, "ana", suggest=False)
    async with app.run_test() as pilot:
        SCREENS[scope](app)
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, AppScreen)
        assert scope == screen.SCOPE
        assert screen._table.keys() == {key.id for key in acting_in(scope) if not key.hot}
        app.action_help()
        await pilot.pause()
        assert isinstance(app.screen, Help)
        for key, do in screen._table.values():
            assert do.func.__name__ == f"action_{key.verb}"
            assert do.func.__module__.startswith("annotator.")
            assert not iscoroutinefunction(do.func)
            signature(do.func).bind(*do.args)
    store.close()


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


@pytest.mark.parametrize("written", punctuation)
def test_every_sign_of_a_keyboard_is_written_as_it_is(written: str) -> None:
    assert sign(_character_to_key(written)) == written
    assert key_of(written) == _character_to_key(written)


@pytest.mark.parametrize("scope", get_args(Scope))
def test_keys_that_stand_together_in_the_footer_are_of_one_group(scope: Scope) -> None:
    groups: dict[float, set[str]] = {}
    verbs: dict[float, set[str]] = {}
    for key in acting_in(scope):
        if key.rank:
            groups.setdefault(key.rank, set()).add(key.group)
            verbs.setdefault(key.rank, set()).add(key.action.partition("(")[0])
    assert not [rank for rank in groups if len(groups[rank]) > 1 or len(verbs[rank]) > 1]
