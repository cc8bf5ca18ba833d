"""What a reviewer sees in a stretch of text, as the marks that the view draws.

What holds is drawn solid: what all agree on, and what was ruled. The versions of an open conflict are
dashed; those of the conflict one stands in have a lane for each annotator, with the name before the
label. Versions that were not taken are gone, unless they are asked for.
"""

from __future__ import annotations

from annotator.domain.conflicts import Conflict
from annotator.domain.span import Span
from annotator.services.reviewing.article_cursor import ReviewCursor
from annotator.tui.lines.figures import short_names
from annotator.tui.text.marks import Mark

GOLD_TAG = "gold"
_LANES = 4  # more annotators than this share a lane where they say the same


class ConflictMarks:
    """The marks of a reviewer's desk."""

    def __init__(self, desk: ReviewCursor) -> None:
        self.desk = desk

    def marks(self, start: int, end: int) -> list[Mark]:
        """The marks that touch `[start, end)`, in order."""
        desk = self.desk
        ruled = desk.settled[desk.conflict][0].spans if desk.conflict in desk.settled else ()
        noted = {one.span for _, one in desk.comments() if one.span}
        marks = [
            Mark(span, "decided", tag=GOLD_TAG if span in ruled else "", note=span in noted)
            for span in desk.layer.touching(start, end)
        ]
        versions = {span: conflict for conflict in desk.touching(start, end) for span in conflict.spans}
        for span in sorted(versions.keys() - desk.layer.held.keys()):
            if span.start < end and span.end > start:
                marks += self._version(span, versions[span], noted=span in noted)
        if desk.show_rejected:
            known = {mark.span for mark in marks}
            refused = (span for span in desk.layer.rejected if span.start < end and span.end > start)
            marks += [Mark(span, "rejected") for span in refused if span not in known]
        return marks

    def _version(self, span: Span, conflict: Conflict, *, noted: bool) -> list[Mark]:
        desk = self.desk
        if conflict == desk.conflict:
            return [Mark(span, "version", tag=tag, note=noted) for tag in self._holders(span, conflict)]
        if conflict not in desk.settled:
            return [Mark(span, "version", note=noted)]
        return [Mark(span, "rejected", note=noted)] if desk.show_rejected else []

    def _holders(self, span: Span, conflict: Conflict) -> list[str]:
        who = {name for name, version in conflict.versions if span in version}
        short = short_names(list(self.desk.shown.values()))
        tags = [short[shown] for name, shown in self.desk.shown.items() if name in who]
        many = len(conflict.versions) > _LANES and len(tags) > 1
        return [f"{tags[0]} +{len(tags) - 1}"] if many else tags

    def focus(self) -> Span | None:
        """The span to be filled: of an open conflict the longest; of a settled one what holds there."""
        desk, conflict = self.desk, self.desk.conflict
        if conflict is None:
            return desk.focus
        ruled = desk.settled[conflict][0].spans if conflict in desk.settled else ()
        if ruled:
            return desk.focus if desk.focus in ruled else ruled[0]
        return max((span for choice in desk.choices() for span in choice.spans), key=len)
