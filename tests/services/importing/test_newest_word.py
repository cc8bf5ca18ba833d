"""What one person said of one text several times: the newest word holds, and the log has every step."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from support.blank import blank

from annotator.domain.article import article_key
from annotator.services.importing.add import AddOptions, AddReport, add
from annotator.storage.store import Store

TEXT = "Ada met Bo."
ADA, BO = {"start": 0, "end": 3, "label": "PER"}, {"start": 8, "end": 10, "label": "PER"}
LONGER = {"start": 0, "end": 7, "label": "PER"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with blank(tmp_path / "news.db") as opened:
        yield opened


def task(second: int, *spans: dict[str, Any], **more: Any) -> dict[str, Any]:
    answered = {"_view_id": "ner_manual", "answer": "accept", "_annotator_id": "cy", "_timestamp": second}
    return {"text": TEXT, "spans": list(spans), **answered, **more}


def put(store: Store, folder: Path, *records: dict[str, Any], **options: Any) -> AddReport:
    path = folder / "in.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return add(store, [str(path)], AddOptions(**options))


def state(store: Store) -> tuple[list[tuple[int, int, str]], str, dict[str, bool], bool]:
    layer = store.layer(article_key(TEXT), "cy").layer
    return [(one.start, one.end, one.label) for one in layer.spans], layer.status, dict(layer.cats), layer.flagged


@pytest.mark.parametrize("order", permutations(range(3)))
def test_in_whatever_order_they_come_the_newest_answer_holds(
    order: tuple[int, ...], store: Store, tmp_path: Path
) -> None:
    answers = [task(10, ADA), task(20, LONGER, cats={"sport": 1}, flagged=True), task(30, BO)]
    report = put(store, tmp_path, *(answers[place] for place in order))
    assert not report.refused
    assert state(store) == (
        [(8, 10, "PER")],
        "finished",
        {"sport": False} if order.index(1) < order.index(2) else {},
        False,
    )
    assert bool([one for one in report.notices if "gave way" not in one]) == (order != (0, 1, 2))


def test_each_answer_is_a_step_of_the_log_at_its_own_time(store: Store, tmp_path: Path) -> None:
    put(store, tmp_path, task(10, ADA))
    put(store, tmp_path, task(20, BO))
    found = [(one.at[:19], one.action) for one in store.decisions(article_key(TEXT), "cy")]
    first, second = "1970-01-01T00:00:10", "1970-01-01T00:00:20"
    assert found == [(first, "imported"), (first, "finished"), (second, "removed"), (second, "imported")]


def test_an_answer_goes_back_to_what_was_said_first(store: Store, tmp_path: Path) -> None:
    put(store, tmp_path, task(10, ADA), task(20, BO), task(30, ADA))
    assert state(store)[0] == [(0, 3, "PER")]


def test_an_article_that_was_finished_is_skipped_and_finished_again(store: Store, tmp_path: Path) -> None:
    put(store, tmp_path, task(10, ADA), task(20, ADA, answer="ignore"))
    assert state(store)[1] == "skipped"
    put(store, tmp_path, task(30, ADA))
    assert state(store)[:2] == ([(0, 3, "PER")], "finished")


def test_the_same_file_twice_changes_nothing_and_says_nothing(store: Store, tmp_path: Path) -> None:
    put(store, tmp_path, task(10, ADA), task(20, BO))
    before = store.decisions(article_key(TEXT), "cy")
    report = put(store, tmp_path, task(20, BO))
    assert store.decisions(article_key(TEXT), "cy") == before
    assert (report.notices, report.layers) == ([], {})


def test_answers_to_single_questions_add_up(store: Store, tmp_path: Path) -> None:
    asked = {"_view_id": "ner", "_is_binary": True}
    put(store, tmp_path, task(10, ADA, **asked), task(20, BO, answer="reject", **asked), task(30, BO, **asked))
    assert state(store)[:2] == ([(0, 3, "PER"), (8, 10, "PER")], "open")
    put(store, tmp_path, task(25, ADA, answer="reject", **asked))
    assert state(store)[0] == [(0, 3, "PER"), (8, 10, "PER")]


def test_ids_sources_and_claims_of_equal_texts_are_all_kept(store: Store, tmp_path: Path) -> None:
    relation = {"head": [0, 3, "PER"], "label": "MET", "tail": [8, 10, "PER"]}
    copies = [{"text": TEXT, "id": number, "meta": {"relations": [relation]}} for number in (1, 2, 2)]
    report = put(store, tmp_path, *copies, {"text": TEXT, "id": 1, "source": "a.txt", "spans": [ADA]})
    assert (report.added, report.known, report.merged_ids) == (1, 3, 2)
    meta = store.article(article_key(TEXT)).meta
    assert meta == {"id": 1, "relations": [relation], "copies": [{"id": 2}, {"id": 1, "source": "a.txt"}]}
    assert put(store, tmp_path, *copies).merged_ids == 0


def test_what_a_later_copy_is_called_is_kept_unless_it_was_found_in_the_text(store: Store, tmp_path: Path) -> None:
    first = {"text": TEXT, "title": "One", "date": "2026-01-01"}
    others = [{"text": TEXT}, {"text": TEXT, "title": "Two", "byline": "By Ada"}, {"text": TEXT, "date": "2026-02-02"}]
    report = put(store, tmp_path, first, *others, first)
    assert (report.known, report.merged_ids) == (4, 2)
    article = store.article(article_key(TEXT))
    assert (article.title, article.date) == ("One", "2026-01-01")
    assert article.meta["copies"] == [{"title": "Two", "byline": "By Ada"}, {"date": "2026-02-02"}]
    assert put(store, tmp_path, first, *others).merged_ids == 0


def test_what_else_a_later_copy_says_is_joined_or_told(store: Store, tmp_path: Path) -> None:
    first = {"text": TEXT, "meta": {"genre": "news", "page": 1}}
    others: list[dict[str, Any]] = [
              {"text": TEXT, "meta": {"genre": "blog", "page": 1, "desk": "north", "note": ""}},
              {"text": TEXT, "meta": {"genre": "news", "page": 2, "desk": "south"}, "spans": [ADA]}]  # fmt: skip
    report = put(store, tmp_path, first, *others, first)
    assert store.article(article_key(TEXT)).meta == {"genre": "news", "page": 1, "desk": "north"}
    (told,) = report.set_aside.values()
    assert str(told) == "other values of later copies of known texts (desk, genre, page) 3: left out."
    assert not put(store, tmp_path, first).set_aside


def test_labels_come_in_under_the_names_the_user_gives(store: Store, tmp_path: Path) -> None:
    report = put(
        store,
        tmp_path,
        {"text": TEXT, "spans": [ADA], "cats": {"S": 1}},
        map={"PER": "HUMAN", "S": "sport"},
        as_name="cy",
    )
    assert state(store) == ([(0, 3, "HUMAN")], "finished", {"sport": True}, False)
    assert report.labels == ["HUMAN", "sport"]


def test_text_and_spans_are_where_the_user_says(store: Store, tmp_path: Path) -> None:
    record = {
        "page": {"body": TEXT},
        "found": {"names": [{"begin": 0, "end": 3, "type": "PER"}]},
        "entities": [[0, 99, "X"]],
    }
    put(store, tmp_path, record, text="page.body", spans="found.names", as_name="cy")
    assert state(store)[0] == [(0, 3, "PER")]


def test_what_looks_like_spans_is_never_passed_over_for_somebody(store: Store, tmp_path: Path) -> None:
    record = {"text": TEXT, "names": [{"begin": 0, "end": 3, "type": "PER"}]}
    report = put(store, tmp_path, record)
    assert [one.count for one in report.set_aside.values()] == [1]
    refused = put(store, tmp_path, record, as_name="cy").refused
    assert "--spans names" in refused[0].reason


def test_the_text_of_a_task_is_where_the_user_says(store: Store, tmp_path: Path) -> None:
    put(store, tmp_path, {"data": {"lead": "A longer lead than the text.", "body": TEXT}}, text="data.body")
    assert store.has_article(article_key(TEXT))


def test_tags_that_are_numbers_have_the_names_the_user_gives(store: Store, tmp_path: Path) -> None:
    record = {"tokens": ["Ada", "met"], "ner_tags": [1, 0], "text": TEXT}
    assert [one.count for one in put(store, tmp_path, record).set_aside.values()] == [2]
    assert "--map" in put(store, tmp_path, record, as_name="cy").refused[0].reason
    put(store, tmp_path, record, as_name="cy", map={"0": "O", "1": "B-PER"})
    assert state(store)[0] == [(0, 3, "PER")]


def test_the_names_of_tags_are_those_of_the_dataset(store: Store, tmp_path: Path) -> None:
    names = "      names:\n        '0': O\n        '1': B-PER\n        '2': I-PER\n"
    feature = f"  - name: ner_tags\n    sequence:\n      class_label:\n  {names}"
    (tmp_path / "README.md").write_text(f"---\ndataset_info:\n  features:\n{feature}---\nWords.\n", encoding="utf-8")
    (tmp_path / "data").mkdir()
    row = {"tokens": ["Ada", "met"], "ner_tags": [1, 0], "text": TEXT}
    (tmp_path / "data" / "train.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    report = add(store, [str(tmp_path / "data"), str(tmp_path / "README.md")], AddOptions(as_name="cy"))
    assert (report.added, state(store)[0]) == (1, [(0, 3, "PER")])


def test_the_licence_of_a_later_copy_is_kept(store: Store, tmp_path: Path) -> None:
    put(store, tmp_path, {"text": TEXT}, {"text": TEXT, "license": "CC BY"}, {"text": TEXT, "license": "CC BY"})
    assert store.article(article_key(TEXT)).meta == {"license": "CC BY"}
    report = put(store, tmp_path, {"text": TEXT, "license": "CC0", "id": 7}, {"text": TEXT, "license": "CC BY"})
    assert store.article(article_key(TEXT)).meta == {"license": "CC BY", "copies": [{"id": 7, "license": "CC0"}]}
    assert report.merged_ids == 1
