"""A pipeline is there once, whatever is asked of it."""

from pathlib import Path

import pytest
import spacy
from support.english import ENGLISH, needs_english

from annotator.suggest.base import never
from annotator.suggest.spacy_models.loading import of_any_age, parser, recogniser
from annotator.suggest.spacy_models.noun_phrases import NounPhrases, open_parser

TEXT = "The owners of Ana Ruiz's ship, whom she met in Oslo, said nothing.\n\nTwo men left, and so did Maersk's boss."


@needs_english
@pytest.mark.parametrize("model", ENGLISH)
def test_a_parser_beside_a_recogniser_shares_its_words_and_says_what_the_whole_pipeline_does(model: str) -> None:
    known = recogniser(model)
    rest, _ = parser(model)
    assert rest.vocab is known.vocab
    with of_any_age():
        whole = NounPhrases("whole", spacy.load(model).pipe)
    (found,), (wanted,) = (one.suggest([TEXT], never) for one in (open_parser(model), whole))
    assert found.phrases == wanted.phrases != []


def test_a_pipeline_that_cannot_be_parted_is_its_own_parser(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler")
    nlp.to_disk(tmp_path / "p")
    known = recogniser(str(tmp_path / "p"))
    assert parser(str(tmp_path / "p"))[0] is known
