"""Documents that are at hand into a file that other tools read, as `export` writes those of a project."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path

from annotator import plugins
from annotator.domain.document import Document
from annotator.domain.scheme import Kind, Scheme
from annotator.errors import PluginError, WrongUsage
from annotator.formats.base import WriteOptions
from annotator.formats.common.detect import load
from annotator.formats.common.loss_account import write_counted
from annotator.services.bulk import few_collections
from annotator.services.exporting.atomic_output import replacing, written
from annotator.services.exporting.export import ExportReport
from annotator.services.lookup import check_settings, format_for


def write(
    documents: Iterable[Document],
    out: Path,
    format_: str,
    *,
    scheme: Scheme | None = None,
    rejected: bool = False,
    settings: Mapping[str, str] | None = None,
) -> ExportReport:
    """Write documents to a file or folder; `scheme` is that of their labels, else it is made of those they have.

    Without a scheme all documents are held in memory. Raises what `export` raises. Where there are no documents,
    nothing is written, and the report names no file.
    """
    module = format_for("write", format_)
    check_settings(module, settings or {})
    if scheme is None:
        documents = list(documents)
        scheme = scheme_of(documents)
    waiting = iter(documents)
    first = next(waiting, None)
    report = ExportReport()
    if first is None:
        return report
    options = WriteOptions(scheme, rejected, settings or {})
    with replacing(out) as new, few_collections():
        report.lost += write_counted(module, _counted(chain([first], waiting), report), new, options)
    report.files = written(out) if out.is_dir() else [out]
    return report


def _counted(documents: Iterable[Document], report: ExportReport) -> Iterator[Document]:
    for document in documents:
        report.articles += 1
        report.spans += len(document.spans)
        yield document


def scheme_of(documents: Iterable[Document]) -> Scheme:
    """The scheme of the labels that documents have, in the order in which they come."""
    kinds: dict[str, Kind] = {}
    for document in documents:
        for held in (*document.spans, *document.rejected):
            kinds[held.span.label] = "span"
        for label in document.cats:
            kinds.setdefault(label, "article")
    scheme = Scheme((), overlap="any")
    for label, kind in kinds.items():
        scheme = scheme.with_label(label, kind=kind)
    return scheme


def format_of(out: Path) -> str:
    """The format that the ending of a file tells: that of the same name, or the only one that writes such files.

    Raises `WrongUsage` where there is none, or several are.
    """
    suffix = out.suffix.lower()
    if suffix[1:] in plugins.names("formats"):
        return suffix[1:]
    able = [name for name in plugins.names("formats") if suffix and suffix == _suffix(name)]
    if len(able) != 1:
        why = f"{', '.join(able)} are written so" if able else "none is written so"
        raise WrongUsage(f"The ending of {out} does not tell a format ({why}): name one with `format=`.")
    return able[0]


def _suffix(name: str) -> str:
    """The ending of the files that a format writes, or an empty string."""
    try:
        module = load(name)
    except PluginError:
        return ""
    return str(module.SUFFIXES[0]) if hasattr(module, "write") else ""
