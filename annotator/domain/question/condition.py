"""What a question asks, condition by condition, and how it is written so that it is read as the same again."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Operator = Literal["is", "<", "<=", ">", ">="]
Value = str | float
_NEEDS_QUOTES = re.compile(r"[\s,|:]")


@dataclass(frozen=True, slots=True)
class Condition:
    """A field is one of these values, or stands so to the only one; the contrary of it, if `negated`."""

    field: str
    values: tuple[Value, ...]
    operator: Operator = "is"
    negated: bool = False

    def __str__(self) -> str:
        """The condition as one types it: `-label:ORG,"WORK OF ART"`."""
        sign = "" if self.operator == "is" else self.operator
        return f"{'-' * self.negated}{_name(self.field)}:{sign}{','.join(map(_written, self.values))}"


def written(conditions: Iterable[Condition]) -> str:
    """The question as one types it, every condition under the name of its field."""
    return " ".join(map(str, conditions))


def _name(field: str) -> str:
    name, dot, rest = field.partition(".")
    return f'{name}{dot}"{rest}"' if _NEEDS_QUOTES.search(rest) else field


def _written(value: Value) -> str:
    if isinstance(value, float):
        number = f"{Decimal(repr(value)):f}"
        return number.removesuffix(".0")
    return f'"{value}"' if _NEEDS_QUOTES.search(value) else value
