"""The label picker: type to filter, `enter` to take; for schemes with more labels than keys.

The labels that were given lately stand first, then those used most, and of all these those without a hot key before the
others. As long as nothing is typed, a digit takes the label that it stands beside. Where no label fits, those of nearly
that name stand first. A name that no label has is offered as a new one; where nothing else is, `enter` asks before it
makes one of what may be a slip.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Literal

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.fuzzy import Matcher
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from annotator.domain.sanitise import visible
from annotator.domain.scheme import Label, Scheme
from annotator.services.project.label_names import taken_for
from annotator.tui.lines.parts import BACK, AnswerKeys, fit
from annotator.tui.screens.common.text_prompt import Prompt

WIDTH = 46
"""How many cells a label's name and description share."""


def ranked(labels: Sequence[Label], typed: str) -> list[Label]:
    """The labels that fit what was typed, the best first; a hot key typed alone comes first of all."""
    typed = typed.strip()
    if not typed:
        return list(labels)
    matcher = Matcher(typed)
    scored = [(label.key == typed.upper(), matcher.match(label.name), label) for label in labels]
    fitting = [row for row in scored if row[0] or row[1] > 0]
    return [label for *_, label in sorted(fitting, key=lambda row: (row[0], row[1]), reverse=True)]


def lately(labels: Sequence[Label], recent: Sequence[str]) -> list[Label]:
    """The labels with the `recent` names first, in that order but those without a hot key before the others."""
    known = {label.name: label for label in labels}
    first = sorted((known[name] for name in recent if name in known), key=lambda label: bool(label.key))
    return [*first, *(label for label in labels if label not in first)]


def nearly(labels: Sequence[Label], typed: str) -> list[Label]:
    """The labels of nearly the name that was typed, in any case, the nearest first."""
    named = {label.name.casefold(): label for label in labels}
    return [named[name] for name in get_close_matches(typed.strip().casefold(), named)]


def numbered(labels: Sequence[Label]) -> dict[str, Label]:
    """Digits, each with the label that it takes: the first ones, as far as there are digits that mean nothing else.

    A digit that is a hot key takes a label without one: the label of that key is given without the list.
    """
    free = [digit for digit in "123456789" if not any(label.name.startswith(digit) for label in labels)]
    hot = [digit for digit in free if any(label.key == digit for label in labels)]
    first = dict(zip((digit for digit in free if digit not in hot), labels, strict=False))
    rest = (label for label in labels if not label.key and label not in first.values())
    return first | dict(zip(hot, rest, strict=False))


@dataclass(frozen=True, slots=True)
class Picked:
    """A name, and what is to be done with it: the label is given, changed, or made first."""

    name: str
    what: Literal["give", "change", "make"]


