"""The keys that answer the questions of a task, and those that go from one to the next."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from annotator.domain.claims.scheme import Task as TaskName
from annotator.domain.claims.values import Relation
from annotator.domain.folded import fold
from annotator.domain.sanitise import one_line
from annotator.domain.span import Span
from annotator.errors import AnnotatorError
from annotator.services.annotating.comments import same_place
from annotator.services.claiming.question import Choice, Line, ListLine, Pointing, Step
from annotator.tui.lines.parts import fit
from annotator.tui.screens.claims.base import ClaimsBase
from annotator.tui.screens.claims.choice_list import ChoiceList, Row
from annotator.tui.screens.claims.lines import panel_lines, seen
from annotator.tui.screens.claims.pointing import Letters
from annotator.tui.screens.common.comment_prompt import ask_comment

_NOTHING_OPEN = "Nothing is open: j goes to the next span, ; to the next task."
_NOTHING_LISTED = {
    "same": "No two mentions of this article are one entity, and nothing is proposed.",
    "who": "No entity of this article can be in a base.",
    "ties": "No relation holds or is proposed in this article.",
    "facts": "No value was given or is proposed in this article: only defaults hold.",
}
_ALL: Mapping[TaskName, str] = {"same": "Entities", "who": "Links", "ties": "Relations", "facts": "Values"}
_CHOICES: Mapping[TaskName, str] = {
    "same": "“{}” is the same as", "who": "Entry of “{}”", "ties": "Relation of “{}”", "facts": "Value for “{}”",
}  # fmt: skip
_STATES = {"held": "decided", "auto": "by itself", "open": "undecided", "refused": "refused"}
_QUOTE = 40  # cells of it in a title
MORE = ("merge_entities", "new_entry")
"""What `+` does, in a task that has one of these verbs."""
_MADE = Callable[[Span, Line | None], Step | Pointing]


class TaskKeys:
    """Each key asks the task what it decides, and has that carried out."""

    def __init__(self, screen: ClaimsBase) -> None:
        self._screen = screen

    def do(self, verb: _MADE) -> None:
        """Ask the task for what a key decides at the focus."""
        screen = self._screen
        focus = screen.focus_held()
        if focus is None:
            screen.say(screen.nothing)
            return
        try:
            made = verb(focus, screen.line())
        except AnnotatorError as error:
            screen.say_error(error)
            return
        if isinstance(made, Pointing):
            Letters(screen, made, lambda step: screen.carry_out(step, focus)).ask()
        else:
            screen.carry_out(made, focus)

    # -- verdicts

    def action_take(self) -> None:
        """Take the line that is chosen."""
        self.do(self._screen.at_task.take)

    def action_refuse(self) -> None:
        """Refuse it, or take it back."""
        self.do(self._screen.at_task.refuse)

    def action_all_same(self) -> None:
        """Decide all alike."""
        self.do(self._screen.at_task.all_same)

    def action_sure(self) -> None:
        """Take what is sure enough."""
        self.do(lambda _span, _line: self._screen.at_task.sure())

    def action_other(self) -> None:
        """Choose the next line."""
        lines, now = self._screen.lines_here(), self._screen.chosen
        if now is None or len(lines) < 2:
            self._screen.say("There is no other line here.")
            return
        self._screen.chosen = (now + 1) % len(lines)
        self._screen.refresh_view()

    def choose(self, number: int) -> None:
        """Take the line of a number from 1; choose it, where it holds or was out of sight."""
        screen = self._screen
        lines = screen.lines_here()
        if number > len(lines):
            screen.say(f"There is no line {number}.", "$warning")
            return
        first, last = seen(len(lines), screen.chosen, panel_lines(screen.app.size.height))
        screen.chosen = number - 1
        if lines[number - 1].state == "open" and first < number <= last:
            self.action_take()
        else:
            screen.refresh_view()

    def press(self, name: str) -> None:
        """A hot key of the task."""
        self.do(lambda span, _line: self._screen.at_task.press(span, name))

    def action_turn(self) -> None:
        """Turn what is chosen round."""
        self.do(self._screen.at_task.verbs()["turn"])

    def action_follow(self) -> None:
        """Go to its other end."""
        self.do(self._screen.at_task.verbs()["follow"])

    def action_more(self) -> None:
        """Join whole entities, or make an entry of one's own."""
        verbs = self._screen.at_task.verbs()
        self.do(next(verbs[name] for name in MORE if name in verbs))

    def action_comment(self) -> None:
        """Comment on the span; on a relation of it, which is named first."""
        screen, span = self._screen, self._screen.focus_held()
        session, line = screen.session, screen.line()
        about = f"on “{one_line(span.quote(session.text))}”" if span else "on the article"
        said = [(one.by, one) for one in session.layer.comments if same_place(one.span, span)]
        named = f"{line.words}: " if line and isinstance(line.claim, Relation) and screen.is_chosen else None
        ask_comment(screen, about, lambda text, instead: session.comment(text, span, instead), said, named)

    # -- lists and letters

    def action_point(self) -> None:
        """Show letters."""
        screen = self._screen
        about = screen.focus_held() or next(iter(screen.at_task.stops()), None)
        asked = screen.at_task.point(about) if about else None
        if about is None or asked is None:
            screen.say("There is nothing to point at." if about else screen.nothing)
        else:
            Letters(screen, asked, lambda step: screen.carry_out(step, step.focus or about)).ask()

    def action_choices(self) -> None:
        """Show the list of what can be chosen at the span."""
        screen, focus = self._screen, self._screen.focus_held()
        if focus is None:
            screen.say(screen.nothing)
            return

        def rows(typed: str) -> list[Row]:
            return [Row(one.words, one.why, one.key, one) for one in screen.at_task.choices(focus, typed)]

        def chosen(answer: tuple[object, str] | None) -> None:
            if answer is not None:
                choice = answer[0] if isinstance(answer[0], Choice) else None
                self.do(lambda span, _line: screen.at_task.choose(span, choice, answer[1]))

        quote = fit(screen.session.desk().quote(focus), _QUOTE)
        screen.app.push_screen(ChoiceList(_CHOICES[screen.at_task.name].format(quote), rows), chosen)

    def action_side_list(self) -> None:
        """Show all that is claimed in the article; go to what is chosen, and choose it there."""
        screen, listed = self._screen, self._screen.at_task.listed()
        if not listed:
            screen.say(_NOTHING_LISTED[screen.at_task.name])
            return

        def chosen(answer: tuple[object, str] | None) -> None:
            if answer and isinstance(answer[0], ListLine):
                self._go_to(answer[0])

        screen.app.push_screen(
            ChoiceList(f"{_ALL[screen.at_task.name]} of the article", partial(_rows, listed), does="go there"), chosen
        )

    def _go_to(self, listed: ListLine) -> None:
        screen = self._screen
        screen.go(listed.span)
        claims = [line.claim for line in screen.lines_here()]
        screen.chosen = claims.index(listed.claim) if listed.claim in claims else None
        screen.refresh_view()

    # -- going

    def action_next(self) -> None:
        """Go to the next open question."""
        self._go_on(back=False)

    def action_previous(self) -> None:
        """Go to the previous one."""
        self._go_on(back=True)

    def _go_on(self, *, back: bool) -> None:
        screen = self._screen
        there = screen.at_task.open()
        if found := screen.beside(there, back=back):
            screen.go(found)
            screen.refresh_view()
        else:
            nothing = _NOTHING_OPEN if screen.at_task.stops() else screen.nothing
            screen.say("This is the only open one." if there else nothing)

    def action_next_span(self) -> None:
        """Go to the next span that the task is about."""
        self._step(back=False)

    def action_previous_span(self) -> None:
        """Go to the previous one."""
        self._step(back=True)

    def _step(self, *, back: bool) -> None:
        screen = self._screen
        if found := screen.beside(screen.at_task.stops(), back=back):
            screen.go(found)
            screen.refresh_view()
        else:
            screen.say("No other span is here that the task is about." if screen.at_task.stops() else screen.nothing)


def _rows(listed: Sequence[ListLine], typed: str) -> list[Row]:
    """The lines that have what was typed in their words, their heading or their state, under their headings."""
    wish, rows, heading, shown = fold(typed).casefold(), list[Row](), "", ""
    indent = "  " if any(line.heading for line in listed) else ""
    for line in listed:
        if line.heading:
            heading, shown = line.words, ""
            continue
        told = ", ".join(filter(None, (line.why, _STATES[line.state] if line.state == "open" else "")))
        if wish in fold(f"{heading} {line.words} {told}").casefold():
            if heading != shown:
                rows.append(Row(heading))
                shown = heading
            rows.append(Row(f"{indent}{line.words}", told, "", line))
    return rows
