"""The key that puts an article off: after all others, for some hours, until tomorrow."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from annotator.domain.decisions import time_text
from annotator.errors import InputError, ProjectError
from annotator.storage.queries.coming.snoozed import LAST, snooze
from annotator.tui import screens
from annotator.tui.lines.parts import BACK
from annotator.tui.screens.annotate.base import AnnotateBase
from annotator.tui.screens.annotate.decision_keys import DecisionKeys

_WISHES = "empty: after all others · 30m, 2h, 3d · tomorrow"
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}
_MORNING = 6
"""The hour from which on it is tomorrow."""


class LaterKeys:
    """Asks until when, and opens the next article."""

    def __init__(self, screen: AnnotateBase, deciding: DecisionKeys) -> None:
        self._screen, self._deciding = screen, deciding

    def action_later(self) -> None:
        """Ask until when the article is put off."""
        prompt = screens.TextPrompt("Come back to it later", _WISHES, (("enter", "put it off"), BACK))
        self._screen.app.push_screen(prompt, self._put_off)

    def _put_off(self, wish: str | None) -> None:
        screen = self._screen
        if wish is None:
            return
        try:
            until, said = later_than(wish, datetime.now().astimezone())
            screen.keep_place()
            snooze(screen.store, screen.user, screen.session.key, until)
        except (InputError, ProjectError) as error:
            screen.say(str(error), "$warning")
        else:
            self._deciding.open_next(f"It comes back {said}, or when you open it.")


def later_than(wish: str, now: datetime) -> tuple[str, str]:
    """The time that is wished for (UTC, ISO 8601, or `LAST`), and how it is said. Raises `InputError`."""
    wish = wish.strip().casefold()
    if not wish:
        return LAST, "after all others"
    if found := re.fullmatch(r"(\d{1,4})\s*([mhd])", wish, re.ASCII):
        until = now + timedelta(**{_UNITS[found[2]]: int(found[1])})
    elif "tomorrow".startswith(wish):
        until = (now + timedelta(days=1)).replace(hour=_MORNING, minute=0, second=0, microsecond=0)
    else:
        raise InputError(f"{wish!r} is no time to come back: say nothing, 30m, 2h, 3d or tomorrow.")
    return time_text(until.astimezone(UTC)), f"at {until:%Y-%m-%d %H:%M}"
