from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.span import Span
from annotator.domain.suggestion import Hiding, Suggestion, joined, joined_in_order

HERE, THERE = Span(0, 3, "ORG"), Span(0, 3, "LOC")
SUGGESTIONS = st.builds(
    Suggestion, st.sampled_from([HERE, THERE, Span(1, 3, "LOC")]), st.sampled_from("ab"), st.sampled_from([None, 0.4])
)


def test_the_same_span_of_several_sources_is_one_and_rivals_are_kept() -> None:
    found = joined(
        [
            Suggestion(HERE, "patterns"),
            Suggestion(THERE, "b", 0.3),
            Suggestion(HERE, "a", 0.4),
            Suggestion(HERE, "b", 0.6),
        ]
    )
    assert found == [Suggestion(THERE, "b", 0.3), Suggestion(HERE, "b", 0.6, ("patterns", "a"))]


def test_the_order_of_sources_does_not_matter_for_the_leading_one() -> None:
    one, other = Suggestion(HERE, "a", 0.5), Suggestion(HERE, "b", 0.5)
    assert joined([one, other]) == joined([other, one])


def test_what_is_off_or_too_weak_is_hidden() -> None:
    hides = Hiding({"a"}, {"b": {"ORG": 0.5}})
    assert hides(Suggestion(HERE, "a", 0.9))
    assert hides(Suggestion(HERE, "b", 0.4))
    assert not hides(Suggestion(HERE, "b", 0.5))
    assert not hides(Suggestion(THERE, "b", 0.1))
    assert not hides(Suggestion(HERE, "b", None))
    assert not hides(Suggestion(HERE, "a", 0.4, ("c",)))


@given(st.lists(SUGGESTIONS))
def test_in_order_they_are_joined_one_by_one(suggestions: list[Suggestion]) -> None:
    assert list(joined_in_order(sorted(suggestions, key=lambda one: one.span))) == joined(suggestions)
