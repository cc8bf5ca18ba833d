from hypothesis import given
from hypothesis import strategies as st

from annotator.services.suggesting.gate import interval, saved

numbers = st.lists(st.integers(-20, 20), min_size=2, max_size=12)


@given(numbers)
def test_an_interval_is_the_other_way_round_for_the_other_way_round(differences: list[int]) -> None:
    low, high = interval(differences)
    assert len(differences) * min(differences) <= low <= high <= len(differences) * max(differences)
    assert interval(differences) == (low, high)
    if min(differences) > 0:
        assert low > 0


def test_of_one_article_nothing_is_known() -> None:
    assert interval([7]) == interval([]) == (0.0, 0.0)
    assert not saved([{"ORG": 9}], [{"ORG": 0}], [""]).pays


def test_one_lucky_article_is_no_proof_and_many_small_gains_are() -> None:
    now = [{"ORG": 12}, *[{"ORG": 2}] * 9]
    lucky = saved(now, [{"ORG": 0}, *[{"ORG": 3}] * 9], [""] * 10)
    assert (lucky.saves, lucky.pays) == (True, False)
    assert saved(now, [{"ORG": 10}, *[{"ORG": 1}] * 9], [""] * 10, "ORG").pays


def test_what_loses_in_a_genre_is_not_worth_it_although_it_pays_in_all() -> None:
    now, new = [{"ORG": 9, "LOC": 1}] * 6, [*[{"ORG": 1, "LOC": 1}] * 5, {"ORG": 12}]
    worth = saved(now, new, ["news"] * 5 + ["interview"], "ORG")
    assert (worth.low > 0, worth.worse_in, worth.pays, worth.saves) == (True, ("interview",), False, False)
    assert saved(now, new, [""] * 6, "ORG").pays
    whole = saved(now, new, ["news"] * 6)
    assert (whole.work_now, whole.work_new) == (60, 22)
    assert saved(now, new, ["news"] * 6, "LOC").worse_in == ()
