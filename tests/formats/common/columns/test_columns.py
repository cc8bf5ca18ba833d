"""Files of one token a line: how a column is told, what a tag means, what a bad line costs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from support.reading import put

from annotator.domain.document import Incoming
from annotator.errors import InputError
from annotator.formats import conll
from annotator.formats.base import Notice, Read, ReadOptions, SetAside
from annotator.formats.common.columns.entities import is_mentions
from annotator.formats.common.columns.tag_schemes import plain_tag, scheme_of
from annotator.formats.common.detect import detect


def read(
    tmp_path: Path, text: str, name: str = "a.conll", settings: Mapping[str, str] = MappingProxyType({})
) -> list[Read]:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return list(conll.read(path, ReadOptions(settings=settings)))


def article(found: list[Read]) -> tuple[str, list[tuple[str, str]]]:
    """The text of the only article among what was read, and its spans as label and quote."""
    (one,) = [each for each in found if isinstance(each, Incoming)]
    text = one.article.text
    return text, [(span.label, span.quote(text)) for layer in one.layers.values() for span in layer.spans]


def set_aside(found: list[Read]) -> dict[str, int]:
    """How many of what was set aside."""
    return {one.name: one.count for one in found if isinstance(one, SetAside)}


@pytest.mark.parametrize(
    ("tags", "scheme", "plain"),
    [
        (["B-PER", "O", "W-LOC"], "prefix", ["B-PER", "O", "W-LOC"]),
        (["B_GENE", "I_GENE", "O"], "underscore", ["B-GENE", "I-GENE", "O"]),
        (["GENE-B", "O"], "suffix", ["B-GENE", "O"]),
        (["B", "I", "O"], "bare", ["B-ENTITY", "I-ENTITY", "O"]),
        (["PER", "PER", "O"], "label", ["I-PER", "I-PER", "O"]),
        (["NN", "VB"], None, [None, None]),
        (["B-PER", "I-PER", "?"], "prefix", ["B-PER", "I-PER", None]),
    ],
)
def test_a_scheme_is_told_by_its_column(tags: list[str], scheme: str | None, plain: list[str | None]) -> None:
    assert scheme_of(tags) == scheme
    assert [plain_tag(tag, scheme) for tag in tags] == plain


def test_a_bad_line_costs_its_sentence_alone(tmp_path: Path) -> None:
    found = read(tmp_path, "Ada\tB-PER\nleft\tO\n\nBo\tB-PER\nstayed\t??\n\nCy\tB-PER\n\nlonely\n")
    assert [one.line for one in found if isinstance(one, InputError)] == [5, 9]
    assert article(found) == ("Ada left\nCy", [("PER", "Ada"), ("PER", "Cy")])


@pytest.mark.parametrize("space", ["\u00a0", "\u2009", "\u3000", "\u202f"])
@pytest.mark.parametrize("between", ["\t", " ", "   "])
def test_only_blanks_and_tabs_part_columns(space: str, between: str, tmp_path: Path) -> None:
    found = read(tmp_path, f"10{space}000{between}B-QTY\nferries{between}O\n")
    assert article(found) == (f"10{space}000 ferries", [("QTY", f"10{space}000")])


@pytest.mark.parametrize(
    "line",
    ["1\t{word}\tX\t{tag}", "doc7\t{word}\tX\t{tag}", "doc7\t0\t{word}\tX\t{tag}", "{word} -X- _ {tag}"],
)
def test_words_are_never_all_numbers_nor_one_value(line: str, tmp_path: Path) -> None:
    rows = [("Ada", "B-PER"), ("met", "O"), ("the", "O"), ("old", "O"), ("ferry", "B-THING"), (".", "O")]
    found = read(tmp_path, "".join(line.format(word=word, tag=tag) + "\n" for word, tag in rows))
    assert article(found) == ("Ada met the old ferry .", [("PER", "Ada"), ("THING", "ferry")])


def test_a_repeated_word_of_a_short_article_stays_the_word(tmp_path: Path) -> None:
    assert article(read(tmp_path, "No UH B-X O\nNo VB B-Y O\n"))[0] == "No No"


def test_chunks_beside_numbers_are_no_nested_spans(tmp_path: Path) -> None:
    found = read(tmp_path, "1\tAda\tNNP\tB-NP\tB-PER\n2\tleft\tVBD\tB-VP\tO\n")
    assert article(found) == ("Ada left", [("PER", "Ada")])


def test_bare_marks_are_told_with_the_label_they_get(tmp_path: Path) -> None:
    found = read(tmp_path, "IL-2\tB\ngene\tI\nrose\tO\n")
    assert [one.line for one in found if isinstance(one, Notice) and "ENTITY" in one.text] == [1]
    assert article(found) == ("IL-2 gene rose", [("ENTITY", "IL-2 gene")])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("# text = Plan O\nAda\tB-PER\n", "Ada"),
        ("#hash\tO\nAda\tB-PER\n", "#hash Ada"),
        ("#\tO\n1\tO\nAda\tB-PER\n", "# 1 Ada"),
        ("# sent_id = 1\nAda B-PER\n", "Ada"),
        ("Ada|NNP|B-PER left|VBD|O\nBo|NNP|B-PER\n", "Ada left\nBo"),
        ("B-PER\tAda\nO\tleft\n", "Ada left"),
        ("Ada B-PER -\n- O -\nBo O +\nleft O +\n", "Ada-Bo left"),
    ],
)
def test_shapes_of_other_tools(text: str, wanted: str, tmp_path: Path) -> None:
    said, spans = article(read(tmp_path, text))
    assert (said, [quote for _, quote in spans][:1]) == (wanted, ["Ada"])


def test_conll_2012_is_read_by_its_own_shape(tmp_path: Path) -> None:
    rows = [("Ada", "(PERSON*", "(1"), ("Berg", "*)", "1)"), ("met", "*", "-"), ("Bo", "(PERSON)", "(2)")]
    lines = [
        f"bc/x 0 {nth} {word} NNP * - - - Ann {name} * {mention}" for nth, (word, name, mention) in enumerate(rows)
    ]
    text = "\n".join(["#begin document (bc/x); part 000", *lines, "", "#end document", ""])
    found = read(tmp_path, text)
    assert article(found) == ("Ada Berg met Bo", [("PERSON", "Ada Berg"), ("PERSON", "Bo")])
    aside = set_aside(found)
    assert aside["entities"] == 2
    (one,) = [each for each in found if isinstance(each, Incoming)]
    assert one.article.meta["id"] == "bc/x 0"
    assert one.article.meta["entities"] == [{"spans": [[0, 8, ""]], "id": "1"}, {"spans": [[13, 15, ""]], "id": "2"}]
    assert aside["values (column 5)"] == aside["values (column 10)"] == 1  # all the same
    assert not {"values (column 1)", "values (column 2)"} & aside.keys()


@pytest.mark.parametrize(
    "line",
    ["{word} {tag}", "{word} NNP {tag}", "0 {word} - {tag} -", "{word} NNP (S* {tag} - (A0*)", "x/y 0 {word} {tag} -"],
)
def test_names_in_brackets_are_found_in_any_number_of_columns(line: str, tmp_path: Path) -> None:
    rows = [("Ada", "(PERSON*"), ("Berg", "*)"), ("met", "*"), ("Bo", "(WORK-OF-ART)"), ("Li", "(PERSON*)"), (".", "*")]
    text = "".join(line.format(word=word, tag=tag) + "\n" for word, tag in rows)
    spans = [("PERSON", "Ada Berg"), ("WORK-OF-ART", "Bo"), ("PERSON", "Li")]
    assert article(read(tmp_path, text)) == ("Ada Berg met Bo Li .", spans)
    path = tmp_path / "names.txt"
    path.write_text(text, encoding="utf-8")
    assert detect(path, path.read_bytes()) == "conll"


def test_a_bad_line_among_brackets_costs_its_sentence_alone(tmp_path: Path) -> None:
    good = "Ada NNP (PERSON)\nleft VBD *\n\n" * 9
    found = read(tmp_path, f"{good}Bo NNP (PERSON\n\n")
    assert [one.line for one in found if isinstance(one, InputError)] == [28]
    assert article(found)[1] == [("PERSON", "Ada")] * 9


@pytest.mark.parametrize(
    ("rows", "spans"),
    [
        ("Ada NNP -\nleft VBD -\n", None),
        ("Ada NNP _\nleft VBD _\n", None),
        ("Ada NNP B-PER - -\nleft VBD O - -\n", [("PER", "Ada")]),
        ("Ada * B-PER\nleft * O\n", [("PER", "Ada")]),
        ("Ada NNP O\nleft VBD O\n", []),
    ],
)
def test_a_column_of_hyphens_has_no_tags(rows: str, spans: list[tuple[str, str]] | None, tmp_path: Path) -> None:
    found = read(tmp_path, rows)
    (one,) = [each for each in found if isinstance(each, Incoming)]
    assert bool(one.layers) == (spans is not None)
    assert any(isinstance(each, Notice) and "without spans" in each.text for each in found) == (spans is None)
    assert article(found)[1] == (spans or [])


GRID = "1\tAda\tNNP\tB-NP\tx\tB-PER\n2\tBerg\tNNP\tI-NP\t_\tI-PER\n3\tleft\tVBD\tB-VP\ty\tO\n"


@pytest.mark.parametrize(
    ("settings", "text", "spans"),
    [
        ({"word": "3"}, "NNP NNP VBD", [("PER", "NNP NNP")]),
        ({"tag": "4"}, "Ada Berg left", [("NP", "Ada Berg"), ("VP", "left")]),
        ({"tag": "4,6"}, "Ada Berg left", [("NP", "Ada Berg"), ("PER", "Ada Berg"), ("VP", "left")]),
        ({"word": "3", "tag": "4"}, "NNP NNP VBD", [("NP", "NNP NNP"), ("VP", "VBD")]),
        ({"tag": "3"}, "Ada Berg left", [("NNP", "Ada Berg"), ("VBD", "left")]),
        ({"word": "2", "tag": "5"}, "Ada Berg left", [("x", "Ada"), ("y", "left")]),
    ],
)
def test_the_user_may_name_the_columns(
    settings: dict[str, str], text: str, spans: list[tuple[str, str]], tmp_path: Path
) -> None:
    assert article(read(tmp_path, GRID, settings=settings)) == (text, spans)


def test_columns_that_are_named_go_before_every_shape(tmp_path: Path) -> None:
    words = "1\tAda\tAda\tPROPN\tNNP\t_\t0\troot\tB-PER\tNE=B-ORG\n"
    assert article(read(tmp_path, words, settings={"word": "2", "tag": "9"})) == ("Ada", [("PER", "Ada")])
    rows = "Ada (A0*) (X*)\nleft (V*) *\n"
    assert article(read(tmp_path, rows, settings={"tag": "2"}))[1] == [("A0", "Ada"), ("V", "left")]


def test_a_line_without_the_column_costs_its_sentence_and_no_number_is_refused(tmp_path: Path) -> None:
    found = read(tmp_path, f"{GRID}\nBo B-PER\n", settings={"tag": "6"})
    assert [(one.line, one.reason) for one in found if isinstance(one, InputError)] == [
        (5, "The line has 2 columns, and no column 6.")
    ]
    assert article(found)[1] == [("PER", "Ada Berg")]
    for wrong in ("0", "-1", "x", "", "1,", "99999999999"):
        (refused,) = read(tmp_path, GRID, settings={"tag": wrong})
        assert isinstance(refused, InputError)
        assert "number of a column" in refused.reason


@pytest.mark.parametrize(("tag", "open_"), [("-", True), ("O", False)])
def test_a_hyphen_beside_o_says_nothing_of_a_word(tag: str, open_: bool, tmp_path: Path) -> None:
    found = read(tmp_path, f"Ada\tB-PER\nmet\tO\nBo\t{tag}\n")
    (one,) = [each for each in found if isinstance(each, Incoming)]
    assert one.layers[""].unfinished == open_


def test_what_stands_beside_words_and_tags_is_counted(tmp_path: Path) -> None:
    found = read(tmp_path, "-DOCSTART- -X- O O\n\nAda NNP B-NP B-PER\nleft VBD O O\n\nBo -X- _ B-PER\n")
    assert set_aside(found) == {"values (column 2)": 2, "values (column 3)": 1}


_CONLLU = "{}\t{}\t_\t_\t_\t_\t0\t_\t_\t{}\n"


def conllu(*rows: tuple[str, str, str]) -> str:
    return "".join(_CONLLU.format(*row) for row in rows) + "\n"


@pytest.mark.parametrize("misc", ["NE={}", "name={}", "{}", "SpaceAfter=Yes|NER={}", "Gloss=x name={}"])
def test_conll_u_has_its_names_in_the_last_column(misc: str, tmp_path: Path) -> None:
    words = conllu(("1", "Ada", misc.format("B-PER")), ("2", "left", "SpaceAfter=No"), ("3", ".", "_"))
    assert article(read(tmp_path, words)) == ("Ada left.", [("PER", "Ada")])


def test_ranges_and_empty_nodes_of_conll_u(tmp_path: Path) -> None:
    words = [("1", "de", "NE=B-X"), ("2", "le", "NE=I-X"), ("2.1", "void", "_"), ("3", "Lac", "NE=B-LOC")]
    found = read(tmp_path, "# newdoc id = a\n# text = du  Lac\n" + conllu(("1-2", "du", "_"), *words), "a.conllu")
    assert article(found) == ("du  Lac", [("X", "du"), ("LOC", "Lac")])
    assert set_aside(found) == {"empty nodes": 1, "values (HEAD)": 4}
    assert [one.article.meta for one in found if isinstance(one, Incoming)] == [{"id": "a"}]


def test_what_conll_u_says_beyond_names_is_counted(tmp_path: Path) -> None:
    words = conllu(("1", "Ada", "Entity=(1-person-new|NE=B-PER|SpaceAfter=No"), ("2", ".", "Entity=1)|NER=PER|odd"))
    found = read(tmp_path, f"# sent_id = 1\n# meta::author = Bo Li\n# text = Ada.\n{words}")
    columns = {"values (HEAD)": 2, "entities": 1, "values (NER)": 1, "values (MISC)": 1}
    assert set_aside(found) == {"comments on sentences": 1, **columns}
    entities = [{"spans": [[0, 4, "person"]], "id": "1"}]
    assert [one.article.meta for one in found if isinstance(one, Incoming)] == [
        {"author": "Bo Li", "entities": entities}
    ]


def test_entities_of_conll_u_are_made_as_its_comment_says(tmp_path: Path) -> None:
    words = [
        ("1", "FIFA", "Entity=(e1-event-new(e2-org-new)"),
        ("2", "Cup", "Entity=e1)"),
        ("3", ",", "_"),
        ("4", "it", "Entity=(e1-event-giv)|SpaceAfter=No"),
        ("5", ".", "Entity=e9)"),
    ]
    other = conllu(("1", "They", "Entity=(e2-org-giv)"), ("2", "won", "Entity=(e3-event-new"))
    found = read(tmp_path, f"# global.Entity = eid-etype-infstat\n{conllu(*words)}# newdoc\n{other}")
    first, second = [one.article for one in found if isinstance(one, Incoming)]
    assert first.text == "FIFA Cup , it."
    assert first.meta["entities"] == [
        {"spans": [[0, 8, "event"], [11, 13, "event"]], "id": "e1"}, {"spans": [[0, 4, "org"]], "id": "e2"},
    ]  # fmt: skip
    assert second.meta["entities"] == [{"spans": [[0, 4, "org"]], "id": "e2"}]
    assert set_aside(found)["mentions that do not end, or begin"] == 2


@pytest.mark.parametrize(
    ("rows", "entities"),
    [
        ("0 FIFA (time-1(event-2-Cup(org-3-FIFA)\n1 Cup event-2-Cup)\n2 day time-1)\n", {
            "1": [[0, 12, "time"]], "2": [[0, 8, "event"]], "3": [[0, 4, "org"]],
        }),
        ("a 0 0 Ada (7)|(1\na 0 1 Li 1)\na 0 2 left -\na 0 3 her (7)\na 0 4 there -\n#end document\n", {
            "7": [[0, 3, ""], [12, 15, ""]], "1": [[0, 6, ""]],
        }),
    ],
)  # fmt: skip
def test_a_column_of_mentions_is_no_column_of_tags(rows: str, entities: dict[str, Any], tmp_path: Path) -> None:
    found = read(tmp_path, f"# begin document (x)\n{rows}")
    (one,) = [each for each in found if isinstance(each, Incoming)]
    assert not one.layers
    assert {each["id"]: each["spans"] for each in one.article.meta["entities"]} == entities


def test_brackets_without_end_take_no_time(tmp_path: Path) -> None:
    for cell in ("(12)" * 4000 + "x", "(1" * 4000, "1)" * 4000 + "(", "(" * 9000):
        assert not is_mentions(cell) or cell.startswith(("(1", "1)"))


@pytest.mark.parametrize("comment", ["", "# text = Other\n", "# text = \u00a0Ada left .\n"])
def test_a_word_may_begin_with_white_space(comment: str, tmp_path: Path) -> None:
    found = read(tmp_path, comment + conllu(("1", "\u00a0Ada", "B-PER"), ("2", "left", "_"), ("3", " . ", "_")))
    assert article(found)[1] == [("PER", "\u00a0Ada")]


def test_a_bad_line_of_conll_u_costs_its_sentence_alone(tmp_path: Path) -> None:
    text = conllu(("1", "Ada", "B-PER")) + "2\tbad\n\n" + "# text = Other\n" + conllu(("1", "Bo", "B-PER"))
    found = read(tmp_path, text)
    assert [one.line for one in found if isinstance(one, InputError)] == [3]
    assert article(found) == ("Ada\nBo", [("PER", "Ada"), ("PER", "Bo")])
    assert any(isinstance(one, Notice) and "1 sentence " in one.text for one in found)


def test_a_treebank_without_names_has_no_layer(tmp_path: Path) -> None:
    one, *_ = read(tmp_path, conllu(("1", "Ada", "_")))
    assert isinstance(one, Incoming)
    assert not one.layers


def test_a_mark_without_its_label_is_no_label(tmp_path: Path) -> None:
    found = list(conll.read(put(tmp_path, "a.conll", "Ada B-\nBrook I-\nsang O\n"), ReadOptions()))
    assert [one.reason for one in found if isinstance(one, InputError)] == [
        "The last column 'B-' is no tag (O, B-PER, I-PER, ...)."
    ]
