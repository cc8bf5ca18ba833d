"""What a key of the app is: where it acts, what it does, what is said of it."""

from __future__ import annotations

from ast import literal_eval
from dataclasses import dataclass
from typing import Any, Literal

Scope = Literal[
    "app",
    "library",
    "annotate",
    "review",
    "agree",
    "dashboard",
    "notes",
    "my_day",
    "second_look",
    "lens",
    "strings",
    "recheck",
    "settle",
    "team",
    "person",
    "changes",
    "claims",
]


@dataclass(frozen=True, slots=True)
class Key:
    """One action: its keys (names as the terminal library knows them, with commas), and what is said of it.

    `action` is a verb, which a method `action_<verb>` carries out, and what that is called with.
    `short` is the footer's word; `rank` orders the footer, 0 is not shown there. `hot` keys are
    fixed: they belong to the labels of the scheme.
    """

    id: str
    keys: str
    action: str
    short: str
    about: str
    group: str
    scope: Scope = "annotate"
    rank: float = 0
    hot: bool = False

    def __hash__(self) -> int:
        return hash(self.id)  # what a footer shows is remembered by its keys

    @property
    def names(self) -> tuple[str, ...]:
        """The keys one by one."""
        return tuple(self.keys.split(",")) if self.keys else ()

    @property
    def verb(self) -> str:
        """The action's name alone."""
        return self.action.partition("(")[0]

    @property
    def arguments(self) -> tuple[Any, ...]:
        """What the action is called with."""
        values = self.action[len(self.verb) + 1 : -1]
        return literal_eval(f"({values},)") if values else ()
