"""The side list of a review: each conflict with its state, in the order of the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.cells import set_cell_size
from textual.content import Content

from annotator.domain.claims.scheme import Task
from annotator.domain.disagreement.article_labels import ArticleConflict
from annotator.domain.disagreement.claim_conflict import ClaimConflict
from annotator.domain.disagreement.conflicts import Alignment, Dispute
from annotator.domain.gold import StandingRulings
from annotator.domain.sanitise import one_line, visible
from annotator.plural import counted
from annotator.services.reviewing.article_cursor import ReviewCursor
from annotator.tui.lines.figures import short_names
from annotator.tui.lines.parts import fit
from annotator.tui.lines.review_lines import KINDS, about, settled_word, words
from annotator.tui.widgets.row_list import RowList

_KIND = 12


class ConflictList(RowList):
    """The conflicts of a review, two lines each and a blank one, the present one highlighted."""

    DEFAULT_CSS = "ConflictList { border-left: solid $panel; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - textual's name
        super().__init__(id=id, tall=3)
        self._alignment: Alignment | None = None
        self._settled: StandingRulings = {}
        self._shown_task: Task = "names"
        self._conflicts: Sequence[Dispute] = ()

    def on_resize(self) -> None:
        """Keep the present one in view."""
        self.point(self.cursor)

    def show_conflicts(self, review: ReviewCursor) -> None:
        """Show the conflicts as they stand; of those shown before only what differs is painted."""
        conflicts, at = review.conflicts, review.number(review.conflict) if review.conflict else None
        before, self._settled = self._settled, dict(review.settled)
        same = review.task == self._shown_task and (review.task == "names" or conflicts == self._conflicts)
        self._shown_task, self._conflicts = review.task, conflicts
        if same and review.alignment is self._alignment:
            ruled = {row for row in self._visible() if before.get(conflicts[row]) != review.settled.get(conflicts[row])}
            self._change(at, ruled)
            return
        self._alignment = review.alignment
        labels = review.alignment.labels
        many = len(review.alignment.agreed) + len(labels.agreed) + len(conflicts)
        of = "spans, labels" if labels.agreed or labels.conflicts else "spans"
        said = f"{len(conflicts)} of {many} {of}" if review.task == "names" else f"{len(conflicts)} in {review.task}"
        word = "conflict" if len(conflicts) == 1 else "conflicts"
        short = short_names(list(review.shown.values()))
        names = {name: short[shown] for name, shown in review.shown.items()}
        head = Content.assemble((word, "bold"), (f"  {said}", "$text-muted"))

        drawn: dict[int, tuple[object, list[Content]]] = {}

        def draw(row: int, width: int, here: bool) -> list[Content]:  # noqa: FBT001 - said by its name
            seen = width, here, review.settled.get(conflicts[row])
            if row not in drawn or drawn[row][0] != seen:
                drawn[row] = seen, _lines(review, conflicts[row], names, width, here=here)
            return drawn[row][1]

        self.show([head, Content("")], len(conflicts), draw, at)

    def _visible(self) -> range:
        top = self.scroll_offset.y
        return range(top // self.tall, max(0, min(self.rows, (top + self.size.height) // self.tall + 1)))

    def _change(self, at: int | None, rows: set[int]) -> None:
        """Put the cursor on a row; paint it, the row it was on, and `rows`, or all where they have to move."""
        line = len(self._head) + (at or 0) * self.tall - self.scroll_offset.y
        if at is not None and not len(self._head) <= line <= self.size.height - self.tall:
            self.point(at)
            return
        if self.cursor != at:
            rows |= {row for row in (self.cursor, at) if row is not None}
        self.cursor = at
        self._repaint(rows)


def _lines(
    review: ReviewCursor, conflict: Dispute, names: Mapping[str, str], width: int, *, here: bool
) -> list[Content]:
    settled = conflict in review.settled
    colour = "$text-muted" if settled else KINDS[conflict.kind][0]
    room = width - _KIND - 4
    quote = one_line(about(conflict, review.text))
    state = f"settled: {settled_word(review, conflict, names)}" if settled else _state(conflict, names)
    return [
        Content.assemble(
            ("▸ " if here else "● " if settled else "○ ", f"bold {colour}"),
            (set_cell_size(conflict.kind, _KIND), f"bold {colour}"),
            (fit(quote, room), "bold" if here else ""),
        ),
        Content.assemble(" " * (_KIND + 2), (fit(visible(state), room), "$text-muted")),
    ]


def _state(conflict: Dispute, names: Mapping[str, str]) -> str:
    """What stands against what, in a few words."""
    if isinstance(conflict, ArticleConflict):
        said = [words(answers) for answers, _ in conflict.choices() if answers]
        return " | ".join(said) if len(said) > 1 else _only(conflict, names)
    if isinstance(conflict, ClaimConflict):
        return _only(conflict, names) if conflict.kind == "missed" else counted(len(conflict.choices()), "version")
    versions = {version for _, version in conflict.versions if version}
    match conflict.kind:
        case "missed":
            return _only(conflict, names)
        case "label" if all(len(version) == 1 for version in versions):
            return " | ".join(sorted({version[0].label for version in versions}))
        case _:
            return counted(len(conflict.choices()), "version")


def _only(conflict: Dispute, names: Mapping[str, str]) -> str:
    return f"{', '.join(names[name] for name, version in conflict.versions if version)} only"
