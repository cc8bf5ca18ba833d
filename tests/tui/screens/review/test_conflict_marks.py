from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from support.teams import LABELS, finish, project, put

from annotator.domain.span import Span
from annotator.services.reviewing.session import ReviewSession
from annotator.tui.screens.review.conflict_marks import ConflictMarks

TEXT = "one two three four five six ."
TOKENS = [(0, 3), (4, 7), (8, 13), (14, 18), (19, 23), (24, 27)]
SPANS = st.builds(
    lambda ends, label: Span(TOKENS[min(ends)][0], TOKENS[max(ends)][1], label),
    st.tuples(*[st.integers(0, 5)] * 2),
    st.sampled_from(LABELS),
)
LAYERS = st.dictionaries(st.sampled_from(["ana", "ben", "cid"]), st.sets(SPANS, max_size=4), min_size=1)


@settings(max_examples=40)
@given(LAYERS, st.lists(st.sampled_from([1, 2, 0]), max_size=4), st.booleans())
def test_what_holds_is_solid_and_every_version_of_an_open_conflict_is_there(
    layers: dict[str, set[Span]], keys: list[int], losers: bool
) -> None:
    with TemporaryDirectory() as folder, project(Path(folder) / "p.db", overlap="any") as store:
        key = put(store, TEXT)
        finish(store, key, layers)
        session = ReviewSession(store, key, "rita")
        for number in keys:
            if session.conflict:
                session.take(number) if number else session.none()
        session.show_rejected = losers
        disputes = ConflictMarks(session)
        marks = disputes.marks(0, len(TEXT))
        assert [mark.span for mark in marks if mark.state == "decided"] == list(session.layer.spans)
        shown = {mark.span for mark in marks}
        assert {span for conflict in session.open for span in conflict.spans} <= shown
        tagged = {(mark.span, mark.tag) for mark in marks if mark.state == "version" and mark.tag}
        here = session.conflict.versions if session.conflict else ()
        assert tagged == {(span, who) for who, version in here for span in version if span not in session.layer.held}
        focus = disputes.focus()
        assert focus is None or focus in shown
        refused = {mark.span for mark in marks if mark.state == "rejected"}
        assert not refused & set(session.layer.spans)
        assert losers or not refused
