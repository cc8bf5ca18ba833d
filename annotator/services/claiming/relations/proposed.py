"""What is proposed in an article and still open: neither held nor refused, itself or alike."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.domain.span import Span
from annotator.services.claiming.desk import Desk
from annotator.services.claiming.relations.drawing import alike, ends_of
from annotator.services.claiming.relations.habits import Habits, seldom_right
from annotator.services.claiming.relations.offered import Offered
from annotator.services.claiming.relations.remembered import Proposal, remembered
from annotator.services.claiming.relations.walked import Walked, learned


class Proposed:
    """Lets proposals come and go as the layer changes; only what rests on spans that changed is looked at again."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._paths = desk, learned(desk)
        self._seldom_right = seldom_right(desk)
        self.changed(None)

    def changed(self, spans: Sequence[Span] | None) -> None:
        """Look again at what rests on these spans, and on others of their entities; at everything, if None."""
        if spans is None:
            self.open = Offered(self._desk)
            self._habits = Habits(self._desk, self.open, silent=self._seldom_right)
            self._walked = Walked(self._desk, self._paths, self.open)
            self._remembered = set[Proposal]()
            self._by_end: dict[Span, dict[Proposal, None]] = {}
            for one in remembered(self._desk):
                for end in one.relation.spans:
                    for span in ends_of(self._desk.layer, self._desk.claims, one.relation.label, end):
                        self._by_end.setdefault(span, {})[one] = None
            spans = list(self._by_end)
            self._habits.changed(None)
            self._walked.changed(self._desk.layer.spans)
        else:
            self._habits.changed(spans)
            self._walked.changed(spans)
        for one in {one for span in spans for one in self._by_end.get(span, ())}:
            known = any(alike(self._desk.layer, self._desk.claims, one.relation))
            if known and one in self._remembered:
                self._remembered.remove(one)
                self.open.take(one)
            elif not known and one not in self._remembered:
                self._remembered.add(one)
                self.open.put(one)
