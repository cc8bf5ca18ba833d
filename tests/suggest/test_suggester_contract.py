"""What every suggester of the folder must hold: offsets in range, the same again, an end when it is cancelled."""

import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import spacy

from annotator import plugins
from annotator.suggest.base import never

TEXTS = ["Acme 😀 bought Acme Corp.\n\nAcme!", "", "\u202eacme\x00 Acme", "Acme's" * 50]


class StandIn:
    @classmethod
    def from_pretrained(cls, _: str) -> "StandIn":
        return cls()

    def predict_entities(self, texts: list[str], labels: list[str]) -> list[list[dict[str, Any]]]:
        return [
            [
                {
                    "start": text.find("Acme"),
                    "end": text.find("Acme") + 4,
                    "text": "Acme",
                    "label": labels[0],
                    "score": 0.5,
                }
            ]
            if "Acme" in text
            else []
            for text in texts
        ]


def pipeline(folder: Path) -> str:
    nlp = spacy.blank("en")
    nlp.meta["name"] = "rules"
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "ORG", "pattern": "Acme"}])
    nlp.to_disk(folder)
    return str(folder)


def spec_for(name: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    match name:
        case "patterns":
            (folder / "ORG.txt").write_text("Acme\n", encoding="utf-8")
            return str(folder / "ORG.txt")
        case "spacy_ner":
            return pipeline(folder / "rules")
        case "trained":
            pipeline(folder / "model")
            gate = {"base": "", "new": ["ORG"], "version": "1"}
            (folder / "gate.json").write_text(json.dumps(gate), encoding="utf-8")
            return str(folder)
        case "zeroshot":
            extra = ModuleType("fast_gliner")
            extra.FastGLiNER = StandIn  # type: ignore[attr-defined]
            monkeypatch.setitem(sys.modules, "fast_gliner", extra)
            return f"{folder}?ORG,LOC"
        case _:
            pytest.fail(f"the contract does not know how to open {name!r}")


@pytest.mark.parametrize("name", plugins.names("suggest"))
def test_suggesters_keep_the_contract(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    suggester = plugins.load("suggest", name).open(spec_for(name, tmp_path, monkeypatch))
    answers = list(suggester.suggest(TEXTS, never))
    assert len(answers) == len(TEXTS)
    assert [answer.spans for answer in answers] == [answer.spans for answer in suggester.suggest(TEXTS, never)]
    assert answers[0].spans
    for text, answer in zip(TEXTS, answers, strict=True):
        assert answer.source == suggester.name
        for start, end, label, score in (*answer.spans, *answer.near):
            assert 0 <= start < end <= len(text)
            assert label
            assert score is None or 0 <= score <= 1
        edges = list(zip(answer.starts, answer.ends, strict=True))
        assert edges == sorted(edges)
        assert all(text[start:end].strip() for start, end in edges)
    assert list(suggester.suggest(TEXTS, lambda: True)) == []
