"""Files without a project: documents out of any format that can be read, and into any that can be written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import get_args

from annotator.api import warn
from annotator.api.document import Document
from annotator.api.sources import Place
from annotator.domain import document as domain
from annotator.domain.document import Incoming
from annotator.domain.scheme import Scheme
from annotator.errors import InputError
from annotator.formats.base import LabelLook, Notice, Offsets, ReadOptions, SetAside
from annotator.services.exporting import write as writing
from annotator.services.exporting.export import ExportReport
from annotator.services.importing import read as reading
from annotator.services.importing.documents import documents_of
from annotator.services.importing.languages import Languages
from annotator.services.importing.sources.inputs import Input, opened
from annotator.services.lookup import check_choice, check_read_settings, format_for
from annotator.suggest.common.language_codes import checked_code


def read(
    source: Place,
    *,
    format: str = "",  # noqa: A002 - the word of the command line
    language: str = "",
    offsets: Offsets = "auto",
    settings: Mapping[str, str] | None = None,
    lines: bool = False,
    refused: list[InputError] | None = None,
) -> Iterator[Document]:
    """The documents of a file, folder, glob or address, one for each layer of each article, one at a time.

    What belongs to nobody is a document of the layer "" (see `Document`). The format is told by the content first, by
    the ending second, or is that of the name given (`annotator formats`). `language` is that of articles which name
    none, by its code or English name; without it their text tells, or where that does not, most of those before.
    `offsets` is what the file counts: `code` points, `utf16` units, `bytes`, code points with line breaks as one
    (`lf`), or the last character instead of the end (`inclusive`); `auto` tells by the quotes. `settings` are those of
    a format's own, such as `{"label": "kind"}`; of plain text each line is an article where `lines`. What a reader has
    to say is a `UserWarning`.

    Raises `InputError` at the first thing that cannot be taken, with file, line and reason; where `refused` is a list,
    such errors are put into it instead, and the others go on. Raises `NoSuchPlugin` where there is no such format,
    `WrongUsage` where there is no such language.
    """
    check_choice("offsets", offsets, get_args(Offsets))
    if format:
        format_for("read", format)
    options = ReadOptions(checked_code(language), offsets, settings or {}, lines=lines)
    return _read(str(source), format, options, refused)


def _read(source: str, format_: str, options: ReadOptions, refused: list[InputError] | None) -> Iterator[Document]:
    languages = Languages()
    with opened([source], format_, None) as found:
        check_read_settings({one.format for one in found if isinstance(one, Input)}, options.settings)
        for name, what in reading.read(found, options):
            match what:
                case Incoming():
                    article = languages.settle(what.article)
                    yield from map(Document.like, documents_of(what._replace(article=article)))
                case Notice(text, line):
                    warn.say(f"{InputError(text, file=name, line=line)}")
                case LabelLook():
                    pass
                case SetAside():
                    warn.say(f"{InputError(f'set aside: {what}', file=name)}")
                case _ if refused is None:
                    raise what
                case _:
                    refused.append(what)


def write(
    documents: Iterable[domain.Document],
    path: Place,
    *,
    format: str = "",  # noqa: A002 - likewise
    scheme: Scheme | None = None,
    rejected: bool = False,
    settings: Mapping[str, str] | None = None,
) -> ExportReport:
    """Write documents as a file (or a folder, where the format wants one) that other tools read.

    The format is told by the ending of the path, or is that of the name given (`annotator formats` lists them with
    what they lose); `settings` are its variants, such as `{"tags": "biluo"}`. `scheme` has the labels for formats that
    list them (`project.scheme`); without one it is made of the labels there are, for which all documents are held in
    memory. Refused suggestions are written where `rejected`.

    Gives a report: `articles`, `spans`, `files`, and `lost`, an entry for each thing that the format could not hold as
    it is; a `UserWarning` counts them.

    The path is complete afterwards or as it was. Raises `NoSuchPlugin` where the format is not there or cannot be
    written, `WrongUsage` where an ending tells none or a setting is unknown, `AnnotatorError` where the disk refuses.
    """
    out = Path(path)
    report = writing.write(
        documents, out, format or writing.format_of(out), scheme=scheme, rejected=rejected, settings=settings
    )
    warn.of_writing(report)
    return report
