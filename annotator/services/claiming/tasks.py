"""The tasks there are, beside that of the spans themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from annotator.domain.claims.scheme import ClaimScheme
from annotator.domain.claims.scheme import Task as TaskName
from annotator.services.annotating.stored_cursor import StoredCursor
from annotator.services.claiming.desk import Desk
from annotator.services.claiming.facts import Facts
from annotator.services.claiming.question import Task
from annotator.services.claiming.same import SameTask
from annotator.services.claiming.ties import Ties
from annotator.services.claiming.who import WhoTask

TASKS: Mapping[TaskName, Callable[[Desk], Task]] = {"same": SameTask, "who": WhoTask, "ties": Ties, "facts": Facts}


def tasks_of(claims: ClaimScheme) -> tuple[TaskName, ...]:
    """The tasks that a scheme has, in order, without `names`."""
    return tuple(name for name in claims.tasks() if name in TASKS)


def still_open(cursor: StoredCursor) -> dict[str, int]:
    """How many questions are open in an article, by task, where there are any."""
    desk = Desk(cursor)
    found: dict[str, int] = {name: TASKS[name](desk).tally().open for name in tasks_of(desk.claims)}
    return {name: number for name, number in found.items() if number}
