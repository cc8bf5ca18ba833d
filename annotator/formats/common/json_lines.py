"""Files of one JSON record a line: what `prodigy`, `doccano` and `jsonl` read alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from annotator.domain.document import Incoming
from annotator.errors import InputError
from annotator.formats.base import Read
from annotator.formats.common.decoding import long_text
from annotator.formats.common.json_strict import records

Take = Callable[[Any, int], Incoming]


def read_records(path: Path, take: Take) -> Iterator[Read]:
    """The article that `take` makes of each record and its line, or why it is refused."""
    for item in records(path):
        if isinstance(item, InputError):
            yield item
            continue
        line, record = item
        try:
            found = take(record, line)
        except InputError as error:
            yield error.at("", line)
            continue
        if said := long_text(found.article.text):
            yield from said
        yield found
