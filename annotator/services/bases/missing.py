"""Bases that a project names, and that do not lie beside it."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.errors import NoSuchBase, WrongUsage
from annotator.plural import counted
from annotator.services.bases.beside import SUFFIX, Listed, existing
from annotator.storage.claims.linked import linked_bases
from annotator.storage.store import Store


def missing(store: Store) -> Iterator[Listed]:
    """The bases that the scheme, or a link, names and that are not here, as the problems they are."""
    linked = linked_bases(store.conn)
    for name in dict.fromkeys((*(base.name for base in store.scheme().claims.bases), *linked)):
        try:
            existing(store.path, name)
        except NoSuchBase:
            yield Listed(name, 0, problem=_told(name, linked.get(name, 0)))
        except WrongUsage as error:
            yield Listed(name, 0, problem=str(error))


def _told(name: str, entries: int) -> str:
    kept = "keeps its name" if entries == 1 else "keep their names"
    known = f" {counted(entries, 'entry', 'entries')} that articles are linked to {kept}." * bool(entries)
    made = f"`annotator kb add FILE... --base {name}` makes it, or lay {name}{SUFFIX} beside the project"
    return f"The base {name} is not here: {made}.{known}"
