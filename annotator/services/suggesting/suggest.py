"""`annotator suggest`: the suggesters over all articles that they have not been over yet.

Articles stream through one or several worker processes; answers are brought into the scheme's
labels and borders and written in batches. What is written is never done again, so that a run that
was killed goes on where it stood. `store_answers` is also how the app keeps what a worker says.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import islice

from annotator.domain.scheme import Scheme
from annotator.errors import ModelError
from annotator.services.suggesting.brief import brief_of
from annotator.services.suggesting.report import (
    SuggestReport,
    count_unfit,
    passed_over,
    unanswered_notice,
    unfit_notices,
)
from annotator.storage.queries.unsuggested import unsuggested, unsuggested_languages
from annotator.storage.store import NEAR, Store
from annotator.suggest.base import Answer, fit
from annotator.suggest.common.installed import default_model, how_to_get, is_foreign
from annotator.suggest.common.specs import languages_of, spec_of, wants_brief
from annotator.suggest.language_models.notes import Noted, noted
from annotator.suggest.process.client import Answered, Failed, Ready, Refused, Restarted, Worker

_IN_FLIGHT = 64
_WRITE_EVERY = 100
_PATIENCE = 0.05


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
    count = 0
    for answer in answers:
        fitted = fit(answer, text, scheme)
        store.add_suggestions(key, answer.source, fitted.spans)
        if fitted.near:
            store.add_suggestions(key, NEAR + answer.source, fitted.near)
        if answer.phrases:
            store.add_suggestions(key, NEAR + answer.source, ((*one, None) for one in answer.phrases))
        if answer.tokenizer:
            store.set_tokens(key, answer.tokenizer, answer.starts, answer.ends)
        count += len(fitted.spans)
    return count


def suggest(
    store: Store,
    specs: Sequence[str],
    *,
    jobs: int = 1,
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
    there.

    Articles in other languages than the models' are only counted, unless `foreign_too`; those in languages `without`
    suggestions are as if they were not there. `limit` is what language models may cost, all `jobs` together,
    `share` which part of that, or of what the settings say.
    Raises `ModelError` where no suggester can be opened, or a worker process dies again and again.
    """
    keys = [store.resolve(one) for one in articles]
    workers = [Worker(specs, leaves_a_core=False) for _ in range(jobs)]
    if wants_brief(specs):
        brief = brief_of(store, limit, share / jobs)
        for worker in workers:
            worker.brief = brief
    try:
        report = SuggestReport(languages=languages_of(specs))
        _open(workers, report)
        found = unsuggested_languages(store, report.sources, shard=shard, redo=redo, keys=keys)
        found = {name: count for name, count in found.items() if name not in without}
        report.foreign = {name: count for name, count in found.items() if is_foreign(name, report.languages)}
        but = (*without, *(() if foreign_too else report.foreign))
        total = sum(count for name, count in found.items() if name not in but)
        every = unsuggested_languages(store, report.sources, shard=shard, redo=True, keys=keys)
        report.known = sum(every[name] - found.get(name, 0) for name in every if name not in without)
        wanted = unsuggested(store, report.sources, shard=shard, redo=redo, but=but, keys=keys)
        _Run(store, workers, report, total, progress).run(wanted)
        report.problems += unfit_notices(report.unfit) + unanswered_notice(report.unanswered)
    finally:
        for worker in workers:
            worker.close()
    return report


def _open(workers: Sequence[Worker], report: SuggestReport) -> None:
    for worker in workers:
        worker.start()
    for worker in workers:
        while not isinstance(reply := worker.get(), Ready):
            if isinstance(reply, Failed):
                report.problems += [reply.sentence] * (reply.sentence not in report.problems)
                if reply.final:
                    break
        report.sources = worker.sources
    if not report.sources:
        raise ModelError(" ".join(report.problems) or how_to_get())
    for source, number in Counter(report.sources).items():
        if number > 1:
            raise ModelError(f"{number} of these are called {source}, and one would replace the other: rename a file.")


class _Run:
    """One run: articles in flight, answers waiting to be written."""

    def __init__(
        self,
        store: Store,
        workers: Sequence[Worker],
        report: SuggestReport,
        total: int,
        progress: SuggestProgress | None,
    ) -> None:
        self._store, self._workers, self._report = store, workers, report
        self._total, self._progress = total, progress
        self._texts: list[dict[str, str]] = [{} for _ in workers]
        self._answered: list[tuple[str, str, Sequence[Answer]]] = []
        self._began = time.monotonic()

    def run(self, articles: Iterator[tuple[str, str]]) -> None:
        """Take articles until there are no more and all are written."""
        try:
            while self._fill(articles):
                self._collect()
                if len(self._answered) >= _WRITE_EVERY:
                    self._write()
        finally:
            self._write()

    def _fill(self, articles: Iterator[tuple[str, str]]) -> bool:
        for worker, texts in zip(self._workers, self._texts, strict=True):
            for key, text in islice(articles, _IN_FLIGHT - len(texts)):
                texts[key] = text
                worker.ask(key, text)
        return any(self._texts)

    def _collect(self) -> None:
        for worker, texts in zip(self._workers, self._texts, strict=True):
            patience = _PATIENCE if texts else 0.0
            while texts and (reply := worker.get(patience)):
                patience = 0.0
                match reply:
                    case Answered(key, answers):
                        self._answered.append((key, texts.pop(key), answers))
                    case Refused(key, sentence):
                        del texts[key]
                        self._report.problems.append(sentence)
                    case Failed(sentence, final=True):
                        raise ModelError(sentence)
                    case Failed(sentence, source=source, used=used):
                        self._report.problems += [sentence] * (sentence not in self._report.problems)
                        self._note([Answer(source, used=used)])
                    case Restarted() | Ready():
                        pass

    def _note(self, answers: Sequence[Answer]) -> None:
        for source, notes in noted(answers).items():
            self._report.notes.setdefault(source, Noted()).take(notes)

    def _write(self) -> None:
        report = self._report
        with self._store.write():
            scheme = self._store.scheme()
            for key, text, answers in self._answered:
                report.suggestions += store_answers(self._store, key, text, scheme, answers)
                report.articles += bool(answers)
                report.unanswered += len(answers) < len(report.sources)
                self._note(answers)
                report.words += max((len(answer.starts) for answer in answers), default=0)
                report.unknown += passed_over(answers, scheme)
                report.unfit += count_unfit(answers)
                report.phrases += sum(len(answer.phrases) for answer in answers)
        self._answered.clear()
        report.seconds = time.monotonic() - self._began
        if self._progress:
            self._progress(report, self._total)
