"""Questions about places, against a slow filter over projects made by chance."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest
from support.asked import ARTICLES, ATOMS, KINDS, Row, rows
from support.by_chance import by_chance
from support.corpus import corpus

from annotator.domain.question.fields import FIELDS
from annotator.domain.question.reading import conditions
from annotator.domain.text.pattern import Pattern
from annotator.errors import AnnotatorError, InputError, QuestionError, WrongUsage
from annotator.services.finding.asked import Question, find_sought, question, sought
from annotator.services.finding.fix import Fix, fix
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.queries.asked.known import known
from annotator.storage.queries.listing.entries import count
from annotator.storage.store import Store

Place = tuple[str, int, int]


def found(store: Store, typed: str, who: str = "ana") -> list[Place]:
    places = [(one.article.key, one.start, one.end) for one in find_sought(store, question(store, typed, who))]
    assert len(set(places)) == len(places)
    return places


@dataclass(frozen=True)
class Asked:
    """A question: which state a span has, what it is, what none is, what its article is, and the string there."""

    kind: str
    one: list[str]
    none: list[str]
    articles: list[str]
    string: str

    @classmethod
    def some(cls, chance: Random) -> Asked:
        fields: dict[str, str] = {}
        for atom in chance.sample(sorted(ATOMS), chance.choice((0, 1, 1, 2, 3))):
            fields.setdefault(atom.partition(":")[0], atom)
        without = chance.sample(sorted(ATOMS), chance.choice((0, 0, 0, 1, 2)))
        articles = chance.sample(sorted(ARTICLES), chance.choice((0, 0, 1, 2)))
        string = chance.choice(("", "", "Navy", '"of Oslo"'))
        return cls(chance.choice(list(KINDS)), list(fields.values()), without, articles, string)

    def __str__(self) -> str:
        return " ".join(
            filter(None, (self.kind, *self.one, *(f"-{one}" for one in self.none), *self.articles, self.string))
        )

    def met(self, every: list[Row], atoms: list[str]) -> set[Place]:
        """Where spans in the state that is asked for meet all of these; of suggestions, for ana or who is named."""
        named = any(one.startswith("by:") for one in atoms)
        return {
            row.place
            for row in every
            if row.state in KINDS[self.kind]
            and (row.state in ("held", "rejected") or named or row.layer == "ana")
            and all(ATOMS[one](row) for one in atoms)
        }

    def slowly(self, store: Store, keys: list[str], every: list[Row]) -> list[Place]:
        """The places, in order."""
        places = self.met(every, self.one)
        if self.string:
            stand = {place for key in keys for place in _places(store, key, self.string.strip('"'))}
            places = places & stand if self.one or self.kind else stand
        whose = [one for one in self.one if one.startswith("by:")]
        for one in self.none:
            places -= self.met(every, [one, *([] if one.startswith("by:") else whose)])
        fit = {key for key in keys if all(ARTICLES[name](store.article(key)) for name in self.articles)}
        return sorted((one for one in places if one[0] in fit), key=lambda one: (keys.index(one[0]), one[1:]))


@pytest.mark.parametrize("seed", range(4))
def test_a_question_finds_what_a_slow_filter_finds(tmp_path: Path, seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - a test
    store = by_chance(tmp_path / "p.db", chance)
    every, keys = rows(store), [key for (key,) in store.conn.execute("SELECT key FROM articles ORDER BY id")]
    answered = 0
    for asked in [Asked.some(chance) for _ in range(150)]:
        if typed := str(asked):
            wanted = asked.slowly(store, keys, every)
            assert found(store, typed) == wanted, typed
            answered += bool(wanted)
    assert answered > 30


def _places(store: Store, key: str, words: str) -> set[Place]:
    return {(key, one.start(), one.end()) for one in re.finditer(rf"\b{words}\b", store.article(key).text)}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return corpus(
        tmp_path / "a.db",
        {"ana": "[Navy|ORG] and Navy", "ben": "[Navy|PERSON] and [Navy|ORG]"},
        {"ana": "The [Navy|ORG] in Kiel", "ben": "The [Navy|ORG] in Kiel"},
    )[0]


@pytest.mark.parametrize(
    ("typed", "starts"),
    [
        ("label:ORG", [0, 9, 4]), ("label:ORG label:PERSON", [0]), ("label:ORG by:ana label:PERSON by:ben", [0]),
        ("label:ORG by:ben label:PERSON by:ana", []), ("label:ORG by:ana by:ben", [0, 4]), ("Navy", [0, 9, 4]),
        ("Navy -label:PERSON", [9, 4]), ("-label:ORG by:ana", []), ("-label:ORG", []),
        ("text:Kiel,Navy", [0, 9, 4, 12]),
        ("text:Kiel -Kiel", [12]), ("label:ORG -Navy", []), ('label:ORG quote:"navy"', [0, 9, 4]),
    ],
)  # fmt: skip
def test_words_of_one_span_and_of_several(store: Store, typed: str, starts: list[int]) -> None:
    assert [start for _, start, _ in found(store, typed)] == starts


def test_a_string_is_looked_for_as_it_stands_and_a_question_is_asked(store: Store) -> None:
    assert isinstance(sought(store, "Note: this", "ana"), Pattern)
    assert isinstance(sought(store, "Navy", "ana"), Pattern)
    assert isinstance(sought(store, "label:ORG Navy", "ana"), Question)
    assert sought(store, "label:ORG Navy", "ana").words == "label:ORG text:Navy"
    assert len(list(find_sought(store, question(store, "NAVY", "ana", any_case=True)))) == 3


def test_what_makes_no_sense_is_said(store: Store) -> None:
    for typed, why in (
        ("lable:ORG", "Did you mean label:ORG?"),
        ("label:ORGG", "Did you mean ORG?"),
        ("by:anna", "Did you mean ana?"),
    ):
        with pytest.raises(QuestionError, match=re.escape(why)):
            sought(store, typed, "ana")
    with pytest.raises(WrongUsage, match='"Navy Kiel" is one, text:"Navy","Kiel" either'):
        question(store, "Navy label:ORG Kiel", "ana")
    with pytest.raises(WrongUsage, match="nothing to look for"):
        question(store, ' "" ', "ana")
    with pytest.raises(InputError, match="There is no such file"):
        question(store, "patterns:none.jsonl", "ana")


def test_a_label_of_articles_has_no_places(store: Store) -> None:
    save_scheme(store, store.scheme().with_label("SPORT", kind="article"))
    with pytest.raises(WrongUsage, match=r"a label of articles as a whole, and stands at no place: .* label:SPORT"):
        question(store, "label:SPORT", "ana")
    assert found(store, "label:ORG,SPORT -label:SPORT") == found(store, "label:ORG")


def test_the_patterns_of_a_file_find_places(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "patterns.jsonl"
    file.write_text('{"label": "LOC", "pattern": "Kiel"}\n{"label": "ORG", "pattern": "Navy"}\n', encoding="utf-8")
    assert [start for _, start, _ in found(store, f'patterns:"{file}"')] == [0, 9, 4, 12]
    assert [start for _, start, _ in found(store, f'patterns:"{file}" label:ORG by:ana')] == [0, 4]


_BITS = (
    *(f"{name}:" for name in FIELDS if name != "meta"), *ATOMS, "meta.year:", 'meta."a b":', "-", '"', ",", "|", "..",
    "<", ">=", "=", "yes", "today", "2026", "2026-02-31", "0000", "9999-12", ".5", "50%", "999999999999", "Navy", "of",
    "%", "\\", "'", "(", "*", "\x00", "\u202e", "\ud800", " ", "\n", "ﬁ",
)  # fmt: skip


def test_whatever_is_typed_is_answered_or_refused_in_a_sentence(tmp_path: Path) -> None:
    chance = Random(3)  # noqa: S311 - a test
    store, answered = by_chance(tmp_path / "p.db", chance), 0
    for _ in range(400):
        typed = "".join(chance.choices(_BITS, k=chance.randrange(1, 8)))
        for ask in (
            lambda typed=typed: list(find_sought(store, sought(store, typed, "ana"))),
            lambda typed=typed: count(store, "ana", conditions(typed, known(store))),
        ):
            with suppress(AnnotatorError):
                ask()
                answered += 1
    assert answered > 100


def test_a_reviewer_who_has_no_layer_can_be_asked_for(tmp_path: Path) -> None:
    store, _ = corpus(tmp_path / "p.db", {"gold": "[Oslo|ORG] and [Rome|GPE]"})
    fix(store, find_sought(store, question(store, "label:ORG", "rita")), Fix("GPE", "gold", "rita"))
    assert [(start, end) for _, start, end in found(store, "by:rita")] == [(0, 4)]
    assert len(found(store, "by:gold")) == 2
    with pytest.raises(QuestionError, match="There are gold, rita"):
        found(store, "by:ruth")
    store.close()
