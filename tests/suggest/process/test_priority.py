"""What works beside the app keeps out of its way; seen from a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

if not hasattr(os, "sched_setaffinity"):
    pytest.skip("the machine does not say which cores a process may use", allow_module_level=True)

STANDS_BACK = """
import os, sys
from annotator.suggest.process.priority import leave_a_core, step_back
if sys.argv[1] == "one": os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
step_back()
leave_a_core()
print(os.nice(0), *sorted(os.sched_getaffinity(0)))
"""


def standing_back(cores: str) -> list[int]:
    """How nice such a process is, and the cores it uses."""
    output = subprocess.run([sys.executable, "-c", STANDS_BACK, cores], capture_output=True, check=True).stdout
    return [int(number) for number in output.split()]


def test_one_core_is_left_alone_where_there_are_several() -> None:
    here = sorted(os.sched_getaffinity(0))
    assert standing_back("all") == [min(os.nice(0) + 10, 19), *(here[1:] or here)]
    assert standing_back("one") == [min(os.nice(0) + 10, 19), here[0]]
