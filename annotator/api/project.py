"""A project as programs have it in hand: documents out of it, articles and layers into it, questions to it.

Nothing here leaves a transaction open between two calls, or between two documents of a loop.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from itertools import groupby
from pathlib import Path
from threading import get_ident
from typing import TYPE_CHECKING, Any, Literal, Self, get_args

from annotator.api import warn
from annotator.api.document import Document
from annotator.api.sources import Item, Place, flat, is_place, join
from annotator.api.tagging import Tagging
from annotator.domain.article import Article
from annotator.domain.scheme import Scheme
from annotator.errors import ProjectError
from annotator.formats.base import Offsets, ReadOptions
from annotator.formats.common.span_reader import check_label
from annotator.services.exporting.export import ExportOptions, ExportReport, export
from annotator.services.exporting.write import format_of
from annotator.services.importing.add import AddOptions, AddReport, add, add_reads
from annotator.services.importing.documents import reads
from annotator.services.lookup import check_choice, check_layer
from annotator.services.project.articles import listed
from annotator.services.reporting.agreement import agree
from annotator.services.reporting.by_period import agree_by
from annotator.services.reporting.comparison import TokensOf
from annotator.services.reporting.drift import drift
from annotator.services.reporting.periods import By
from annotator.services.reporting.statistics import statistics
from annotator.services.split import Ratio
from annotator.storage.connection import sentences
from annotator.storage.queries.documents import Wanted, documents_at_rest, layer_names
from annotator.storage.read_only import Values, database, rows
from annotator.storage.store import Store
from annotator.suggest.common.language_codes import checked_code

if TYPE_CHECKING:
    from annotator.storage.read_only import Database

Status = Literal["finished", "any"]


class Project(Tagging):
    """An open project: made by `annotator.open` or `annotator.create`; use it in a `with`, or `close` it.

    It belongs to the thread that opened it. Every decision is kept: nothing here changes or deletes one. Every method
    raises `ProjectError` (`NotAProject`, `ProjectBusy`) where the file cannot be used, or was closed.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._file = store.path.absolute()
        self._closed = False
        self._thread = get_ident()

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self._store.path

    @property
    def scheme(self) -> Scheme:
        """The labels, in order, and the rules for spans."""
        with self._at_work() as store:
            return store.scheme()

    @property
    def layers(self) -> list[str]:
        """The names of all layers: of annotators, and `gold` where something was reviewed."""
        with self._at_work() as store:
            return layer_names(store)

    def article(self, key: str) -> Article:
        """The article whose key is, or begins with, `key`. Raises `NoProject` where none or several do."""
        with self._at_work() as store:
            return store.article(store.resolve(key))

    def articles(self, *, archived: bool = False) -> Iterator[Article]:
        """The articles in the order in which they were added, one at a time; those put away instead, if `archived`."""
        with self._at_work() as store:
            keys = [one.key for one in listed(store, archived=archived)]
        return self._articles(keys)

    def _articles(self, keys: Iterable[str]) -> Iterator[Article]:
        for key in keys:
            with self._at_work() as store:
                article = store.article(key)
            yield article

    def documents(
        self, layer: str = "all", *, status: Status = "finished", rejected: bool = False
    ) -> Iterator[Document]:
        """The articles with what a layer holds true of them, one at a time, in the order in which they were added.

        `layer` is an annotator, `gold`, or `all`: then an article comes once for each of its layers. With the status
        `finished` come those that are finished, skipped or approved; with `any` also what is open, and of a named
        layer even what was never opened. Refused suggestions come along where `rejected`. Each document is as the
        project stands when its turn comes; the loop may stop at any time, or add to the project meanwhile.

        Raises `WrongUsage` where there is no such layer (`gold` may be empty) or status.
        """
        check_choice("status", status, get_args(Status))
        with self._at_work() as store:
            if layer != "all":
                check_layer(store, layer)
        return self._documents(Wanted(layer, done=status == "finished", rejected=rejected))

    def _documents(self, wanted: Wanted) -> Iterator[Document]:
        found = documents_at_rest(self._store, wanted)
        while True:
            with self._at_work():
                document = next(found, None)
            if document is None:
                return
            yield Document.like(document)

    def add(
        self,
        *sources: Place | Item | Iterable[Place | Item],
        layer: str = "",
        renames: Mapping[str, str] | None = None,
        unfinished: bool = False,
        known_labels: bool = False,
        language: str = "",
        format: str = "",  # noqa: A002 - the word of the command line
        offsets: Offsets = "auto",
        settings: Mapping[str, str] | None = None,
        lines: bool = False,
    ) -> AddReport:
        """Bring in articles with their layers and suggestions; what is there already stays, and nothing is doubled.

        A source is a file, folder, glob or address (str or path), an `Article`, a `Document`, a dictionary as a line of
        a JSONL file has it (`{"text": ..., "spans": [...]}`), or any number of them. Spans whose annotator is
        not named become suggestions, unless `layer` says whose they are; `renames` maps annotators to names here.
        Layers count as finished, unless they say otherwise or `unfinished`. A new label joins the scheme;
        where `known_labels`, its article is refused. `language`, `format`, `offsets`, `settings` and `lines` are as
        in `annotator.read`; an `Article` is in the language it names, English by default, unless that is "".

        Gives a report: `added`, `known`, `suggestions`, `layers`, `labels`, `languages`, `notices`, and `refused`, the
        `InputError` of each thing that was not taken (of things at hand, `line` is their number, from 1); a
        `UserWarning` says how many. Raises `WrongUsage` for what is no source or language, `NoSuchPlugin` for a format
        that is not there.
        """
        check_choice("offsets", offsets, get_args(Offsets))
        language = checked_code(language)
        if layer:
            check_label(layer, "A layer")
        options = AddOptions(
            layer, renames or {}, unfinished, known_labels, language, format, offsets, settings or {}, lines=lines
        )
        report = AddReport()
        with self._at_work() as store:
            for places, group in groupby(flat(sources), is_place):
                if places:
                    join(report, add(store, list(map(str, group)), options))
                else:
                    join(report, add_reads(store, reads(group, ReadOptions(language, offsets)), options))
        warn.of_adding(report)
        return report

    def export(
        self,
        path: Place | None = None,
        *,
        format: str = "",  # noqa: A002 - likewise
        layer: str = "all",
        status: Status = "finished",
        split: str = "",
        seed: int = 0,
        stratify: str = "",
        rejected: bool = False,
        settings: Mapping[str, str] | None = None,
        at: str = "",
    ) -> ExportReport:
        """Write documents as `annotator.write` does, at once and as they are at one moment; see there, and `documents`.

        Without a path the file is a JSONL in `exports/`, unless a format is named. `split` (`"80/10/10"` or
        `"80/20"`) divides the articles into train, dev and test, by their keys and `seed`: near duplicates go to
        one side, and no article ever changes sides; each side has its share of each `label`, or of each value of a
        field (`"meta.genre"`), if `stratify` names that. `at` is a tag (`annotator tag`), as of which is written.
        Raises `WrongUsage` where there is no such tag or field. Where there is nothing to write, the report names no
        file.
        """
        check_choice("status", status, get_args(Status))
        out = None if path is None else Path(path)
        options = ExportOptions(
            format or (format_of(out) if out and not split else "jsonl"),
            out,
            layer,
            status=status,
            split=Ratio.parse(split) if split else None,
            seed=seed,
            stratify=stratify,
            rejected=rejected,
            settings=settings or {},
            at=at,
        )
        with self._at_work() as store:
            report = export(store, options)
        warn.of_writing(report)
        return report

    def stats(self) -> dict[str, Any]:
        """How the project stands, as `annotator stats --json` has it: by layer, by label, by source of suggestions."""
        with self._at_work() as store:
            return statistics(store).as_json()

    def agreement(
        self,
        *names: str,
        tokens: TokensOf = "stored",
        measures: Sequence[str] = (),
        seed: int = 1,
        first: bool = False,
        at: str = "",
        by: By | None = None,
    ) -> dict[str, Any]:
        """How far annotators agree on what they have finished, unrounded, as `annotator agree --json` gives it.

        `pairs` has the F1 of spans (`f1_exact`, `f1_partial`, `f1_unlabelled`) and the kappa of tokens of each two,
        `alpha_token` and `alpha_unitizing` are Krippendorff's alpha of all, `by_label` and `by_article` say where. A
        figure that has no value is None, and `undefined` says why. `tokens` are those `stored`, or `whitespace`.
        `measures` are the names of some, without which every measure that is installed is in it. `seed` is that of the
        intervals. With `first`, layers are compared as they were first finished, before any return; with `at`, as they
        were at that tag. `by` "week", "month" or "round" gives such a report for each, under `periods`. Without
        names all annotators are compared, and each with the gold.

        Raises `WrongUsage` for a name or tag that is not there, and for `at` beside `first` or `by`; `AnnotatorError`
        where fewer than two have finished anything.
        """
        check_choice("tokens", tokens, get_args(TokensOf))
        with self._at_work() as store:
            if by is None:
                return agree(store, names, tokens=tokens, measures=measures, seed=seed, first=first, at=at)
            check_choice("by", by, get_args(By))
            return agree_by(store, names, by=by, tokens=tokens, measures=measures, seed=seed, first=first, at=at)

    def drift(self, *names: str, by: By = "week") -> dict[str, Any]:
        """How these annotators, or all, change over time, by name: exact F1 with gold and with the others, by period.

        The same as `annotator agree --drift --json`. Raises `WrongUsage` for a name that is not there, `AnnotatorError`
        for somebody who has finished nothing.
        """
        check_choice("by", by, get_args(By))
        with self._at_work() as store:
            return {name: one.as_json() for name, one in drift(store, names, by=by).items()}

    def sql(self, query: str, values: Values = ()) -> list[dict[str, Any]]:
        """All rows of a query by the names of its columns; it may read the project, not change it.

        `values` are a sequence for `?` or a mapping for `:name`. The tables and views are in README; begin with the
        views `all_spans`, `gold_spans`, `decision_log`, `progress`. Raises `WrongUsage` with what SQLite says.
        """
        with self._at_work():
            return rows(self._database, query, values)

    @property
    def database(self) -> Database:
        """The project as a `sqlite_utils.Database` that cannot change it; closed together with the project."""
        with self._at_work():
            return self._database

    @cached_property
    def _database(self) -> Database:
        return database(self._file)

    def close(self) -> None:
        """Close the file; nothing is lost without it."""
        self._closed = True
        if "_database" in vars(self):
            self._database.close()
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Project {str(self.path)!r}{' (closed)' * self._closed}>"

    @contextmanager
    def _at_work(self) -> Iterator[Store]:
        """The store, while what SQLite says of the file becomes a sentence."""
        if self._closed:
            raise ProjectError(f"{self.path} was closed: `annotator.open` opens it again.")
        if self._thread != get_ident():
            raise ProjectError(f"{self.path} was opened in another thread: each opens the project for itself.")
        with sentences(self.path):
            yield self._store
