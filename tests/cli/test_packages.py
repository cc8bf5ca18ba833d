"""A team of three whose packages lie in folders of their own: dealt out, labelled, collected, by the verbs alone."""

from __future__ import annotations

import json
from pathlib import Path

from support.commands import Run, document

from annotator.services.annotating.session import AnnotationSession
from annotator.storage.store import Store

TEAM = ("anastasia", "benedikt", "cemalettin")
TEXTS = [f"Bo of Acme is in Rome and Bo likes Acme, {word}." for word in ("one", "two", "three", "four", "five", "six")]
RIGHT = [(0, 2, "PERSON"), (6, 10, "ORG"), (17, 21, "GPE"), (26, 28, "PERSON"), (35, 39, "ORG")]


def label(path: Path, name: str) -> int:
    """Somebody labels all that is theirs; Cem takes organisations for places. Gives how many articles that are."""
    with Store.open(path) as store:
        keys = [key for (key,) in store.conn.execute("SELECT key FROM articles ORDER BY added, key")]
        for key in keys:
            session = AnnotationSession(store, key, name)
            session.load()
            for start, end, right in RIGHT:
                session.select_stretch(start, end)
                session.label("GPE" if right == "ORG" and name == TEAM[2] else right)
            session.finish("reject")
    return len(keys)


def test_a_team_with_packages(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text("\n".join(json.dumps({"text": text}) for text in TEXTS))
    gold = [{"text": f"{TEXTS[0]} {number}", "spans": [_span(*one) for one in RIGHT]} for number in range(2)]
    (tmp_path / "known.jsonl").write_text("\n".join(map(json.dumps, gold)))
    lead = ("-p", "news.db", "--as", "rosalinde")
    run(*lead, "add", "in.jsonl")
    run(*lead, "people", "add", *TEAM)
    run(*lead, "people", "add", "rosalinde", "--role", "lead")
    run(*lead, "round", "new", "pilot", "--articles", "2", "--per-article", "3", "--to", ",".join(TEAM))
    hidden = ("--gold", "known.jsonl", "--hidden", "50%")
    run(*lead, "round", "new", "main", "--articles", "4", "--to", ",".join(TEAM), *hidden)
    for name in TEAM:
        folder = tmp_path / name
        folder.mkdir()
        package = folder / f"{name[:3]}.db"
        said = run(*lead, "handout", name, "-o", str(package))
        assert f" of {name}, with 0 decisions." in said.stdout
        assert all(other.encode() not in package.read_bytes() for other in ("rosalinde", *TEAM) if other != name)
        assert document(run("-p", str(package), "doctor", "--json"))["ok"]
        assert label(package, name) in (5, 6)
        assert "Nothing was changed." in run(*lead, "collect", str(package), "--dry-run").stderr
        collected = run(*lead, "collect", str(package)).stdout
        assert f"\n{name}: " in collected
        assert ("cemalettin: 6 of 10 spans of hidden gold right" in collected) == (name == TEAM[2])
    assert "ORG" in run(*lead, "round", "show", "main").stdout
    pilot = document(run(*lead, "round", "show", "pilot", "--json"))
    figures = {(pair["a"], pair["b"]): pair["f1_exact"] for pair in pilot["agreement"]["pairs"]}
    assert document(run(*lead, "agree", "--round", "pilot", "--json")) == pilot["agreement"]
    assert "3 annotators on 2 articles" in run(*lead, "agree", "--round", "pilot").stdout
    assert figures == {TEAM[:2]: 1.0, (TEAM[0], TEAM[2]): 0.6, TEAM[1:]: 0.6}
    assert document(run(*lead, "doctor", "--json"))["ok"]
    came = {row["name"]: row["collected"] for row in document(run(*lead, "people", "list", "--json"))}
    assert {name for name, at in came.items() if at} == set(TEAM)
    assert "collected" in run(*lead, "people").stdout
    assert "handed out to nobody" in run(*lead, "handout", "gold", code=2).stderr
    assert "rosalinde has no article" in run(*lead, "handout", "rosalinde", code=2).stderr
    assert "as it was before the last package" in run(*lead, "collect", "--undo").stdout
    assert "cemalettin" not in run(*lead, "round", "show", "main").stdout.split("hidden gold")[-1]
    assert "goes alone" in run(*lead, "collect", "x.db", "--undo", code=2).stderr
    assert "Which package" in run(*lead, "collect", code=2).stderr
    run(*lead, "collect", str(tmp_path / TEAM[2] / "cem.db"))
    release(run, lead, tmp_path)


def release(run: Run, lead: tuple[str, ...], folder: Path) -> None:
    """What they said is settled, tagged, compared and released, with nobody's name; undone, the tag stays."""
    run(*lead, "tag", "v0")
    settled = document(run(*lead, "settle", "--by", "vote", "--at-least", "2/3", "--json"))
    assert (settled["settled"], settled["left"]) == (8, {})
    run(*lead, "tag", "v1")
    assert (
        "Only at v1, and not compared: 4 articles with 20 spans."
        in run(*lead, "diff", "v0", "v1", "--layer", "gold").stdout
    )
    run(*lead, "export", "--at", "v1", "--layer", "gold", "-o", "before.jsonl")
    found = document(run(*lead, "release", "v1", "-o", "out", "--anonymous", "--format", "docbin", "--json"))
    assert (found["adjudicated"], found["agreed"], found["single"], found["names"]) == (4, 0, 4, [])
    held = {path: path.read_bytes().lower() for path in (folder / "out").rglob("*") if path.is_file()}
    assert [path for path, one in held.items() for name in ("rosalinde", *TEAM) if name.encode() in one] == []
    run(*lead, "settle", "--undo")
    run(*lead, "export", "--at", "v1", "--layer", "gold", "-o", "after.jsonl")
    assert (folder / "before.jsonl").read_bytes() == (folder / "after.jsonl").read_bytes()


def _span(start: int, end: int, label: str) -> dict[str, object]:
    return {"start": start, "end": end, "label": label}
