"""Training in the middle of a simulation: the real `train` on what the perfect annotator has finished so far.

Each training begins with the first pipeline again and sees all finished articles, so that nothing that
is held back was ever learned from. What it made suggests for all articles still to come in its language, beside the
suggesters that are no pipeline; where it is better at nothing, what suggests stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.domain.article import Article
from annotator.errors import ModelError
from annotator.services.simulating.with_memory import corrections
from annotator.services.suggesting.ask_models import Answers, ask_all
from annotator.services.suggesting.train import FEWEST, train
from annotator.storage.store import Store
from annotator.suggest.common.installed import is_foreign
from annotator.suggest.common.specs import languages_of, pipeline_of, spec_of


@dataclass(frozen=True, slots=True)
class Retraining:
    """Training after every `every` articles, in place of the pipeline `base` among the suggesters `specs`."""

    every: int
    base: str
    specs: Sequence[str]

    @classmethod
    def of(cls, every: int, specs: Sequence[str]) -> Retraining:
        """The training of the first pipeline among `specs`. Raises `ModelError` where there is none."""
        base = next(filter(pipeline_of, specs), None)
        if base is None:
            raise ModelError("Training begins with a spaCy pipeline, and none is among the suggesters.")
        return cls(every, base, specs)

    def answers(self, store: Store, annotator: str, done: int, rest: Sequence[Article]) -> Answers:
        """What is suggested from now on, after `done` articles; nothing where there was no training."""
        if not is_due(self.every, done):
            return {}
        folder = store.path.with_suffix(f".{done}")
        report = train(store, folder, layer=annotator, model=pipeline_of(self.base), corrections=corrections)
        if report.folder is None:
            return {}
        trained, spoken = spec_of(str(report.folder)), languages_of([self.base])
        own = [article for article in rest if not is_foreign(article.language, spoken)]
        return ask_all(own, [trained if spec == self.base else spec for spec in self.specs])


def is_due(every: int, done: int) -> bool:
    """Whether a model is trained after `done` articles: after every `every`, once there are enough to learn from."""
    return done >= FEWEST and done % every == 0
