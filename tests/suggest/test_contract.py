"""What every suggester of the folder must hold: offsets in range, the same again, an end when it is cancelled."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import spacy
from support.model_server import TinyModel

from annotator import plugins
from annotator.errors import AnnotatorError
from annotator.suggest.base import never
from annotator.suggest.common.brief import Brief, Meaning
from annotator.suggest.common.phrase_form import PhraseForm
from annotator.suggest.common.specs import kind_of, languages_of, missing, spec_of
from annotator.suggest.language_models.consent import allow
from annotator.suggest.process.server import open_spec

BRIEF = Brief("mine", (Meaning("ORG"),))
TEXTS = [
    "Acme 😀 bought Acme Corp.\n\nAcme!",
    "",
    "Ana Ruiz of ACME paid $ 12 in Rome on 3 March 2024.",
    "\u202eacme\x00 Acme",
    "Acme's" * 50,
]


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


def _parser(folder: Path, _: pytest.MonkeyPatch) -> str:
    """A pipeline that has a parser which learned nothing, and takes every word for a noun."""
    nlp: Any = spacy.blank("en")
    nlp.add_pipe("parser").add_label("dep")
    nlp.initialize()
    nlp.add_pipe("attribute_ruler").add([[{"OP": "+"}]], {"POS": "NOUN"})
    nlp.to_disk(folder / "parser")
    return str(folder / "parser")


def _patterns(folder: Path, _: pytest.MonkeyPatch) -> str:
    (folder / "ORG.txt").write_text("Acme\n", encoding="utf-8")
    return str(folder / "ORG.txt")


def _trained(folder: Path, _: pytest.MonkeyPatch) -> str:
    pipeline(folder / "model")
    gate = {"base": "", "new": ["ORG"], "version": "1"}
    (folder / "gate.json").write_text(json.dumps(gate), encoding="utf-8")
    return str(folder)


def _zeroshot(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    extra = ModuleType("fast_gliner")
    extra.FastGLiNER = StandIn  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "fast_gliner", extra)
    return f"{folder}?ORG,LOC"


def _llm(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("ANNOTATOR_CONFIG", str(folder / "config.toml"))
    monkeypatch.setattr("annotator.suggest.llm.known_model", lambda _: TinyModel())
    monkeypatch.setattr("annotator.suggest.llm.find_spec", lambda name: name)
    allow(BRIEF.project, "llm:tiny")
    return "tiny"


MADE: dict[str, Callable[[Path, pytest.MonkeyPatch], str]] = {
    "llm": _llm,
    "noun_phrases": _parser,
    "patterns": _patterns,
    "spacy_ner": lambda folder, _: pipeline(folder / "rules"),
    "trained": _trained,
    "zeroshot": _zeroshot,
}
"""What must be made before these can be opened; any other opens its own `EXAMPLE`."""


@pytest.fixture
def spec(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    made = MADE.get(name)
    example = made(tmp_path, monkeypatch) if made else getattr(plugins.load("suggest", name), "EXAMPLE", "")
    return f"{name}:{example}"


@pytest.mark.parametrize("name", plugins.names("suggest"))
def test_suggesters_keep_the_contract(name: str, spec: str) -> None:
    suggester = open_spec(spec)
    if hasattr(suggester, "brief"):
        suggester.brief(BRIEF)
    answers = list(suggester.suggest(TEXTS, never))
    assert len(answers) == len(TEXTS)
    again = list(suggester.suggest(TEXTS, never))
    assert [(one.spans, one.phrases) for one in answers] == [(one.spans, one.phrases) for one in again]
    assert any(answer.spans or answer.phrases for answer in answers)
    assert suggester.name.partition(":")[0] == kind_of(name)
    for text, answer in zip(TEXTS, answers, strict=True):
        assert answer.source == suggester.name
        assert answer.unfit == 0
        for start, end, label, score in (*answer.spans, *answer.near):
            assert 0 <= start < end <= len(text)
            assert label
            assert score is None or 0 <= score <= 1
        for start, end, form in answer.phrases:
            assert 0 <= start < end <= len(text)
            assert PhraseForm.parsed(form)
        edges = list(zip(answer.starts, answer.ends, strict=True))
        assert edges == sorted(edges)
        assert all(text[start:end].strip() for start, end in edges)
    assert list(suggester.suggest(TEXTS, lambda: True)) == []


@pytest.mark.parametrize("name", plugins.names("suggest"))
def test_they_say_what_there_is_before_they_are_opened(name: str, spec: str) -> None:
    assert spec_of(spec) == spec
    assert missing(spec) == ""
    assert all(code.isalpha() for code in languages_of([spec]))
    for nonsense in ("", "nix\n", "\x00", "../nix?", "\ud800"):
        sentence = missing(f"{name}:{nonsense}")
        if sentence:
            with pytest.raises(AnnotatorError):
                open_spec(f"{name}:{nonsense}")


def test_none_of_them_is_slow_to_ask() -> None:
    code = (
        "import sys\nfrom annotator import plugins\n"
        "for name in plugins.names('suggest'):\n    plugins.load('suggest', name)\nprint(*sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert {"spacy", "thinc", "numpy", "fast_gliner", "llm", "openai", "httpx"}.isdisjoint(ran.stdout.split())


@pytest.mark.parametrize("name", sorted(plugins.built_in("suggest")))
def test_what_is_read_from_the_file_is_what_it_says(name: str) -> None:
    module = plugins.load("suggest", name)
    for constant in ("SOURCE", "MODEL", "BRIEFED", "EXAMPLE"):
        assert plugins.peek("suggest", name, constant) == getattr(module, constant, None)
