"""What a run of language models would ask and cost, and whether they may have the texts of a project at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from annotator.config import load
from annotator.errors import ModelError, WrongUsage
from annotator.plural import counted
from annotator.services.suggesting.brief import brief_of, mark_of
from annotator.storage.queries.unsuggested import unsuggested
from annotator.storage.store import Store
from annotator.suggest.language_models import consent
from annotator.suggest.language_models.terms import Terms, terms_of, usage
from annotator.suggest.llm import Asking, not_allowed

_KIND = "llm"


@dataclass(slots=True)
class Estimate:
    """What asking a language model about so many articles would use, about."""

    terms: Terms
    articles: int = 0
    used: Counter[str] = field(default_factory=Counter)

    def counting(self, texts: Iterable[str]) -> Iterator[str]:
        """The texts, each counted as an article."""
        for text in texts:
            self.articles += 1
            yield text

    @property
    def sentence(self) -> str:
        """It in words, without an end."""
        return f"{counted(self.articles, 'article')}, {usage(self.used, self.terms)}"

    def taken(self, used: Mapping[str, int]) -> str:
        """What it took in the end, in words, without an end."""
        return usage(used, self.terms)

    def as_json(self) -> dict[str, Any]:
        """It as a JSON object; `cost` is null where the prices are not known."""
        return {"articles": self.articles, **self.used, "cost": self.terms.cost(self.used)}


class Spent:
    """What language models took, of somebody who asks them one article after the other."""

    def __init__(self) -> None:
        self._used: dict[str, Counter[str]] = {}

    def take(self, source: str, used: Mapping[str, int]) -> None:
        """Count what a source used."""
        self._used.setdefault(source, Counter()).update(used)

    @property
    def sentence(self) -> str:
        """It in words."""
        table = load().llm
        told = (f"{name} {usage(used, terms_of(table, name.partition(':')[2]))}" for name, used in self._used.items())
        return f"Since the app was opened: {'; '.join(told)}."


def estimates(
    store: Store,
    specs: Sequence[str],
    *,
    shard: tuple[int, int] = (1, 1),
    redo: bool = False,
    articles: Sequence[str] = (),
    limit: float | None = None,
) -> dict[str, Estimate]:
    """By source, what language models among these suggesters would be asked; nothing is sent or written.

    Raises `ModelError` where one cannot be opened, or its cost is limited and its prices are not known.
    """
    keys = [store.resolve(one) for one in articles]
    found = {}
    for spec in _asked(specs):
        model = Asking.opened(spec)
        model.brief(brief_of(store, limit))
        about = found[model.name] = Estimate(model.terms)
        about.used = model.estimate(
            about.counting(text for _, text in unsuggested(store, [model.name], shard=shard, redo=redo, keys=keys))
        )
    return found


def check_consent(store: Store, specs: Sequence[str]) -> None:
    """Raise `ModelError` where texts of the project may not go to one of the language models among these."""
    for spec in _asked(specs):
        if not may_send(store, [f"{_KIND}:{spec}"]):
            raise ModelError(not_allowed(spec))


def may_send(store: Store, specs: Sequence[str]) -> bool:
    """Whether texts of the project may go to all language models among these suggesters."""
    return all(consent.may_send(mark_of(store), f"{_KIND}:{spec}") for spec in _asked(specs))


def allowed(store: Store) -> list[str]:
    """The language models that texts of the project may go to, wherever that was allowed."""
    return consent.allowed(mark_of(store))


def set_consent(store: Store, specs: Sequence[str], *, send: bool) -> list[str]:
    """Allow the language models among these the texts of the project, or take that back; gives what is to be told.

    Raises `WrongUsage` where there is none among them, `ConfigError` where it cannot be kept.
    """
    if not (names := [f"{_KIND}:{spec}" for spec in _asked(specs)]):
        raise WrongUsage("Say which language model: `--model llm:NAME`; other models send nothing.")
    mark = mark_of(store)
    said = []
    for name in names:
        if send:
            consent.allow(mark, name)
            said.append(
                f"From now on texts of {store.path} may go to {name}; `--no-send` (in the app: ctrl+p) takes it back."
            )
        else:
            again = " any more" if consent.withdraw(mark, name) else ", as before"
            said.append(f"Texts of {store.path} do not go to {name}{again}.")
    return said


def _asked(specs: Sequence[str]) -> list[str]:
    """The language models among suggesters, as `llm` knows them."""
    named = (spec.partition(":") for spec in specs)
    return [model for suggester, _, model in named if suggester == _KIND]
