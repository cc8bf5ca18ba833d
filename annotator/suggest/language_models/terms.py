"""What asking a language model costs, and what a run may spend: as the user's settings say, table `llm`.

Prices are for a million tokens, in whatever currency the user thinks; who names none is told tokens alone.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from annotator.errors import ModelError
from annotator.plural import counted

REQUESTS, CACHED, TOKENS_IN, TOKENS_OUT, UNCOUNTED = "requests", "cached", "tokens_in", "tokens_out", "uncounted"
"""What is counted: what was asked, what was known already, tokens, and answers whose tokens are only estimated."""
_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Terms:
    """The settings for one model; None where they say nothing. `timeout` is in seconds, for one answer."""

    price_in: float | None = None
    price_out: float | None = None
    limit: float | None = None
    at_once: int | None = None
    timeout: float = 120.0
    options: Mapping[str, Any] = field(default_factory=dict)

    def cost(self, used: Mapping[str, int]) -> float | None:
        """What tokens cost; None where the prices are not known."""
        if self.price_in is None or self.price_out is None:
            return None
        tokens_in, tokens_out = used.get(TOKENS_IN, 0), used.get(TOKENS_OUT, 0)
        return (tokens_in * self.price_in + tokens_out * self.price_out) / _MILLION


def terms_of(table: Mapping[str, Any], model: str, limit: float | None = None, share: float = 1.0) -> Terms:
    """The terms of a model: those of all, but for what its own table says; `limit` goes before both, as a `share`.

    Raises `ModelError` where what is spent is limited and nobody knows the prices.
    """
    known = {one.name for one in fields(Terms)}
    own = table.get(model)
    said = {**table, **(own if isinstance(own, Mapping) else {})}
    terms = Terms(**{name: value for name, value in said.items() if name in known})
    limit = terms.limit if limit is None else limit
    if limit is None:
        return terms
    if terms.cost({}) is None:
        raise ModelError(
            f"What llm:{model} may cost is limited, but its prices are not known: "
            "set price_in and price_out (of a million tokens) in the table [llm] of the settings."
        )
    return replace(terms, limit=limit * share)


class Budget:
    """Counts what is used, and refuses what would go beyond the limit; may be asked from several threads."""

    def __init__(self, name: str, terms: Terms) -> None:
        self._name, self._terms = name, terms
        self._used: Counter[str] = Counter()
        self._lock = threading.Lock()

    def reserve(self, tokens_in: int, tokens_out: int) -> None:
        """Count tokens that will be used. Raises `ModelError` where that would be beyond the limit."""
        wanted = Counter({TOKENS_IN: tokens_in, TOKENS_OUT: tokens_out})
        with self._lock:
            cost, limit = self._terms.cost(self._used + wanted), self._terms.limit
            if cost is not None and limit is not None and cost > limit:
                spent = self._terms.cost(self._used) or 0.0
                raise ModelError(
                    f"{self._name} has reached its limit of cost: {money(spent)} of {money(limit)} are spent, "
                    "and the next question would go beyond."
                )
            self._used += wanted

    def settle(self, reserved: tuple[int, int], used: tuple[int, int]) -> None:
        """Count what was used in the place of what was reserved."""
        with self._lock:
            for name, before, now in zip((TOKENS_IN, TOKENS_OUT), reserved, used, strict=True):
                self._used[name] += now - before


def money(amount: float) -> str:
    """An amount of money, exact enough for small ones."""
    return f"{amount:,.2f}" if amount >= 1 else f"{amount:.4f}"


def usage(used: Mapping[str, int], terms: Terms) -> str:
    """What was used, or would be, as part of a sentence."""
    cost = terms.cost(used)
    about = "about " if used.get(UNCOUNTED) else ""
    known = f" ({counted(used.get(CACHED, 0), 'more answer')} known already)" if used.get(CACHED) else ""
    price = "price unknown" if cost is None else f"{about}{money(cost)}"
    return (
        f"{counted(used.get(REQUESTS, 0), 'request')}{known}, {about}{used.get(TOKENS_IN, 0):,} tokens in and "
        f"{used.get(TOKENS_OUT, 0):,} out, {price}"
    )
