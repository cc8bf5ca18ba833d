"""The verb of notes: what is asked, answered and closed."""

from __future__ import annotations

from pathlib import Path

from support.commands import Run, document
from support.desks import at, make

from annotator.services.annotating.session import AnnotationSession


def test_questions_are_listed_answered_and_closed(run: Run, tmp_path: Path) -> None:
    store, key = make(tmp_path / "annotator.db")
    with store:
        ana = AnnotationSession(store, key, "ana")
        ana.load()
        span = at("Valdora", "GPE")
        ana.comment("A team or a club?", span)
    asked = run("notes", "--as", "lea").stdout
    assert "ana: “A team or a club?”\n" in asked
    assert f"“Valdora” {span.start}-{span.end}  {key[:8]}" in asked
    name = asked.split()[0]
    assert run("notes", "answer", name, "A club.", "--as", "lea").stdout == "Answered, and closed.\n"
    assert run("notes", "--as", "lea").stderr == "No question is open.\n"
    assert "        lea: “A club.”\n" in run("notes", "list", "to-me", "--as", "ana").stdout
    assert "closed" in run("notes", "list", "closed", "--as", "lea").stdout
    (one,) = document(run("notes", "list", "mine", "--as", "lea", "--json"))
    assert (one["open"], one["closed"], one["quote"], one["answers"][0]["by"]) == (False, True, "Valdora", "lea")
    assert "lea in ana  commented" in run("log").stdout
    assert f"answers {name}, closed  “A club.”" in run("log").stdout
    assert run("notes", "close", name, "--as", "lea").stdout == "Open again.\n"
    (said,) = [row for row in document(run("log", "--json")) if row["note"] == "A club."]
    assert (said["answers"], said["closes"], said["source"], said["instead"]) == (one["id"], True, None, None)
    assert "No note is called 'nix'" in run("notes", "close", "nix", code=2).stderr
    assert "needs words" in run("notes", "answer", name, " ", code=1).stderr
