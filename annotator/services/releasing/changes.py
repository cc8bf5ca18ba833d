"""What a release changed since the one before: of spans, of claims, of articles, of labels."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import TypeVar

from annotator.domain.guideline.page import page_of
from annotator.domain.scheme import Scheme
from annotator.plural import counted
from annotator.services.exporting.changed_claims import ChangedClaim, counts
from annotator.services.exporting.tag_diff import KINDS, ChangedSpan, TagDiff, compare
from annotator.services.releasing.markdown import plain, table
from annotator.services.releasing.standing import released
from annotator.storage.queries.documents import Wanted
from annotator.storage.queries.tagged.documents import documents_at
from annotator.storage.store import Store
from annotator.storage.tags.tags import Tag

_Change = TypeVar("_Change", ChangedSpan, ChangedClaim)
_MOST = 2_000
"""So many changes are told one by one."""


def changes(store: Store, before: Tag, after: Tag) -> TagDiff:
    """What differs between what is released at two tags, under the names that labels have at the later one."""
    diff = TagDiff(before.name, after.name)
    current, wanted = after.scheme().current, Wanted("all")
    was, now = (released(documents_at(store, tag, wanted, current), tag.scheme().claims) for tag in (before, after))
    compare(diff, was, now, after.scheme().claims)
    return diff


def change_lines(diff: TagDiff, before: Tag, after: Tag) -> Iterator[str]:
    """The page of what changed."""
    yield from (f"# Changes from {plain(before.name)} to {plain(after.name)}", "")
    yield from (f"Compared: {counted(diff.articles, 'article')} that both have.", "")
    for (articles, spans), where in ((diff.only_before, before.name), (diff.only_after, after.name)):
        if articles:
            yield from (
                f"Only in {plain(where)}: {counted(articles, 'article')} with {counted(spans, 'span')}.",
                "",
            )
    if diff.article_labels:
        yield from (f"Labels of the article differ in {counted(diff.article_labels, 'article')}.", "")
    yield from _of_labels(before.scheme(), after.scheme())
    yield from ("## Spans", "")
    counts = diff.by_label()
    yield from table(("change", "spans"), ((kind, counts[kind].total()) for kind in KINDS))
    rows = [(kind, both, number) for kind in KINDS for both, number in counts[kind].most_common()]
    yield from table(
        ("change", "label before", "label after", "spans"),
        ((kind, plain(was) or "–", plain(now) or "–", number) for kind, (was, now), number in rows),
    )
    if diff.claims is not None:
        yield from _of_claims(diff.claims)
    yield from _one_by_one(diff.changes, _row, "## One by one", ("change", "place", "label", "quote"))
    yield from _one_by_one(
        diff.claims or (), _claim_row, "## Claims, one by one", ("change", "place", "claim", "before")
    )


def _of_labels(before: Scheme, after: Scheme) -> Iterator[str]:
    was = {after.current(label.name): label for label in before.labels}
    now = {label.name: label for label in after.labels}
    told = [
        *(f"New: {plain(name)}." for name in now if name not in was),
        *(f"{plain(label.name)} is called {plain(name)}." for name, label in was.items() if name != label.name),
        *(f"Gone: {plain(name)}." for name in was if name not in now),
        *(f"The guideline of {plain(name)} is another." for name, label in now.items()
          if name in was and page_of(was[name]) != page_of(label)),
    ]  # fmt: skip
    if told:
        yield from ("## Labels", "", *(f"- {one}" for one in told), "")


def _of_claims(changed: Sequence[ChangedClaim]) -> Iterator[str]:
    yield from ("## Relations, entities, links and attributes", "")
    rows = [
        (f"{of} {kind}", plain(was) or "–", plain(now) or "–", number)
        for of, kind, names in counts(changed)
        for (was, now), number in names.most_common()
    ]
    yield from table(("change", "before", "after", "claims"), rows) if rows else ("Nothing changed.", "")


def _one_by_one(
    changed: Sequence[_Change], row: Callable[[_Change], tuple[str, ...]], title: str, head: Sequence[str]
) -> Iterator[str]:
    if not changed:
        return
    yield from (title, "")
    if len(changed) > _MOST:
        yield from (f"The first {_MOST:,} of {len(changed):,} changes:", "")
    for article, some in groupby(changed[:_MOST], lambda one: one.article):
        yield from (f"### {article}", "")
        yield from table(head, map(row, some))


def _row(one: ChangedSpan) -> tuple[str, ...]:
    change = one.change
    edges = [f"{span.start}-{span.end}" for span in (change.before, change.after) if span]
    labels = [plain(span.label) for span in (change.before, change.after) if span]
    return change.kind, _both(edges), _both(labels), plain(one.quote, 80)


def _claim_row(one: ChangedClaim) -> tuple[str, ...]:
    change = one.change
    place = f"{change.place.start}-{change.place.end}"
    return f"{change.of} {change.kind}", place, plain(one.now, 120) or "–", plain(one.was, 120) or "–"


def _both(said: list[str]) -> str:
    return " → ".join(dict.fromkeys(said))


def first_lines(tag: Tag) -> Iterable[str]:
    """The page of a release before which there is none."""
    return (f"# {plain(tag.name)}", "", "This is the first release: no tag was set before it.", "")
