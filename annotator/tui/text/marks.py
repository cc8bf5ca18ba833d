"""A mark: what the article view draws for one span; it knows neither Store nor Session."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from annotator.domain.span import Span

State = Literal["decided", "open", "auto", "rejected", "version"]


@dataclass(frozen=True, slots=True)
class Mark:
    """One span as it is drawn.

    `state`: decided by a person; open (only suggested); auto (accepted itself, a sign stands before
    the label); rejected (struck through); version (one of several in a conflict, dashed). `weak`: of
    low confidence, italic and pale. `tag` stands before the label name. `note`: it has a comment.
    `words` stand in the place of the label name; "" leaves the line alone.
    """

    span: Span
    state: State
    score: float | None = None
    weak: bool = False
    tag: str = ""
    note: bool = False
    words: str | None = None

    @property
    def firm(self) -> bool:
        """Whether it holds, and so always has its line: decided or accepted by itself."""
        return self.state in ("decided", "auto")