class LabelPicker(Prompt[Picked]):
    """Gives what was picked of a scheme; `recent` are the labels that are used, the last one first.

    For `changing` one, all labels are there; else those of spans that can be given, and `tab` changes one.
    """

    def __init__(
        self, scheme: Scheme, colours: Mapping[str, str], recent: Sequence[str] = (), *, changing: bool = False
    ) -> None:
        super().__init__("Change which label?" if changing else "Which label?", "type to filter")
        self._scheme, self._colours = scheme, colours
        self._takes: Literal["give", "change"] = "change" if changing else "give"
        self._labels = list(scheme.labels) if changing else lately(scheme.active(), recent)
        self._digits = {} if changing else numbered(self._labels)
        self._typed: str | None = None
        self._asked = ""
        self._rows: list[Picked] = []
        self._options = OptionList(compact=True)
        self._said = Static(markup=False, classes="muted")
        self.typed()

    def answers(self) -> AnswerKeys:
        """A label is given, or changed."""
        if self._takes == "change":
            return ("↑ ↓", "choose"), ("enter", "change it"), BACK
        at = self._options.highlighted
        if at is not None and self._rows[at].what == "make":
            return ("↑ ↓", "choose"), ("enter", "make it and give it"), BACK
        beside = (("1-9", "give one of these"),) if self._digits and not self._typed else ()
        return ("↑ ↓", "choose"), ("enter", "give it"), *beside, ("tab", "change it"), BACK

    def content(self) -> ComposeResult:
        """A line to type in, the labels that fit, or why there is none."""
        yield self.line
        yield self._options
        yield self._said

    def _lines(self, fitting: Sequence[Label]) -> Iterator[Option]:
        width = max((len(label.name) for label in self._labels), default=0)
        beside = {} if self._typed else {label.name: digit for digit, label in self._digits.items()}
        for label in fitting:
            colour = self._colours.get(label.name, "$text")
            yield Option(
                Content.assemble(
                    (f" {beside.get(label.name, ' ')} ", "$text-muted"),
                    (f" {label.key or ' '} ", f"bold $background on {colour}"),
                    (f" {visible(label.name):<{width}}  ", f"bold {colour}"),
                    (fit(visible(label.description), WIDTH - width), "$text-muted"),
                )
            )

    def typed(self) -> None:
        """Filter, and highlight the best; last stands what is typed, as a new label."""
        if self.line.value == self._typed:
            return
        self._typed = self.line.value
        fitting = ranked(self._labels, self._typed) or nearly(self._labels, self._typed)
        self._rows = [Picked(label.name, self._takes) for label in fitting]
        self._options.clear_options().add_options(self._lines(fitting))
        name, said = self._typed.strip(), missing(self._scheme, self._typed.strip())
        if name and not said:
            self._rows.append(Picked(name, "make"))
            self._options.add_option(Option(_new(name, taken_for(name, self._scheme.names()))))
        self._options.highlighted = 0 if self._rows else None
        self._said.display = bool(name and said) and not fitting
        self._said.update(said)
        if self.is_mounted:
            self.show_answers()

    def receive_key(self, event: events.Key) -> bool:
        """Take the label beside a digit, as long as nothing is typed; change the highlighted one with `tab`."""
        label = self._digits.get(event.character or "") if not self.line.value else None
        at = self._options.highlighted
        if label:
            self.dismiss(Picked(label.name, "give"))
        elif event.key == "tab" and at is not None:
            self.dismiss(replace(self._rows[at], what="change") if self._rows[at].what == "give" else self._rows[at])
        else:
            return super().receive_key(event)
        return True

    def turn(self, way: int) -> None:
        """Highlight another label."""
        at = self._options.highlighted
        if at is not None:
            self._options.highlighted = (at + way) % len(self._rows)
            self._asked = self._rows[self._options.highlighted].name
            self.show_answers()

    def answer(self) -> None:
        """Take what is highlighted; what is new, unless it was chosen, once that was asked."""
        if (at := self._options.highlighted) is None:
            return
        picked = self._rows[at]
        if picked.what == "make" and self._asked != picked.name:
            self._asked = picked.name
            self._said.update(f"No label is called {visible(picked.name)}: enter again makes it one.")
            self._said.display = True
        else:
            self.dismiss(picked)

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        """Take a label with the mouse."""
        self.dismiss(self._rows[message.option_index])


def missing(scheme: Scheme, name: str) -> str:
    """Why a name cannot become a label of spans here, or ""."""
    found = scheme.label(name)
    if found is None:
        return "The scheme is closed: `annotator labels add` makes a label." if scheme.closed else ""
    if found.archived:
        return f"{found.name} was put away: `annotator labels add` brings it back."
    return f"{found.name} is a label of the article as a whole." if found.kind == "article" else f"It is {found.name}."


def _new(name: str, others: Sequence[str]) -> Content:
    """The row of a label that is to be made."""
    like = f", which differs from {' and '.join(map(visible, others))} in case or accents alone" if others else ""
    return Content.assemble(
        (" + ", "bold $success"), (visible(name), "bold"), (": a new label", "$text-muted"), (like, "$warning")
    )
