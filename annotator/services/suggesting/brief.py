"""What suggesters that want to know are told of a project: its labels, and what was decided last."""

from __future__ import annotations

from itertools import accumulate

from annotator.storage.queries.recent import recently_finished
from annotator.storage.store import Store
from annotator.suggest.common.brief import Brief, Decided, Meaning, project_mark

_ARTICLES = 60
_CHARACTERS = 200_000


def mark_of(store: Store) -> str:
    """What tells this project from all others, wherever it was copied to."""
    return project_mark(str(store.path.resolve()), store.uuid)


def brief_of(store: Store, limit: float | None = None, share: float = 1.0) -> Brief:
    """The brief of a project as it stands now; `limit` is what may be spent, `share` a process's part of it."""
    labels = tuple(Meaning(one.name, one.description, one.examples) for one in store.scheme().active())
    finished = recently_finished(store, _ARTICLES)
    sizes = accumulate(len(text) for text, _ in finished)
    decided = (
        Decided(text, tuple((span.start, span.end, span.label) for span in spans))
        for (text, spans), size in zip(finished, sizes, strict=True)
        if size <= _CHARACTERS
    )
    return Brief(mark_of(store), labels, tuple(decided), limit, share)
