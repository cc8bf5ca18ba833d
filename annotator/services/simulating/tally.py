"""Counting what a perfect annotator had to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from annotator.domain.span import Span

Operation = Literal["accept", "reject", "relabel", "boundary", "both", "add"]
OPERATIONS: tuple[Operation, ...] = ("accept", "reject", "relabel", "boundary", "both", "add")
_WORK: dict[Operation, int] = {"accept": 0, "reject": 1, "relabel": 1, "boundary": 1, "both": 2, "add": 1}


@dataclass(slots=True)
class Tally:
    """Operations by label (of the gold span; of the suggestion, where it was rejected) and keys pressed.

    `bulk_keys` and `bulk_gold` are those of the runs in which confirmed strings accept themselves.
    """

    gold: Counter[str] = field(default_factory=Counter)
    done: Counter[tuple[str, Operation]] = field(default_factory=Counter)
    keys: int = 0
    bulk_keys: int = 0
    bulk_gold: int = 0

    def start(self, gold: Iterable[Span], *, bulk: bool) -> None:
        """Begin with an article."""
        labels = Counter(span.label for span in gold)
        if bulk:
            self.bulk_gold += labels.total()
        else:
            self.gold.update(labels)

    def count(self, operation: Operation, label: str, keys: int, *, bulk: bool) -> None:
        """One operation that took so many keys."""
        self.press(keys, bulk=bulk)
        if not bulk:
            self.done[label, operation] += 1

    def press(self, keys: int, *, bulk: bool) -> None:
        """So many keys that are no operation on a span of their own."""
        if bulk:
            self.bulk_keys += keys
        else:
            self.keys += keys

    def work(self) -> Counter[str]:
        """The corrections so far, by label."""
        found = Counter[str]()
        for (label, operation), count in self.done.items():
            found[label] += _WORK[operation] * count
        return found

    def figures(self) -> dict[str, Any]:
        """The figures of a run, as `simulate --json` gives them."""
        counts = {operation: self._of(operation) for operation in OPERATIONS}
        gold = self.gold.total()
        keys = self.keys / gold if gold else 0.0
        return {
            "gold": gold,
            **{str(word): n for word, n in counts.items()},
            "work_per_gold": _work(counts, gold),
            "keys_per_gold": keys,
            "keys_per_gold_bulk": self.bulk_keys / self.bulk_gold if self.bulk_gold else keys,
            **_quality(counts, gold),
            "by_label": {label: self._label(label) for label in sorted({*self.gold, *(name for name, _ in self.done)})},
        }

    def _of(self, operation: Operation, label: str | None = None) -> int:
        return sum(n for (name, done), n in self.done.items() if done == operation and label in (None, name))

    def _label(self, label: str) -> dict[str, Any]:
        counts = {operation: self._of(operation, label) for operation in OPERATIONS}
        gold = self.gold[label]
        return {
            "gold": gold,
            **{str(word): n for word, n in counts.items()},
            "work_per_gold": _work(counts, gold),
            **_quality(counts, gold),
        }


def _work(counts: dict[Operation, int], gold: int) -> float:
    return sum(_WORK[operation] * count for operation, count in counts.items()) / gold if gold else 0.0


def _quality(counts: dict[Operation, int], gold: int) -> dict[str, float]:
    """Precision, recall and F1 of the suggestions as they were proposed: right are those that were accepted."""
    right = counts["accept"]
    proposed = sum(counts.values()) - counts["add"]
    precision = right / proposed if proposed else 0.0
    recall = right / gold if gold else 0.0
    both = precision + recall
    return {"precision": precision, "recall": recall, "f1": 2 * precision * recall / both if both else 0.0}
