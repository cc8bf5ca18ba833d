"""A perfect annotator at the tasks of claims: knows what is true of an article, and presses the fewest keys for it.

Each task is done by the task itself, in the order of the text, so that what is proposed follows what was decided.
A key takes what is shown, or the number of another line; a label and a letter draw a relation; `f` and a letter point.
What nothing leads to is gone to first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from annotator.domain.claims.said import ClaimsMade
from annotator.domain.claims.scheme import ClaimScheme
from annotator.domain.claims.values import Attribute, Link, Relation, Same
from annotator.domain.span import Span
from annotator.services.claiming.question import Line, Pointing, Step, Task
from annotator.services.claiming.relations.drawing import following
from annotator.services.claiming.session import ClaimingSession

LETTERS = 26
_GO, _POINT, _TYPE = 2, 2, 6
"""Keys to go to what nothing leads to, to point at something, and to find something by typing."""
_NUMBERED = 9


@dataclass(slots=True)
class Price:
    """What a task took: how many things there were to claim, keys, and what became of what was proposed."""

    items: int = 0
    keys: int = 0
    taken: int = 0
    refused: int = 0
    by_itself: int = 0
    made: int = 0

    def figures(self) -> dict[str, float | int]:
        """As `simulate --json` gives them."""
        numbers = {name: getattr(self, name) for name in ("items", "keys", "taken", "refused", "by_itself", "made")}
        return {**numbers, "keys_per_item": self.keys / self.items if self.items else 0.0}


@dataclass(slots=True)
class Hands:
    """One task in one article; `truth` is what holds there."""

    session: ClaimingSession
    task: Task
    truth: ClaimsMade
    price: Price
    claims: ClaimScheme = field(init=False)

    def __post_init__(self) -> None:
        self.claims = self.session.scheme.claims

    def work(self) -> None:
        """Do the task."""
        self._begin()
        {"same": self._same, "who": self._who, "ties": self._ties, "facts": self._facts}[self.task.name]()

    def _begin(self) -> None:
        if begin := getattr(self.task, "begin", None):
            self._do(begin())

    def _do(self, step: Step | Pointing) -> None:
        if isinstance(step, Step):
            self.session.do(step)
            self.task.changed(self.session.resting if step.events else ())

    @staticmethod
    def _number(number: int) -> int:
        """The keys that take a line: its number, or as many `~` as it is behind the ninth."""
        return 1 if number < _NUMBERED else number - _NUMBERED + 2

    # -- same

    def _same(self) -> None:
        entity = {span: name for name, one in enumerate(self.truth.entities) for span in one.mentions}
        self.price.items += sum(len(one.mentions) for one in self.truth.entities if len(one.mentions) > 1)
        seen: list[Span] = []
        for span in list(self.task.stops()):
            mine = entity.get(span)
            before = [one for one in seen if mine is not None and entity.get(one) == mine]
            seen.append(span)
            self._join(span, before, entity)

    def _join(self, span: Span, before: Sequence[Span], entity: Mapping[Span, int]) -> None:
        joined = [one for one in self.session.desk().mentions(span) if one != span]
        lines = self.task.lines(span)
        is_open = any(line.state == "open" for line in lines)
        if set(joined) & set(before):
            self.price.by_itself += 1
            return
        if joined and not before and all(entity.get(one) == entity.get(span) is not None for one in joined):
            return
        going = 0 if is_open else _GO
        for number, line in enumerate(lines if is_open else ()):
            claim = line.claim
            if isinstance(claim, Same) and claim.to != span and claim.to in before:
                self._take(span, line, self._number(number))
                return
        if before:
            pointing = self.task.point(span)
            targets = pointing.targets[:LETTERS] if pointing else ()
            found = next((one for one in targets if entity.get(one.span) == entity.get(span)), None)
            self.price.keys += going + (_POINT if found else _TYPE)
            self.price.made += 1
            if pointing and (target := found or next(iter(t for t in pointing.targets if t.span in before), None)):
                self._do(pointing.pick(target))
        elif is_open or joined:
            self.price.keys += going + 1
            self.price.refused += 1
            self._do(self.task.refuse(span, None))

    def _take(self, span: Span, line: Line, keys: int) -> None:
        self.price.keys += keys
        self.price.taken += 1
        self._do(self.task.take(span, line))

    # -- who

    def _who(self) -> None:
        links = self.truth.link_of()
        self.price.items += len(self.task.stops())
        for span in list(self.task.stops()):
            wanted: list[Link | None] = [link for (one, _), link in links.items() if one == span]
            for link in wanted or [None]:
                self._link(span, link)

    def _link(self, span: Span, wanted: Link | None) -> None:
        lines = self.task.lines(span)
        held = [line for line in lines if line.state in ("held", "auto") and isinstance(line.claim, Link)]
        same = [one for one in held if wanted and isinstance(one.claim, Link) and one.claim.entry == wanted.entry]
        if same:
            self.price.by_itself += 1
            return
        self.price.keys += _GO if held else 0
        for number, line in enumerate(lines):
            if wanted and wanted.entry and isinstance(line.claim, Link) and line.claim.entry == wanted.entry:
                self._take(span, line, self._number(number))
                return
        self.price.made += 1
        if wanted and wanted.entry:
            self.price.keys += _TYPE
            self._do(self.task.take(span, Line(wanted, wanted.name)))
        else:
            self.price.keys += 1
            self._do(self.task.press(span, "0"))

    # -- ties

    def _ties(self) -> None:
        wanted = set(self.truth.relations)
        self.price.items += len(wanted)
        true = wanted | {one for relation in wanted for one in following(self.claims, relation)}
        for head in list(self.task.stops()):
            here = [one for one in wanted if head in self.session.desk().mentions(one.head) and not self._holds(one)]
            if here or any(line.state == "open" for line in self.task.lines(head)):
                self.price.keys += 1
                self._judge(head, true)
                self._draw(head, here)

    def _holds(self, relation: Relation) -> bool:
        return self._is_true(relation, {one for one in self.session.layer.claims if isinstance(one, Relation)})

    def _is_true(self, relation: Relation, wanted: set[Relation]) -> bool:
        desk = self.session.desk()
        kind = self.claims.relation(relation.label)
        ends = {relation, relation.turned} if kind and not kind.directed else {relation}
        if kind is None or kind.between == "mentions":
            return bool(ends & wanted)
        return any(
            one.label == other.label and one.head in desk.mentions(other.head) and one.tail in desk.mentions(other.tail)
            for one in wanted
            for other in ends
        )

    def _judge(self, head: Span, wanted: set[Relation]) -> None:
        while line := next((one for one in self.task.lines(head) if one.state == "open"), None):
            if isinstance(line.claim, Relation) and self._is_true(line.claim, wanted):
                self._take(head, line, 1)
            else:
                self.price.keys += 1
                self.price.refused += 1
                self._do(self.task.refuse(head, line))

    def _draw(self, head: Span, here: Sequence[Relation]) -> None:
        for relation in sorted(here, key=lambda one: -len(self.claims.following(one.label))):
            if self._holds(relation):
                continue
            desk = self.session.desk()
            asked = self.task.press(head, relation.label)
            if not isinstance(asked, Pointing):
                continue
            tails = set(desk.mentions(relation.tail))
            target = next((one for one in asked.targets if one.span in tails), None)
            if target is None:
                continue
            kind = self.claims.relation(relation.label)
            self.price.keys += 1 if kind and kind.key else _TYPE
            self.price.keys += 1 if target in asked.targets[:LETTERS] else _TYPE
            self.price.made += 1
            self._do(asked.pick(target))

    # -- facts

    def _facts(self) -> None:
        wanted = {(one.of, one.name): one for one in self.truth.attributes}
        for span in list(self.task.stops()):
            self.price.items += 1
            for (of, _), one in wanted.items():
                if of == span:
                    self._set(span, one)
            self.price.keys += 1
            self.price.taken += 1
            self._do(self.task.take(span, None))

    def _set(self, span: Span, wanted: Attribute) -> None:
        shown = [line.claim for line in self.task.lines(span)]
        if wanted in shown:
            return
        self.price.keys += 1
        self.price.made += 1
        name = wanted.name if isinstance(wanted.value, bool) else f"{wanted.name} {wanted.value}"
        self._do(self.task.press(span, name))
