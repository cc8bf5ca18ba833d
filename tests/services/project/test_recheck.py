"""The spans that must be seen again, because their label means something else since they were decided."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from support.blank import blank
from support.shared import DATA
from support.teams import act, project, put

from annotator.domain.article import Article
from annotator.domain.decisions import GOLD, Added, Approved, Finished, Imported, Removed, Ruled
from annotator.domain.history.events import Note
from annotator.domain.scheme import Label, Scheme
from annotator.domain.span import Span
from annotator.errors import NoSuchLabel, SchemeError
from annotator.services.project.guide.recheck import recheck
from annotator.services.project.labels import adding, carry_out, changing, merging, renaming, splitting
from annotator.services.project.merge import merge
from annotator.services.project.scheme_history.log import undoing
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.store import Store

ADA, ROME, BO = Span(0, 3, "PER"), Span(7, 11, "LOC"), Span(20, 22, "PER")
_GUM = DATA / "multi" / "gum_news_revisions.jsonl"


def quotes(store: Store, *labels: str, **asked: str) -> list[str]:
    return [one.quote for one, _ in recheck(store, labels, **asked).spans]


def corpus(path: Path) -> tuple[Store, str]:
    store = blank(path)
    labels = (Label("PER", "P", "red"), Label("ORG", "O", "blue"), Label("LOC", "L", "green"))
    save_scheme(store, Scheme(labels), note=Note(begins=True))
    key = put(store, "Ada of Rome Inc met Bo.")
    act(store, key, "ana", Added(ADA), Added(ROME), Finished())
    return store, key


def test_spans_decided_before_a_change_are_listed_until_they_are_decided_again(tmp_path: Path) -> None:
    store, key = corpus(tmp_path / "p.db")
    with store:
        assert quotes(store, "PER", "LOC") == ["Ada", "Rome"]
        carry_out(store, changing(store, "LOC", key="X"))
        assert quotes(store, "PER", "LOC") == ["Ada", "Rome"]
        plan = changing(store, "PER", description="People.")
        assert plan.sentences[1] == "1 span was decided before that: `annotator recheck PER` lists it."
        carry_out(store, plan)
        carry_out(store, changing(store, "LOC", description="Places."), minor=True)
        act(store, key, "ana", Added(BO))
        found = recheck(store, ["PER"])
        assert [(one.quote, version) for one, version in found.spans] == [("Ada", "g1")]
        assert (found.seen, len(found.spans)) == (1, 1)
        assert found.changes == ("g3: description of PER: “People.”; it was empty.",)
        assert quotes(store, "PER", quote="Bo") == quotes(store, "PER", layer="ben") == []
        assert quotes(store, "PER", since="g2") == ["Ada"]
        assert quotes(store, "PER", since="g3") == []
        act(store, key, "ana", Removed(ADA), Added(ADA))
        assert quotes(store, "PER") == []
        assert quotes(store, "LOC") == ["Rome"]
        carry_out(store, renaming(store, "PER", "PERSON"))
        carry_out(store, changing(store, "PERSON", include="Gods."))
        assert quotes(store, "PER") == quotes(store, "PERSON") == ["Ada", "Bo"]
        assert quotes(store, "PER", since="g1") == ["Ada", "Bo"]
        carry_out(store, adding(store, "SHIP"))
        assert quotes(store, "SHIP") == []
        with pytest.raises(NoSuchLabel):
            recheck(store, ["NIX"])
        with pytest.raises(SchemeError, match="no version"):
            recheck(store, ["PERSON"], since="g99")


def test_a_split_and_a_merge_of_labels_ask_for_a_look(tmp_path: Path) -> None:
    store, key = corpus(tmp_path / "p.db")
    with store:
        carry_out(store, splitting(store, "LOC", ["LOC", "SEA"]))
        assert quotes(store, "LOC") == ["Rome"]
        act(store, key, GOLD, Ruled(0, 23, "", (ADA, ROME), "own"), Approved())
        assert {one.layer for one, _ in recheck(store, ["LOC"]).spans} == {"ana"}
        carry_out(store, merging(store, ["PER"], "ORG"))
        carry_out(store, undoing(store))
        assert quotes(store, "ORG") == []
        carry_out(store, merging(store, ["LOC"], "ORG"))
        assert [(one.layer, one.label) for one, _ in recheck(store, ["ORG"]).spans] == [("ana", "ORG"), (GOLD, "ORG")]


def test_who_did_not_know_of_a_change_elsewhere_is_asked(tmp_path: Path) -> None:
    store, key = corpus(tmp_path / "one.db")
    store.close()
    shutil.copy(tmp_path / "one.db", tmp_path / "other.db")
    with Store.open(tmp_path / "one.db") as one:
        carry_out(one, changing(one, "PER", description="People."))
    with Store.open(tmp_path / "other.db") as other:
        carry_out(other, changing(other, "ORG", description="Firms."))
        act(other, key, "ben", Added(BO))
    with Store.open(tmp_path / "one.db") as one:
        merge(one, tmp_path / "other.db")
        assert quotes(one, "PER") == ["Ada", "Bo"]


@pytest.mark.skipif(not _GUM.exists(), reason="the revisions of GUM are not here")
def test_the_spans_of_a_label_that_was_split_in_real_life(tmp_path: Path) -> None:
    with project(tmp_path / "p.db", overlap="any", labels=["object", "place", "quantity"]) as store:
        changed = 0
        for line in _GUM.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            before = row["annotations"].get("gum-V6.0.0", ())
            after = {(one["start"], one["end"], one["label"]) for one in row["annotations"]["gum-V8.0.0"]}
            spans = [Span(one["start"], one["end"], one["label"]) for one in before]
            spans = [span for span in spans if span.label in store.scheme().names()]
            if spans:
                article = Article.of(row["text"])
                act(store, put(store, article.text), "v6", *map(Imported, spans), Finished())
            changed += sum((one.start, one.end, one.label) not in after for one in spans if one.label == "object")
        assert (len(quotes(store, "object")), changed) == (184, 94)
        assert len(quotes(store, "object", "place", "quantity")) == 443


def test_white_space_of_a_quote_counts_as_one_sees_it(tmp_path: Path) -> None:
    store, _ = corpus(tmp_path / "p.db")
    with store:
        key = put(store, "In New\n York  City")
        act(store, key, "ana", Added(Span(3, 18, "LOC")))
        assert quotes(store, "LOC", quote=" New York City") == ["New\n York  City"]
        assert quotes(store, "LOC", quote="New York") == []
