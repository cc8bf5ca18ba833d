"""`annotator export`: layers out of the project into a file that other tools read, and what was lost on the way.

The format says what it could not hold, span by span; this service counts, and puts the result in
place when all of it is there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, BinaryIO, Literal

from annotator.domain.document import Document
from annotator.errors import WrongUsage
from annotator.formats.base import Lost, WriteOptions
from annotator.formats.common.loss_account import write_counted
from annotator.progress import ProgressCallback
from annotator.services.bulk import few_collections
from annotator.services.exporting.atomic_output import is_poured, replacing, written
from annotator.services.exporting.tags import tag_named
from annotator.services.lookup import check_layer, check_settings, format_for, keys_asked
from annotator.services.split import Ratio, sides
from annotator.storage.queries.documents import Wanted, documents, may_give
from annotator.storage.queries.queue import article_count
from annotator.storage.queries.tagged.documents import documents_at
from annotator.storage.store import Store
from annotator.storage.tags.tags import Tag


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What the user said. `layer` is a name, `gold`, `all` or "" (gold where there is one, else that of `mine`).

    `out` is a file, a folder or a stream, None for a name in `exports/`; `split` and `seed` divide by article,
    `stratify` is what each side has its share of (see `services.split`); `settings` are the format's own; `articles`
    are unique beginnings of the keys of those that are wanted, if any are named, `where` is a question that they meet;
    `at` is a tag, whose state is written instead of the present one.
    """

    format: str = "jsonl"
    out: Path | BinaryIO | None = None
    layer: str = ""
    mine: str = ""
    status: Literal["finished", "any"] = "finished"
    split: Ratio | None = None
    seed: int = 0
    stratify: str = ""
    rejected: bool = False
    settings: Mapping[str, str] = field(default_factory=dict)
    articles: Sequence[str] = ()
    where: str = ""
    at: str = ""


@dataclass(slots=True)
class ExportReport:
    """What was written and what was lost; `balance` counts the spans of each label on each side of a split.

    `left_out` names files that the format writes beside its own, where the target is a stream, which takes but one.
    """

    articles: int = 0
    spans: int = 0
    files: list[Path] = field(default_factory=list)
    lost: list[Lost] = field(default_factory=list)
    balance: dict[str, dict[str, int]] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """The report as `--json` gives it."""
        lost = [
            {"article": one.article, "span": _span(one), "reason": one.what, "kind": one.kind, "loss": one.loss}
            for one in self.lost
        ]
        files = [str(path) for path in self.files]
        balance = {"split": self.balance} if self.balance else {}
        report = {"articles": self.articles, "spans": self.spans, "files": files, "lost": lost, **balance}
        return report | ({"left_out": self.left_out} if self.left_out else {})


def _span(lost: Lost) -> dict[str, Any] | None:
    span = lost.span
    return {"start": span.start, "end": span.end, "label": span.label, "text": lost.quote} if span else None


def export(store: Store, options: ExportOptions, *, progress: ProgressCallback | None = None) -> ExportReport:
    """Write layers of a project to a file or folder.

    Raises `NoSuchPlugin` for a format that is not there or cannot be written, `WrongUsage` where there is no such layer
    or setting or tag or the question makes no sense, `NoProject` for an article that is not there, `AnnotatorError`
    where the target cannot be written; then nothing has changed. Where there is nothing to write, no file is written,
    and the report names none.
    """
    module = format_for("write", options.format)
    check_settings(module, options.settings)
    tag = tag_named(store, options.at) if options.at else None
    if tag and options.where:
        raise WrongUsage("A question asks of the project as it is now: `--at` and `--where` do not go together.")
    if options.layer not in {"", "all", options.mine}:
        check_layer(store, options.layer)
    named = [store.resolve(one) for one in options.articles]
    if options.where:
        asked = keys_asked(store, options.where, options.mine)
        named = [key for key in named or sorted(asked) if key in asked]
        if not named:
            return ExportReport()
    options = replace(options, articles=named)
    wanted = _wanted(options)
    if not (tag or may_give(store, wanted)) or not any(_read(store, tag, wanted)):
        return ExportReport()
    target = options.out or _default_target(store, options, module)
    exporting = _Exporting(store, tag, options, module, progress)
    report = exporting.report
    streams = getattr(module, "STREAMS", False)
    with replacing(target, suffix=module.SUFFIXES[0], streams=streams) as new, few_collections():
        exporting.write(new)
        if is_poured(target):
            report.left_out = sorted(path.name for path in new.parent.iterdir() if path != new)
    if isinstance(target, Path):
        report.files = written(target) if target.is_dir() else [target]
    return report


