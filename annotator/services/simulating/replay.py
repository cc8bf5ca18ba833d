"""One run of a simulation: a perfect annotator goes through articles in a throw-away project."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from annotator.domain.article import Article
from annotator.domain.decisions import Added, Event, Rejected, decide, new_id, time_of
from annotator.domain.history.events import Note
from annotator.domain.layer import Layer, step_all
from annotator.domain.scheme import Scheme
from annotator.domain.span import Span
from annotator.errors import DecisionError
from annotator.services.annotating.learning import Learner
from annotator.services.annotating.session import AnnotationSession
from annotator.services.simulating.perfect_annotator import PerfectAnnotator
from annotator.services.simulating.tally import Tally
from annotator.services.suggesting.ask_models import Answers
from annotator.services.suggesting.self_folding import SelfFolding
from annotator.services.suggesting.suggest import store_answers
from annotator.storage.connection import never_wait
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.store import Store
from annotator.suggest.memory.features import Features

Gold = Sequence[tuple[Article, Sequence[Span]]]
Known = tuple[Article, Sequence[Span], Sequence[Span]]
"""An article that was done before, with what is held there and what was refused."""
Later = Callable[[Store, str, int, Sequence[Article]], Answers]
"""What is suggested anew, of the articles still to come, once an annotator has done so many."""
_NAME = "perfect"


class Stack(NamedTuple):
    """Whether borders are trimmed, the powers of the memory, if it is there, and whether labels fold themselves.

    Where `sure_first`, `y` is the first key in each article.
    """

    trims: bool
    features: Features | None = None
    sure_first: bool = False
    folds: bool = False


@dataclass(frozen=True, slots=True)
class Replay:
    """One run in one order, in a project of its own."""

    path: Path
    scheme: Scheme
    answers: Answers
    stack: Stack
    tally: Tally
    bulk: bool
    later: Later | None = None
    known: Sequence[Known] = ()

    def run(self, gold: Gold) -> Iterator[Article]:
        """Go through all articles in this order; gives each that is done."""
        answers = self.answers
        with Store.create(self.path) as store:
            never_wait(store.conn)
            save_scheme(store, self.scheme, note=Note(begins=True))
            for one in self.known:
                _know(store, *one)
            with store.write():
                for article, _ in gold:
                    store.add_article(article, time_of(new_id()))
            learner = Learner(store, _NAME, self.stack.features) if self.stack.features else None
            folding = SelfFolding(store) if self.stack.folds else None
            for done, (article, spans) in enumerate(gold):
                if self.later:
                    answers = answers | self.later(store, _NAME, done, [one for one, _ in gold[done:]])
                with store.write():
                    store_answers(store, article.key, article.text, self.scheme, answers[article.key])
                session = AnnotationSession(store, article.key, _NAME)
                session.load()
                session.resume()
                options = {"bulk": self.bulk, "sure_first": self.stack.sure_first}
                PerfectAnnotator(session, learner, spans, self.tally, folding=folding, **options).work()
                yield article


def _know(store: Store, article: Article, held: Sequence[Span], refused: Sequence[Span]) -> None:
    """Let an article be done already; one whose spans may not stand beside each other in the scheme is only there."""
    events: list[Event] = [*map(Added, held), *(Rejected(span, "") for span in refused)]
    decisions, layer = decide(events, layer=_NAME, by=_NAME), Layer(len(article.text))
    with store.write():
        store.add_article(article, time_of(new_id()))
        with suppress(DecisionError):
            step_all(layer, decisions, store.scheme().allows)
            store.append(article.key, article.text, decisions, layer)
