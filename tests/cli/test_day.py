"""`annotator stats --day`."""

from __future__ import annotations

from pathlib import Path

from support.commands import Run, document

from annotator.services.second_look import SecondLook
from annotator.storage.store import Store


def test_a_day_in_words_and_as_json(run: Run, decided: str, tmp_path: Path) -> None:
    (tmp_path / "none.toml").write_text('goal = "2 articles"\n')
    said = run("stats", "--day").stdout
    assert said.startswith("ana, ")
    assert "  finished     1 article of " in said
    assert "  goal         1 of 2 articles, 50%" in said
    found = document(run("stats", "--day", "today", "--json"))
    assert (found["annotator"], found["finished"], found["goal"]["done"], len(found["days"])) == ("ana", 1, 1, 14)
    assert document(run("stats", "--day", "2020-01-01", "--json"))["finished"] == 0


def test_stats_tell_how_far_people_agree_with_themselves(run: Run, decided: str, tmp_path: Path) -> None:
    with Store.open(tmp_path / "annotator.db") as store:
        look = SecondLook(store, "ana", 100)
        for label in ("LOC", "LOC"):
            look.go_on()
            look.answer(label)
        assert [taken.kind for taken in look.taken].count("same") == 1
    assert "\nana said the same of own spans at a second look: 1 of 2, 50% (9% to 91%)." in run("stats").stdout
    found = document(run("stats", "--json"))["people"]["ana"]["second_look"]
    assert (found["looks"], found["same"], found["label"]) == (2, 1, 1)
    assert "second look  1 of 2, 50% (9% to 91%) the same" in run("stats", "--day").stdout


def test_what_makes_no_sense_is_refused(run: Run, decided: str) -> None:
    assert "is no day" in run("stats", "--day", "someday", code=2).stderr
    assert "There are: ana" in run("stats", "--day", "--as", "zed", code=2).stderr
    assert "leave out --day" in run("stats", "--day", "--html", "x.html", code=2).stderr
