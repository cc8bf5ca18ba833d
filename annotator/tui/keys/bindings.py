"""The keys of a screen as textual wants them, for the time in which it passes them on itself (see `host`)."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from annotator.tui.keys.table import Scope, in_scope

NO_KEY = "no_key"
"""What an action is bound to that has no key: textual keeps its default where there is nothing."""


def bindings(scope: Scope) -> list[BindingType]:
    """A scope's bindings, each with its id, tooltip and group; a user's key map is laid over them by the app.

    A screen performs its keys by their ids.
    """
    return [
        Binding(
            key.keys or NO_KEY,
            key.action if scope == "app" else f"perform({key.id!r})",
            key.short,
            show=bool(key.rank),
            tooltip=key.about,
            id=key.id,
            group=Binding.Group(key.group),
        )
        for key in in_scope(scope)
        if not key.hot
    ]
