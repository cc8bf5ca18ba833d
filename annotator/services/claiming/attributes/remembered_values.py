"""Values that are proposed, because the same words under the same label had them here, or in other articles.

One that was refused oftener than given is not proposed. The score is (given + ½) / (given + otherwise + 1).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from annotator.domain.claims.scheme import AttributeType
from annotator.domain.claims.values import Attribute, Value
from annotator.domain.decisions import MEMORY
from annotator.domain.span import Span
from annotator.plural import counted
from annotator.services.claiming.desk import Desk
from annotator.storage.claims.values import Valued, decided_values


@dataclass(frozen=True, slots=True)
class Remembered:
    """A value that is proposed, and what speaks for it."""

    claim: Attribute
    score: float
    why: str
    source: str = MEMORY


_Given = Mapping[Value, Sequence[int]]
"""How often values were given, and refused."""


class Values:
    """What is known of the words of an article; asked of other articles once."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.read(())

    def read(self, spans: Collection[Span]) -> None:
        """Ask what other articles say of the words of spans."""
        desk = self._desk
        quotes = {span.quote(desk.text) for span in spans}
        every = decided_values(desk.store.conn, desk.annotator, quotes, desk.key) if quotes else {}
        self._elsewhere: dict[tuple[str, str, str], list[tuple[Valued, int, int]]] = {}
        for one, (taken, refused) in every.items():
            self._elsewhere.setdefault((one.label, one.quote, one.name), []).append((one, taken, refused))
        self._alike: dict[tuple[str, str], list[Span]] = {}
        for span in sorted(spans):
            self._alike.setdefault((span.label, span.quote(desk.text)), []).append(span)
        self._given: dict[tuple[str, str, str], _Given] = {}

    def changed(self, spans: Iterable[Span]) -> None:
        """Attributes of these spans are others than before."""
        for label, quote in {(span.label, span.quote(self._desk.text)) for span in spans}:
            for kind in self._desk.claims.attributes:
                self._given.pop((label, quote, kind.name), None)

    def alike(self, span: Span) -> Sequence[Span]:
        """The spans of the same words and label, itself among them."""
        return self._alike.get((span.label, span.quote(self._desk.text)), ())

    def best(self, kind: AttributeType, span: Span) -> Remembered | None:
        """The value that an attribute of a span most likely has; None where nothing was decided, or it was refused."""
        if kind.default != "" and self._refused(kind, span):
            return None
        key = span.label, span.quote(self._desk.text), kind.name
        if key not in self._given:
            self._given[key] = self._counted(key, self.alike(span))
        given = self._given[key]
        every = sum(taken for taken, _ in given.values())
        for value, (taken, refused) in given.items():
            if taken > refused and kind.takes(value) and value != kind.default:
                claim = Attribute(span, kind.name, value)
                if claim not in self._desk.layer.refusals:
                    score = (taken + 0.5) / (every + refused + 1)
                    return Remembered(claim, score, f"memory, {counted(taken, 'article')}")
        return None

    def _refused(self, kind: AttributeType, span: Span) -> bool:
        """Whether any value was refused here: then it has its default, and no other value is proposed instead."""
        return any(
            table == "refusals" and isinstance(claim, Attribute) and claim.of == span and claim.name == kind.name
            for table, claim in self._desk.layer.claim_index.on(span)
        )

    def _counted(self, key: tuple[str, str, str], alike: Iterable[Span]) -> _Given:
        """How often each value was given to words, in all articles, and refused; the commonest first."""
        given = {one.value: [taken, refused] for one, taken, refused in self._elsewhere.get(key, ())}
        for other in alike:
            for table, claim in self._desk.layer.claim_index.on(other):
                if isinstance(claim, Attribute) and claim.of == other and claim.name == key[-1]:
                    given.setdefault(claim.value, [0, 0])[table != "claims"] += 1
        return dict(sorted(given.items(), key=lambda one: (-one[1][0], str(one[0]))))
