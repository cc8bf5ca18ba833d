"""The help screen: every key of the screen below it, in its groups, as the user has mapped them."""

from __future__ import annotations

from collections.abc import Mapping

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from annotator.tui.keys import Key, Scope, in_scope, sign
from annotator.tui.screens.dialogs import Dialog

_PURPOSE: dict[str, str] = {
    "annotate": "Accept, correct or reject what is suggested; add what is missing; s finishes the article.",
    "library": "All articles of the project. Open one, or let n take you to the next one to work on.",
    "review": "Only what annotators disagree on is walked through: take a version, or make your own.",
    "agree": "How far annotators agree; enter leads to the spans behind a number.",
    "dashboard": "How the project stands: progress, pace, labels, agreement, sources.",
    "app": "",
}


class Help(Dialog[None]):
    """Keys and what they do."""

    def __init__(self, scope: Scope, keymap: Mapping[str, str]) -> None:
        super().__init__("Keys")
        self._scope, self._keymap = scope, keymap

    def content(self) -> ComposeResult:
        """A line of purpose, then the groups."""
        keys = [*in_scope(self._scope, self._keymap), *in_scope("app", self._keymap)]
        with VerticalScroll():
            yield Static(help_text(_PURPOSE[self._scope], keys))


def help_text(purpose: str, keys: list[Key]) -> Content:
    """The groups of keys as styled text; an action without a key is left out."""
    parts: list[tuple[str, str]] = [(purpose, "")]
    order = list(dict.fromkeys(key.group for key in keys))
    for group in order:
        rows = (key for key in keys if key.group == group)
        parts.append((f"\n\n{group}", "bold $accent"))
        for key in rows:
            if key.keys:
                signs = " ".join(map(sign, key.names))
                parts += [(f"\n  {signs:<14}", "bold"), (f" {key.about}", "$text-muted")]
    return Content.assemble(*parts)
