"""Files of columns that name them."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.reading import articles, put

from annotator.errors import InputError
from annotator.formats import conll
from annotator.formats.base import ReadOptions, SetAside
from annotator.formats.common.detect import HEAD, detect

PLUS = """# global.columns = ID FORM LEMMA NE:TYPE MISC
# text = Ada Brook left.
1\tAda\tada\tB-PER\t_
2\tBrook\tbrook\tI-PER\t_
3\tleft\tleave\tO\tSpaceAfter=No
4\t.\t.\tO\t_

"""
CUPT = """# global.columns = FORM HEAD PARSEME:MWE
Ada\t2\t*
gave\t0\t1:VPC.full
up\t2\t1

"""
HIPE = """TOKEN\tNE-COARSE-LIT\tNEL-LIT\tMISC
# language = fr
# hipe2022:document_id = one
Ada\tB-pers\tQ1\t_
Brook\tI-pers\tQ1\tNoSpaceAfter
.\tO\t_\t_

# hipe2022:document_id = two
Lin\tB-pers\tQ2\t_

"""


@pytest.mark.parametrize(
    ("file", "texts", "spans", "asides"),
    [
        (("a.conllup", PLUS), ["Ada Brook left."], [(0, 9, "PER")], {"values (LEMMA)": 4, "comments on sentences": 1}),
        (("a.cupt", CUPT), ["Ada gave up"], [], {"values (PARSEME:MWE)": 2}),
        (("a.tsv", HIPE), ["Ada Brook.", "Lin"], [(0, 9, "pers"), (0, 3, "pers")], {"values (NEL-LIT)": 3}),
    ],
)
def test_columns_are_what_the_file_calls_them(
    file: tuple[str, str], texts: list[str], spans: list[tuple[int, int, str]], asides: dict[str, int], tmp_path: Path
) -> None:
    path = put(tmp_path, *file)
    assert detect(path, path.read_bytes()[:HEAD]) == "conll"
    found = list(conll.read(path, ReadOptions()))
    read = articles(iter(found))
    assert [one.article.text for one in read] == texts
    layers = [layer for one in read for layer in one.layers.values()]
    assert [(span.start, span.end, span.label) for layer in layers for span in layer.spans] == spans
    assert {one.name: one.count for one in found if isinstance(one, SetAside)}.items() >= asides.items()


def test_a_line_of_other_columns_costs_its_sentence_alone(tmp_path: Path) -> None:
    path = put(tmp_path, "a.conllup", PLUS + "1\tLin\n\n" + PLUS.partition("\n")[2])
    found = list(conll.read(path, ReadOptions()))
    assert [one.line for one in found if isinstance(one, InputError)] == [8]
    assert [one.article.text for one in articles(iter(found))] == ["Ada Brook left.\nAda Brook left."]


def test_words_with_bare_labels_are_no_plain_text_and_lists_are_no_words(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", "Ada\tperson\nBrook\tperson\nleft\tO\n\nLin\tperson\ncame\tO\n")
    assert detect(path, path.read_bytes()[:HEAD]) == "conll"
    (one,) = articles(conll.read(path, ReadOptions()))
    assert [(span.start, span.end) for span in one.layers[""].spans] == [(0, 9), (15, 18)]
    for content in ("Ada left\tO\n\nLin came\tperson\n", "Ada\tO\nLin\tX\n", "Ada\tO\n\nLin\tO\n"):
        path = put(tmp_path, "b.txt", content)
        assert detect(path, path.read_bytes()[:HEAD]) != "conll"
