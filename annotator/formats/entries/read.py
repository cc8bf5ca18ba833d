"""What a file says of entries, whichever tool it is of: told by how it begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotator.domain.linking.said import Said, SaidAlias
from annotator.errors import InputError
from annotator.formats.entries import brat_norms, records, table
from annotator.formats.entries.fields import Aside
from annotator.formats.entries.lines import Lines

_KINDS = (
    "JSON lines (`id`, `name`, `about`, `aliases`, `kind`, `prior`), a table whose first row names `id` and `name`, "
    "brat's norm lines, entities of Wikidata, or the two files of spacy-ann-linker"
)
_SHOWN = 60


def read(lines: Lines, languages: Sequence[str], aside: Aside) -> Iterator[Said | SaidAlias | InputError]:
    """What a file says, entry by entry, or why a line is refused. Raises `InputError` where nothing can be read of it.

    `languages` are those of the names that are taken where there are several, the most wanted first.
    """
    head = lines.head
    if not head.strip():
        raise InputError("The file is empty.")
    if brat_norms.is_norms(head):
        yield from brat_norms.read(lines, aside)
    elif records.is_json(head):
        yield from records.read(lines, languages, aside)
    elif shape := table.shape_of(head):
        yield from table.read(lines, shape, aside)
    else:
        first = next(line for line in head.splitlines() if line.strip()).strip()
        raise InputError(f"It begins with {first[:_SHOWN]!r}; entries are read from {_KINDS}.")
