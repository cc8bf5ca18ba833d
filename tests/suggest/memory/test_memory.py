from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.memories import layer_of, memory_of, said, span_of

from annotator.domain.decisions import Accepted, Added, Rejected, Resized
from annotator.domain.layer import Layer
from annotator.domain.scheme import Label, Overlap, Scheme
from annotator.domain.span import Span
from annotator.domain.suggestion import Suggestion
from annotator.domain.tokens import OwnTokens
from annotator.suggest.memory.evidence import Evidence, Fact
from annotator.suggest.memory.features import ALL, Features

SCHEME = Scheme((Label("PERSON"), Label("ORG"), Label("LOC"), Label("DATE")))
STRINGS_ONLY = Features(habits=False, names=False)


def asked(
    text: str, layer: Layer, *stored: Suggestion, elsewhere: Sequence[Fact] = (), features: Features = ALL
) -> list[Suggestion]:
    return memory_of(text, layer, stored, SCHEME, elsewhere=elsewhere, features=features).proposed()


def test_a_decided_string_is_suggested_wherever_it_stands_on_token_edges() -> None:
    text = "Acme bought Acmeco. Then Acme sold pre-Acme shares of Acme."
    layer = layer_of(text, Added(span_of(text, "Acme", "ORG")))
    assert [one.span.start for one in asked(text, layer)] == [25, 54]


@pytest.mark.parametrize("sign", ["。", ".", "”", "– –"])
def test_punctuation_that_was_labelled_by_a_slip_is_suggested_nowhere(sign: str) -> None:
    text = f"Ada came {sign} Bo left {sign} Cy sang {sign} no more"
    layer = layer_of(text, Added(span_of(text, sign, "ORG")))
    memory = memory_of(text, layer, (), SCHEME, elsewhere=[("kept", sign, "ORG")] * 3)
    assert (memory.proposed(), memory.accepting_themselves(layer)) == ([], [])


@pytest.mark.parametrize("sign", ["🙂", "€", "C++"])
def test_a_sign_that_means_something_is_suggested_as_a_word_is(sign: str) -> None:
    text = f"Ada came {sign} Bo left {sign} no more"
    assert said(text, asked(text, layer_of(text, Added(span_of(text, sign, "ORG"))))) == [(sign, "ORG")]


def test_a_decided_string_is_suggested_however_it_is_wrapped_and_whatever_is_hidden_in_it() -> None:
    text = "Angela\nMerkel met An\u00adgela\u00a0Merkel and \u200bAngela  Merkel.\n\nAngela\n\nMerkel is two."
    layer = layer_of(text, Added(span_of(text, "Angela\nMerkel", "PERSON")))
    same = ["An\u00adgela\u00a0Merkel", "Angela  Merkel"]
    assert [quote for quote, _ in said(text, asked(text, layer))] == [*same, "Merkel"]
    elsewhere = [("kept", "Angela Merkel", "PERSON")]
    found = said(text, asked(text, layer_of(text), elsewhere=elsewhere, features=STRINGS_ONLY))
    assert [quote for quote, _ in found] == ["Angela\nMerkel", *same]


def test_what_was_refused_wrapped_is_refused() -> None:
    text = "The White\nHouse. The White House."
    stored = [Suggestion(span_of(text, quote, "ORG"), "m", 0.9) for quote in ("White\nHouse", "White House")]
    assert asked(text, layer_of(text, Rejected(stored[0].span, "m")), *stored, features=STRINGS_ONLY) == []


def test_the_majority_of_labels_wins_and_this_text_before_others() -> None:
    text = "Jordan spoke."
    elsewhere = [("kept", "Jordan", "LOC"), ("kept", "Jordan", "LOC"), ("kept", "Jordan", "PERSON")]
    assert said(text, asked(text, layer_of(text), elsewhere=elsewhere)) == [("Jordan", "LOC")]
    text = "Jordan spoke. Jordan left."
    layer = layer_of(text, Added(span_of(text, "Jordan", "PERSON")))
    assert said(text, asked(text, layer, elsewhere=elsewhere)) == [("Jordan", "PERSON")]


def test_a_string_refused_more_often_than_kept_is_proposed_by_nobody() -> None:
    text = "Today is Today."
    refused = span_of(text, "Today", "DATE")
    stored = [Suggestion(span_of(text, "Today", "DATE", nth), "m", 0.9) for nth in (0, 1)]
    layer = layer_of(text, Rejected(refused, "m"))
    assert asked(text, layer, *stored, features=STRINGS_ONLY) == []
    assert memory_of(text, layer, stored, SCHEME).folded() == stored


