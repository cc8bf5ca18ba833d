"""`annotator find`: places and inconsistent strings, as lines, JSON and tables."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from support.commands import Run, document
from support.corpus import corpus

from annotator.services.finding.inconsistent import Treatments
from annotator.services.finding.take_back import take_back
from annotator.services.project.articles import put_away


def test_places_as_lines_json_and_table(run: Run, tmp_path: Path) -> None:
    corpus(tmp_path / "annotator.db", {"ana": "[Caloi|ORG] and\n\x1b[31m Caloi".replace("[31m", "31m")}, {"ana": "x"})
    said = run("find", "Caloi")
    assert "\x1b" not in said.output
    assert "2 places in 1 article. ana: ORG 1, nothing 1." in said.stderr
    assert "[Caloi] and" in said.stdout
    places = document(run("find", "Caloi", "--json"))
    assert [one["layers"] for one in places] == [{"ana": "ORG"}, {"ana": None}]
    rows = list(csv.DictReader(io.StringIO(run("find", "Caloi", "--csv").stdout)))
    assert [row["ana"] for row in rows] == ["ORG", "nothing"]
    assert document(run("find", "Caloi", "--label", "ORG", "--json")) == places[:1]
    assert document(run("find", "--label", "ORG", "--json")) == places[:1]
    assert len(document(run("find", "--regex", "C.l", "--json"))) == 2
    assert len(document(run("find", "caloi", "--any-case", "--json"))) == 2
    assert len(document(run("find", "alo", "--parts", "--json"))) == 2
    assert "No article has that." in run("find", "alo").stderr


def test_inconsistent_strings(run: Run, tmp_path: Path) -> None:
    corpus(tmp_path / "annotator.db", {"ana": "[Caloi|ORG] and Caloi and [Caloi|ORG]"})
    assert document(run("find", "--inconsistent", "--json")) == [
        {"string": "Caloi", "labels": {"ORG": 2}, "unlabelled": 1, "inside_longer": 0, "articles": 1}
    ]
    assert "Treated differently by ana, in 1 finished article: 1 of 1 string." in run("find", "--inconsistent").stderr
    assert "Caloi,ORG:2,1,0,1" in run("find", "--inconsistent", "--csv").stdout
    assert document(run("find", "Caloi", "--outliers", "--json"))[0]["start"] == 10


def test_what_makes_no_sense_is_said(run: Run, tmp_path: Path) -> None:
    corpus(tmp_path / "annotator.db", {"ana": "[Caloi|ORG]"})
    for args in ((), ("x", "--regex", "x"), ("x", "--inconsistent"), ("x", "--json", "--csv")):
        assert "Say one:" in run("find", *args, code=2).stderr
    assert "is no regular expression" in run("find", "--regex", "(", code=2).stderr
    assert "no label 'ORGG'. Did you mean" in run("find", "--label", "ORGG", code=2).stderr
    assert "There is no layer 'anna'" in run("find", "x", "--layer", "anna", code=2).stderr


def test_nothing_to_look_for_is_refused(run: Run, tmp_path: Path) -> None:
    corpus(tmp_path / "annotator.db", {"ana": "[Caloi|ORG]"})
    for args, why in (
        (("",), "STRING is empty"),
        (("--regex", ""), "`--regex` needs an expression"),
        (("--patterns", " "), "`--patterns` needs a file"),
        (("x", "--label", ""), "`--label` needs a label"),
    ):
        assert why in run("find", *args, code=2).stderr


def test_a_string_is_set_aside_and_brought_back(run: Run, tmp_path: Path) -> None:
    corpus(tmp_path / "annotator.db", {"ana": "[Caloi|ORG] and [Caloi|PERSON], [Bo|ORG], [Rome|GPE] or Rome"})
    said = run("find", "Caloi", "--set-aside", "--reason", "a man, a firm").stdout
    assert said == "“Caloi” is set aside: right as it is.\n"
    assert [one["string"] for one in document(run("find", "--inconsistent", "--json"))] == ["Rome"]
    told = run("find", "--inconsistent").stderr
    assert "1 of 2 strings. 1 more was set aside as right: `--set-aside` lists them." in told
    aside = run("find", "--inconsistent", "--set-aside")
    assert "Caloi" in aside.stdout
    assert "a man, a firm" in aside.stdout
    assert "Treated differently and set aside by ana, in 1 finished article: 1 of 2 strings." in aside.stderr
    (listed,) = document(run("find", "--inconsistent", "--set-aside", "--json"))
    assert (listed["string"], listed["set_aside"]["why"]) == ("Caloi", "a man, a firm")
    run("find", "Caloi", "--set", "ORG", "--where", "PERSON")
    run("find", "Caloi", "--none", "--where", "ORG")
    assert document(run("find", "Rome", "--set-aside", "--json"))["set_aside"]["why"] == ""
    assert "none of 1 string. 1 more was set aside" in run("find", "--inconsistent").stderr
    assert document(run("find", "Rome", "--bring-back", "--json"))["set_aside"] is None
    run("find", "Rome", "--set-aside")
    assert run("find", "Rome", "--bring-back").stdout == "“Rome” is listed again.\n"
    assert [one["string"] for one in document(run("find", "--inconsistent", "--json"))] == ["Rome"]


def test_a_string_set_aside_is_listed_again_where_it_is_treated_in_a_new_way(run: Run, tmp_path: Path) -> None:
    corpus(tmp_path / "annotator.db", {"ana": "[Caloi|ORG] or [Caloi|PERSON], a Caloi"}, {"ana": "or [Caloi|PERSON]"})
    run("find", "Caloi", "--set-aside")
    run("find", "or Caloi", "--set", "GPE")
    run("find", "Caloi", "--set", "GPE", "--where", "nothing")
    assert "1 was set aside and is treated in a new way since." in run("find", "--inconsistent").stderr


def test_what_cannot_be_set_aside_is_refused(run: Run, tmp_path: Path) -> None:
    corpus(tmp_path / "annotator.db", {"ana": "[Caloi|ORG], Caloi, [Bo|ORG]"})
    for args, why in (
        (("Bolt", "--set-aside"), "“Bolt” is not treated differently"),
        (("--regex", "Caloi", "--set-aside"), "is about one STRING"),
        (("label:ORG", "--set-aside"), "is about one STRING"),
        (("Caloi", "--set-aside", "--bring-back"), "is about one STRING"),
        (("Caloi", "--set-aside", "--set", "ORG"), "is about one STRING"),
        (("Caloi", "--bring-back", "--reason", "x"), "`--reason` goes with"),
        (("--inconsistent", "--bring-back"), "only lists"),
    ):
        assert why in run("find", *args, code=2).stderr


def test_a_fix_is_told_and_taken_back_as_one(run: Run, tmp_path: Path) -> None:
    store, keys = corpus(tmp_path / "annotator.db", {"ana": "[Caloi|PERSON] Caloi"}, {"ana": "The [Caloi|PERSON]"})
    before = run("export", "-o", "-").stdout
    said = run("find", "Caloi", "--set", "ORG", "--dry-run").stdout
    assert said == "Nothing was changed. It would be: 3 places changed in 2 articles.\n"
    assert "1 place changed" in run("find", "Caloi", "--set", "ORG", "--where", "nothing", "--dry-run").stdout
    found = document(run("find", "Caloi", "--set", "ORG", "--reason", "a company", "--json"))
    assert (found["changed"], found["articles"], found["passed"]) == (3, 2, {})
    assert store.last_step("ana") == (found["step"], keys[0], "ana")
    assert "a company" in run("log").stdout
    assert "The project is sound." in run("doctor").stdout
    take_back(store, "ana", found["step"])
    assert run("export", "-o", "-").stdout == before
    assert run("find", "Caloi", "--set", "ORG", "--propose").stdout == "3 suggestions in 2 articles.\n"


def test_a_fix_that_makes_no_sense_is_refused(run: Run, tmp_path: Path) -> None:
    corpus(tmp_path / "annotator.db", {"ana": "[Caloi|PERSON] Caloi", "ben": "Caloi Caloi"})
    for args, why in (
        (("--set", "ORG", "--none"), "contradict"),
        (("--propose",), "needs a label"),
        (("--dry-run",), "go with"),
        (("--set", "ORG", "--layer", "ben"), "The layer of ben is theirs"),
        (("--set", "NIX"), "no label 'NIX'"),
    ):
        assert why in run("find", "Caloi", *args, code=2).stderr
    for option in ("--none", "--outliers", "--any-case", "--parts"):
        assert "only lists" in run("find", "--inconsistent", option, code=2).stderr


def test_an_option_that_would_do_nothing_is_refused(run: Run, tmp_path: Path) -> None:
    corpus(tmp_path / "annotator.db", {"ana": "[Caloi|PERSON] Caloi"})
    for args, why in (
        (("Caloi", "--min", "1"), "`--min` goes with"),
        (("--inconsistent", "--min", "0"), "--min"),
        (("--regex", "C", "--parts"), "`--parts` goes with"),
        (("--label", "PERSON", "--any-case"), "`--any-case` with one"),
        (("Caloi", "--set", ""), "`--set` needs a label"),
        (("Caloi", "--set", "ORG", "--csv"), "is no table"),
        (("Caloi", "--set", "ORG", "--propose", "--reason", "x"), "`--reason` is noted"),
        (("Caloi", "--set", "ORG", "--where", "PERSN"), "no label 'PERSN'. Did you mean PERSON?"),
        (("Caloi", "--set", "ORG", "--propose", "--where", "PERSN"), "no label 'PERSN'"),
    ):
        assert why in run("find", *args, code=2).stderr


def test_what_a_fix_passes_over_is_counted(run: Run, tmp_path: Path) -> None:
    corpus(tmp_path / "annotator.db", {"ana": "[Caloi|PERSON] Caloi"})
    run("labels", "rename", "PERSON", "HUMAN")
    said = run("find", "Caloi", "--set", "ORG", "--where", "PERSON", "--dry-run").stdout
    assert said.endswith("1 place changed in 1 article. 1 passed over: said otherwise.\n")
    proposing = ("find", "Caloi", "--set", "ORG", "--propose", "--where", "nothing")
    assert run(*proposing).stdout == "1 suggestion in 1 article. 1 passed over: said otherwise.\n"
    assert "1 passed over: proposed already." in run(*proposing).stdout


def test_what_is_in_the_way_can_be_replaced(run: Run, tmp_path: Path) -> None:
    store, (key,) = corpus(tmp_path / "annotator.db", {"ana": "[Casa Caloi|ORG] and Caloi"})
    said = run("find", "Caloi", "--set", "PERSON", "--dry-run").stdout
    assert "1 passed over: inside a longer span. `--replace` gives it there, too" in said
    assert (
        "2 places changed in 1 article. 1 span gave way." in run("find", "Caloi", "--set", "PERSON", "--replace").stdout
    )
    assert [span.label for span in store.layer(key, "ana").layer.spans] == ["PERSON", "PERSON"]
    for args in (("--none",), ("--set", "ORG", "--propose"), ()):
        assert "`--replace` goes with `--set LABEL`" in run("find", "Caloi", "--replace", *args, code=2).stderr


def test_put_away_articles_are_not_counted_as_compared(run: Run, tmp_path: Path) -> None:
    store, keys = corpus(tmp_path / "annotator.db", {"ana": "[Caloi|ORG] Caloi"}, {"ana": "Caloi"})
    put_away(store, keys[1:])
    assert Treatments(store, "ana").of == 1
    assert "in 1 finished article: 1 of 1 string" in run("find", "--inconsistent").stderr


def test_articles_that_a_layer_has_not_begun_are_no_outliers(run: Run, tmp_path: Path) -> None:
    ones = [{"ben": f"Caloi {number}"} for number in range(3)]
    corpus(tmp_path / "annotator.db", {"ana": "[Caloi|PERSON] and [Caloi|PERSON] and [Caloi|ORG]"}, *ones)
    odd = document(run("find", "Caloi", "--outliers", "--layer", "ana", "--json"))
    assert [one["layers"] for one in odd] == [{"ana": "ORG"}]
