"""A perfect annotator at the tasks of claims: knows what is true of an article, and presses the fewest keys for it.

Each task is done by the task itself, in the order of the text, so that what is proposed follows what was decided.
A key takes what is shown, or the number of another line; a label and a letter draw a relation; `f` and a letter point.
What nothing leads to is gone to first.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
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
_CHOOSE = 4
"""Keys to choose a label without a hot key from the list, by two letters of it."""
_NUMBERED = 9
_SEVERAL, _MANY = 4, 5
"""From so many on letters follow each other, and what leads to one end is drawn there."""


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
        self._do(self.task.begin())

    def _do(self, step: Step | Pointing) -> None:
        if isinstance(step, Step):
            self.session.do(step)
            self.task.changed(self.session.take_changed())

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
        for stop in list(self.task.stops()):
            left = [one for one in wanted if not self._holds(one)]
            to = [one for one in left if one.tail in self._ends(one, stop)]
            many = {one.label for one in to if sum(other.label == one.label for other in to) >= _MANY}
            here = [one for one in left if one.head in self._ends(one, stop)]
            if here or many or any(line.state == "open" for line in self.task.lines(stop)):
                self.price.keys += 1
                self._judge(stop, true)
                self._draw(stop, here)
                for name in sorted(many):
                    self._draw_all(stop, [one for one in to if one.label == name], as_tail=True)

    def _ends(self, relation: Relation, span: Span) -> set[Span]:
        """Where a relation that a span is an end of may be drawn: at any mention, if it holds between entities."""
        kind = self.claims.relation(relation.label)
        return set(self.session.desk().mentions(span)) if kind and kind.between == "entities" else {span}

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
        """Draw what begins at a span: what brings most with it first, those of one name together."""
        names = dict.fromkeys(one.label for one in here)
        for name in sorted(names, key=lambda name: -len(self.claims.following(name))):
            self._draw_all(head, [one for one in here if one.label == name], as_tail=False)

    def _draw_all(self, about: Span, some: Sequence[Relation], *, as_tail: bool) -> None:
        """Draw relations of one name: a label and a letter, or letters one after the other from four on."""
        some = [one for one in some if not self._holds(one)]
        kind = self.claims.relation(some[0].label) if some else None
        if kind is None:
            return
        keyed = {one.name.removeprefix("← ") for one in self.task.keys(about) if one.key}
        label = 1 if kind.name in keyed else _CHOOSE
        several = len(some) >= _SEVERAL
        turn = int(as_tail and kind.allows(about.label, some[0].head.label))
        self.price.keys += label + turn + 2 if several else 0  # `+` and esc
        for relation in some:
            asked = self.task.press(about, relation.label)
            end = relation.head if as_tail else relation.tail
            keys = self._point(asked, self._ends(relation, end), turned=as_tail)
            self.price.keys += keys + (0 if several else label + turn) if keys else 0

    def _point(self, asked: Step | Pointing, ends: Collection[Span], *, turned: bool) -> int:
        """Point at an end of a relation, in any of these places; gives the keys, 0 where that cannot be."""
        if isinstance(asked, Pointing) and turned and asked.turned:
            asked = asked.turned()
        targets = asked.targets if isinstance(asked, Pointing) else ()
        target = next((one for one in targets if one.span in ends), None)
        if target is None or not isinstance(asked, Pointing):
            return 0
        self.price.made += 1
        self._do(asked.pick(target))
        return 1 if target in targets[:LETTERS] else _TYPE

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
