"""`annotator suggest`: the suggesters over all articles that they have not been over yet.

Articles stream through the processes of an engine, whose answers are in the scheme's labels and borders, and are
written here in batches. What is written is never done again, so that a run that was killed goes on where it stood.
`store_answers` is how the app keeps what a worker says.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence

from annotator import plugins
from annotator.domain.scheme import Scheme
from annotator.engines.base import Done, Engine, Event, Job, Lost
from annotator.errors import ModelError
from annotator.services.suggesting.brief import brief_of
from annotator.services.suggesting.report import (
    SuggestReport,
    count_unfit,
    unanswered_notice,
    unfit_notices,
)
from annotator.storage.queries.unsuggested import unsuggested, unsuggested_languages
from annotator.storage.store import NEAR, Store
from annotator.suggest.base import Answer, fit
from annotator.suggest.common.installed import default_model, how_to_get, is_foreign
from annotator.suggest.common.specs import languages_of, spec_of, wants_brief
from annotator.suggest.language_models.notes import Noted, noted
from annotator.suggest.process.client import Failed

_WRITE_EVERY, _WRITE_ROWS = 1_000, 10_000
_WRITE_AFTER = 2.0
"""Answers are written when there are so many, with so many suggestions, or so many seconds after the last time."""
LABELS_CHANGED = "The labels were changed meanwhile: for what new ones stand for, these articles are read by `--redo`."

SuggestProgress = Callable[[SuggestReport, int], None]
"""Called now and then with what is done so far, and how many articles there are in all."""


def specs_of(models: Sequence[str] = (), patterns: Sequence[str] = (), *, language: str = "en") -> list[str]:
    """What a `Worker` opens: the models named (the default one where none is and no patterns are), and pattern files.

    A model is an installed pipeline, the folder of one, a folder that `annotator train` made, or `NAME:WHAT` for
    any suggester there is: `zeroshot:FOLDER?LABEL,LABEL` for a model that looks for labels it is told.

    Raises `ModelError` with one line that says how to get a model, where there is none.
    """
    if not models and not patterns:
        found = default_model(language)
        if found is None:
            raise ModelError(how_to_get(language))
        models = [found]
    return [spec_of(model) for model in models] + [f"patterns:{path}" for path in patterns]


def store_answers(store: Store, key: str, text: str, scheme: Scheme, answers: Sequence[Answer]) -> int:
    """Keep what suggesters say of an article, inside a `write()`; gives the number of suggestions."""
    return _store_fitting(store, key, [fit(answer, text, scheme) for answer in answers])


def _store_fitting(store: Store, key: str, answers: Sequence[Answer]) -> int:
    for answer in answers:
        store.add_suggestions(key, answer.source, answer.spans)
        if answer.near:
            store.add_suggestions(key, NEAR + answer.source, answer.near)
        if answer.phrases:
            store.add_suggestions(key, NEAR + answer.source, ((*one, None) for one in answer.phrases))
        if answer.tokenizer:
            store.set_tokens(key, answer.tokenizer, answer.starts, answer.ends)
    return sum(len(answer.spans) for answer in answers)


def suggest(
    store: Store,
    specs: Sequence[str],
    *,
    engine: str = "local",
    cluster: str = "",
    jobs: int | None = None,
    shard: tuple[int, int] = (1, 1),
    redo: bool = False,
    foreign_too: bool = False,
    articles: Sequence[str] = (),
    without: Collection[str] = (),
    limit: float | None = None,
    share: float = 1.0,
    progress: SuggestProgress | None = None,
) -> SuggestReport:
    """Run suggesters over what they have not been over yet (over everything, if `redo`).

    Where articles are named by unique beginnings of their keys, only over those. Raises `NoProject` for one that is not
    there. They run in so many `jobs` of an `engine`, on a `cluster` where it takes one (`engines/base.py`).

    Articles in other languages than the models' are only counted, unless `foreign_too`; those in languages `without`
    suggestions are as if they were not there. `limit` is what language models may cost, all `jobs` together,
    `share` which part of that, or of what the settings say.
    Raises `ModelError` where no suggester can be opened, or the engine cannot start.
    """
    keys = [store.resolve(one) for one in articles]
    brief = brief_of(store, limit, share / (jobs or 1)) if wants_brief(specs) else None
    scheme = store.scheme()
    opened: Engine = plugins.load("engines", engine).open(Job(tuple(specs), scheme, jobs, cluster, brief))
    try:
        report = SuggestReport(languages=languages_of(specs), engine=engine)
        report.problems += opened.problems
        report.sources = _distinct(opened)
        found = unsuggested_languages(store, report.sources, shard=shard, redo=redo, keys=keys)
        found = {name: count for name, count in found.items() if name not in without}
        report.foreign = {name: count for name, count in found.items() if is_foreign(name, report.languages)}
        but = (*without, *(() if foreign_too else report.foreign))
        total = sum(count for name, count in found.items() if name not in but)
        every = unsuggested_languages(store, report.sources, shard=shard, redo=True, keys=keys)
        report.known = sum(every[name] - found.get(name, 0) for name in every if name not in without)
        wanted = unsuggested(store, report.sources, shard=shard, redo=redo, but=but, keys=keys)
        _Run(store, opened, scheme, report, total=total, progress=progress).run(wanted)
        report.problems += unfit_notices(report.unfit) + unanswered_notice(report.unanswered)
    finally:
        opened.close()
    return report


def _distinct(engine: Engine) -> tuple[str, ...]:
    """The sources that were opened. Raises `ModelError` where there is none, or two have one name."""
    if not engine.sources:
        raise ModelError(" ".join(engine.problems) or how_to_get())
    for source, number in Counter(engine.sources).items():
        if number > 1:
            raise ModelError(f"{number} of these are called {source}, and one would replace the other: rename a file.")
    return tuple(engine.sources)


class _Run:
    """One run: answers that wait to be written, and the report."""

    def __init__(
        self,
        store: Store,
        engine: Engine,
        scheme: Scheme,
        report: SuggestReport,
        *,
        total: int,
        progress: SuggestProgress | None,
    ) -> None:
        self._store, self._engine, self._scheme, self._report = store, engine, scheme, report
        self._total, self._progress = total, progress
        self._done: list[Done] = []
        self._rows = 0
        self._began = self._written = time.monotonic()

    def run(self, articles: Iterator[tuple[str, str]]) -> None:
        """Take articles until there are no more and all are written, or the engine gives up."""
        try:
            for events in self._engine.answers(articles):
                for event in events:
                    self._take(event)
                    if len(self._done) >= _WRITE_EVERY or self._rows >= _WRITE_ROWS:
                        self._write()
                if self._done and time.monotonic() - self._written > _WRITE_AFTER:
                    self._write()
        finally:
            self._write()

    def _take(self, event: Event) -> None:
        report = self._report
        match event:
            case Done():
                self._done.append(event)
                self._rows += sum(len(answer.spans) + len(answer.near) for answer in event.answers)
            case Lost(key, sentence):
                report.lost.append({"article": key, "reason": sentence})
                report.problems.append(sentence)
            case Failed(sentence, source=source, used=used):
                report.problems += [sentence] * (sentence not in report.problems)
                self._note([Answer(source, used=used)])

    def _note(self, answers: Sequence[Answer]) -> None:
        for source, notes in noted(answers).items():
            self._report.notes.setdefault(source, Noted()).take(notes)

    def _write(self) -> None:
        report, done = self._report, self._done
        self._done, self._rows = [], 0
        with self._store.write():
            scheme = self._store.scheme()
            changed = scheme != self._scheme
            if changed and _meanings(scheme) != _meanings(self._scheme) and LABELS_CHANGED not in report.problems:
                report.problems.append(LABELS_CHANGED)
            for key, answers in done:
                if changed:
                    text = self._store.article(key).text
                    report.suggestions += store_answers(self._store, key, text, scheme, answers)
                else:
                    report.suggestions += _store_fitting(self._store, key, answers)
        for _, answers in done:
            self._count(answers)
        report.workers = max(report.workers, self._engine.workers)
        self._written = time.monotonic()
        report.seconds = self._written - self._began
        if self._progress:
            self._progress(report, self._total)

    def _count(self, answers: Sequence[Answer]) -> None:
        report = self._report
        report.articles += bool(answers)
        report.unanswered += len(answers) < len(report.sources)
        self._note(answers)
        report.words += max((len(answer.starts) for answer in answers), default=0)
        report.unfit += count_unfit(answers)
        for answer in answers:
            report.unknown.update(answer.unknown)
            report.phrases += len(answer.phrases)


def _meanings(scheme: Scheme) -> set[tuple[str, ...]]:
    """What decides which label of a model is which of the scheme."""
    return {(label.name, *label.from_) for label in scheme.active()}
