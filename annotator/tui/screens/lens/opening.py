"""The ways into the lens."""

from __future__ import annotations

from collections.abc import Callable

from annotator.domain.decisions import GOLD
from annotator.domain.question.condition import Condition
from annotator.domain.text.pattern import of_words
from annotator.services.finding.asked import of_conditions
from annotator.services.finding.whose import layer_to_fix
from annotator.storage.store import Store
from annotator.tui.host import Host
from annotator.tui.screens.lens.screen import LensScreen
from annotator.tui.screens.lens.strings import StringsScreen


def show_asked(app: Host, store: Store, user: str, asked: tuple[Condition, ...]) -> None:
    """Show the places of a question that articles were listed by. Raises `WrongUsage` where it asks for two strings."""
    layer = layer_to_fix(store, user)
    app.push_screen(LensScreen(store, user, layer, of_conditions(store, asked, user), blind=_blind(app, store)))


def show_strings(app: Host, store: Store, user: str) -> None:
    """Show the strings that are treated differently."""
    app.push_screen(StringsScreen(store, user, layer_to_fix(store, user), blind=_blind(app, store)))


def show_places(
    app: Host, store: Store, user: str, words: str, *, reviewing: bool, left: Callable[[], None] = lambda: None
) -> None:
    """Show where else words stand, and what gold says there, or the user's own layer; `left` is called behind that.

    Raises `WrongUsage` where they are none.
    """
    layer = GOLD if reviewing else user
    app.push_screen(LensScreen(store, user, layer, of_words(words), blind=_blind(app, store), left=left))


def _blind(app: Host, store: Store) -> bool:
    return app.blind or store.scheme().blind
