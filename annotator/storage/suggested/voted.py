"""What sources suggest for an article as an annotator meets it: where several models have read it, they vote."""

from __future__ import annotations

from collections.abc import Iterable

from annotator.domain.disagreement.voting import Speaks, voted
from annotator.domain.scheme import Scheme
from annotator.domain.suggestion import Hidden, Suggestion
from annotator.storage.articles import ArticleStore
from annotator.storage.source_settings import hidden, switched_off


def voted_suggestions(
    store: ArticleStore, key: str, start: int = 0, end: int | None = None
) -> tuple[Iterable[Suggestion], int | None]:
    """The suggestions that begin in `[start, end)`, in order, and where the stretch ended that was looked at.

    Where models vote it is longer than asked for, so that no suggestion crosses its end; none may cross its `start`.
    """
    speaks = _voting(store, store.overview(key).speaks) if store.may_vote() else {}
    hides = hidden(store)
    if len(speaks) < 2 and hides is None:
        return store.suggestions(key, start, end), end
    found = list(store.suggestions(key, start, end))
    while len(speaks) > 1 and end is not None and (reach := max((one.span.end for one in found), default=end)) > end:
        found += store.suggestions(key, end, reach)
        end = reach
    return voted(found, speaks, store.scheme(), hides), end


def voted_touching(
    store: ArticleStore, key: str, start: int, end: int, *, scheme: Scheme, hides: Hidden | None
) -> list[Suggestion]:
    """The suggestions that share a code point with `[start, end)`, in order.

    What is stored must follow the `scheme` in force: see `Project.renaming`.
    """
    about = store.overview(key)
    speaks = _voting(store, about.speaks)
    found = list(store.suggestions_touching(about, start, end))
    first, last = start, end
    while len(speaks) > 1 and (wider := [one for one in found if one.span.start < first or one.span.end > last]):
        first, last = min(first, *(one.span.start for one in wider)), max(last, *(one.span.end for one in wider))
        found = list(store.suggestions_touching(about, first, last))
    polled = voted(found, speaks, scheme, hides)
    return [one for one in polled if one.span.start < end and one.span.end > start]


def _voting(store: ArticleStore, speaks: Speaks) -> Speaks:
    """Those that are not switched off."""
    off = switched_off(store) if len(speaks) > 1 else ()
    return {source: labels for source, labels in speaks.items() if source not in off}
