"""The figures that were promised of suggestions, on a published corpus."""

from __future__ import annotations

import json
import tomllib

import pytest
from support.shared import DATA

from annotator.domain.article import Article
from annotator.domain.scheme_form import from_form
from annotator.domain.span import Span
from annotator.services.importing.gold import read_gold
from annotator.services.simulating.simulate import known_gold, simulate
from annotator.suggest.common.installed import default_model

GOLD = DATA / "gold"


@pytest.mark.slow
@pytest.mark.skipif(default_model() is None, reason="needs an English model")
def test_the_figures_that_were_promised() -> None:
    scheme = from_form(tomllib.loads((GOLD / "gum_news.scheme.toml").read_text(encoding="utf-8")))
    rows = map(json.loads, (GOLD / "gum_news.ne.jsonl").read_text(encoding="utf-8").splitlines())
    gold = [
        (Article.of(row["text"]), [Span(one["start"], one["end"], one["label"]) for one in row["entities"]])
        for row in rows
    ]
    known, _ = known_gold(gold, scheme)
    full = simulate(known, scheme, [f"spacy_ner:{default_model()}"], runs=["full"])["full"].figures()
    assert full["work_per_gold"] <= 0.385
    assert full["keys_per_gold"] <= 1.62
    assert full["keys_per_gold_bulk"] <= 1.30


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "language", "most"),
    [
        ("uner_de_pud", "de", 0.70),
        ("uner_sv_pud", "sv", 0.68),
        ("uner_da_ddt_dev", "da", 0.72),
        ("uner_ru_pud", "ru", 0.86),
        ("uner_zh_gsd_test", "zh", 0.90),
        ("hiner_hi_val_sample", "hi", 0.60),
    ],
)
def test_lists_of_names_save_corrections_where_no_model_is(name: str, language: str, most: float) -> None:
    scheme = from_form({"label": [{"name": "PER"}, {"name": "ORG"}, {"name": "LOC"}]})
    known, _ = known_gold(read_gold(str(GOLD / f"{name}.jsonl")), scheme)
    full = simulate(known, scheme, [f"gazetteer:{language}"], runs=["full"])["full"].figures()
    assert full["work_per_gold"] <= most