def test_what_a_known_string_replaces_is_folded_away() -> None:
    text = "The New York Times."
    stored = [Suggestion(span_of(text, "York", "LOC"), "m", 0.3)]
    known = [("kept", "New York Times", "ORG")]
    memory = memory_of(text, layer_of(text), stored, SCHEME, elsewhere=known)
    assert (said(text, memory.proposed()), memory.folded()) == ([("New York Times", "ORG")], stored)


def test_what_is_refused_with_digits_is_refused_with_other_digits() -> None:
    text = "In the 20th minute, and in the 54th minute."
    stored = [Suggestion(span_of(text, quote, "DATE"), "m", 0.4) for quote in ("20th minute", "54th minute")]
    layer = layer_of(text, Rejected(stored[0].span, "m"))
    twice: list[Fact] = [("refused", "11th minute", "DATE"), ("refused", "12th minute", "DATE")]
    assert asked(text, layer, *stored, features=STRINGS_ONLY, elsewhere=twice) == []
    assert asked(text, layer, *stored, features=STRINGS_ONLY, elsewhere=twice[:1]) == [stored[1]]
    kept: list[Fact] = [*twice, ("kept", "13th minute", "DATE")]
    assert asked(text, layer, *stored, features=STRINGS_ONLY, elsewhere=kept) == [stored[1]]
    other = Suggestion(stored[1].span.labelled("ORG"), "m", 0.4)
    assert asked(text, layer, other, features=STRINGS_ONLY, elsewhere=twice) == [other]


def test_the_longest_string_wins() -> None:
    text = "New York Times. The New York Times."
    layer = layer_of(text, Added(span_of(text, "New York Times", "ORG")))
    elsewhere = [("kept", "New York", "LOC")]
    assert said(text, asked(text, layer, elsewhere=elsewhere)) == [("New York Times", "ORG")]


def test_memory_overrides_a_model_unless_its_span_strictly_contains_the_string() -> None:
    text = "Paris met Paris Hilton and President Obama."
    elsewhere = [("kept", "Paris", "LOC"), ("kept", "Obama", "PERSON")]
    stored = [
        Suggestion(span_of(text, "Paris", "ORG"), "m", 0.9),
        Suggestion(span_of(text, "Paris Hilton", "PERSON"), "m", 0.9),
        Suggestion(span_of(text, "President Obama", "PERSON"), "m", 0.9),
    ]
    found = asked(text, layer_of(text), *stored, elsewhere=elsewhere, features=STRINGS_ONLY)
    assert said(text, found) == [("Paris", "LOC"), ("Paris Hilton", "PERSON"), ("Obama", "PERSON")]


@pytest.mark.parametrize(("overlap", "left"), [("none", []), ("nested", ["York"]), ("any", ["The New", "York"])])
def test_a_known_string_replaces_only_what_may_not_stand_beside_it(overlap: Overlap, left: list[str]) -> None:
    text = "The New York Times."
    stored = [Suggestion(span_of(text, name, "LOC"), "m", 0.3) for name in ("The New", "York", "New York Times")]
    known = [("kept", "New York Times", "ORG")]
    scheme = replace(SCHEME, overlap=overlap)
    found = memory_of(text, layer_of(text), stored, scheme, elsewhere=known, features=STRINGS_ONLY).proposed()
    assert sorted(said(text, found)) == sorted([("New York Times", "ORG"), *((quote, "LOC") for quote in left)])


def test_the_last_name_of_a_confirmed_person_is_proposed() -> None:
    text = "Ana Ruiz said so. Later Ruiz left. Ruiz and Tom Ruiz stayed."
    layer = layer_of(text, Added(span_of(text, "Ana Ruiz", "PERSON")))
    assert said(text, asked(text, layer)) == [("Ruiz", "PERSON"), ("Ruiz", "PERSON"), ("Tom Ruiz", "PERSON")]


@pytest.mark.parametrize(
    ("kept", "told"),
    [("Ana van Ruiz", True), ("the Ana Ruiz", True), ("a man from Ruiz", False), ("Ana and all of Ruiz", False)],
)
def test_the_last_word_of_a_description_is_no_last_name(kept: str, *, told: bool) -> None:
    text = f"Here is {kept}. Later Ruiz left."
    layer = layer_of(text, Added(span_of(text, kept, "PERSON")))
    assert said(text, asked(text, layer)) == [("Ruiz", "PERSON")] * told


