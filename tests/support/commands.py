"""How tests run the command line from outside."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from click.testing import Result

Run = Callable[..., Result]
"""Takes the arguments of `annotator`, and `code`, the exit code it must have (0 where not said)."""


def document(result: Result) -> Any:
    """The one JSON document on standard output."""
    return json.loads(result.stdout)
