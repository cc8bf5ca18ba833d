"""A check-up of a project: what is wrong with it, and mending what can be computed anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from annotator.domain.claims.fitting import unfit_told
from annotator.progress import ProgressCallback
from annotator.storage.claims.unfit import unfit
from annotator.storage.maintenance import doctor
from annotator.storage.maintenance.doctor import Problem, sqlite_fault
from annotator.storage.store import Store

__all__ = ["CheckUp", "Problem", "check_up", "sqlite_fault"]


@dataclass(frozen=True, slots=True)
class CheckUp:
    """What was found wrong and still is, and what was mended."""

    problems: Sequence[Problem]
    mended: Sequence[Problem] = ()
    unfit: str = ""
    """What the scheme does not allow of what is claimed, in a sentence, where there is no problem."""

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong (any more)."""
        return not self.problems

    def as_json(self) -> dict[str, Any]:
        """The document of `doctor --json`."""
        every = [(problem, False) for problem in self.problems] + [(problem, True) for problem in self.mended]
        return {"ok": self.sound, "problems": [problem.as_json() | {"mended": mended} for problem, mended in every]} | (
            {"unfit": self.unfit} if self.unfit else {}
        )


def check_up(store: Store, *, fix: bool = False, progress: ProgressCallback = lambda _done, _of: None) -> CheckUp:
    """Examine a project; with `fix`, compute anew what is derived and examine it again."""
    found = list(doctor.examine(store, progress))
    if not fix or not any(problem.mendable for problem in found):
        return _checked(store, found)
    doctor.mend(store, found)
    left = list(doctor.examine(store, progress))
    return _checked(store, left, [problem for problem in found if problem not in left])


def _checked(store: Store, problems: Sequence[Problem], mended: Sequence[Problem] = ()) -> CheckUp:
    unfit_said = "" if problems else unfit_told(unfit(store.conn, store.scheme().claims))
    return CheckUp(problems, mended, unfit_said)
