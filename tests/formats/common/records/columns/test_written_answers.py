"""Written answers and article labels, which stand alike under `label`: which is which, and that it is said."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.document import Incoming
from annotator.errors import InputError
from annotator.formats import doccano, jsonl
from annotator.formats.base import Notice, Read, ReadOptions, SetAside

RUNS = [f"{what} {where}" for what in ("rain in", "ferry from", "train to") for where in ("Norsund", "Holm", "Rio")]


def read(tmp_path: Path, labels: Sequence[Any], said: str = "", *, comments: bool = False) -> list[Read]:
    path = tmp_path / "a.jsonl"
    more: dict[str, Any] = {"Comments": []} if comments else {}
    records = [{"text": f"Ada won {number}.", "label": one, **more} for number, one in enumerate(labels)]
    path.write_text("".join(json.dumps(one) + "\n" for one in records), encoding="utf-8")
    module = doccano if comments else jsonl
    return list(module.read(path, ReadOptions(settings={"answers": said} if said else {})))


def said(found: list[Read]) -> tuple[list[list[str]], list[Any], int]:
    """By article, its labels and its answers; and how many answers were told."""
    articles = [one for one in found if isinstance(one, Incoming)]
    cats = [[label for layer in one.layers.values() for label in layer.cats] for one in articles]
    return cats, [one.article.meta.get("answers") for one in articles], sum(
        one.count for one in found if isinstance(one, SetAside) and one.name == "written answers"
    )  # fmt: skip


@pytest.mark.parametrize("comments", [False, True])
@pytest.mark.parametrize(
    "labels",
    [
        [["Ada a gagné."], ["Bo est parti."]],
        [["阿達贏了。"]],
        [["a win that nobody had seen coming"]],
        [["Ada won"], ["Bo left!"], ["It was late, and it rained."]],
        [[one] for one in RUNS],
        ["Ada a gagné.", "Bo est parti."],
    ],
)
def test_written_answers_are_no_labels(labels: list[Any], tmp_path: Path, *, comments: bool) -> None:
    found = read(tmp_path, labels, comments=comments)
    answers = [[one] if isinstance(one, str) else one for one in labels]
    assert said(found) == ([[]] * len(labels), answers, len(labels))
    assert any(isinstance(one, Notice) and "answers=labels" in one.text for one in found)


@pytest.mark.parametrize("comments", [False, True])
@pytest.mark.parametrize(
    ("labels", "doubtful"),
    [
        ([["sport"], ["arts", "local"]], False),
        ([["U.S."], ["e.g."]], False),
        ([["Science and technology"], ["Sport"]], True),
        ([[f"class {number % 3}"] for number in range(30)], True),
        ([f"c{number}" for number in range(30)], False),
        (["local news", "sport"], True),
    ],
)
def test_labels_are_labels(labels: list[Any], tmp_path: Path, *, doubtful: bool, comments: bool) -> None:
    found = read(tmp_path, labels, comments=comments)
    wanted = [[one] if isinstance(one, str) else one for one in labels]
    assert said(found) == (wanted, [None] * len(labels), 0)
    assert any(isinstance(one, Notice) and "answers=texts" in one.text for one in found) == doubtful


def test_what_the_user_says_holds(tmp_path: Path) -> None:
    assert said(read(tmp_path, [["sport"]], "texts")) == ([[]], [["sport"]], 1)
    assert said(read(tmp_path, [["Ada a gagné."]], "labels")) == ([["Ada a gagné."]], [None], 0)
    with pytest.raises(InputError, match="labels or texts"):
        read(tmp_path, [["sport"]], "words")


def test_tags_of_words_are_neither(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"tokens": ["Ada", "won"], "labels": ["B-PER", "O"]}\n', encoding="utf-8")
    (one, *_) = jsonl.read(path, ReadOptions())
    assert isinstance(one, Incoming)
    assert len(one.layers[""].spans) == 1
