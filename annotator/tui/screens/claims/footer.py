"""The footer of the screen of claims: the keys that do something where one stands, in the words of the task. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from annotator.domain.claims.scheme import Task as TaskName
from annotator.services.claiming.question import LineState
from annotator.tui.keys.key import Key
from annotator.tui.lines.parts import Parts, footer

_WORDS: Mapping[TaskName, Mapping[str, str]] = {
    "same": {"take": "same", "refuse": "not same", "point": "point at it", "more": "join all", "all_same": "all alike"},
    "who": {
        "refuse": "not this", "choices": "look up", "more": "new entry", "point": "as another", "all_same": "all alike",
        "line": "that one",
    },
    "ties": {"press": "draw", "point": "go to", "all_same": "take all"},
    "facts": {"take": "as shown", "press": "set", "point": "go to", "follow": "relation", "all_same": "all alike"},
}  # fmt: skip
"""What keys are called in the footer, where a task has words of its own for them."""
_RANKS: Mapping[TaskName, Mapping[str, float]] = {
    "same": {"point": 5.1, "more": 9.5},
    "who": {"choices": 5.1, "more": 5.2, "line": 8.5},
}
"""Where they stand, where that is not as in the table of keys."""


class Stand(NamedTuple):
    """What decides which keys do something: the task, and what is there.

    `line` is the state of the line that keys are about, None without one; `given` says that it is no default. `lines`
    is how many there are, `open` how many questions are in the article, `stops` whether it has spans for the task,
    `follows` whether there is anything to follow, `turns` whether the line can be turned round.
    """

    task: TaskName
    focused: bool
    line: LineState | None
    given: bool
    lines: int
    open: int
    stops: bool
    follows: bool = True
    turns: bool = True


def idle(stand: Stand) -> Iterator[str]:
    """The verbs that would do nothing."""
    if not stand.open:
        yield from ("next", "previous", "sure")
    if not (stand.task == "facts" and stand.focused) and stand.line != "open" and not stand.open:
        yield "take"
    if stand.line is None and stand.task in ("same", "who"):
        yield "take"
    if stand.line is None or not stand.given:
        yield "refuse"
    if stand.lines < 2:
        yield from ("other", "line")
    yield from ("turn",) * (not stand.turns)
    yield from ("follow",) * (not stand.follows)
    if not stand.focused:
        yield from ("press", "choices", "more")
    if stand.line is None or (stand.task in ("ties", "who") and stand.line != "open"):
        yield "all_same"
    if not stand.stops:
        yield from ("point", "next_span", "previous_span")


def may_stand(keys: Iterable[Key]) -> tuple[Key, ...]:
    """The keys that stand in the footer at some task."""
    ranked = set[str]().union(*_RANKS.values())
    return tuple(key for key in keys if key.keys and (key.rank or key.verb in ranked))


def footer_of(keys: Iterable[Key], stand: Stand, width: int) -> Parts:
    """The keys that do something now, as many as have room."""
    off = frozenset(idle(stand))
    return _said(tuple(key for key in keys if key.verb not in off), stand.task, stand.line, width)


@lru_cache(maxsize=64)
def _said(keys: tuple[Key, ...], task: TaskName, line: LineState | None, width: int) -> Parts:
    return footer((_called(key, task, line) for key in keys), lambda _: True, width)


def _called(key: Key, task: TaskName, line: LineState | None) -> Key:
    short = _WORDS[task].get(key.verb, key.short)
    if key.verb == "refuse" and line != "open":
        short = "take out" if task == "same" else "take back"
    if key.verb == "take" and line != "open" and task != "facts":
        short = "go on"
    rank = _RANKS.get(task, {}).get(key.verb, key.rank)
    return key if (short, rank) == (key.short, key.rank) else replace(key, short=short, rank=rank)
