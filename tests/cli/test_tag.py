"""The verb of tags, and what is exported at one."""

from __future__ import annotations

import json
from pathlib import Path

from support.claiming import LUND, PORT, TOWN, TOWN_AGAIN, decided, made
from support.commands import Run, document

from annotator.domain.claims.values import Relation, Same
from annotator.domain.decisions import Claimed, Finished, Reopened, Withdrawn
from annotator.services.exporting.tags import set_tag


def test_a_tag_is_set_listed_exported_and_dropped(run: Run, decided: str, tmp_path: Path) -> None:
    assert run("tag").stdout == "There is no tag: `annotator tag NAME` sets one.\n"
    assert run("tag", "v1.0", "--note", "first release").stdout == "v1.0: 1 article, 6 decisions.\n"
    assert "already" in run("tag", "v1.0", code=2).stderr
    assert document(run("tag", "set", "v1.1", "--json"))["decisions"] == 6
    rows = run("tag", "list").stdout.splitlines()
    assert rows[1].split()[0] == "v1.0"
    assert rows[1].endswith("first release")
    assert [one["tag"] for one in document(run("tag", "list", "--json"))] == ["v1.0", "v1.1"]
    run("export", "--at", "v1.0", "-o", "before.jsonl")
    assert run("export", "--at", "v1.0").stdout.splitlines()[1] == "  exports/annotator-v1.0.jsonl"
    run("articles", "archive", decided)
    run("export", "-o", "none.jsonl", code=1)
    run("export", "--at", "v1.0", "-o", "after.jsonl")
    assert (tmp_path / "before.jsonl").read_bytes() == (tmp_path / "after.jsonl").read_bytes()
    assert "at the tag v1.0" in run("export", "--at", "v1.0", "--layer", "gold", code=1).stderr
    assert "Did you mean v1.0" in run("export", "--at", "v1.00", code=2).stderr
    assert "do not go together" in run("export", "--at", "v1.0", "--where", "lang:en", code=2).stderr
    assert run("tag", "drop", "v1.0").stdout == "The tag v1.0 is taken away; every decision stays.\n"
    assert "There are: v1.1." in run("tag", "drop", "x", code=2).stderr


def test_a_slip_of_a_verb_sets_no_tag(run: Run, decided: str) -> None:
    said = run("tag", "lst", code=2).stderr
    assert "`tag` has no verb 'lst'. Did you mean list? `annotator tag set lst` sets a tag of that name." in said
    assert run("tag").stdout.startswith("There is no tag")
    run("tag", "set", "lst")
    run("tag", "v1", "--note", "the first")


def test_a_merge_says_which_tags_it_does_not_take(run: Run, decided: str, tmp_path: Path) -> None:
    run("-p", "other.db", "add", "-", input="Rain fell.")
    run("-p", "other.db", "tag", "v1")
    assert "A tag there is none here, as it is of that file alone: v1." in run("merge", "other.db").stdout


def test_a_diff_tells_each_change_with_its_place(run: Run, decided: str) -> None:
    assert "There is no tag 'v1'" in run("diff", "v1", code=2).stderr
    run("tag", "v1")
    none = "relabelled 0\nresized 0\nremoved 0\nadded 0\nCompared: 1 article.\n"
    assert run("diff", "v1").stdout == none
    assert run("diff", "v1", "--layer", "all").stdout == none.replace("article", "layer")
    text = {"text": "Ana Ruiz met Bo Li in Rome. Ana Ruiz smiled 😀 at Bo.", "_annotator_id": "ana"}
    spans = [{"start": 13, "end": 18, "label": "PERSON"}]
    run("add", "-", input=json.dumps(text | {"spans": spans}))
    assert run("diff", "v1").stdout.startswith(f"{decided[:12]}:13-18  ana  added  PERSON  “Bo Li”\nrelabelled 0\n")
    assert "added 1: PERSON 1\n" in run("diff", "v1").stdout
    found = document(run("diff", "v1", "--json"))
    assert (found["added"], found["after"], found["changes"][0]["was_start"]) == (1, "", None)
    rows = run("diff", "v1", "--csv").stdout.splitlines()
    assert rows == [
        "article,layer,kind,start,end,label,was_start,was_end,was_label,quote",
        f"{decided},ana,added,13,18,PERSON,,,,Bo Li",
    ]
    run("diff", "v1", "--csv", "--json", code=2)


def test_a_diff_tells_changes_of_claims_too(run: Run, tmp_path: Path) -> None:
    store, key = made(tmp_path / "annotator.db")
    with store:
        decided(store, key, [Claimed(Relation(LUND, "head_of", PORT)), Claimed(Same(TOWN_AGAIN, TOWN)), Finished()])
        set_tag(store, "v1", by="rosa")
        assert run("diff", "v1").stdout.endswith(
            "Relations, mentions, links and attributes: no change.\nCompared: 1 article.\n"
        )
        gone, now = Relation(LUND, "head_of", PORT), Relation(LUND, "member_of", PORT)
        decided(store, key, [Reopened(), Withdrawn(gone), Claimed(now), Claimed(Same(TOWN, TOWN)), Finished()])
    said = run("diff", "v1").stdout
    where = f"{key[:12]}:{LUND.start}-{LUND.end}  ana  relation relabelled"
    words = "“Tor Lund” → “Halvik Port Authority”"
    assert f"{where}  member_of {words}, was head_of {words}\n" in said
    assert "relation relabelled 1: head_of → member_of 1\nmention removed 2\n" in said
    found = document(run("diff", "v1", "--json"))
    assert [one["kind"] for one in found["claim_changes"]] == ["relation relabelled", *["mention removed"] * 2]
    rows = run("diff", "v1", "--csv").stdout.splitlines()
    assert rows[0].endswith("quote,claim,was_claim")
    assert len(rows) == 4
