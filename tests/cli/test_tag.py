"""The verb of tags, and what is exported at one."""

from __future__ import annotations

from pathlib import Path

from support.commands import Run, document


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


def test_a_merge_says_which_tags_it_does_not_take(run: Run, decided: str, tmp_path: Path) -> None:
    run("-p", "other.db", "add", "-", input="Rain fell.")
    run("-p", "other.db", "tag", "v1")
    assert "A tag there is none here, as it is of that file alone: v1." in run("merge", "other.db").stdout
