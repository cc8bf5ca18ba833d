"""A project that is kept in step with others, while it is open: by a process of its own, and told by a sign.

The sign stands behind the project's name: `●` all is sent, `↑3` so many decisions are not yet, `○` the share cannot be
reached, `✗` something of others is refused. Why is said when that begins. Of a project of no team nothing is shown.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from annotator.domain.sanitise import one_line
from annotator.plural import counted
from annotator.safe_path import environment
from annotator.storage.store import Store
from annotator.storage.sync.decisions import waiting
from annotator.storage.sync.membership import membership, state, stays_here
from annotator.tui.host import AppScreen, Host

_NICENESS = 10
_LOOK = 1.0  # seconds between two looks at how it stands
_SIGNS = {"in step": "●", "offline": "○", "refused": "✗"}


class InStep:
    """Starts the process, if the project belongs to a team, and looks how it stands."""

    def __init__(self, app: Host, store: Store, annotator: str) -> None:
        self._app, self._store = app, store
        self._process: subprocess.Popen[bytes] | None = None
        self._last: Mapping[str, Any] = {}
        if membership(store):
            self._process = _started(store, annotator)
            app.set_interval(_LOOK, self.look)
            self.look()

    def look(self) -> None:
        """Have the screens show how the project stands, and say what is new of that."""
        now, number = state(self._store), waiting(self._store)
        sign = f" {sign_of(str(now.get('is', '')), number)}"
        if sign != self._app.in_step:
            self._app.in_step = sign
            for screen in self._screens():
                screen.in_step_moved()
        before, self._last = self._last, now
        if now.get("why") and now.get("why") != before.get("why"):
            self._screens()[-1].say(str(now["why"]), "$warning")
        if now.get("kept") != before.get("kept") and before:
            self._screens()[-1].say(stays_here(self._store), "$warning")
        if now.get("asking") and now.get("asking") != before.get("asking"):
            for name in now["asking"]:
                self._screens()[-1].say(f"{name} asks to be let in: `annotator sync admit {name}` does.")
        if before and now.get("lists") != before.get("lists"):
            self._screens()[-1].say(_came(now["lists"][1:]))
        if before and now.get("received") != before.get("received"):
            for screen in self._screens():
                screen.others_came()

    def _screens(self) -> list[AppScreen]:
        return [screen for screen in self._app.screen_stack if isinstance(screen, AppScreen)]

    def close(self) -> None:
        """Let the process send what is left and end; nobody waits for it."""
        if self._process and self._process.stdin:
            with suppress(OSError):
                self._process.stdin.close()


def sign_of(how: str, waiting: int) -> str:
    """The sign of how a project stands, with how many decisions wait to be sent."""
    sign = _SIGNS.get(how, "…")
    if waiting:
        return f"{'↑' if how == 'in step' else sign}{waiting}"
    return sign


def _came(lists: Sequence[str]) -> str:
    """What is said of lists that came."""
    names, them = ", ".join(f"“{one_line(name)}”" for name in lists), "it" if len(lists) == 1 else "them"
    return f"{counted(len(lists), 'list')} came: {names}; in the library, r goes through {them}."


def _started(store: Store, annotator: str) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(  # noqa: S603 - our own interpreter and module; no shell
        [sys.executable, "-P", "-m", "annotator", "--project", str(store.path), "sync", "--while-open"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        env={**environment(), "ANNOTATOR_NAME": annotator},
    )
    with suppress(OSError, AttributeError):
        os.setpriority(os.PRIO_PROCESS, process.pid, _NICENESS)
    return process
