"""Which candidate comes first, and what the score promises."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.linking.entry import Entry
from annotator.domain.linking.ranking import MOST, Found, ranked

HARBOUR = Entry("K1", "Union of Harbour Workers", "trade union of the docks in Norland", "union", 2)
HOSPITAL = Entry("K2", "United Hospital Workers", "trade union of nurses in Ostmark", "union", 5)
SHIP = Entry("K3", "UHW", "a ship", "ship", 50)
NAMELESS = Entry("K4", "Harbour Workers UHW", prior=99)

keys = st.sampled_from("abcdef")
entries = st.builds(
    Entry,
    keys,
    st.just("N"),
    st.sampled_from(["", "docks and ships", "docks"]),
    st.sampled_from(["", "union", "ship, union"]),
)
founds = st.builds(
    Found, entries, st.sampled_from(["id", "name", "alias", "words", "about"]), st.floats(0, 1e9), st.integers(0, 9)
)  # fmt: skip


def order(*found: Found, **around: object) -> list[str]:
    known = around.pop("known", {})
    return [one.entry.key for one in ranked(found, known, **around)]  # type: ignore[arg-type]


def by(how: str, *entries: Entry) -> list[Found]:
    return [Found(one, how, one.prior, 1) for one in entries]  # type: ignore[arg-type]


def test_what_was_decided_so_comes_before_a_name_a_kind_and_a_prior() -> None:
    found = [*by("alias", HARBOUR, HOSPITAL), *by("name", SHIP), *by("words", NAMELESS)]
    assert order(*found) == ["K3", "K2", "K1", "K4"]
    assert order(*found, kinds=["Union"]) == ["K2", "K1", "K3", "K4"]
    assert order(*found, kinds=["Union"], known={"K4": 1}) == ["K4", "K2", "K1", "K3"]
    assert order(*found, kinds=["Union"], known={"K4": 1, "K1": 2}) == ["K1", "K4", "K2", "K3"]


def test_words_of_the_article_outweigh_a_prior_that_is_not_much_greater() -> None:
    found = by("alias", HARBOUR, HOSPITAL)
    assert order(*found) == ["K2", "K1"]
    (first, second) = ranked(found, {}, words={"docks", "norland", "trade", "the"})
    assert (first.entry.key, first.shared, second.shared) == ("K1", ("docks", "norland"), ())
    assert first.why == "another name of it; in the text: docks, norland"


def test_more_words_of_the_mentions_outweigh_another_prior() -> None:
    assert order(Found(HOSPITAL, "alias", 5, 1), Found(HARBOUR, "name", 2, 4), Found(HARBOUR, "alias", 2, 1))[0] == "K1"


def test_what_speaks_for_a_candidate_is_said() -> None:
    (one,) = ranked(by("name", HARBOUR), {"K1": 3}, ["union"])
    assert one.why == "decided so 3 times; its name; kind union"
    (other,) = ranked(by("words", SHIP), {}, ["union"])
    assert (other.why, other.fits) == ("words of its names", False)


@given(
    st.lists(founds, max_size=20), st.dictionaries(keys, st.integers(1, 3)), st.sets(st.sampled_from(["union", "ship"]))
)
def test_scores_fall_from_first_to_last_and_no_entry_stands_twice(
    found: list[Found], known: dict[str, int], kinds: set[str]
) -> None:
    every = ranked(found, known, kinds, {"docks", "ships"})
    scores = [one.score for one in every]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert len({one.entry.key for one in every}) == len(every) == min(MOST, len({one.entry.key for one in found}))
    assert [one.known for one in every] == sorted((one.known for one in every), reverse=True)


@given(st.lists(founds, max_size=12), st.randoms())
def test_the_order_in_which_entries_are_found_does_not_matter(found: list[Found], chance: object) -> None:
    one_each = list({one.entry.key: one for one in found}.values())
    mixed = list(one_each)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert [one.entry.key for one in ranked(mixed, {})] == [one.entry.key for one in ranked(one_each, {})]
