"""The values of a statement, each under a name of its own."""

from __future__ import annotations

import json
from collections.abc import Iterable


class Values(dict[str, "str | float"]):
    """Values by name, for the statement that names them."""

    def put(self, value: str | float) -> str:
        """A value's name, as it stands in SQL."""
        name = f"v{len(self)}"
        self[name] = value
        return f":{name}"

    def among(self, values: Iterable[object]) -> str:
        """A list of these values, to stand behind IN."""
        return f"(SELECT value FROM json_each({self.put(json.dumps(list(values)))}))"
