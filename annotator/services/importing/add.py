"""`annotator add`: files in, articles with their layers and suggestions out, and a report of what happened.

An *arrival* is one article out of a file, made ready to be stored: its labels are those of the
scheme, its annotators have the names the user wants. Arrivals are stored many at a time, each
batch in one transaction that never waits for a file to be read. What was stored is known when the same
sources are added again, so that an `add` that was killed goes on where it stood.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import lru_cache
from itertools import chain
from operator import itemgetter
from pathlib import Path
from time import time_ns
from typing import BinaryIO

from annotator.domain.article import Article
from annotator.domain.decisions import time_text
from annotator.domain.document import UNNAMED, Incoming
from annotator.errors import InputError, PluginError, WrongUsage
from annotator.formats.base import Notice, Offsets, Read, ReadOptions, SetAside
from annotator.progress import ProgressCallback
from annotator.services.bulk import few_collections
from annotator.services.importing.inputs import Input, opened
from annotator.services.importing.known_article import keep_copy
from annotator.services.importing.label_mapping import Labels
from annotator.services.importing.languages import Languages
from annotator.services.importing.near import near_texts
from annotator.services.importing.read import read_one, with_address
from annotator.services.importing.report import AddReport
from annotator.services.importing.store_article import Arrival, begun, prepare, store_arrival
from annotator.services.lookup import check_read_settings, format_for
from annotator.storage.maintenance.bulk import add_articles, in_bulk, set_language
from annotator.storage.queries.counts import latest_languages
from annotator.storage.store import StaleLayer, Store

__all__ = ["AddOptions", "AddReport", "add", "add_reads"]

_BATCH = 1_500  # short articles without spans; what holds the project for some 25 ms
_SPAN, _CHARACTERS = 3, 2_000  # a span takes as long as three articles, so many characters as one
_SMALL = 1 << 20  # bytes
_AT_HAND = Input(Path(), "item", "")
_when = itemgetter(1)


@dataclass(frozen=True, slots=True)
class AddOptions:
    """What the user said: `as_name` is whose layers they are, `renames` maps annotators of the file to names here.

    `settings` are those of formats of their own. `language` is that of articles which name none; else the text tells.
    `spans` and `text` are the keys under which the records of a JSON file have them, `map` its labels by our names.
    `lines` if each line of a plain text is an article.
    """

    as_name: str = ""
    renames: Mapping[str, str] = field(default_factory=dict)
    unfinished: bool = False
    known_labels: bool = False
    language: str = ""
    format: str = ""
    offsets: Offsets = "auto"
    settings: Mapping[str, str] = field(default_factory=dict)
    spans: str = ""
    text: str = ""
    map: Mapping[str, str] = field(default_factory=dict)
    encoding: str = ""
    lines: bool = False


def add(
    store: Store,
    sources: Sequence[str],
    options: AddOptions,
    *,
    progress: ProgressCallback | None = None,
    stdin: BinaryIO | None = None,
) -> AddReport:
    """Bring articles into a project. What cannot be taken is in the report; the rest is stored.

    Raises `PluginError` for a format that is not there, `WrongUsage` for a setting that no format of the sources has
    and for lines where none is plain text, `ProjectError` where the project cannot be written.
    """
    if options.format:
        format_for("read", options.format)
    return _Adding(store, options, progress).run(sources, stdin)


def add_reads(store: Store, reads: Iterable[Read], options: AddOptions) -> AddReport:
    """Bring in what was read already, as `add` does with what it reads. Raises `ProjectError`."""
    return _Adding(store, options, None).receive(reads)


class _Adding:
    """One run of `add`."""

    def __init__(self, store: Store, options: AddOptions, progress: ProgressCallback | None) -> None:
        self._store, self._options, self._progress = store, options, progress
        self._report = AddReport()
        self._labels = Labels(store.scheme(), known_only=options.known_labels, renames=options.map)
        self._languages = Languages(options.language, lambda: latest_languages(store))
        self._report.languages, self._report.assumed_languages = self._languages.told, self._languages.assumed
        self._bare: list[tuple[Article, str]] = []
        self._batch: list[tuple[Arrival, str]] = []
        self._weight = self._characters = 0
        self._nameless = self._older = 0
        self._clock = _microseconds()
        self._done, self._total = 0, 1

    def run(self, sources: Sequence[str], stdin: BinaryIO | None) -> AddReport:
        """Read and store all sources."""
        reading = opened(sources, self._options.format, stdin, self._options.encoding)
        with reading as found, in_bulk(self._store), few_collections():
            formats = {one.format for one in found if isinstance(one, Input)}
            check_read_settings(formats, self._options.settings)
            if self._options.lines and formats and "text" not in formats:
                raise WrongUsage("`--lines` is for plain text, and none of this is; `--format text` takes it for that.")
            sizes = [one.path.stat().st_size if isinstance(one, Input) else 0 for one in found]
            done, self._total = 0, max(sum(sizes), 1)
            for one, size in zip(found, sizes, strict=True):
                match one:
                    case InputError():
                        self._report.refused.append(one)
                    case Notice(text):
                        self._report.notices.append(text)
                    case Input():
                        self._add(one, done + size)
                done += size
                self._show_progress(done, done)
            self._flush()
        return self._ended()

    def receive(self, reads: Iterable[Read]) -> AddReport:
        """Store what was read."""
        with in_bulk(self._store), few_collections():
            every, names = self._named(lambda: iter(reads), small=True)
            for read in every:
                self._receive(_AT_HAND, read, names)
                if self._weight >= _BATCH:
                    self._flush()
            self._flush()
        return self._ended()

    def _ended(self) -> AddReport:
        """The report, with what there is to say at the end."""
        self._report.labels = self._labels.added
        self._report.notices += self._labels.notices()
        self._report.near, told = near_texts(self._store) if self._report.added else ([], [])
        self._report.notices += told
        if self._older:
            self._report.notices.append(
                f"Of {_counted(self._older, 'answer')} something was passed over: a newer word of the same person is "
                "there already."
            )
        if self._nameless:
            self._report.notices.append(
                f"Article labels, comments, rejections or skips of {_counted(self._nameless, 'article')} "
                "were left out, because the file does not say whose they are: `--as NAME` takes them in."
            )
        return self._report

    def _show_progress(self, done: int, end: int) -> None:
        """Tell that all sources are read up to byte `done`, which is not beyond `end`."""
        self._done = min(done, end)
        if self._progress:
            self._progress(self._done, self._total)

    def _add(self, source: Input, end: int) -> None:
        """Take in one file, which ends at byte `end` of all."""
        said = self._options
        options = ReadOptions(
            said.language,
            said.offsets,
            said.settings,
            text_key=said.text,
            spans_key=said.spans,
            renames=said.map,
            named=bool(said.as_name),
            lines=said.lines,
        )
        try:
            small = source.path.stat().st_size <= _SMALL
            reads, names = self._named(lambda: read_one(source, options), small=small)
            for read in reads:
                self._receive(source, read, names)
                if self._weight >= _BATCH:
                    self._show_progress(self._done + self._characters, end)
                    self._flush()
        except (PluginError, InputError) as error:
            self._report.refused.append(InputError(str(error), file=source.name))
        except OSError as error:
            self._report.refused.append(InputError(f"It cannot be read: {error.strerror or error}.", file=source.name))

    def _named(self, read: Callable[[], Iterator[Read]], *, small: bool) -> tuple[Iterable[Read], Mapping[str, str]]:
        """What a file holds, and what each of its annotators is called here.

        To know whether there is one or many, a file is read to its end first; one that is not small is read twice.
        """
        name, renames = self._options.as_name, self._options.renames
        if not name:
            return read(), renames
        held = list(read()) if small else None
        names: set[str] = set()
        for one in read() if held is None else held:
            if isinstance(one, Incoming):
                names |= one.layers.keys()
                if len(names) > 1:
                    break
        known = dict.fromkeys(names, name) if len(names) < 2 else {UNNAMED: name}
        return read() if held is None else held, {**known, **renames}

    def _receive(self, source: Input, read: Read, names: Mapping[str, str]) -> None:
        match read:
            case Incoming():
                incoming = with_address(read, source) if source.address else read
                incoming = incoming._replace(article=self._languages.tell(incoming.article))
                length = len(incoming.article.text)
                self._characters += length
                self._weight += 1 + length // _CHARACTERS
                if incoming.layers or incoming.suggestions or incoming.tokens:
                    self._prepare(source, incoming, names)
                else:
                    self._bare.append((incoming.article, self._time()))
            case InputError():
                self._report.refused.append(read.at(source.name, 1))
            case SetAside():
                self._report.put_aside(read)
            case Notice():
                self._report.notices.append(f"{source.name}{f':{read.line}' if read.line else ''}: {read.text}")

    def _prepare(self, source: Input, incoming: Incoming, names: Mapping[str, str]) -> None:
        """Take an article that brings more than itself."""
        try:
            arrival = prepare(incoming, source.name, names, self._labels, unfinished=self._options.unfinished)
        except InputError as error:
            self._report.refused.append(error.at(source.name, incoming.line))
            return
        self._batch.append((arrival, self._time()))
        self._nameless += arrival.nameless
        spans = sum(map(len, arrival.layers.values())) + sum(map(len, arrival.proposals.values()))
        self._weight += _SPAN * spans

    def _flush(self) -> None:
        """Store the batch."""
        if self._bare or self._batch:
            self._put()
        self._bare, self._batch = [], []
        self._weight = self._characters = 0
        self._clock = max(self._clock, _microseconds())

    def _put(self) -> None:
        """Store the batch in one transaction."""
        self._bare = [(self._languages.assume(article), at) for article, at in self._bare]
        self._batch = [(self._in_a_language(arrival), at) for arrival, at in self._batch]
        self._labels.save(self._store)
        report, scheme, taken = self._report, self._labels.scheme, list[Article]()
        layers = [begun(self._store, arrival) if arrival.layers else {} for arrival, _ in self._batch]
        with self._store.write():
            unlayered = [(arrival.article, at) for arrival, at in self._batch if not arrival.layers]
            fresh = add_articles(self._store, sorted(self._bare + unlayered, key=_when) if unlayered else self._bare)
            found = len(fresh)
            for (arrival, at), made in zip(self._batch, layers, strict=True):
                try:
                    stored = store_arrival(self._store, arrival, made, scheme, added=at, fresh=fresh)
                except (InputError, StaleLayer) as error:
                    refusal = error if isinstance(error, InputError) else InputError(f"{error} Add the file again.")
                    report.refused.append(refusal.at(*arrival.found_at))
                    continue
                report.added += stored.added
                taken += [arrival.article] * stored.added
                report.known += not stored.added
                report.merged_ids += stored.copied
                self._older += stored.older
                report.suggestions += stored.suggestions
                for name in stored.layers:
                    report.layers[name] = report.layers.get(name, 0) + 1
            if found < len(self._bare) + len(unlayered):
                known = (article for article, _ in (*self._bare, *unlayered))
                report.merged_ids += sum(keep_copy(self._store, article) for article in known)
            report.added += len(fresh)
            report.known += len(self._bare) - len(fresh)
            if said := self._options.language:
                every = (one.article for one, _ in self._batch), (article for article, _ in self._bare)
                keys = [article.key for article in chain(*every) if article.language == said]
                report.languages_set += set_language(self._store, keys, said)
        self._languages.count([*taken, *(article for article, _ in self._bare if article.key in fresh)])

    def _in_a_language(self, arrival: Arrival) -> Arrival:
        article = self._languages.assume(arrival.article)
        return arrival if article is arrival.article else replace(arrival, article=article)

    def _time(self) -> str:
        """The time to note for an article, in UTC: each later than the one before, so that their order stays."""
        self._clock += 1
        second, part = divmod(self._clock, 1_000_000)
        return f"{_second(second)}.{part:06d}Z"


def _counted(number: int, noun: str) -> str:
    """A number with its noun in the right number."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _microseconds() -> int:
    """The time now, in microseconds since 1970."""
    return time_ns() // 1000


@lru_cache(maxsize=1)
def _second(since: int) -> str:
    """The second so many after 1970, as a time in UTC without its `Z`."""
    return time_text(datetime.fromtimestamp(since, UTC), "seconds")[:-1]
