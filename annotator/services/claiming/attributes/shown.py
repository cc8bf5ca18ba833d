"""What is shown of attributes: the value that was given, else the one that is proposed, else the default."""

from __future__ import annotations

from annotator.domain.claims.scheme import AttributeType
from annotator.domain.claims.values import Attribute, Relation, Value
from annotator.domain.sanitise import one_line
from annotator.domain.span import Span
from annotator.services.claiming.attributes.remembered_values import Remembered, Values
from annotator.services.claiming.attributes.subjects import Subject, attributes_of, held
from annotator.services.claiming.desk import Desk
from annotator.services.claiming.from_files import SCORE, SOURCE, WHY
from annotator.services.claiming.question import Lane, Line


class Shown:
    """The values of spans and relations of one article, as they are now."""

    def __init__(self, desk: Desk, values: Values) -> None:
        self._desk, self._values = desk, values

    def kinds(self, subject: Subject) -> list[AttributeType]:
        """The attributes that a span or a relation has, in the order of the scheme."""
        return attributes_of(self._desk, subject)

    def missing(self, kind: AttributeType, subject: Subject) -> bool:
        """Whether a value is required, and there is none."""
        return kind.required and kind.default == "" and held(self._desk, kind, subject) is None

    def proposed(self, kind: AttributeType, subject: Subject) -> Remembered | None:
        """The value that is proposed where none was given; of relations only what a file says."""
        if held(self._desk, kind, subject):
            return None
        said = self._said(kind, subject)
        return said if said or isinstance(subject, Relation) else self._values.best(kind, subject)

    def _said(self, kind: AttributeType, subject: Subject) -> Remembered | None:
        claim = self._desk.from_files.attributes.get((subject, kind.name))
        if claim is None or claim in self._desk.layer.refusals:
            return None
        return Remembered(claim, SCORE, WHY, SOURCE)

    def line(self, kind: AttributeType, subject: Subject) -> Line | None:
        """An attribute as the panel has it; None where it has no value."""
        if claim := held(self._desk, kind, subject):
            standing = self._desk.layer.claims[claim]
            return Line(claim, said_of(claim), "auto" if standing.auto else "held", why=standing.source or "yours")
        if proposed := self.proposed(kind, subject):
            why, score = proposed.why, proposed.score
            return Line(proposed.claim, said_of(proposed.claim), why=why, source=proposed.source, score=score)
        if kind.default == "":
            return None
        claim = Attribute(subject, kind.name, kind.default)
        return Line(claim, said_of(claim), "auto", why="default")

    def now(self, kind: AttributeType, subject: Subject) -> Value:
        """The value that is shown, or ""."""
        line = self.line(kind, subject)
        return line.claim.value if line and isinstance(line.claim, Attribute) else ""

    def lane(self, span: Span) -> Lane:
        """The values of a span that are no defaults; what is only proposed has a question mark."""
        lines = [line for kind in self.kinds(span) if (line := self.line(kind, span)) and line.why != "default"]
        words = (f"{_short(line.claim)}{'?' * (line.state == 'open')}" for line in lines)
        is_open = bool(lines) and all(line.state == "open" for line in lines)
        return Lane(", ".join(filter(None, words)), "open" if is_open else "held")


def said_of(claim: Attribute) -> str:
    """A value in words: `quoted: yes`."""
    return f"{claim.name}: {_said(claim.value)}"


def _short(claim: object) -> str:
    """A value in a lane: a flag by its name, where it is yes."""
    if not isinstance(claim, Attribute):
        return ""
    if isinstance(claim.value, bool):
        return claim.name if claim.value else f"not {claim.name}"
    return one_line(claim.value)


def _said(value: Value) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else one_line(value)
