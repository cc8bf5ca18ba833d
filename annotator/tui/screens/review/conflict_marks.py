"""What a reviewer sees in a stretch of text, as the marks that the view draws.

What holds is drawn solid: what all agree on, and what was ruled. The versions of an open conflict are
dashed; those of the conflict one stands in have a lane for each annotator, with the name before the
label. Versions that were not taken are gone, unless they are asked for. Where claims are reviewed, gold is
drawn, and dashed is what the question is about.
"""

from __future__ import annotations

from annotator.domain.disagreement.article_labels import ArticleConflict
from annotator.domain.disagreement.claim_conflict import ClaimConflict
from annotator.domain.disagreement.conflicts import Conflict
from annotator.domain.span import Span, Stretch
from annotator.services.reviewing.article_cursor import ReviewCursor
from annotator.tui.lines.figures import short_names
from annotator.tui.lines.reviewing.claims import letters
from annotator.tui.text.marks import Mark

GOLD_TAG = "gold"
_LANES = 4  # more annotators than this share a lane where they say the same


class ConflictMarks:
    """The marks of a review session."""

    def __init__(self, review: ReviewCursor) -> None:
        self._review = review

    def stretches(self) -> tuple[Stretch, ...]:
        """Where the marks look otherwise because of the conflict one stands in."""
        conflict = self._review.conflict
        if isinstance(conflict, ClaimConflict):
            return tuple((span.start, span.end) for span in self._claimed())
        return ((conflict.start, conflict.end),) if conflict else ()

    def _claimed(self) -> dict[Span, str]:
        """The gold spans that the conflict of claims one stands in is about, with the letters of their entities."""
        conflict = self._review.conflict
        if not isinstance(conflict, ClaimConflict):
            return {}
        return letters(self._review) or dict.fromkeys(conflict.spans, "")

    def marks(self, start: int, end: int) -> list[Mark]:
        """The marks that touch `[start, end)`, in order."""
        review = self._review
        if review.task != "names":
            return self._of_claims(start, end)
        ruled = review.settled[review.conflict][0].spans if review.conflict in review.settled else ()
        noted = {one.span for _, one in review.comments() if one.span}
        marks = [
            Mark(span, "decided", tag=GOLD_TAG if span in ruled else "", note=span in noted)
            for span in review.layer.touching(start, end)
        ]
        versions = {span: conflict for conflict in review.touching(start, end) for span in conflict.spans}
        for span in sorted(versions.keys() - review.layer.held.keys()):
            if span.start < end and span.end > start:
                marks += self._version(span, versions[span], noted=span in noted)
        if review.show_rejected:
            known = {mark.span for mark in marks}
            refused = (span for span in review.layer.rejected if span.start < end and span.end > start)
            marks += [Mark(span, "rejected") for span in refused if span not in known]
        return marks

    def _of_claims(self, start: int, end: int) -> list[Mark]:
        """Gold as it is, and what the conflict is about as a version."""
        here = self._claimed()
        return [
            Mark(span, "version" if span in here else "decided", tag=here.get(span, ""))
            for span in self._review.layer.touching(start, end)
        ]

    def _version(self, span: Span, conflict: Conflict, *, noted: bool) -> list[Mark]:
        review = self._review
        if conflict == review.conflict:
            return [Mark(span, "version", tag=tag, note=noted) for tag in self._holders(span, conflict)]
        if conflict not in review.settled:
            return [Mark(span, "version", note=noted)]
        return [Mark(span, "rejected", note=noted)] if review.show_rejected else []

    def _holders(self, span: Span, conflict: Conflict) -> list[str]:
        who = {name for name, version in conflict.versions if span in version}
        short = short_names(list(self._review.shown.values()))
        tags = [short[shown] for name, shown in self._review.shown.items() if name in who]
        many = len(conflict.versions) > _LANES and len(tags) > 1
        return [f"{tags[0]} +{len(tags) - 1}"] if many else tags

    def focus(self) -> Span | None:
        """The span to be filled: of an open conflict the longest; of a settled one what holds there."""
        review, conflict = self._review, self._review.conflict
        if isinstance(conflict, ClaimConflict):
            return conflict.about[0]
        if conflict is None or isinstance(conflict, ArticleConflict):
            return review.focus if conflict is None else None
        ruled = review.settled[conflict][0].spans if conflict in review.settled else ()
        if ruled:
            return review.focus if review.focus in ruled else ruled[0]
        return max((span for choice in review.choices() for span in choice.spans), key=len)
