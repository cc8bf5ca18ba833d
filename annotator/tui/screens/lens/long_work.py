"""Work that may be long, done in parts between which keys are answered; it says how far it is, and can be stopped."""

from __future__ import annotations

from annotator.errors import AnnotatorError
from annotator.plural import counted
from annotator.progress import Work
from annotator.tui.screens.lens.listing import LensList

_PAUSE = 0.03  # seconds that others are given to write


class LongWork:
    """One piece of work of a screen, where there is one; what came of it is said there."""

    def __init__(self, screen: LensList) -> None:
        self._screen, self._behind = screen, ""
        self._work: Work[str] | None = None

    @property
    def under_way(self) -> bool:
        """Whether there is some."""
        return self._work is not None

    def begin(self, work: Work[str], behind: str = "") -> None:
        """Do it, where no other is under way; `behind` is said behind what came of it."""
        if self._work:
            self._screen.say("Something is being done already: esc stops it.", "$warning")
            return
        self._work, self._behind = work, behind
        self._go_on()

    def takes(self, key: str) -> bool:
        """Whether a key is for the work that is under way: esc and q stop it, the others wait for nothing."""
        if not self._work:
            return False
        if key in ("escape", "q"):
            self.stop()
            self._end("Stopped; what was done stays, and u takes it back.")
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
        self._screen.renew()
        self._screen.say(said, style)
