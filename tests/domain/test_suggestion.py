from annotator.domain.span import Span
from annotator.domain.suggestion import Suggestion, hiding, joined

HERE, THERE = Span(0, 3, "ORG"), Span(0, 3, "LOC")


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
    hides = hiding({"a"}, {"b": {"ORG": 0.5}})
    assert hides(Suggestion(HERE, "a", 0.9))
    assert hides(Suggestion(HERE, "b", 0.4))
    assert not hides(Suggestion(HERE, "b", 0.5))
    assert not hides(Suggestion(THERE, "b", 0.1))
    assert not hides(Suggestion(HERE, "b", None))
    assert not hides(Suggestion(HERE, "a", 0.4, ("c",)))
