"""What stands around the article in the screen of claims: top line, panel, bar, facts, footer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from annotator.domain.claims.scheme import Task as TaskName
from annotator.domain.claims.values import Claim, Relation
from annotator.domain.span import Span
from annotator.services.claiming.desk import Desk
from annotator.services.claiming.question import TaskKey
from annotator.tui.keys.key import Key
from annotator.tui.lines.annotate_lines import tour_of
from annotator.tui.lines.message import told_above
from annotator.tui.lines.parts import Part, Parts, facts_line
from annotator.tui.screens.claims.base import ClaimsBase
from annotator.tui.screens.claims.footer import Stand, footer_of, may_stand
from annotator.tui.screens.claims.lines import Top, bar, empty, facts, panel, panel_lines, pointing, told, top_line


class Around:
    """The lines of a screen; each is painted where it has changed."""

    def __init__(self, screen: ClaimsBase) -> None:
        self._screen = screen

    @cached_property
    def _keys(self) -> tuple[Key, ...]:
        return may_stand(self._screen.acting)

    def show(self) -> None:
        """Show them as they are now."""
        screen, width, focus = self._screen, self._screen.app.size.width, self._screen.focus_held()
        task, session = screen.at_task, screen.session
        names: Sequence[TaskName] = ("names", *screen.tasks)
        tally = task.tally()
        screen.were_open = tally.open
        of = Top(screen.store.path.name + screen.app.in_step, screen.position, session.article.title, session.annotator)
        screen.top.show(top_line(of, names, task.name, tally, width))
        self._show_tour(width)
        hot = task.keys(focus)
        self._show_panel(focus, hot, width)
        screen.labels.show(bar(hot, width))
        keys, about = screen.asked.keys if screen.asked else self._footer(focus, width), self._facts(focus, width)
        lines, below = told_above(keys, screen.message, width, () if screen.message[0] == screen.nothing else about)
        screen.facts.show(lines if screen.message[0] else facts_line(about, width))
        screen.keys.show(below if screen.message[0] else keys)

    def _show_tour(self, width: int) -> None:
        screen = self._screen
        step = tour_of(screen.session, width, screen.at_task.name) if screen.app.tour else None
        screen.tour.display = step is not None
        screen.tour.show(step or ())

    def _show_panel(self, focus: Span | None, keys: Sequence[TaskKey], width: int) -> None:
        screen, asked, lines = self._screen, self._screen.asked, self._screen.lines_here()
        room = width, panel_lines(screen.app.size.height)
        if asked:
            screen.numbered.show(pointing(asked.pointing, asked.numbered, asked.done, asked.more, room), 0)
        elif lines:
            hot = "".join(key.key for key in keys)
            screen.numbered.show(panel(lines, screen.chosen, hot, room), len(lines))
        else:
            screen.numbered.show(told(empty(screen.at_task, focus) if focus else "", width), 0)

    def _facts(self, focus: Span | None, width: int) -> list[Part]:
        screen = self._screen
        if focus is None:
            return [(screen.nothing, "$text-muted")]
        look = screen.colours.get(focus.label, "$text"), width
        return facts(screen.session.desk(), focus, screen.at_task.facts(focus), look)

    def _footer(self, focus: Span | None, width: int) -> Parts:
        screen, line = self._screen, self._screen.line()
        state, given = (line.state, line.why != "default") if line else (None, False)
        lines, stops = len(screen.lines_here()), bool(screen.at_task.stops())
        follows = screen.at_task.name != "facts" or (focus is not None and _has_more(screen.session.desk(), focus))
        turns = line is not None and _may_turn(screen.session.desk(), line.claim)
        stand = Stand(
            screen.at_task.name, focus is not None, state, given, lines, screen.were_open, stops, follows, turns
        )
        return footer_of((key for key in self._keys if screen.applies(key.verb)), stand, width)


def _has_more(desk: Desk, focus: Span) -> bool:
    """Whether a relation of a span has attributes."""
    kinds = [kind for kind in desk.claims.attributes if kind.of == "relation"]
    return any(kind.is_of(relation.label) for relation in desk.relations(focus) for kind in kinds)


def _may_turn(desk: Desk, claim: Claim) -> bool:
    """Whether a relation holds from head to tail, and its ends may stand the other way round."""
    kinds = (kind for kind in desk.claims.relations if isinstance(claim, Relation) and kind.name == claim.label)
    kind = next(kinds, None)
    return (
        kind is not None
        and isinstance(claim, Relation)
        and kind.directed
        and kind.allows(claim.tail.label, claim.head.label)
    )
