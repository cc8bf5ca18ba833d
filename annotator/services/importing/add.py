"""`annotator add`: files in, articles with their layers and suggestions out, and a report of what happened.

An *arrival* is one article out of a file, made ready to be stored: its labels are those of the
scheme, its annotators have the names the user wants. Arrivals are stored many at a time, each
batch in one transaction that never waits for a file to be read. What was stored is known when the same
sources are added again, so that an `add` that was killed goes on where it stood.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from annotator.domain.document import UNNAMED, Incoming
from annotator.errors import InputError, PluginError, WrongUsage
from annotator.formats.base import LabelLook, Notice, Offsets, Read, ReadOptions, SetAside
from annotator.plural import counted
from annotator.progress import ProgressCallback
from annotator.services.bulk import few_collections
from annotator.services.importing.batch import Batch
from annotator.services.importing.claims.names import ClaimNames
from annotator.services.importing.label_mapping import Labels
from annotator.services.importing.languages import Languages
from annotator.services.importing.near import near_texts
from annotator.services.importing.read import read_one, with_address
from annotator.services.importing.report import AddReport
from annotator.services.importing.sources.inputs import Input, opened
from annotator.services.lookup import check_read_settings, format_for
from annotator.storage.maintenance.bulk import in_bulk
from annotator.storage.queries.counts import latest_languages
from annotator.storage.store import Store

__all__ = ["AddOptions", "AddReport", "add", "add_reads"]

_SMALL = 1 << 20  # bytes
_AT_HAND = Input(Path(), "item", "")


@dataclass(frozen=True, slots=True)
class AddOptions:
    """What the user said: `as_name` is whose layers they are, `renames` maps annotators of the file to names here.

    `settings` are those of formats of their own. `language` is that of articles which name none; else the text tells.
    `spans` and `text` are the keys under which the records of a JSON file have them, `map` its labels by our names.
    `cats` are those of labels of the article, there and in tables. `lines` if each line of a plain text is an article.
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
    cats: Sequence[str] = ()


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


def _has_columns(name: str) -> bool:
    """Whether a format has columns or keys that may say labels of the article."""
    return "split" in getattr(format_for("read", name), "READ_SETTINGS", {})


class _Adding:
    """One run of `add`."""

    def __init__(self, store: Store, options: AddOptions, progress: ProgressCallback | None) -> None:
        self._store, self._options, self._progress = store, options, progress
        self._report = AddReport()
        self._labels = Labels(
            store.scheme(), known_only=options.known_labels, renames=options.map, untouched=store.untouched
        )
        self._claim_names = ClaimNames(store.scheme(), known_only=options.known_labels)
        languages = Languages(options.language, lambda: latest_languages(store))
        self._report.languages, self._report.assumed_languages = languages.told, languages.assumed
        self._batch = Batch(
            store,
            self._report,
            self._labels,
            self._claim_names,
            languages,
            language=options.language,
            unfinished=options.unfinished,
        )
        self._done, self._total = 0, 1

    def run(self, sources: Sequence[str], stdin: BinaryIO | None) -> AddReport:
        """Read and store all sources."""
        reading = opened(sources, self._options.format, stdin, self._options.encoding)
        with reading as found, in_bulk(self._store), few_collections():
            formats = {one.format for one in found if isinstance(one, Input)}
            check_read_settings(formats, self._options.settings)
            if self._options.lines and formats and "text" not in formats:
                raise WrongUsage("`--lines` is for plain text, and none of this is; `--format text` takes it for that.")
            if self._options.cats and formats and not any(map(_has_columns, formats)):
                raise WrongUsage("`--cats` is for tables and for records of JSON, and none of this is.")
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
            self._batch.store()
        return self._ended()

    def receive(self, reads: Iterable[Read]) -> AddReport:
        """Store what was read."""
        with in_bulk(self._store), few_collections():
            every, names = self._named(lambda: iter(reads), small=True)
            for read in every:
                self._receive(_AT_HAND, read, names)
                if self._batch.full:
                    self._batch.store()
            self._batch.store()
        return self._ended()

    def _ended(self) -> AddReport:
        """The report, with what there is to say at the end."""
        self._report.labels = self._labels.added
        self._report.notices += self._labels.notices()
        self._report.settle_claims(self._claim_names.news())
        self._report.near, told = near_texts(self._store) if self._report.added else ([], [])
        self._report.notices += told
        if left_out := self._batch.left_out:
            names = ", ".join(sorted(left_out))
            self._report.put_aside(
                SetAside(f"other values of later copies of known texts ({names})", left_out.total(), kept=False)
            )
        if self._batch.older:
            self._report.notices.append(
                f"Of {counted(self._batch.older, 'answer')} something was passed over: "
                "a newer word of the same person is there already."
            )
        if self._batch.nameless:
            self._report.notices.append(
                f"Article labels, comments, flags, rejections or skips of {counted(self._batch.nameless, 'article')} "
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
            cats_keys=said.cats,
            renames=said.map,
            named=bool(said.as_name),
            lines=said.lines,
        )
        try:
            small = source.path.stat().st_size <= _SMALL
            reads, names = self._named(lambda: read_one(source, options), small=small)
            for read in reads:
                self._receive(source, read, names)
                if self._batch.full:
                    self._show_progress(self._done + self._batch.characters, end)
                    self._batch.store()
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
                self._batch.take(source.name, with_address(read, source) if source.address else read, names)
            case InputError():
                self._report.refused.append(read.at(source.name, 1))
            case LabelLook():
                self._labels.look(read)
            case SetAside():
                self._report.put_aside(read)
            case Notice():
                self._report.notices.append(f"{source.name}{f':{read.line}' if read.line else ''}: {read.text}")
