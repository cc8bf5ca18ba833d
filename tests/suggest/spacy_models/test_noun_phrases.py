from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc

from annotator.errors import ModelError
from annotator.suggest.base import never
from annotator.suggest.common.phrase_form import PhraseForm
from annotator.suggest.spacy_models.noun_phrases import LONGEST, NounPhrases, open_parser, phrases_of

VOCAB = spacy.blank("en").vocab
"""The vocabulary of a language, which knows the small letters of words."""


def parsed(*rows: tuple[str, str, int, str], spaces: list[bool] | None = None) -> Doc:
    words, pos, heads, deps = map(list, zip(*rows, strict=True))
    return Doc(VOCAB, words=words, spaces=spaces, pos=pos, heads=heads, deps=deps)


def owners() -> Doc:
    return parsed(
        ("Of", "ADP", 3, "prep"), ("course", "NOUN", 0, "pobj"), ("the", "DET", 3, "det"),
        ("owners", "NOUN", 8, "nsubj"), ("of", "ADP", 3, "prep"), ("Ana", "PROPN", 7, "poss"),
        ("'s", "PART", 5, "case"), ("dungeon", "NOUN", 4, "pobj"), ("left", "VERB", 8, "ROOT"),
        (".", "PUNCT", 8, "punct"),
    )  # fmt: skip


def found(doc: Doc) -> dict[str, tuple[str, ...]]:
    return {doc.text[start:end]: PhraseForm.parsed(form) or () for start, end, form in phrases_of(doc)}


def test_phrases_reach_from_their_head_to_all_that_depends_on_it() -> None:
    phrases = found(owners())
    assert list(phrases) == [
        "course", "the owners", "the owners of Ana 's dungeon", "Ana", "Ana 's", "Ana 's dungeon"
    ]  # fmt: skip
    assert phrases["the owners"] == ("nsubj", "-+", "NOUN", "-", "the", "owners")
    assert phrases["the owners of Ana 's dungeon"] == ("nsubj", "prep", "NOUN", "-", "the", "owners")
    assert phrases["Ana 's"][1] == "case"


def test_what_is_joined_is_a_phrase_as_a_whole_as_well() -> None:
    doc = parsed(
        ("Ana", "PROPN", 3, "nsubj"), ("and", "CCONJ", 0, "cc"), ("Bo", "PROPN", 0, "conj"), ("left", "VERB", 3, "ROOT")
    )  # fmt: skip
    assert {quote: form[1] for quote, form in found(doc).items()} == {"Ana": "-", "Ana and Bo": "conj", "Bo": "-"}


def test_a_comma_that_hangs_on_the_last_word_is_no_part() -> None:
    doc = parsed(
        ("boys", "NOUN", 4, "nsubj"), ("of", "ADP", 0, "prep"), ("Irving", "PROPN", 1, "pobj"),
        (",", "PUNCT", 2, "punct"), ("left", "VERB", 4, "ROOT"),
    )  # fmt: skip
    assert list(found(doc)) == ["boys", "boys of Irving", "Irving"]


def test_a_preposition_is_no_part_where_the_treebank_hangs_it_under_its_noun() -> None:
    doc = parsed(
        ("Die", "DET", 1, "det"), ("Frau", "NOUN", 5, "nsubj"), ("aus", "ADP", 4, "case"), ("dem", "DET", 4, "det"),
        ("Dorf", "NOUN", 1, "nmod"), ("ging", "VERB", 5, "ROOT"),
    )  # fmt: skip
    assert list(found(doc)) == ["Die Frau", "Die Frau aus dem Dorf", "dem Dorf"]


def test_pronouns_and_determiners_that_stand_alone_are_phrases_and_articles_are_not() -> None:
    doc = parsed(
        ("This", "DET", 1, "nsubj"), ("is", "VERB", 1, "ROOT"), ("the", "DET", 3, "det"), ("man", "NOUN", 1, "attr"),
        ("whom", "PRON", 6, "dobj"), ("he", "PRON", 6, "nsubj"), ("saw", "VERB", 3, "relcl"),
    )  # fmt: skip
    assert list(found(doc)) == ["This", "the man", "the man whom he saw", "whom", "he"]


def test_none_is_endless() -> None:
    rows = [("men", "NOUN", 0, "ROOT"), *((f"w{number}", "ADJ", 0, "amod") for number in range(LONGEST + 5))]
    assert max(len(quote.split()) for quote in found(parsed(*rows))) <= LONGEST


def test_offsets_are_those_of_the_text_as_it_is() -> None:
    def parse(texts: list[str]) -> list[Doc]:
        return [
            parsed(*((word, "NOUN", 0, "prep" if at else "ROOT") for at, word in enumerate(text.split())))
            for text in texts
        ]

    text = "men\nof  war\n\nships"
    (answer,) = NounPhrases("phrases:x", parse).suggest([text], never)  # type: ignore[arg-type] # a list is iterated over
    assert not answer.spans
    assert {text[start:end] for start, end, _ in answer.phrases} >= {"men", "men\nof  war", "ships"}


def test_a_pipeline_without_a_parser_and_one_that_fails_are_told_in_a_sentence(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(ModelError, match="has no parser"):
        open_parser(str(tmp_path / "blank"))

    def fail(_: object) -> list[Doc]:
        raise RuntimeError("out of memory\nat line 3")

    with pytest.raises(ModelError, match=r"^The parser of phrases:x failed: out of memory$"):
        list(NounPhrases("phrases:x", fail).suggest(["Ana"], never))  # type: ignore[arg-type] # it gives nothing
