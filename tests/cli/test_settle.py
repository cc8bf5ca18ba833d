"""`annotator settle`: what is settled, what is left, and back again."""

from __future__ import annotations

from pathlib import Path

from support.commands import Run, document
from support.corpus import corpus

from annotator.domain.span import Span
from annotator.storage.team.hidden import HiddenGold, hide

SAID = (
    {"ana": "[Ed|PERSON] met [Bo|ORG]", "ben": "[Ed|PERSON] met [Bo|ORG]", "cem": "[Ed|PERSON] met Bo"},
    {"ana": "[Al\x1b|ORG] ran", "ben": "[Al\x1b|PERSON] ran", "cem": "Al\x1b ran"},
    {"ana": "[Oz|GPE] too!", "ben": "Oz too!", "cem": "Oz too!"},
)


def test_settled_told_and_taken_back(run: Run, tmp_path: Path) -> None:
    corpus(tmp_path / "annotator.db", *SAID)
    said = run("settle", "--by", "vote", "--dry-run").stdout
    assert "2 of 3  → ORG “Bo”" in said
    rows = [line for line in said.splitlines() if "→" in line]
    assert len({line.index("[", line.index("→")) for line in rows}) == 1 < len(rows)
    assert "Nothing was changed. It would settle 2 conflicts in 2 articles. 1 left: nothing has the votes." in said
    done = document(run("--as", "rosa", "settle", "--by", "vote", "--reason", "see the guideline", "--json"))
    step = done.pop("step")
    assert step
    assert done == {
        "settled": 2, "articles": 2, "approved": 2, "ties": 0, "own": 0, "left": {"nothing has the votes": 1},
        "returned": 0,
    }  # fmt: skip
    assert "gold" not in run("assign", "--take-back", "--to", "zed", code=2).stderr
    log = run("log").stdout
    assert "Settled by vote, at least 2/3: 2 conflicts in 2 articles. see the guideline" in log
    assert "The project is sound." in run("doctor").stdout
    assert run("--as", "rosa", "settle", "--undo").stdout == "Taken back in 2 articles.\n"
    assert "has settled nothing that could be taken back" in run("settle", "--undo", code=2).stderr
    assert "The project is sound." in run("doctor").stdout
    again = run("settle", "--by", "vote", "--kind", "missed,split", "--label", "GPE", "--no-approve").stdout
    assert "1 conflict settled in 1 article. You labelled 1 article of these yourself. 2 left: not asked for." in again
    assert document(run("settle", "--undo", "--json"))["articles"] == 1


def test_gold_that_was_all_taken_back_stands_in_for_nobody(run: Run, tmp_path: Path) -> None:
    corpus(tmp_path / "annotator.db", *SAID)
    before = {name: run("--as", name, "export", "--status", "any", "-o", "-").stdout for name in ("ana", "ben")}
    run("--as", "rosa", "settle", "--by", "vote")
    gold = document(run("--as", "ana", "find", "label:ORG", "--json"))
    run("--as", "rosa", "settle", "--undo")
    run("tag", "v1")
    for name, was in before.items():
        assert run("--as", name, "export", "--status", "any", "-o", "-").stdout == was
        assert run("--as", name, "export", "--status", "any", "-o", "-", "--at", "v1").stdout == was
    assert document(run("--as", "ana", "find", "label:ORG", "--json")) != gold
    assert "gold:" not in run("--as", "ana", "find", "label:ORG").output


def test_taking_back_goes_alone_and_gold_is_nobody(run: Run, tmp_path: Path) -> None:
    corpus(tmp_path / "annotator.db", *SAID)
    run("--as", "rosa", "settle", "--by", "vote")
    before = run("log").stdout
    for more in (["--dry-run"], ["--kind", "label"], ["--at-least", "2/3"], ["--reason", "no"]):
        assert "goes alone" in run("--as", "rosa", "settle", "--undo", *more, code=2).stderr
    for verb in (["settle", "--by", "vote"], ["review"], ["label"], ["recheck"]):
        assert "`gold` is the layer that review makes" in run("--as", "gold", *verb, code=2).stderr
    assert run("log").stdout == before
    assert document(run("--as", "rosa", "settle", "--undo", "--json"))["articles"] == 2


def test_ties_and_what_hostile_text_does(run: Run, tmp_path: Path) -> None:
    corpus(tmp_path / "annotator.db", *SAID)
    said = run("settle", "--by", "vote", "--at-least", "1", "--label", "ORG", "--dry-run")
    assert "(tied)" in said.output
    assert "\x1b" not in said.output
    left = document(run("settle", "--by", "vote", "--at-least", "1", "--ties", "leave", "--dry-run", "--json"))
    assert left["left"] == {"as many votes for another version": 1}
    assert [one["versions"]["cem"] for one in left["conflicts"]] == [[], []]
    weighed = document(run("settle", "--by", "weight", "--at-least", "60 %", "--dry-run", "--json"))
    assert list(weighed["weights"]) == ["ana", "ben", "cem"]
    assert "Weighed by 5 spans; no gold of people. ana" in run("settle", "--by", "weight").stdout


def test_only_where_a_question_finds_a_place(run: Run, tmp_path: Path) -> None:
    corpus(tmp_path / "annotator.db", *SAID)
    for where, number in (("label:GPE", 1), ("by:ben label:ORG", 1), ("Bo", 1), ("label:ORG", 1), ("Ed", 0)):
        found = document(run("settle", "--by", "vote", "--where", where, "--dry-run", "--json"))
        assert (where, len(found["conflicts"])) == (where, number)
        assert sum(found["left"].values()) == 3 - number
    assert "there is no 'ORGG'" in run("settle", "--by", "vote", "--where", "label:ORGG", code=2).stderr


def test_who_may_not_see_hidden_gold_is_not_told_the_weights(run: Run, tmp_path: Path) -> None:
    store, keys = corpus(tmp_path / "annotator.db", *SAID)
    with store.write() as conn:
        hide(conn, [HiddenGold(store.article_id(keys[0]), "", (Span(0, 2, "PERSON"),), True)], "2026-01-01")
    assert "weights" not in document(run("settle", "--by", "weight", "--dry-run", "--json"))
    run("people", "add", "lea", "--role", "lead")
    assert "weights" in document(run("--as", "lea", "settle", "--by", "weight", "--dry-run", "--json"))


def test_what_makes_no_sense_is_said(run: Run, tmp_path: Path) -> None:
    corpus(tmp_path / "annotator.db", SAID[0])
    assert "Say one:" in run("settle", code=2).stderr
    assert "Say one:" in run("settle", "--by", "vote", "--undo", code=2).stderr
    assert "'4/3' is no share or number of votes" in run("settle", "--by", "vote", "--at-least", "4/3", code=2).stderr
    assert "is a share" in run("settle", "--by", "weight", "--at-least", "2", code=2).stderr
    assert "of the kind 'edges'" in run("settle", "--by", "vote", "--kind", "edges", code=2).stderr
    assert "no label 'ORGG'" in run("settle", "--by", "vote", "--label", "ORGG", code=2).stderr
