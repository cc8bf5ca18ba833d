"""The steps of the tours."""

from __future__ import annotations

from typing import get_args

import pytest

from annotator.domain.claims.scheme import Task
from annotator.tui.lines.tour import STEPS, STEPS_OF_CLAIMS, Step, next_step

NAMES = [step[0] for step in STEPS_OF_CLAIMS]


@pytest.mark.parametrize("steps", [STEPS, STEPS_OF_CLAIMS], ids=["spans", "claims"])
@pytest.mark.parametrize("task", get_args(Task))
def test_each_step_is_named_until_it_was_taken_and_is_whole_on_eighty_columns(
    task: Task, steps: tuple[Step, ...]
) -> None:
    for taken in range(len(steps)):
        used = [step[0] for step in steps[:taken]]
        shown = next_step(used, steps, task)
        assert shown is not None
        number, key, about = shown
        assert steps[number - 1][0] not in used
        assert len(f"  {number} of {len(steps)}   {key}  {about}") <= 80
    assert next_step([step[0] for step in steps], steps, task) is None


def test_the_step_of_the_present_task_comes_first_and_others_are_gone_to() -> None:
    assert next_step((), STEPS_OF_CLAIMS, "names") == (
        1, ";", "goes to the next task; SAME asks which names are one and the same",
    )  # fmt: skip
    assert (next_step((), STEPS_OF_CLAIMS, "same") or ())[:2] == (1, "space")
    assert (next_step((), STEPS_OF_CLAIMS, "ties") or ())[:2] == (3, "A-Z")
    assert (next_step(["relation"], STEPS_OF_CLAIMS, "ties") or ())[:2] == (1, ";")
    assert (next_step(NAMES[:4], STEPS_OF_CLAIMS, "who") or ())[:2] == (5, "u")
