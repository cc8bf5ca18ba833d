"""What suggestions without a score are worth, by what became of those before them."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.blank import blank

from annotator.domain.article import Article
from annotator.domain.decisions import Accepted, Event, Rejected, decide
from annotator.domain.layer import step_all
from annotator.domain.span import Span
from annotator.domain.suggestion import Suggestion
from annotator.services.suggesting.unscored import ENOUGH, MOST, UnscoredWorth

SOURCE = "llm:x"


@pytest.mark.parametrize(
    ("accepted", "rejected", "low", "high"),
    [(ENOUGH - 1, 0, None, None), (ENOUGH, 0, MOST, MOST), (ENOUGH, ENOUGH, 0.3, 0.4), (0, ENOUGH, 0.0, 0.0)],
)
def test_it_is_the_lower_end_of_the_share_that_was_taken(
    tmp_path: Path, accepted: int, rejected: int, low: float | None, high: float | None
) -> None:
    spans = [Span(2 * number, 2 * number + 1, "ORG") for number in range(accepted + rejected)]
    with blank(tmp_path / "p.db") as store:
        article = Article.of("a " * len(spans))
        with store.write():
            store.add_article(article, "2026-01-01T00:00:00.000Z")
            store.add_suggestions(article.key, SOURCE, [(span.start, span.end, span.label, None) for span in spans])
        events: list[Event] = [Accepted(span, SOURCE) for span in spans[:accepted]]
        events += [Rejected(span, SOURCE) for span in spans[accepted:]]
        state = store.layer(article.key, "ana")
        step_all(state.layer, decisions := decide(events, layer="ana", by="ana"))
        with store.write():
            store.append(article.key, article.text, decisions, state.layer, revision=state.revision)
        worth = UnscoredWorth(store)
        found = worth(Suggestion(spans[0], SOURCE, None))
        assert (found is None) == (low is None)
        if found is not None and low is not None and high is not None:
            assert low <= found <= high
        assert worth(Suggestion(spans[0], "llm:other", None)) is None
        assert worth(Suggestion(Span(0, 1, "PERSON"), SOURCE, None)) == found