@pytest.mark.parametrize(
    ("text", "outer", "inner", "label", "left"),
    [
        ("Saw the Dock Union.", "the Dock Union", "Dock Union", "ORG", False),
        ("Saw the Dock Union.", "the Dock Union", "Dock Union", "LOC", True),
        ("Saw the Dock Union.", "the Dock Union", "Union", "ORG", True),
        ("Saw Aceh, Union.", "Aceh, Union", "Union", "ORG", True),
        ("In May 2021 then.", "May 2021", "2021", "ORG", True),
    ],
)
def test_what_lacks_the_first_word_of_a_known_string_is_folded_where_spans_nest(
    text: str, outer: str, inner: str, label: str, *, left: bool
) -> None:
    model = Suggestion(span_of(text, inner, label), "m", 0.5)
    layer, scheme = layer_of(text, Added(span_of(text, outer, "ORG"))), replace(SCHEME, overlap="nested")
    memory = memory_of(text, layer, [model], scheme, features=STRINGS_ONLY)
    assert said(text, memory.proposed()) == [(inner, label)] * left
    assert said(text, memory.folded()) == [(inner, label)] * (not left)


def test_an_acronym_in_brackets_takes_the_label_of_its_expansion() -> None:
    text = "The World Trade Body (WTB) met. WTB said."
    layer = layer_of(text, Added(span_of(text, "World Trade Body", "ORG")))
    assert said(text, asked(text, layer)) == [("WTB", "ORG"), ("WTB", "ORG")]


@pytest.mark.parametrize(
    ("name", "label", "acronym"),
    [("Ana Ruiz", "PERSON", "CDU"), ("Dock Town", "LOC", "AP"), ("Office of Docks in Town", "LOC", "TDO")],
)
def test_what_stands_in_brackets_and_shortens_nothing_takes_no_label(name: str, label: str, acronym: str) -> None:
    text = f"So {name} ({acronym}) said. {acronym} left."
    assert said(text, asked(text, layer_of(text, Added(span_of(text, name, label))))) == []


def test_a_suffix_word_sets_the_label() -> None:
    text = "The Green Party won."
    stored = Suggestion(span_of(text, "Green Party", "PERSON"), "m", 0.5)
    assert said(text, asked(text, layer_of(text), stored)) == [("Green Party", "ORG")]


def test_a_sure_string_of_the_model_is_proposed_elsewhere_under_the_label_that_most_votes_have() -> None:
    text = "Zento grew. Zento fell. Zento rose."
    stored = [
        Suggestion(span_of(text, "Zento", "ORG"), "m", 0.9),
        Suggestion(span_of(text, "Zento", "LOC", 1), "m", 0.3),
    ]
    assert said(text, asked(text, layer_of(text), *stored)) == [("Zento", "ORG")] * 3


def test_a_pattern_keeps_its_label_beside_what_a_model_says() -> None:
    text = "Wikinews told. So did Wikinews."
    model = [Suggestion(span_of(text, "Wikinews", "ORG", nth), "m", 0.3) for nth in (0, 1)]
    pattern = Suggestion(span_of(text, "Wikinews", "LOC"), "patterns:a", None)
    assert set(asked(text, layer_of(text), *model, pattern)) == {*model, pattern}


@pytest.mark.parametrize(
    ("known", "longer"), [("two", "two weeks"), ("2", "2 km"), ("one", "over one million"), ("half", "half an hour")]
)
def test_a_number_that_is_known_is_no_part_of_what_a_model_says_beyond_it(known: str, longer: str) -> None:
    text = f"They saw {known}. It took {longer}, all told."
    layer = layer_of(text, Added(span_of(text, known, "ORG")))
    model = Suggestion(span_of(text, longer, "DATE"), "m", 0.4)
    assert said(text, asked(text, layer, model, features=STRINGS_ONLY)) == [(longer, "DATE")]


def test_a_known_amount_is_no_part_of_a_larger_one_and_its_number_does_not_accept_itself() -> None:
    text = "They paid $2 for 2 of them. It cost $2 million in all."
    layer = layer_of(text, Added(span_of(text, "$2", "ORG")))
    model = Suggestion(span_of(text, "$2 million", "ORG"), "m", 0.4)
    assert said(text, asked(text, layer, model, features=STRINGS_ONLY)) == [("$2 million", "ORG")]
    layer = layer_of(text, Added(span_of(text, "2", "DATE", 1)))
    memory = memory_of(text, layer, (), SCHEME)
    assert (len(memory.proposed()), memory.accepting_themselves(layer)) == (2, [])


