"""The tour: it names the next useful key until it was used once. What was used is read from the decisions."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from annotator.domain.claims.scheme import Task

Step = tuple[str, str, str]
"""What is decided with a key, the key, and what it does."""
_ENDS: tuple[Step, ...] = (
    ("undone", "u", "takes back whatever you did last, without end"),
    ("finished", "s", "finishes the article and opens the next one"),
)
STEPS: tuple[Step, ...] = (
    ("accepted", "space", "takes the suggestion in the filled block, and goes on"),
    ("rejected", "x", "refuses it, and goes on"),
    ("relabelled", "O", "(or any label’s key, below) gives another label"),
    ("resized", "}", "shrinks the right edge, ] grows it; [ and { move the left one"),
    ("added", "f", "shows letters on missed names: type them, then a label’s key"),
    *_ENDS,
)
STEPS_OF_CLAIMS: tuple[Step, ...] = (
    ("same", "space", "says that it is the same as line 1 above; x that it is not"),
    ("link", "space", "links it to the entry of line 1 above; 2 to that of line 2"),
    ("relation", "A-Z", "(from the bar below) and a letter on a span draw a relation"),
    ("attribute", "A-Z", "(from the bar below) gives a value; space takes what is shown"),
    *_ENDS,
)
"""The tour where the names are marked already, and the other tasks are what there is to do."""
_TASKS: Mapping[str, Task] = {"same": "same", "link": "who", "relation": "ties", "attribute": "facts"}
_ASKED: Mapping[str, str] = {
    "same": "which names are one and the same",
    "link": "which entry of a base an entity is",
    "relation": "how entities stand to each other",
    "attribute": "what else is to be said of them",
}


def next_step(
    used: Collection[str], steps: Sequence[Step] = STEPS, task: Task = "names"
) -> tuple[int, str, str] | None:
    """`(number, key, what it does)` of the first step whose action was not used yet; None when all were.

    One of the present task comes first; where one is of another task, the step is to go there.
    """
    left = [(number, *step) for number, step in enumerate(steps, start=1) if step[0] not in used]
    if not left:
        return None
    here = (step for step in left if _TASKS.get(step[1]) == task)
    number, action, key, about = next(here, left[0])
    if _TASKS.get(action, task) != task:
        return number, ";", f"goes to the next task; {_TASKS[action].upper()} asks {_ASKED[action]}"
    return number, key, about
