"""Files of JSON records, one a line or in a list: what `prodigy`, `doccano`, `label_studio` and `jsonl` read alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from annotator.domain.document import Incoming
from annotator.errors import InputError
from annotator.formats.base import Notice, Read, SetAside
from annotator.formats.common.json_strict import Record, records
from annotator.formats.common.text.decoding import long_text
from annotator.formats.common.told import Told

Take = Callable[[Any, int, Told], Incoming | list[Incoming]]
"""The article of a record and its line, maybe several times; what else there is to say is told. Raises `InputError`."""


def read_records(path: Path, take: Take) -> Iterator[Read]:
    """The article that `take` makes of each record of a file, or why it is refused; then what there is to say."""
    return taken(records(path), take)


def taken(found: Iterable[Record | InputError | Notice | SetAside], take: Take) -> Iterator[Read]:
    """What `take` makes of records that were read."""
    told = Told()
    for item in found:
        if not isinstance(item, tuple):
            yield item
            continue
        line, record = item
        try:
            made = take(record, line, told)
        except InputError as error:
            yield error.at("", line)
            continue
        except (AttributeError, IndexError, KeyError, TypeError, ValueError):
            yield InputError("Its keys are those of a known record, but what stands under them is not.", line=line)
            continue
        every = made if isinstance(made, list) else [made]
        if said := long_text(every[0].article.text):
            yield from said
        yield from every
    yield from told
