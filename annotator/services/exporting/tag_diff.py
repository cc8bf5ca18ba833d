"""`annotator diff`: what was done to the spans and claims of a project between two tags, or since one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from annotator.domain.claims.scheme import ClaimScheme
from annotator.domain.disagreement.claim_changes import claim_changes
from annotator.domain.disagreement.span_changes import Kind, SpanChange, span_changes
from annotator.domain.document import Document
from annotator.domain.span import Span
from annotator.services.exporting.changed_claims import ChangedClaim, as_json, changed_claim
from annotator.services.exporting.tags import tag_named
from annotator.services.lookup import check_layer
from annotator.storage.queries.documents import Wanted, documents
from annotator.storage.queries.tagged.documents import documents_at
from annotator.storage.store import Store
from annotator.storage.tags.tags import Tag

KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class ChangedSpan:
    """A change, in which article (its key) and layer, and what the span covers."""

    article: str
    layer: str
    change: SpanChange
    quote: str

    def as_json(self) -> dict[str, Any]:
        """The change as `--json` and `--csv` give it: the span after it, and before it (`was_`); or None."""
        spans = (("", self.change.after), ("was_", self.change.before))
        plain = {
            f"{which}{name}": getattr(span, name) if span else None
            for which, span in spans
            for name in ("start", "end", "label")
        }
        return {"article": self.article, "layer": self.layer, "kind": self.change.kind, **plain, "quote": self.quote}


@dataclass(slots=True)
class TagDiff:
    """What differs in the articles that are on both sides; where all layers are compared, each counts as an article.

    `only_before` and `only_after` count, of articles that are on one side alone, `(articles, spans)`, which are not
    among the changes; `article_labels` in how many articles their own labels differ. `claims` are the changes of what
    is `claimed`, None where nothing is on either side.
    """

    before: str
    after: str
    articles: int = 0
    only_before: tuple[int, int] = (0, 0)
    only_after: tuple[int, int] = (0, 0)
    article_labels: int = 0
    changes: list[ChangedSpan] = field(default_factory=list)
    claims: list[ChangedClaim] | None = None

    def by_label(self) -> dict[Kind, Counter[tuple[str, str]]]:
        """How many changes of each kind there are, by the label before and after, "" for none."""
        found: dict[Kind, Counter[tuple[str, str]]] = {kind: Counter() for kind in KINDS}
        for one in self.changes:
            was, now = one.change.before, one.change.after
            found[one.change.kind][was.label if was else "", now.label if now else ""] += 1
        return found

    def as_json(self) -> dict[str, Any]:
        """The diff as `--json` gives it."""
        sides = {
            name: {"articles": articles, "spans": spans}
            for name, (articles, spans) in (("only_before", self.only_before), ("only_after", self.only_after))
        }
        counts = self.by_label()
        return {
            "before": self.before,
            "after": self.after,
            "articles": self.articles,
            **{kind: counts[kind].total() for kind in KINDS},
            "by_label": [
                {"kind": kind, "was_label": was or None, "label": now or None, "spans": number}
                for kind in KINDS
                for (was, now), number in counts[kind].most_common()
            ],
            "article_labels": self.article_labels,
            **sides,
            "changes": [one.as_json() for one in self.changes],
            **({} if self.claims is None else as_json(self.claims)),
        }


_Key = tuple[str, str]


def tag_diff(
    store: Store,
    before: str,
    after: str = "",
    *,
    layer: str = "",
    mine: str = "",
    status: Literal["finished", "any"] = "finished",
) -> TagDiff:
    """What differs between two tags, or a tag and the present (`after` is ""), of what `export` would write.

    Labels are compared under their present names, so that a label that was renamed is no change. Raises `WrongUsage`
    where there is no such tag or layer.
    """
    first, second = tag_named(store, before), tag_named(store, after) if after else None
    if layer not in {"", "all", mine}:
        check_layer(store, layer)
    wanted = Wanted(layer, mine, status == "finished")
    diff = TagDiff(before, after)
    sides = _documents(store, first, wanted), _documents(store, second, wanted)
    compare(diff, *sides, store.scheme().claims, by_layer=layer == "all")
    return diff


def compare(
    diff: TagDiff,
    before: Iterable[Document],
    after: Iterable[Document],
    scheme: ClaimScheme,
    *,
    by_layer: bool = False,
) -> None:
    """Put into a diff what differs between documents; of an article each layer is compared `by_layer`, or the one.

    `scheme` says what their claims are of.
    """
    was = {_key(one, by_layer=by_layer): (_spans(one), dict(one.cats), one.claims) for one in before}
    extra = Counter[str]()
    diff.claims = [] if any(claims for _, _, claims in was.values()) else None
    for document in after:
        if (old := was.pop(_key(document, by_layer=by_layer), None)) is None:
            extra.update(articles=1, spans=len(document.spans))
            continue
        diff.articles += 1
        diff.article_labels += old[1] != dict(document.cats)
        spans = span_changes(old[0], _spans(document))
        for change in spans:
            quote = change.place.quote(document.article.text)
            diff.changes.append(ChangedSpan(document.article.key, document.layer, change, quote))
        if old[2] or document.claims:
            found = claim_changes(old[2], document.claims, spans, scheme)
            diff.claims = [*(diff.claims or ()), *(changed_claim(document, one) for one in found)]
    diff.only_before = len(was), sum(len(spans) for spans, *_ in was.values())
    diff.only_after = extra["articles"], extra["spans"]


def _documents(store: Store, tag: Tag | None, wanted: Wanted) -> Iterator[Document]:
    found = documents_at(store, tag, wanted, store.scheme().current) if tag else documents(store, wanted)
    return (one for one in found if one)


def _key(document: Document, *, by_layer: bool) -> _Key:
    """What is compared with what: of an article each layer, or the one that stands for it."""
    return document.article.key, document.layer if by_layer else ""


def _spans(document: Document) -> list[Span]:
    return [held.span for held in document.spans]
