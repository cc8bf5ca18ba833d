"""The numbers of a project: they count what the layers hold, and leave out what was put away."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from support.projects import SOURCE, TEXT, at_work, project

from annotator.errors import InputError, NoProject
from annotator.services.importing.add import AddOptions, add
from annotator.services.project.articles import listed, put_away
from annotator.services.reporting.decision_log import decisions, time_since
from annotator.services.reporting.statistics import statistics
from annotator.services.reviewing.session import ReviewSession
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.queries.pace import days


def test_statistics_count_layers_labels_and_what_became_of_suggestions(tmp_path: Path) -> None:
    store, key = project(tmp_path / "p.db")
    with store:
        with store.write():
            store.add_suggestions(key, "near:spacy:test-1", [(4, 8, "PERSON", 0.1)])
        ana = at_work(store, key)
        ana.accept()
        ana.reject()
        ana.label("LOC")
        ana.finish("reject")
        ben = at_work(store, key, "ben")
        ben.accept()
        ben.skip()
        found = statistics(store)
        document = found.as_json()
        assert document["articles"] == 1
        assert document["suggestions"] == 5
        assert document["layers"]["ana"] == {
            "articles": 1, "finished": 1, "skipped": 0, "spans": 2, "rejected": 2, "undecided": 0, "cats": 0,
            "flags": 0, "comments": 0,
        }  # fmt: skip
        assert document["layers"]["ben"] == {
            "articles": 1, "finished": 0, "skipped": 1, "spans": 1, "rejected": 0, "undecided": 3, "cats": 0,
            "flags": 0, "comments": 0,
        }  # fmt: skip
        assert document["labels"] == {"PERSON": 2, "LOC": 1}
        assert document["sources"] == {
            SOURCE: {"proposed": 5, "accepted": 2, "relabelled": 1, "resized": 0, "rejected": 2}
        }
        assert found.worths[SOURCE][""].precision == pytest.approx(2 / 4)
        assert document["bulk"] == {SOURCE: 1}
        assert document["people"]["ana"]["unread_share"] == 0
        put_away(store, [key])
        assert statistics(store).worths == {}
        away = statistics(store).as_json()
        assert (away["articles"], away["suggestions"], away["decisions"], away["layers"]) == (0, 0, 0, {})


def test_pace_is_finished_articles_an_hour(tmp_path: Path) -> None:
    store, key = project(tmp_path / "p.db")
    with store:
        at_work(store, key).finish("accept")
        store.conn.execute("UPDATE layers SET elapsed_ms = 0")
        assert statistics(store).pace("ana") is None
        store.conn.execute("UPDATE layers SET elapsed_ms = 90000")
        assert statistics(store).pace("ana") == pytest.approx(40)


def test_what_was_imported_counts_neither_for_the_pace_nor_for_any_day(tmp_path: Path) -> None:
    store, key = project(tmp_path / "p.db")
    with store:
        at_work(store, key).finish("accept")
        line = '{"text": "Ada met Bob .", "spans": [{"start": 0, "end": 3, "label": "PERSON"}]}'
        (tmp_path / "in.jsonl").write_text(line, encoding="utf-8")
        add(store, [str(tmp_path / "in.jsonl")], AddOptions(as_name="ana"))
        assert statistics(store).counts.layers["ana"]["finished"] == 2
        other = next(row.key for row in listed(store) if row.key != key)
        at_work(store, other).comment("Looked at.")
        store.conn.execute("UPDATE layers SET elapsed_ms = 90000")
        assert statistics(store).pace("ana") == pytest.approx(40)
        assert sum(sum(numbers) for numbers in days(store, 14)[1].values()) == 1


def test_what_a_reviewer_refuses_is_no_ones_suggestion(tmp_path: Path) -> None:
    store, key = project(tmp_path / "p.db")
    with store:
        for name in ("ana", "ben"):
            at_work(store, key, name).finish("accept")
        before = statistics(store)
        review = ReviewSession(store, key, "rita")
        review.go_to(next(iter(review.layer.spans)))
        review.none()
        after = statistics(store)
        assert after.counts.sources == before.counts.sources
        assert after.worths == before.worths


def test_articles_are_listed_with_every_layer(tmp_path: Path) -> None:
    store, key = project(tmp_path / "p.db")
    with store:
        at_work(store, key).finish("accept")
        at_work(store, key, "ben").accept()
        (row,) = listed(store)
        assert (row.key, row.title, row.layers) == (key, TEXT, {"ana": "finished", "ben": "open"})
        assert put_away(store, [key[:5]]) == 1
        assert put_away(store, [key[:5]]) == 0
        assert list(listed(store)) == []
        assert [row.key for row in listed(store, archived=True)] == [key]
        with pytest.raises(NoProject, match="No article"):
            put_away(store, [key[:5], "zz"], archived=False)
        assert list(listed(store)) == []


def test_the_log_says_who_did_what_to_which_span(tmp_path: Path) -> None:
    store, key = project(tmp_path / "p.db")
    with store:
        ana = at_work(store, key)
        ana.accept()
        ana.reject()
        ana.go_to(next(iter(ana.layer.spans)))
        ana.resize("right", -1)
        at_work(store, key, "ben").comment("Why?")
        rows = list(decisions(store, article=key[:4]))
        assert [(row["by"], row["action"]) for row in rows][-1] == ("ben", "commented")
        resized = next(row for row in rows if row["action"] == "resized")
        assert (resized["start"], resized["end"], resized["label"]) == (0, 3, "PERSON")
        assert resized["was"] == {"start": 0, "end": 8, "label": "PERSON"}
        assert [row["id"] for row in rows] == sorted(row["id"] for row in rows)
        assert {row["by"] for row in decisions(store, by="ana")} == {"ana"}
        assert list(decisions(store, since="9999-01-01T00:00:00.000Z")) == []
        assert [row["quote"] for row in decisions(store) if row["action"] == "resized"] == ["Ana"]
        assert [row["note"] for row in decisions(store, by="ben")] == ["Why?"]
        assert [list(decisions(store, last=last)) for last in (1, 2, 99)] == [rows[-1:], rows[-2:], rows]
        assert list(decisions(store, by="ana", last=1)) == [rows[-2]]


def test_the_log_says_what_a_ruling_chose(tmp_path: Path) -> None:
    store, key = project(tmp_path / "p.db")
    with store:
        at_work(store, key).finish("accept")
        at_work(store, key, "ben").finish("reject")
        review = ReviewSession(store, key, "rita")
        review.take(1)
        save_scheme(store, store.scheme().renamed("PERSON", "PER"))
        ruled = next(row for row in decisions(store) if row["action"] == "ruled")
        assert ruled["note"] is None
        assert ruled["quote"] == TEXT[ruled["start"] : ruled["end"]]
        assert ruled["ruling"]["choice"] == "ana"
        assert ruled["ruling"]["spans"] == [{"start": 0, "end": 8, "label": "PER"}]
        assert ruled["ruling"]["cats"] == {}
        assert "PERSON" not in ruled["ruling"]["conflict"]


def test_a_point_in_time_is_a_date_or_an_age() -> None:
    now = datetime(2026, 6, 1, 12, tzinfo=UTC)
    assert time_since("2026-05-31", now) == "2026-05-31T00:00:00.000Z"
    assert time_since("2026-05-31T14:00+02:00", now) == "2026-05-31T12:00:00.000Z"
    assert time_since("36h", now) == "2026-05-31T00:00:00.000Z"
    for words in ("", "soon", "999999w", "0001-01-01T00:00+14:00", "3 days", "٣d"):
        with pytest.raises(InputError, match="point in time"):
            time_since(words, now)
