"""What a pipeline finds is what spaCy finds, on thousands of published texts whose lines run on as models read them."""

from __future__ import annotations

import json

import pytest
import spacy
from support.english import ENGLISH
from support.shared import DATA

from annotator.suggest.base import never
from annotator.suggest.common.running_text import running_text
from annotator.suggest.spacy_models.addresses import addresses
from annotator.suggest.spacy_models.loading import of_any_age
from annotator.suggest.spacy_models.paragraphs import lines
from annotator.suggest.spacy_ner import open as open_pipeline

FILES = (
    "gum_news.nested", "gum_interview.nested", "uner_en_pud", "uner_en_ewt_test", "wikigold", "wnut17_test",
    "btc_g_newstweets",
)  # fmt: skip


@pytest.mark.parametrize("model", ENGLISH)
@pytest.mark.parametrize("every", [8, pytest.param(1, marks=pytest.mark.slow)])
def test_the_entities_are_those_of_spacy_on_english_gold(model: str, every: int) -> None:
    rows = (
        line for name in FILES for line in (DATA / "gold" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    )
    read = [running_text(json.loads(line)["text"]).text for line in rows][::every]
    texts = [text for text in read if not addresses(text)]  # which names do not run into, whatever spaCy says
    pieces = [(place, start, end) for place, text in enumerate(texts) for start, end in lines(text)]
    with of_any_age():
        plain = spacy.load(model, exclude=["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "senter"])
    docs = plain.pipe(texts[place][start:end] for place, start, end in pieces)
    said: list[list[tuple[int, int, str]]] = [[] for _ in texts]
    for (place, start, _), doc in zip(pieces, docs, strict=True):
        said[place] += ((start + ent.start_char, start + ent.end_char, ent.label_) for ent in doc.ents)
    assert len(read) > 1000 / every
    assert len(texts) > len(read) / 2
    assert [[span[:3] for span in answer.spans] for answer in open_pipeline(model).suggest(texts, never)] == said