def test_what_a_learned_border_takes_in_does_not_end_with_a_comma() -> None:
    text = "It began in August , 7 , 1948 in Ghent. In 1995 , it ended. In 1996 , all was over."
    stored = [Suggestion(span_of(text, quote, "DATE"), "m", 0.5) for quote in ("August", "1995", "1996")]
    longer = span_of(text, "August , 7 , 1948", "DATE")
    layer = layer_of(text, Resized(stored[0].span, longer.start, longer.end, "m", 0.5))
    assert said(text, asked(text, layer, *stored)) == [("1995", "DATE"), ("1996", "DATE")]


def test_a_suffix_word_sets_no_label_that_was_put_away() -> None:
    text = "The Jazz Festival came."
    scheme = Scheme((Label("ORG"), Label("EVENT", archived=True)), suffixes={"Festival": "EVENT"})
    stored = Suggestion(span_of(text, "Jazz Festival", "ORG"), "m", 0.9)
    assert [one.span for one in memory_of(text, layer_of(text), [stored], scheme).proposed()] == [stored.span]


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("東京", "東京は大きい。昨日東京へ行った。"),
        ("กรุงเทพ", "กรุงเทพใหญ่ ไปกรุงเทพ"),
        ("👩‍🚀", "👩‍🚀 flew. 👩‍🚀 landed."),
        ("Cafe\u0301", "Cafe\u0301 shut. Cafe\u0301 open."),
        ("x" * 40, f"{'x' * 40} and {'x' * 40}."),
    ],
)
def test_a_decided_string_is_found_again_in_any_script(quote: str, text: str) -> None:
    layer = layer_of(text, Added(span_of(text, quote, "LOC")))
    assert [one.span for one in asked(text, layer)] == [span_of(text, quote, "LOC", 1)]


def test_one_correction_moves_the_same_edge_elsewhere_and_offers_the_piece() -> None:
    text = "Friday, May 1\n\nThen Monday, June 4 came."
    was = span_of(text, "Friday, May 1", "DATE")
    layer = layer_of(text, Resized(was, was.start + 8, was.end, "m", 0.9))
    stored = Suggestion(span_of(text, "Monday, June 4", "DATE"), "m", 0.9)
    assert said(text, asked(text, layer, stored)) == [("Friday", "DATE"), ("Monday", "DATE"), ("June 4", "DATE")]


def test_nothing_decided_is_proposed_again() -> None:
    text = "Acme and Acme."
    stored = Suggestion(span_of(text, "Acme", "ORG"), "m", 0.9)
    layer = layer_of(text, Rejected(stored.span, "m"), Added(span_of(text, "Acme", "ORG", 1)))
    assert asked(text, layer, stored) == []


def test_confirmed_strings_accept_themselves_as_the_scheme_says() -> None:
    text = "We saw Acme. They saw Acme."
    layer = layer_of(text, Accepted(span_of(text, "Acme", "ORG"), "m", 0.9))
    second = span_of(text, "Acme", "ORG", 1)

    def taken(setting: Any, layer: Layer, elsewhere: Sequence[Fact] = ()) -> list[Span]:
        memory = memory_of(text, layer, (), Scheme(SCHEME.labels, auto_accept=setting), elsewhere=elsewhere)
        return [one.span for one in memory.accepting_themselves(layer)]

    assert taken("article", layer) == taken("project", layer) == [second]
    assert taken("off", layer) == []
    known: list[Fact] = [("kept", "Acme", "ORG")]
    assert taken("project", layer_of(text), known) == []
    assert taken("article", layer_of(text), known * 2) == []
    assert len(taken("project", layer_of(text), known * 2)) == 2
    assert taken("project", layer_of(text), [*known * 2, ("kept", "Acme", "PERSON")]) == []
    assert (
        taken("article", layer, [("refused", "Acme", "ORG")])
        == taken("project", layer, [("refused", "Acme", "ORG")])
        == []
    )
    assert taken("project", layer, [("kept", "Acme", "PERSON")]) == [second]


@pytest.mark.parametrize("overlap", ["nested", "any"])
def test_where_spans_may_overlap_only_names_confirmed_twice_accept_themselves(overlap: Any) -> None:
    text = "Acme and they. Acme and they. Acme and they."
    scheme = Scheme(SCHEME.labels, overlap=overlap)
    quotes = ("Acme", "they")
    once = layer_of(text, *(Added(span_of(text, quote, "ORG")) for quote in quotes))
    twice = layer_of(text, *(Added(span_of(text, quote, "ORG", number)) for quote in quotes for number in (0, 1)))
    found = [memory_of(text, layer, (), scheme).accepting_themselves(layer) for layer in (once, twice)]
    assert [[one.span for one in taken] for taken in found] == [[], [span_of(text, "Acme", "ORG", 2)]]


