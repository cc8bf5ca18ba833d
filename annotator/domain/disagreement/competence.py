"""How far each annotator can be believed, estimated from who holds which spans.

Whether a span is right is a question that each annotator answers with yes or no: they hold it, or they do not. From
all answers together two figures of each annotator and the truth of each span are estimated by expectation
maximisation. Where the truth is known (gold), it is kept, and the figures are measured against it.

Source: A. P. Dawid and A. M. Skene, "Maximum likelihood estimation of observer error-rates using the EM algorithm",
Applied Statistics 28 (1979), 20-28, formulas 2.3 to 2.5, for two classes. A few observations are
assumed of everybody, so that no figure is 0 or 1 and who is hardly known weighs as much as the next.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, log
from typing import NamedTuple

_ROUNDS, _STILL = 200, 1e-6
_BEFORE = (2.0, 3.0, 1.0, 3.0)
"""What is believed of anybody before: that two right spans of three, and one wrong one of three, are held."""


class Ballot(NamedTuple):
    """Who holds a span and who, asked as well, does not; whether it is right, where that is known."""

    held: frozenset[str]
    missing: frozenset[str]
    right: bool | None = None


@dataclass(frozen=True, slots=True)
class Competence:
    """The share that an annotator holds of the right spans (`found`), and of the wrong ones of all (`taken`)."""

    found: float
    taken: float

    @property
    def weight(self) -> float:
        """The logarithm of how much likelier a right span is held than a wrong one; 0 where it is not."""
        return max(0.0, log(self.found / self.taken))


def competences(ballots: Mapping[Ballot, int]) -> dict[str, Competence]:
    """The figures of each annotator, from ballots and how often each was cast; none where there are none."""
    truth = {ballot: _first(ballot) for ballot in ballots}
    figures: dict[str, Competence] = {}
    for _ in range(_ROUNDS if ballots else 0):
        figures = _figures(ballots, truth)
        anew = _truth(ballots, truth, figures)
        moved = max(abs(anew[ballot] - truth[ballot]) for ballot in ballots)
        truth = anew
        if moved < _STILL:
            break
    return figures


def _first(ballot: Ballot) -> float:
    """How likely a span is right at first: what is known, else the share of those who hold it."""
    if ballot.right is not None:
        return float(ballot.right)
    return len(ballot.held) / len(ballot.held | ballot.missing)


def _figures(ballots: Mapping[Ballot, int], truth: Mapping[Ballot, float]) -> dict[str, Competence]:
    sums: dict[str, list[float]] = {}
    for ballot, times in ballots.items():
        right, wrong = truth[ballot] * times, (1 - truth[ballot]) * times
        for holds, names in enumerate((ballot.missing, ballot.held)):
            for name in names:
                mine = sums.setdefault(name, [*_BEFORE])
                mine[0] += right * holds
                mine[1] += right
                mine[2] += wrong * holds
                mine[3] += wrong
    return {
        name: Competence(held_right / right, held_wrong / wrong)
        for name, (held_right, right, held_wrong, wrong) in sorted(sums.items())
    }


def _truth(
    ballots: Mapping[Ballot, int], truth: Mapping[Ballot, float], figures: Mapping[str, Competence]
) -> dict[Ballot, float]:
    share = (1 + sum(truth[ballot] * times for ballot, times in ballots.items())) / (2 + sum(ballots.values()))
    return {
        ballot: truth[ballot] if ballot.right is not None else _posterior(ballot, share, figures) for ballot in ballots
    }


def _posterior(ballot: Ballot, share: float, figures: Mapping[str, Competence]) -> float:
    odds = log(share / (1 - share))
    odds += sum(log(figures[name].found / figures[name].taken) for name in ballot.held)
    odds += sum(log((1 - figures[name].found) / (1 - figures[name].taken)) for name in ballot.missing)
    return 1 / (1 + exp(-odds)) if odds > -700 else 0.0
