"""Changes of the scheme: planned with counts, nothing decided is lost, a scheme file says the same when read again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.blank import blank
from support.projects import at_work, project

from annotator.domain.scheme import COLOURS, HOT_KEYS, Group, Label, Scheme
from annotator.errors import SchemeError
from annotator.services.project import labels
from annotator.services.project.scheme_file import dump, load
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.queries import counts
from annotator.storage.store import NEAR, Store

WRITTEN = """
# The labels of the news desk
overlap = "nested"
accept_at = 0.9

[[label]]
name = "PERSON"
key = "P"
colour = "green"
description = "People, and “characters”"

[[label]]
name = "LOC"
key = "L"
from = ["GPE", "FAC"]

[[label]]
name = "TOPIC"
key = "T"
kind = "article"
"""


@pytest.fixture
def work(tmp_path: Path) -> Iterator[tuple[Store, str]]:
    store, key = project(tmp_path / "p.db")
    with store:
        at_work(store, key).accept()
        yield store, key


words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12).filter(str.strip)


@st.composite
def schemes(draw: st.DrawFn) -> Scheme:
    names = draw(st.lists(words, min_size=1, max_size=6, unique=True))
    keys = draw(st.permutations(HOT_KEYS))
    made = tuple(
        Label(
            name,
            draw(st.sampled_from((keys[place], ""))),
            draw(st.sampled_from(COLOURS)),
            draw(st.text(st.characters(exclude_categories=["Cs"]), max_size=30)),
            draw(st.sampled_from(("span", "article"))),
            tuple(draw(st.lists(words, max_size=3))),
            draw(st.booleans()),
            examples=tuple(draw(st.lists(words, max_size=2))),
        )
        for place, name in enumerate(names)
    )
    chosen = tuple(label.name for label in made if label.kind == "article")
    return Scheme(
        made,
        overlap=draw(st.sampled_from(("none", "nested", "any"))),
        trim_borders=draw(st.booleans()),
        auto_accept=draw(st.sampled_from(("off", "article", "project"))),
        accept_at=draw(st.floats(0, 1) | st.sampled_from((0, 1, 1e-7))),
        suffixes=draw(st.dictionaries(words, st.sampled_from(names), max_size=3)),
        groups=(Group(draw(words), draw(st.sampled_from(("one", "many"))), chosen),) if chosen else (),
        aliases=draw(st.dictionaries(words.filter(lambda word: word not in names), st.sampled_from(names), max_size=3)),
        closed=draw(st.booleans()),
        blind=draw(st.booleans()),
    )


@given(scheme=schemes())
def test_a_scheme_file_says_the_same_when_read_again(tmp_path_factory: pytest.TempPathFactory, scheme: Scheme) -> None:
    file = tmp_path_factory.mktemp("s") / "s.toml"
    file.write_text(dump(scheme), encoding="utf-8", newline="\n")
    again = load(file)
    assert again == scheme
    assert dump(again) == dump(scheme)


def test_a_written_scheme_is_read(tmp_path: Path) -> None:
    file = tmp_path / "news.toml"
    file.write_text(WRITTEN, encoding="utf-8")
    scheme = load(file)
    assert scheme.names() == ("PERSON", "LOC", "TOPIC")
    assert scheme.meaning("FAC") == "LOC"
    person, loc, topic = scheme.labels
    assert (person.key, person.colour, person.description) == ("P", "green", "People, and “characters”")
    assert (loc.from_, loc.archived, topic.kind) == (("GPE", "FAC"), False, "article")
    assert (scheme.overlap, scheme.accept_at) == ("nested", 0.9)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"overlap = 'no'", "overlap is one of"),
        (b"label = 3", "labels of a scheme are tables"),
        (b"[[label]]\nname = ['x']", "makes no sense"),
        (b"[[label]]\nname = 'A'\nkey = ['x']", "not shaped like a scheme"),
        (b"[[label]]\nname = 'A'\n[aliases]\nB = 'C'", "'B' cannot be a former name"),
        (b"[[label]]\nname = 'A'\n[aliases]\nA = 'A'", "'A' cannot be a former name"),
        (b"aliases = 7", "not shaped like a scheme"),
        (b"accept_at = nan", "a score from 0 to 1"),
        (b"a = " + b"[" * 100_000, "scheme"),
        (b"\xff\xfe", "not UTF-8"),
        (b"overlap", "not TOML"),
    ],
)
def test_a_scheme_file_that_makes_no_sense_is_refused_by_name(tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "s.toml"
    file.write_bytes(content)
    with pytest.raises(SchemeError, match=said) as raised:
        load(file)
    assert str(raised.value).startswith(str(file))


def test_labels_in_use_that_a_file_lacks_are_kept_as_archived(work: tuple[Store, str], tmp_path: Path) -> None:
    store, key = work
    file = tmp_path / "s.toml"
    file.write_text('[[label]]\nname = "GPE"\nkey = "P"\n[[label]]\nname = "CITY"\n', encoding="utf-8")
    plan = labels.loading(store, file)
    assert "PERSON is not among them and is kept as archived: 1 span, 2 suggestions." in plan.sentences
    assert "1 new label: CITY." in plan.sentences
    assert not [one for one in plan.sentences if "is put away" in one]
    assert store.scheme().label("CITY") is None
    labels.carry_out(store, plan)
    scheme = store.scheme()
    assert [label.name for label in scheme.active()] == ["GPE", "CITY"]
    assert {label.name for label in scheme.labels if label.archived} == {"PERSON", "ORG", "LOC"}
    assert [span.label for span in store.layer(key, "ana").layer.held] == ["PERSON"]


def test_a_file_says_which_labels_it_puts_away_and_brings_back(work: tuple[Store, str], tmp_path: Path) -> None:
    store, _ = work
    file = tmp_path / "s.toml"
    file.write_text(dump(store.scheme()), encoding="utf-8")
    labels.carry_out(store, labels.archiving(store, "PERSON"))
    assert any("PERSON is back." in one for one in labels.loading(store, file).sentences)
    file.write_text(dump(store.scheme()), encoding="utf-8")
    labels.carry_out(store, labels.adding(store, "PERSON"))
    assert any("PERSON is put away." in one for one in labels.loading(store, file).sentences)


def test_a_label_is_renamed_everywhere_and_back(work: tuple[Store, str]) -> None:
    store, key = work
    plan = labels.renaming(store, "PERSON", "PER")
    assert plan.sentences == ("PERSON becomes PER: 1 span, 2 suggestions.",)
    labels.carry_out(store, plan)
    assert [span.label for span in store.layer(key, "ana").layer.held] == ["PER"]
    assert {one.span.label for one in store.suggestions(key)} == {"PER", "ORG", "GPE", "LOC"}
    with pytest.raises(SchemeError, match="former name of 'PER'"):
        labels.adding(store, "PERSON")
    with pytest.raises(SchemeError, match="former name of 'PER'"):
        labels.renaming(store, "ORG", "PERSON")
    labels.carry_out(store, labels.renaming(store, "PER", "PERSON"))
    assert store.scheme().names()[0] == "PERSON"
    assert [span.label for span in store.layer(key, "ana").layer.held] == ["PERSON"]


def test_a_file_gives_no_second_meaning_to_a_former_name(work: tuple[Store, str], tmp_path: Path) -> None:
    store, _ = work
    file = tmp_path / "s.toml"
    file.write_text(dump(store.scheme()), encoding="utf-8")
    labels.carry_out(store, labels.renaming(store, "PERSON", "PER"))
    with pytest.raises(SchemeError, match="'PERSON' was renamed to 'PER' in this project"):
        labels.loading(store, file)
    file.write_text(dump(store.scheme()), encoding="utf-8")
    labels.carry_out(store, labels.loading(store, file))
    assert store.scheme().current("PERSON") == "PER"


def test_labels_are_merged_with_all_they_hold(work: tuple[Store, str]) -> None:
    store, key = work
    labels.carry_out(store, labels.merging(store, ["PERSON", "ORG", "GPE"], "GPE"))
    assert {"PERSON", "ORG"}.isdisjoint(store.scheme().names())
    assert [span.label for span in store.layer(key, "ana").layer.held] == ["GPE"]
    with pytest.raises(SchemeError, match="merged into itself"):
        labels.merging(store, ["GPE"], "GPE")
    with pytest.raises(SchemeError, match="no label 'X'"):
        labels.merging(store, ["X"], "GPE")


def test_a_label_is_put_away_and_comes_back_under_a_free_key(work: tuple[Store, str]) -> None:
    store, _ = work
    labels.carry_out(store, labels.archiving(store, "PERSON"))
    with pytest.raises(SchemeError, match="put away already"):
        labels.archiving(store, "PERSON")
    labels.carry_out(store, labels.adding(store, "POLITICIAN", key="p"))
    labels.carry_out(store, labels.adding(store, "PERSON"))
    scheme = store.scheme()
    assert [(scheme.label(name) or Label("")).key for name in ("POLITICIAN", "PERSON")] == ["P", ""]
    with pytest.raises(SchemeError, match="there already"):
        labels.adding(store, "PERSON")
    with pytest.raises(SchemeError, match="labels merge ORG PERSON"):
        labels.renaming(store, "ORG", "PERSON")


def test_a_new_name_that_differs_in_case_alone_is_told(work: tuple[Store, str]) -> None:
    assert labels.adding(work[0], "work of art").sentences == (
        "work of art is a label of kind span, on the key K.",
        "It differs from WORK_OF_ART in case, accents or separators alone.",
    )


def test_use_counts_spans_article_labels_and_suggestions_but_no_near_misses(work: tuple[Store, str]) -> None:
    store, key = work
    with store.write():
        store.add_suggestions(key, f"{NEAR}spacy:test-1", [(0, 3, "PERSON", 0.1)])
    use = {label.name: (use.spans, use.suggestions) for label, use in labels.used(store) if use}
    assert use == {"PERSON": (1, 2), "ORG": (0, 1), "GPE": (0, 1), "LOC": (0, 1)}


def test_the_use_of_labels_together_is_the_sum_of_their_uses(tmp_path: Path) -> None:
    store, key = project(tmp_path / "p.db")
    with store:
        session = at_work(store, key)
        session.accept()
        session.label("ORG")
        session.note("PERSON", on=True)
        every = counts.label_use(store)
        for names in ([], ["PERSON"], ["PERSON", "ORG", "GPE"], list(every)):
            found = counts.use_of(store, names)
            fields = ("spans", "articles", "suggestions", "near_misses")
            assert [getattr(found, one) for one in fields] == [
                sum(getattr(every.get(name, counts.Use()), one) for name in names) for one in fields
            ]


def test_loading_a_scheme_says_which_rules_change(tmp_path: Path) -> None:
    file = tmp_path / "s.toml"
    file.write_text('overlap = "nested"\nblind = true\n[[label]]\nname = "LOC"\n', encoding="utf-8")
    with blank(tmp_path / "p.db") as store:
        save_scheme(store, replace(store.scheme(), accept_at=0.95))
        gone, *others = labels.loading(store, file).sentences[1:]
        assert gone.startswith("17 labels that nothing has will not be there any more: PERSON, NORP, FAC, ORG,")
        assert tuple(one for one in others if "LOC" not in one) == (
            'overlap is "nested" now; it was "none".',
            "accept_at is 0.8 now; it was 0.95.",
            "blind is true now; it was false.",
        )
