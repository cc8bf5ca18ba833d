from __future__ import annotations

from annotator.suggest.common.savings import PRIOR, comes_back, folds, saved


def test_a_verdict_saves_what_adding_by_hand_would_have_taken_beyond_it() -> None:
    assert [saved(decided) for decided in ("accepted", "relabelled", "resized", "rejected")] == [3, 3, 1, -1]
    assert saved("resized", relabelled=True) == 0
    assert [saved(decided) for decided in ("added", "imported", "ruled")] == [0, 0, 0]


def test_a_label_folds_once_its_prior_is_used_up_and_comes_back_once_it_pays() -> None:
    assert [folds(-PRIOR - 1), folds(-PRIOR), folds(0)] == [True, False, False]
    assert [comes_back(1), comes_back(0)] == [True, False]
