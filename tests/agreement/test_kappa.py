"""Cohen's kappa against a published example, and on the tokens that somebody marked."""

from __future__ import annotations

from support.figures import rounded

from annotator.agreement import kappa


def test_the_example_of_artstein_and_poesio_2008() -> None:
    """Two coders of a hundred utterances (table 1 there); they print .348 for kappa."""
    both = {("STAT", "STAT"): 20, ("STAT", "IREQ"): 20, ("IREQ", "STAT"): 10, ("IREQ", "IREQ"): 50}
    assert round(rounded(kappa.cohen(both)), 3) == 0.348


def test_the_tokens_nobody_marked_can_be_left_out() -> None:
    assert kappa.marked({(None, None): 5, ("PER", None): 1}) == {("PER", None): 1}
