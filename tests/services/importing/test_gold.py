import json
from pathlib import Path

import pytest

from annotator.domain.span import Span
from annotator.errors import InputError
from annotator.services.importing.gold import read_gold


def rows(path: Path, *articles: object) -> str:
    file = path / "gold.jsonl"
    file.write_text("".join(json.dumps(article) + "\n" for article in articles), encoding="utf-8")
    return str(file)


GOOD = {"text": "Ana left.", "spans": [{"start": 0, "end": 3, "label": "PERSON"}]}
BACKWARDS = {"text": "Bo left.", "spans": [{"start": 3, "end": 1, "label": "PERSON"}]}


def test_an_article_that_cannot_be_taken_is_refused_by_its_line_and_the_others_are_read(tmp_path: Path) -> None:
    refused: list[InputError] = []
    gold = read_gold(rows(tmp_path, GOOD, BACKWARDS, {**GOOD, "text": "Ana came."}), refused)
    assert [(article.text, spans) for article, spans in gold] == [
        ("Ana left.", [Span(0, 3, "PERSON")]),
        ("Ana came.", [Span(0, 3, "PERSON")]),
    ]
    assert [(Path(one.file).name, one.line) for one in refused] == [("gold.jsonl", 2)]


def test_of_several_annotators_one_must_be_the_gold(tmp_path: Path) -> None:
    both = {"text": "Bo.", "annotations": {"ana": [], "gold": [[0, 2, "ORG"]]}}
    refused: list[InputError] = []
    gold = read_gold(rows(tmp_path, both, {"text": "Cy.", "annotations": {"ana": [], "ben": []}}), refused)
    assert [spans for _, spans in gold] == [[Span(0, 2, "ORG")]]
    assert [(one.line, one.reason) for one in refused] == [(2, "Which of ana, ben is the gold? None is called 'gold'.")]


@pytest.mark.parametrize("taken", [(), (BACKWARDS,)])
def test_without_a_single_article_it_is_an_error(tmp_path: Path, taken: tuple[object, ...]) -> None:
    with pytest.raises(InputError):
        read_gold(rows(tmp_path, *taken), [])
    with pytest.raises(InputError, match="no such file"):
        read_gold(str(tmp_path / "none.jsonl"), [])


def test_a_caller_that_wants_no_list_gets_the_first_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="must start at 0 or later"):
        read_gold(rows(tmp_path, GOOD, BACKWARDS))


def test_what_is_not_finished_is_refused(tmp_path: Path) -> None:
    refused: list[InputError] = []
    skipped = {**GOOD, "text": "Ana went.", "answer": "ignore"}
    begun = {**GOOD, "text": "Ana came.", "_is_binary": True, "answer": "accept"}
    gold = read_gold(rows(tmp_path, GOOD, skipped, begun), refused)
    assert [article.text for article, _ in gold] == ["Ana left."]
    assert [(one.line, one.reason.partition(":")[0]) for one in refused] == [
        (2, "Its gold was skipped"),
        (3, "Its gold is not finished"),
    ]


def test_what_was_set_aside_is_said_once_in_all(tmp_path: Path) -> None:
    notices: list[str] = []
    related = {**GOOD, "relations": [{"from_id": 1, "to_id": 2, "type": "MET"}]}
    assert len(read_gold(rows(tmp_path, related, {**related, "text": "Ana came."}), [], notices)) == 2
    assert notices == ["set aside: relations 2: no part of the gold."]
