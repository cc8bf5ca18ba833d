"""What differs between two tags, or a tag and the present."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from pathlib import Path

import pytest
from support.blank import blank
from support.revisions import NEW, OLD, Revised, published, small
from support.shared import DATA

from annotator.domain.article import Article
from annotator.domain.decisions import GOLD, Added, Approved, Event, Noted, Removed, Reopened, decide
from annotator.domain.layer import step_all
from annotator.domain.span import Span
from annotator.errors import WrongUsage
from annotator.services.exporting.tag_diff import KINDS, TagDiff, tag_diff
from annotator.services.exporting.tags import set_tag
from annotator.services.project.labels import carry_out, overlapping, renaming
from annotator.storage.store import Store

GUM = DATA / "multi" / "gum_news_revisions.jsonl"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with blank(tmp_path / "p.db") as opened:
        carry_out(opened, overlapping(opened, "any"))
        yield opened


def become(store: Store, text: str, spans: Collection[Span], *more: Event, layer: str = GOLD) -> None:
    """Let a layer of an article hold these spans, and nothing else."""
    article = Article.of(text)
    with store.write():
        if not store.has_article(article.key):
            store.add_article(article, "2026-01-01T00:00:00.000000Z")
        state = store.layer(article.key, layer)
        held = set(state.layer.held)
        events = [*map(Removed, sorted(held - set(spans))), *map(Added, sorted(set(spans) - held)), *more]
        decisions = decide(events, layer=layer, by="rosa")
        step_all(state.layer, decisions)
        store.append(article.key, text, decisions, state.layer, revision=state.revision)


def tagged(store: Store, revised: list[Revised], names: tuple[str, str]) -> TagDiff:
    for number, name in enumerate(names):
        for one in revised:
            become(store, one.text, one.layers[name], *([] if number else [Approved()]))
        set_tag(store, name, by="rosa")
    return tag_diff(store, *names)


def counts(diff: TagDiff) -> list[int]:
    return [number.total() for number in diff.by_label().values()]


def test_each_kind_of_change_is_counted_by_label(store: Store) -> None:
    diff = tagged(store, small(), (OLD, NEW))
    assert counts(diff) == [2, 3, 3, 3]
    assert diff.by_label()["relabelled"] == {("ORG", "LOC"): 1, ("PER", "ORG"): 1}
    assert (diff.articles, diff.only_before, diff.only_after, diff.article_labels) == (5, (0, 0), (0, 0), 0)
    assert all(one.quote for one in diff.changes)
    assert counts(tag_diff(store, OLD)) == counts(diff)
    assert counts(tag_diff(store, NEW, OLD)) == [2, 3, 3, 3]
    assert counts(tag_diff(store, NEW)) == [0, 0, 0, 0]


def test_what_is_on_one_side_alone_is_counted_apart(store: Store) -> None:
    one, other = "Lena sings.", "Bo left Norsund."
    become(store, one, [Span(0, 4, "PER")], Approved())
    become(store, other, [Span(0, 2, "PER")])
    set_tag(store, "v1", by="rosa")
    become(store, one, [Span(0, 4, "PER")], Reopened())
    become(store, other, [Span(0, 2, "PER"), Span(8, 15, "LOC")], Approved())
    diff = tag_diff(store, "v1")
    assert (diff.articles, diff.only_before, diff.only_after, diff.changes) == (0, (1, 1), (1, 2), [])
    assert tag_diff(store, "v1", status="any").as_json()["added"] == 1


def test_a_renamed_label_is_no_change_and_article_labels_are_told(store: Store) -> None:
    become(store, "Lena sings.", [Span(0, 4, "PER")], Approved())
    set_tag(store, "v1", by="rosa")
    carry_out(store, renaming(store, "PERSON", "WHO"))
    become(store, "Lena sings.", [Span(0, 4, "PER")], Noted("SPORT", True))
    become(store, "Lena sings.", [Span(5, 10, "PER")], layer="ana")
    diff = tag_diff(store, "v1", layer="all", status="any")
    assert (diff.changes, diff.article_labels, diff.only_after) == ([], 1, (1, 1))
    for names, layer in ((("v2",), ""), (("v1", "v2"), ""), (("v1",), "nobody")):
        with pytest.raises(WrongUsage, match="There is no"):
            tag_diff(store, *names, layer=layer)


@pytest.mark.skipif(not GUM.exists(), reason="the data is not here")
def test_two_published_versions_differ_as_was_counted(store: Store) -> None:
    names = ("gum-V6.0.0", "gum-V8.0.0")
    both = [
        line for line in GUM.read_text(encoding="utf-8").splitlines() if {*names} <= {*json.loads(line)["annotations"]}
    ]
    few = store.path.with_name("few.jsonl")
    few.write_text("\n".join(both), encoding="utf-8")
    diff = tagged(store, published(few, names), names)
    assert dict(zip(KINDS, counts(diff), strict=True)) == {
        "relabelled": 151,
        "resized": 86,
        "removed": 48,
        "added": 112,
    }
    assert diff.by_label()["relabelled"].most_common(2) == [(("object", "abstract"), 76), (("place", "abstract"), 30)]
