"""How relations are told: the lines of the panel, what stands in lanes, and the side list.

Only the focus speaks: of its relations the names stand under the other ends, of all others a count.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from annotator.domain.claiming.steps import mentions_with
from annotator.domain.claims.fitting import misfit
from annotator.domain.claims.values import Relation
from annotator.domain.span import Span
from annotator.services.claiming.desk import Desk
from annotator.services.claiming.question import Lane, Line, LineState, ListLine, sign_of
from annotator.services.claiming.relations.drawing import IMPLIES, ends_of, following, kind_of
from annotator.services.claiming.relations.proposed import Proposed
from annotator.services.claiming.relations.remembered import Proposal

MORE = "·"


class Told:
    """What is told of an article's relations; what was told once is kept until something changes."""

    def __init__(self, desk: Desk, proposed: Proposed) -> None:
        self._desk, self._proposed = desk, proposed
        self.changed(None)

    def changed(self, spans: Sequence[Span] | None) -> Collection[Span]:
        """The layer is another one than before: the relations of these spans, or all; gives whose count may differ."""
        self._lines: dict[Span, Sequence[Line]] = {}
        self._at_ends: tuple[Span, dict[Span, Lane]] | None = None
        if spans is None:
            self._counts: dict[Span, int] = {}
            self._called: dict[tuple[Span, bool], str] = {}
            return self._desk.layer.held
        counted = {mention for span in spans for mention in mentions_with(self._desk.layer, span)}
        for mention in counted:
            self._counts.pop(mention, None)
        return counted

    # -- the panel

    def lines(self, about: Span) -> Sequence[Line]:
        """The relations of a span or its entity: those that hold in order, then those proposed, the surest first."""
        if about not in self._lines:
            held = [self._held(relation, about) for relation in self.relations(about)]
            proposals = self._proposed.open.at(about)
            self._lines[about] = [*held, *(self._open(one, about) for one in proposals)]
        return self._lines[about]

    def relations(self, about: Span) -> list[Relation]:
        """The relations that hold of a span or its entity, once where they are alike, in the order of their ends."""
        seen: dict[tuple[object, ...], Relation] = {}
        for mention in mentions_with(self._desk.layer, about):
            for relation in self._desk.relations(mention):
                if mention == about or self._by_entity(relation):
                    seen.setdefault(self._said_by(relation), relation)
        return sorted(seen.values(), key=lambda one: (one.head, one.tail, self._desk.layer.claims[one].id))

    def _said_by(self, relation: Relation) -> tuple[object, ...]:
        member = self._desk.layer.members
        by_entity = self._by_entity(relation)
        ends = ((member[end].entity if by_entity and end in member else end) for end in relation.spans)
        return (relation.label, *ends)

    def _by_entity(self, relation: Relation) -> bool:
        return kind_of(self._desk.claims, relation.label).between == "entities"

    def _held(self, relation: Relation, about: Span) -> Line:
        standing = self._desk.layer.claims[relation]
        if standing.source == IMPLIES:
            why = f"follows from {', '.join(self._implying(relation)) or 'another one'}"
        else:
            why = standing.source or ("ruled" if standing.ruled else "yours")
        if unfit := misfit(self._desk.claims, relation):
            why = f"{why}; no longer fits: {unfit}"
        state: LineState = "auto" if standing.auto else "held"
        sign, words, other = self._said_of(relation, about)
        return Line(relation, words, state, sign, why, standing.source, standing.score, other)

    def _open(self, one: Proposal, about: Span) -> Line:
        sign, words, other = self._said_of(one.relation, about)
        return Line(one.relation, words, "open", sign, one.why, one.source, one.score, other)

    def _implying(self, relation: Relation) -> list[str]:
        """The names of the relations of the same ends that imply one."""
        here = (one for one in self._desk.relations(relation.head) if set(one.spans) == set(relation.spans))
        return sorted({one.label for one in here if relation in following(self._desk.claims, one)})

    def _said_of(self, relation: Relation, about: Span) -> tuple[str, str, Span]:
        """The sign and the words of a relation, seen from an end of it, and the other end."""
        here = mentions_with(self._desk.layer, about)
        is_head = relation.head in here
        other = relation.tail if is_head else relation.head
        directed = kind_of(self._desk.claims, relation.label).directed
        sign = sign_of(relation, relation.head if is_head else relation.tail) if directed else "–"
        return sign, f"{relation.label}  {self.called(relation, other)}", other

    def called(self, relation: Relation, end: Span) -> str:
        """What an end is called: after its entity, where the relation is between entities."""
        key = end, self._by_entity(relation)
        if key not in self._called:
            self._called[key] = self._desk.called(end) if key[1] else self._desk.quote(end)
        return self._called[key]

    def sentence(self, relation: Relation, about: Span) -> str:
        """A relation in a few words, seen from one of its ends: `head_of → Halvik Port Authority`."""
        sign, _, other = self._said_of(relation, about)
        return f"{relation.label} {sign} {self.called(relation, other)}"

    # -- lanes

    def lane(self, span: Span, focus: Span | None) -> Lane | None:
        """The names of the relations that the focus has with a span; else how many it has."""
        if focus and (found := self.around(focus).get(span)):
            return found
        count = self._count(span)
        return Lane(f"{MORE}{count}" if count else "")

    def around(self, focus: Span) -> Mapping[Span, Lane]:
        """What stands under each span that has a relation with the focus, or may have one."""
        if self._at_ends is None or self._at_ends[0] != focus:
            at: dict[tuple[Span, ...], list[Line]] = {}
            for line in self.lines(focus):
                if isinstance(line.claim, Relation) and line.other:
                    ends = ends_of(self._desk.layer, self._desk.claims, line.claim.label, line.other)
                    at.setdefault(tuple(ends), []).append(line)
            lanes: dict[Span, Lane] = {}
            for ends, lines in at.items():
                lane = _lane(lines)
                for span in ends:  # which may be an end by itself and as a mention, too
                    lanes[span] = lane if span not in lanes else _both(lanes[span], lane)
            self._at_ends = focus, lanes
        return self._at_ends[1]

    def _count(self, span: Span) -> int:
        if span not in self._counts:
            self._counts[span] = len(self.relations(span))
        return self._counts[span]

    # -- the side list

    def listed(self) -> Sequence[ListLine]:
        """All relations that hold or are proposed, under their heads, in the order of the text."""
        lines: list[ListLine] = []
        seen = set[Span]()
        heads = {relation.head for relation in self._desk.layer.claims if isinstance(relation, Relation)}
        for head in sorted(heads.union(self._proposed.open.heads())):
            if head in seen:
                continue
            here = mentions_with(self._desk.layer, head)
            seen.update(here)
            outward = [line for line in self.lines(head) if line.claim.spans[0] in here]
            lines.append(ListLine(self._desk.called(head), head, heading=True))
            lines += [ListLine(line.words, head, state=line.state, claim=line.claim, why=line.why) for line in outward]
        return lines


def _both(one: Lane, other: Lane) -> Lane:
    names = dict.fromkeys((*one.words.split(", "), *other.words.split(", ")))
    return Lane(", ".join(names), "held" if "held" in (one.state, other.state) else "open")


def _lane(lines: Sequence[Line]) -> Lane:
    """The names of relations in a lane; what follows from another one stands there only where it is alone."""
    shown = [line for line in lines if line.state != "auto"] or lines
    names = (f"{line.words.partition('  ')[0]}{'?' * (line.state == 'open')}" for line in shown)
    signed = (f"← {name}" if line.sign == "←" else name for line, name in zip(shown, names, strict=True))
    return Lane(", ".join(dict.fromkeys(signed)), "open" if all(line.state == "open" for line in lines) else "held")