@pytest.mark.parametrize(
    ("facts", "taken"),
    [
        ([], ["WTB", "Ruiz", "WTB"]),
        ([("refused", "Ruiz", "PERSON")], ["WTB", "WTB"]),
        ([("kept", "WTB", "PERSON")], ["Ruiz"]),
    ],
)
def test_last_names_and_acronyms_of_kept_names_accept_themselves_unless_they_were_decided(
    facts: list[Fact], taken: list[str]
) -> None:
    text = "Ana Ruiz joined the World Trade Body (WTB). Ruiz left, Tom Ruiz stayed. WTB said no."
    kept = [Added(span_of(text, "Ana Ruiz", "PERSON")), Added(span_of(text, "World Trade Body", "ORG"))]
    layer = layer_of(text, *kept)
    memory = memory_of(text, layer, (), SCHEME, elsewhere=facts)
    assert [one.span.quote(text) for one in memory.accepting_themselves(layer)] == taken
    assert memory_of(text, layer, (), replace(SCHEME, auto_accept="off")).accepting_themselves(layer) == []


@pytest.mark.parametrize(("word", "times"), [("the", 0), ("The", 1), ("noon", 1), ("27", 1), ("東京", 1)])
def test_a_short_word_in_small_letters_does_not_accept_itself(word: str, times: int) -> None:
    text = f"{word} , {word} ."
    layer = layer_of(text, Added(span_of(text, word, "ORG")))
    memory = memory_of(text, layer, (), SCHEME)
    assert len(memory.accepting_themselves(layer)) == times


def test_what_accepted_itself_teaches_nothing() -> None:
    text = "Acme and Acme."
    layer = layer_of(text, Accepted(span_of(text, "Acme", "ORG"), "memory", None, auto=True))
    assert asked(text, layer) == []


words = st.sampled_from(["Ana", "Ruiz", "Acme", "in", "May", "4", "Monday", ",", "Party", "'s"])


@given(st.lists(words, min_size=1, max_size=25), st.data())
def test_proposals_lie_on_the_text_in_labels_of_the_scheme_and_are_the_same_again(
    tokens: list[str], data: st.DataObject
) -> None:
    text = " ".join(tokens)
    edges = list(OwnTokens(text))

    def span(label: str) -> Span:
        first = data.draw(st.integers(0, len(edges) - 1))
        last = data.draw(st.integers(first, min(first + 3, len(edges) - 1)))
        return Span(edges[first][0], edges[last][1], label)

    labels = st.sampled_from([label.name for label in SCHEME.labels])
    stored = [Suggestion(span(data.draw(labels)), "m", 0.7) for _ in range(data.draw(st.integers(0, 4)))]
    layer = layer_of(text, Added(span(data.draw(labels))), Rejected(span(data.draw(labels)), "m"))
    found = asked(text, layer, *stored)
    assert found == asked(text, layer, *stored)
    spans = [one.span for one in found]
    assert spans == sorted(set(spans))
    assert all(one.end <= len(text) and one.label in SCHEME.names() and not layer.knows(one) for one in spans)


facts = st.one_of(
    st.tuples(st.just("kept"), st.sampled_from(["Acme", "May 4", "Ana"]), st.sampled_from(["ORG", "DATE"])),
    st.tuples(st.just("refused"), st.sampled_from(["Acme", "May 4", "May 5"]), st.sampled_from(["ORG", "DATE"])),
    st.tuples(st.just("cut"), st.just("left"), st.just("ORG"), st.sampled_from(["a", "b"]), st.just("c")),
)


@given(st.lists(facts, max_size=20), st.lists(facts, max_size=20))
def test_evidence_given_back_leaves_what_was_there(kept: list[Any], undone: list[Any]) -> None:
    plain, tried = Evidence(), Evidence()
    plain.count(kept)
    tried.count(kept)
    tried.count(undone)
    tried.count(undone, -1)
    assert set(plain.strings()) == set(tried.strings())
    for string in ("Acme", "May 4", "May 5", "Ana"):
        assert dict(plain.labels(string)) == dict(tried.labels(string))
        assert plain.label(string) == tried.label(string)
        assert plain.unwanted(string) == tried.unwanted(string)
        for label in ("ORG", "DATE"):
            assert plain.unwanted_as(string, label) == tried.unwanted_as(string, label)
    for token in "ab":
        assert plain.habit("left", "ORG", token, "c") == tried.habit("left", "ORG", token, "c")
