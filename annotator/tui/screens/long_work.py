"""Work that may be long, done in parts between which keys are answered; it says how far it is, and can be stopped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from annotator.errors import AnnotatorError
from annotator.plural import counted
from annotator.progress import Work

_PAUSE = 0.03  # seconds that others are given to write
_UNDO = "u takes it back"


class _Screen(Protocol):
    """What is asked of a screen with work."""

    def say(self, message: str, style: str = ..., /) -> None:
        """Say a word."""

    def set_timer(self, delay: float, callback: Callable[[], None], /) -> object:
        """Call something after so many seconds."""


class LongWork:
    """One piece of work of a screen, where there is one; `renew` shows what came of it, which is said there."""

    def __init__(self, screen: _Screen, renew: Callable[[], None]) -> None:
        self._screen, self._renew, self._behind, self._then = screen, renew, "", _UNDO
        self._work: Work[str] | None = None

    @property
    def under_way(self) -> bool:
        """Whether there is some."""
        return self._work is not None

    def begin(self, work: Work[str], behind: str = "", then: str = _UNDO) -> None:
        """Do it, where no other is under way; `behind` is said behind what came of it.

        Once it is stopped, it is said what one can do `then`.
        """
        if self._work:
            self._screen.say("Something is being done already: esc stops it.", "$warning")
            return
        self._work, self._behind, self._then = work, behind, then
        self._go_on()

    def takes(self, key: str) -> bool:
        """Whether a key is for the work that is under way: esc and q stop it, the others wait for nothing."""
        if not self._work:
            return False
        if key in ("escape", "q"):
            self.stop()
            self._end(f"Stopped; what was done stays, and {self._then}.")
        return True

    def stop(self) -> None:
        """Do no more of it; what is done stays."""
        if self._work:
            work, self._work = self._work, None
            work.close()

    def _go_on(self) -> None:
        if not self._work:
            return
        try:
            done, of = next(self._work)
        except StopIteration as end:
            self._end(f"{end.value}{self._behind}")
        except AnnotatorError as error:
            self._end(str(error), "$warning")
        else:
            if done < of:
                self._screen.say(f"{done:,} of {counted(of, 'article')}; esc stops.")
            self._screen.set_timer(_PAUSE, self._go_on) if done < of else self._go_on()

    def _end(self, said: str, style: str = "$accent") -> None:
        self._work = None
        self._renew()
        self._screen.say(said, style)
