"""The deal: even for everybody, in all and in each stratum."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from annotator.services.project.deal import deal

NAMES = ("ana", "ben", "cid", "dot")


@given(st.lists(st.integers(0, 9), min_size=1, max_size=4), st.integers(1, 4), st.floats(0, 1), st.data())
def test_every_stratum_is_even_and_has_its_share_of_what_several_label(
    sizes: list[int], team: int, overlap: float, data: st.DataObject
) -> None:
    strata = {f"s{number}": [f"{number}-{one}" for one in range(size)] for number, size in enumerate(sizes)}
    keys = [key for stratum in strata.values() for key in stratum]
    names, many = NAMES[:team], data.draw(st.integers(1, team))
    dealt = deal(
        strata, names, many=many, overlap=overlap, begun=lambda _: (), before={}, seed=data.draw(st.integers())
    )
    given = [(key, name) for key, whom in dealt for name in whom]
    several = round(overlap * len(keys))
    assert Counter(Counter(key for key, _ in given).values()) == (
        Counter({many: several}) + Counter({1: len(keys) - several})
    )
    assert len(set(given)) == len(given)
    for stratum in (*strata.values(), keys):
        loads = [sum(key in stratum and who == name for key, who in given) for name in names]
        assert max(loads) - min(loads) <= 1
    for stratum in strata.values():
        doubled = sum(Counter(key for key, _ in given)[key] > 1 for key in stratum)
        assert many == 1 or abs(doubled - overlap * len(stratum)) < 1 + 1e-9


@given(st.dictionaries(st.sampled_from(["a", "b", "c"]), st.sets(st.sampled_from(NAMES[:2]))))
def test_who_has_begun_an_article_keeps_it(begun: dict[str, set[str]]) -> None:
    held = {key: sorted(names) for key, names in begun.items()}
    found = dict(deal({"": list(held)}, NAMES[:2], many=1, overlap=0, begun=held.__getitem__, before={}, seed=1))
    assert all(name in found[key] for key, names in held.items() for name in names)