def _wanted(options: ExportOptions, keys: Callable[[str], bool] | None = None) -> Wanted:
    named = frozenset(options.articles)
    both = keys if not named else named.__contains__ if not keys else lambda key: key in named and keys(key)
    return Wanted(options.layer, options.mine, options.status == "finished", options.rejected, both)


def _read(store: Store, tag: Tag | None, wanted: Wanted) -> Iterator[Document | None]:
    return documents_at(store, tag, wanted) if tag else documents(store, wanted)


class _Exporting:
    """One run of `export`: feeds the writer and counts what passes."""

    def __init__(
        self, store: Store, tag: Tag | None, options: ExportOptions, module: Any, progress: ProgressCallback | None
    ) -> None:
        self._store, self._tag, self._options, self._module, self._progress = store, tag, options, module, progress
        heard: ProgressCallback = progress or (lambda _done, _of: None)
        asked = (options.seed, options.stratify, tag)
        self._side = sides(store, options.split, *asked, progress=heard) if options.split else None
        self._total = max(tag.articles if tag else article_count(store), 1)
        self.report = ExportReport()

    def write(self, path: Path) -> None:
        """Write all there is to write to a file or folder."""
        own_sides = getattr(self._module, "SPLITS", False)
        if not self._options.split or own_sides:
            with closing(self._documents()) as every:
                self.report.lost += write_counted(self._module, every, path, self._settings())
            return
        path.mkdir()
        suffix = "" if self._module.FOLDER else self._module.SUFFIXES[0]
        for side in self._options.split.names:
            with closing(self._documents(side)) as every:
                self.report.lost += write_counted(self._module, every, path / f"{side}{suffix}", self._settings())

    def _settings(self) -> WriteOptions:
        options = self._options
        scheme = self._tag.scheme() if self._tag else self._store.scheme()
        return WriteOptions(scheme, options.rejected, options.settings, self._side)

    def _documents(self, side: str = "") -> Generator[Document, None, None]:
        """The documents of one side of the split, or all of them."""
        side_of = self._side
        keys = (lambda key: side_of(key) == side) if side_of and side else None
        for done, document in enumerate(_read(self._store, self._tag, _wanted(self._options, keys)), 1):
            if document:
                self._count(document)
                yield document
            if self._progress:
                self._progress(min(done, self._total), self._total)

    def _count(self, document: Document) -> None:
        self.report.articles += 1
        self.report.spans += len(document.spans)
        if self._side:
            counts = self.report.balance.setdefault(self._side(document.article.key), {})
            for held in document.spans:
                counts[held.span.label] = counts.get(held.span.label, 0) + 1


def _default_target(store: Store, options: ExportOptions, module: Any) -> Path:
    """`exports/<project>[-<layer>][-<tag>][.<format>]<suffix>`, or a folder of that name without a suffix."""
    parts = (options.layer, options.at)
    name = "-".join([store.name, *filter(None, (re.sub(r"[^\w.-]+", "_", part).strip("_.") for part in parts))])
    folder = module.FOLDER or options.split
    if (folder and options.format != "jsonl") or module.SUFFIXES[0] != f".{options.format}":
        name += f"-{options.format}" if folder else f".{options.format}"
    return Path("exports") / (f"{name}-split" if options.split else name if folder else name + module.SUFFIXES[0])
