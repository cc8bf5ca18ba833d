"""Keys of relations at a span: the scheme's own stay, and others are lent what is free there."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.claims.scheme import CLAIM_KEYS, RelationType
from annotator.services.claiming.relations.hot_keys import lent_keys

names = st.text("abcdefgh_1", min_size=1, max_size=5)
kinds = st.lists(
    st.builds(RelationType, names, st.sampled_from(["", *CLAIM_KEYS[:30]])),
    max_size=60,
    unique_by=(lambda one: one.name, lambda one: one.key or one.name),
)


@given(kinds, st.integers(0, 60))
def test_own_keys_stay_and_no_two_share_one(every: list[RelationType], many: int) -> None:
    here = every[:many]
    found = lent_keys(every, here)
    assert len(set(found.values())) == len(found)
    assert all(found[kind.name] == kind.key for kind in here if kind.key)
    assert found.keys() <= {kind.name for kind in here}
    assert len(found) == min(len(here), len(CLAIM_KEYS))


def test_a_letter_of_the_name_that_nobody_has_comes_first() -> None:
    head, member, owns = RelationType("head_of", "H"), RelationType("member_of"), RelationType("owns", "M")
    assert lent_keys((head, member, owns), (member,)) == {"member_of": "E"}
    every = tuple(RelationType(f"r{number}", key) for number, key in enumerate(CLAIM_KEYS))
    assert lent_keys((*every, member), (member,)) == {"member_of": "M"}
