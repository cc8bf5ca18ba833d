"""What suggesters that want to know are told of a project: its labels, and what was decided last."""

from __future__ import annotations

from itertools import accumulate

from annotator.domain.guideline.places import place_of
from annotator.domain.scheme import Label
from annotator.errors import NoProject
from annotator.storage.queries.recent import recently_finished
from annotator.storage.store import Store
from annotator.suggest.common.brief import Brief, Decided, Meaning, project_mark

_ARTICLES = 60
_CHARACTERS = 200_000
_EXAMPLES = 8
"""Examples of a label; those that point into articles have to be looked up."""


def mark_of(store: Store) -> str:
    """What tells this project from all others, wherever it was copied to."""
    return project_mark(str(store.path.resolve()), store.uuid)


def brief_of(store: Store, limit: float | None = None, share: float = 1.0) -> Brief:
    """The brief of a project as it stands now; `limit` is what may be spent, `share` a process's part of it."""
    labels = tuple(_meaning(store, label) for label in store.scheme().active())
    finished = recently_finished(store, _ARTICLES)
    sizes = accumulate(len(text) for text, _ in finished)
    decided = (
        Decided(text, tuple((span.start, span.end, span.label) for span in spans))
        for (text, spans), size in zip(finished, sizes, strict=True)
        if size <= _CHARACTERS
    )
    return Brief(mark_of(store), labels, tuple(decided), limit, share)


def _meaning(store: Store, label: Label) -> Meaning:
    """A label with its whole guideline on one line."""
    parts = ((label.description, ""), (label.include, "Include: "), (label.exclude, "Exclude: "), (label.notes, ""))
    guideline = " ".join(f"{head}{text.strip()}" for text, head in parts if text.strip())
    examples = (_words(store, example) for example in label.examples[:_EXAMPLES])
    return Meaning(label.name, guideline, tuple(filter(None, examples)))


def _words(store: Store, example: str) -> str:
    """The words of an example, with what is said about them; "" for a place that is not there."""
    place = place_of(example)
    if place is None:
        return example
    try:
        quote = store.article(store.resolve(place.article)).text[place.start : place.end]
    except NoProject:
        return ""
    return f"{quote}: {place.about}" if quote and place.about else quote
