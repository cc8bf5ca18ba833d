from __future__ import annotations

from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from support.teams import LABELS, act, finish, project, put

from annotator.agreement import f1
from annotator.agreement.f1 import Matches
from annotator.domain.decisions import Added
from annotator.domain.span import Span
from annotator.storage.queries.counts import put_away
from annotator.storage.queries.pairs import pairs

TEXT = "0123456789"
SPANS = st.builds(
    lambda edges, label: Span(min(edges), max(edges) + 1, label),
    st.tuples(*[st.integers(0, 9)] * 2),
    st.sampled_from(LABELS),
)
ARTICLES = st.lists(st.dictionaries(st.sampled_from(["ana", "ben", "cid"]), st.sets(SPANS, max_size=5)), max_size=3)


@settings(max_examples=30)
@given(ARTICLES)
def test_the_counts_are_those_of_the_measure(articles: list[dict[str, set[Span]]]) -> None:
    wanted: dict[tuple[str, str], tuple[int, Matches]] = {}
    with TemporaryDirectory() as folder, project(Path(folder) / "p.db", overlap="any") as store:
        for number, layers in enumerate(articles):
            finish(store, put(store, f"{TEXT}{number}"), layers)
            for a, b in combinations(sorted(layers), 2):
                count, matches = wanted.get((a, b), (0, Matches()))
                wanted[a, b] = (count + 1, matches + f1.exact(layers[a], layers[b]))
        assert {(one.a, one.b): (one.articles, one.matches) for one in pairs(store)} == wanted


def test_what_is_not_finished_or_put_away_does_not_count(tmp_path: Path) -> None:
    with project(tmp_path / "p.db") as store:
        begun, away = put(store, TEXT), put(store, TEXT + "!")
        finish(store, begun, {"ana": [Span(0, 1, "PER")]})
        act(store, begun, "ben", Added(Span(0, 1, "PER")))
        finish(store, away, {"ana": [], "ben": []})
        assert [(one.articles, one.f1.value) for one in pairs(store)] == [(1, None)]
        put_away(store, [away], archived=True)
        assert pairs(store) == []
