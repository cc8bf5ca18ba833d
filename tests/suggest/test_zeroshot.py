from pathlib import Path
from typing import Any

import pytest

from annotator.errors import ModelError
from annotator.suggest.base import never
from annotator.suggest.zeroshot import ZeroShot
from annotator.suggest.zeroshot import open as open_model


class StandIn:
    """A model that finds every capitalised word, and says some places wrongly."""

    def predict_entities(self, texts: list[str], labels: list[str]) -> list[list[dict[str, Any]]]:
        return [
            [
                {"start": text.index(word) + shift, "end": text.index(word) + shift + len(word), "text": word,
                 "label": labels[0], "score": 0.75}
                for shift, word in enumerate(word for word in text.split() if word[0].isupper())
            ]
            for text in texts
        ]  # fmt: skip


def test_spans_are_where_their_words_stand() -> None:
    text = "😀 Ana met Bo\n\nand Cy"
    (answer,) = ZeroShot(StandIn(), "tiny", ["PERSON"]).suggest([text], never)
    assert [text[start:end] for start, end, _, _ in answer.spans] == ["Ana", "Bo", "Cy"]
    assert {span[2:] for span in answer.spans} == {("PERSON", 0.75)}
    assert answer.source == "zeroshot:tiny"


def test_words_that_are_nowhere_are_left_out() -> None:
    class Wrong:
        def predict_entities(self, texts: list[str], labels: list[str]) -> list[list[dict[str, Any]]]:
            return [[{"start": 0, "end": 900, "text": "Zed", "label": labels[0], "score": 1.0}] for _ in texts]

    (answer,) = ZeroShot(Wrong(), "w", ["PERSON"]).suggest(["Ana"], never)
    assert answer.spans == []


def test_work_that_is_cancelled_ends() -> None:
    assert list(ZeroShot(StandIn(), "tiny", ["PERSON"]).suggest(["Ana"], lambda: True)) == []


def test_what_is_missing_is_said(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no model folder"):
        open_model(f"{tmp_path}/none?ORG")
    with pytest.raises(ModelError, match="told the labels"):
        open_model(str(tmp_path))
