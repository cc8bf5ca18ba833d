"""The key that puts an article off: after others, for some hours, until tomorrow; and the one that undoes it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from annotator.domain.decisions import time_of, time_text
from annotator.errors import InputError, ProjectError
from annotator.plural import counted
from annotator.storage.queries.coming.snoozed import LAST, put_off_since, snooze
from annotator.tui import screens
from annotator.tui.lines.parts import BACK
from annotator.tui.screens.annotate.base import AnnotateBase
from annotator.tui.screens.annotate.decision_keys import DecisionKeys

_WISHES = "empty: after all others · 5 others · 2h, 3d · tomorrow"
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}
_MORNING = 6
"""The hour from which on it is tomorrow."""


class LaterKeys:
    """Asks until when, and opens the next article; `undo` takes back a decision, where that came later."""

    def __init__(self, screen: AnnotateBase, deciding: DecisionKeys, undo: Callable[[], None]) -> None:
        self._screen, self._deciding, self._undo = screen, deciding, undo

    def action_later(self) -> None:
        """Ask until when the article is put off."""
        prompt = screens.TextPrompt("Come back to it later", _WISHES, (("enter", "put it off"), BACK))
        self._screen.app.push_screen(prompt, self._put_off)

    def action_undo(self) -> None:
        """Open again what was put off, if that was the last action; else take back the last decision."""
        screen = self._screen
        decided = screen.store.last_step(screen.user)
        key = put_off_since(screen.store, screen.user, time_of(decided[0]) if decided else "")
        if key:
            screen.open_article(key)  # which takes it back
            screen.say("Taken back: this article was put off.")
        else:
            self._undo()

    def _put_off(self, wish: str | None) -> None:
        screen = self._screen
        if wish is None:
            return
        try:
            until, said, others = later_than(wish, datetime.now().astimezone())
            screen.keep_place()
            snooze(screen.store, screen.user, screen.session.key, until, others)
        except (InputError, ProjectError) as error:
            screen.say(str(error), "$warning")
        else:
            self._deciding.open_next(f"It comes back {said}, or when you open it.", "; u takes it back")


def later_than(wish: str, now: datetime) -> tuple[str, str, int]:
    """The time that is wished for (UTC, ISO 8601, or `LAST`), how it is said, and after how many others.

    Raises `InputError`.
    """
    wish = wish.strip().casefold()
    if not wish:
        return LAST, "after all others", 0
    if found := re.fullmatch(r"([1-9]\d{0,3})(\s*others?)?", wish, re.ASCII):
        return LAST, f"after {counted(int(found[1]), 'other')}", int(found[1])
    if found := re.fullmatch(r"(\d{1,4})\s*([mhd])", wish, re.ASCII):
        until = now + timedelta(**{_UNITS[found[2]]: int(found[1])})
    elif "tomorrow".startswith(wish):
        until = (now + timedelta(days=1)).replace(hour=_MORNING, minute=0, second=0, microsecond=0)
    else:
        raise InputError(f"{wish!r} is no time to come back: say nothing, 5 (others), 30m, 2h, 3d or tomorrow.")
    return time_text(until.astimezone(UTC)), f"at {until:%Y-%m-%d %H:%M}", 0
