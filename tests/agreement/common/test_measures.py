"""A measure is a file or an entry point: it is in the report without being taught; what it does wrong is told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support.strangers import forget, install, joined

from annotator.agreement.base import Claims, Compared
from annotator.agreement.common.measures import TAKEN, load_measures
from annotator.agreement.common.report import report
from annotator.domain.span import Span
from annotator.domain.tokens import whitespace_tokens
from annotator.errors import NoSuchPlugin, PluginError
from annotator.services.reporting.agreement_csv import as_csv

TEXT = "Ada met Bob at Acme ."
ADA, BOB, ACME = Span(0, 3, "PER"), Span(8, 11, "PER"), Span(15, 19, "ORG")
OVERLAP = """
from annotator.agreement.base import Figure, JointFigure, PairFigure

ABOUT = "How much of the text both have marked"


def count(article, a, b):
    ours, theirs = ({at for span in article.layers[who] for at in range(span.start, span.end)} for who in (a, b))
    return len(ours & theirs), len(ours | theirs)


def value(counts):
    both = sum(times * one[0] for one, times in counts)
    either = sum(times * one[1] for one, times in counts)
    return Figure(both / either, either) if either else Figure(None, 0, "nobody marked anything")


def together(articles, annotators):
    every = Figure(float(len(articles)), len(annotators))
    return every, {"PER": every}


FIGURES = [
    PairFigure("overlap", "overlap", count, value, by_label=True, interval=True),
    PairFigure("overlap_all", "", count, value, by_article=False),
    JointFigure("crowd", "the crowd", together),
]
"""
BROKEN = {
    "no_import": ("import nothing_of_this_name", "'no_import' of the package odd cannot be loaded: No module named"),
    "no_syntax": ("def", "'no_syntax' of the package odd cannot be loaded: "),
    "no_figures": ("ABOUT = 'x'", "The measure 'no_figures' has no FIGURES"),
    "no_sequence": ("FIGURES = 3", "the measure 'no_sequence' failed: "),
    "no_order": (OVERLAP + "ORDER = 'soon'", "the measure 'no_order' failed: "),
    "no_name": (OVERLAP.replace('"overlap"', '"f1_exact"', 1), "the name of its figure 'f1_exact' is taken"),
    "no_own_name": (OVERLAP.replace('"crowd"', '"pairs"'), "the name of its figure 'pairs' is taken"),
}


def articles() -> list[Compared]:
    layers: list[dict[str, list[Span]]] = [
        {"ana": [ADA, BOB], "ben": [ADA]},
        {"ana": [ACME], "ben": [ACME, BOB]},
        {"ana": [], "ben": []},
    ]
    return [Compared(str(n), "", len(TEXT), whitespace_tokens(TEXT), one) for n, one in enumerate(layers)]


@pytest.fixture
def packages(tmp_path: Path) -> Iterator[Path]:
    with joined(tmp_path):
        yield tmp_path


def join(folder: Path, name: str, source: str) -> None:
    install(folder, "odd", {"agreement": {name: f"odd_{name}"}}, (f"odd_{name}", source))
    forget()


def test_every_file_of_the_folder_is_a_measure_with_figures_of_its_own() -> None:
    found = load_measures()
    assert [one["name"] for one in found.about] == [
        "f1", "kappa", "alpha", "relations", "coref", "links", "attributes",
    ]  # fmt: skip
    assert all(one["about"] and one["figures"] for one in found.about)
    names = [*(one.name for one in found.pair), *(one.name for one in found.joint)]
    assert len(names) == len(set(names))
    assert found.problems == []


def test_what_takes_its_time_is_measured_where_it_is_named() -> None:
    found = report(articles(), ["ana", "ben"], by=load_measures(["gamma", "f1"]))
    assert [one["name"] for one in found["measures"]] == ["f1", "gamma"]
    (pair,) = found["pairs"]
    assert pair["gamma"] < 1
    assert pair["n"]["gamma"] == 6
    assert pair["intervals"]["gamma"][0] <= pair["gamma"]
    assert "gamma" not in found


def test_no_figure_can_take_a_key_of_the_report() -> None:
    found = report(articles(), ["ana", "ben"])
    figures = {name for one in found["measures"] for name in one["figures"]}
    rows = [found, *found["pairs"], *found["by_label"], *found["by_article"]]
    assert {key for row in rows for key in row} - figures == TAKEN - {"problems", "relations_confusion"}


def test_a_measure_of_somebody_else_is_in_every_part_of_the_report(packages: Path) -> None:
    before = report(articles(), ["ana", "ben"])
    join(packages, "overlap", OVERLAP)
    found = report(articles(), ["ana", "ben"])
    (pair,) = found["pairs"]
    assert (pair["overlap"], pair["n"]["overlap"]) == (7 / 13, 13)
    assert pair["intervals"]["overlap"] == (4 / 7, 1.0) or pair["intervals"]["overlap"][0] <= 7 / 13
    assert pair["overlap_all"] == pair["overlap"]
    assert found["crowd"] == 3.0
    assert {row["label"]: (row["overlap"], row.get("crowd")) for row in found["by_label"]} == {
        "ORG": (1.0, None),
        "PER": (3 / 9, 3.0),
    }
    by_article = {row["article"]: row for row in found["by_article"]}
    assert by_article["0"]["overlap"] == 3 / 6
    assert by_article["2"]["undefined"]["overlap"] == "undefined, because nobody marked anything"
    assert "overlap_all" not in by_article["0"]
    assert found["measures"][-1] == {
        "name": "overlap",
        "about": "How much of the text both have marked",
        "figures": {"overlap": "overlap", "overlap_all": "", "crowd": "the crowd"},
    }
    assert "pair,ana,ben,,,,3,13,overlap,0.5384615384615384,0." in as_csv(found)
    assert "all,,,,,,3,,crowd,3.0,,," in as_csv(found)
    assert without(found, {"overlap", "overlap_all", "crowd"}) == without(before, set())


def without(found: Any, names: set[str]) -> Any:
    """A report without some figures, and without the list of measures."""
    match found:
        case dict():
            gone = names | {"measures"}
            kept = {key: without(value, names) for key, value in found.items() if key not in gone}
            return {key: value for key, value in kept.items() if key != "undefined" or value}
        case list():
            return [without(one, names) for one in found]
        case _:
            return found


@pytest.mark.parametrize("name", BROKEN)
def test_one_that_cannot_be_used_is_left_out_and_told(packages: Path, name: str) -> None:
    source, sentence = BROKEN[name]
    join(packages, name, source)
    found = report(articles(), ["ana", "ben"])
    (problem,) = found["problems"]
    assert sentence in problem
    assert [one["name"] for one in found["measures"]] == ["f1", "kappa", "alpha"]
    with pytest.raises(PluginError) as raised:
        load_measures(["f1", name])
    assert str(raised.value) == problem


@pytest.mark.parametrize(
    ("name", "old", "new", "reason"),
    [
        (
            "count_fails",
            "return len(ours",
            "return 1 / 0, len(ours",
            "the measure 'count_fails' failed: division by zero",
        ),
        ("value_fails", "return Figure(both", "raise KeyError('x')\n    return Figure(both", "failed: KeyError 'x'"),
        ("no_figure", "return Figure(both / either, either)", "return 'much'", "the measure 'no_figure' failed: "),
        ("no_number", "both / either", "float('nan')", "the measure 'no_number' gave nan"),
        ("endless", "both / either", "float('inf')", "the measure 'endless' gave inf"),
    ],
)
def test_one_that_fails_at_work_gives_no_figure_and_says_why(
    packages: Path, name: str, old: str, new: str, reason: str
) -> None:
    assert old in OVERLAP
    join(packages, name, OVERLAP.replace(old, new, 1))
    found = report(articles(), ["ana", "ben"])
    (pair,) = found["pairs"]
    assert pair["overlap"] is None
    assert pair["undefined"]["overlap"].startswith("undefined, because ")
    assert reason in pair["undefined"]["overlap"]
    assert pair["f1_exact"] == 2 * 2 / 6
    json.dumps(found, allow_nan=False)


def test_joint_figures_that_fail_say_why(packages: Path) -> None:
    join(packages, "joint_fails", OVERLAP.replace("return every, ", "return "))
    found = report(articles(), ["ana", "ben"])
    assert found["crowd"] is None
    assert "the measure 'joint_fails' failed: " in found["undefined"]["crowd"]
    assert found["alpha_token"] is not None


TABLE = """
from annotator.agreement.base import Figure, PairFigure, PairTable

ABOUT = "How many links each has"
OF = "links"


def count(article, a, b):
    return len(article.claims[a].links)


def rows(parts):
    return {"mine": {"many": Figure(sum(parts), 2), "many_more": Figure(float("nan"), 2)}}


FIGURES = [
    PairFigure("many", "many links", count, lambda counts: Figure(sum(n * times for n, times in counts), 1)),
    PairTable("many_by_what", count, rows),
]
"""


def linked() -> list[Compared]:
    return [replace(one, claims=dict.fromkeys(one.layers, Claims(links={((0, 3), "b"): "K"}))) for one in articles()]


def test_a_measure_of_claims_of_somebody_else_has_its_table(packages: Path) -> None:
    join(packages, "many_links", TABLE)
    (pair,) = report(linked(), ["ana", "ben"])["pairs"]
    assert pair["many"] == 3
    assert [(row["label"], row["n"], row["many"], row["many_more"]) for row in pair["many_by_what"]] == [
        ("mine", 2, 3.0, None)
    ]
    assert "many" not in report(articles(), ["ana", "ben"])["pairs"][0]


@pytest.mark.parametrize(("name", "old"), [("rows_fail", "return {"), ("counting_fails", "return len")])
def test_a_table_that_fails_is_empty_and_says_why(packages: Path, name: str, old: str) -> None:
    join(packages, name, TABLE.replace(old, old.replace("return ", "return 1 / 0, "), 1))
    found = report(linked(), ["ana", "ben"])
    assert found["pairs"][0]["many_by_what"] == []
    assert found["problems"] == [f"The table 'many_by_what' is empty: the measure {name!r} failed: division by zero."]


def test_a_table_cannot_take_a_key_of_the_report(packages: Path) -> None:
    join(packages, "taken_table", TABLE.replace("many_by_what", "relations_by_label"))
    assert "the name of its figure 'relations_by_label' is taken" in report(linked(), ["ana", "ben"])["problems"][0]


def test_only_what_was_named_is_measured() -> None:
    found = report(articles(), ["ana", "ben"], by=load_measures(["kappa"]))
    assert [one["name"] for one in found["measures"]] == ["kappa"]
    (pair,) = found["pairs"]
    assert "f1_exact" not in pair
    assert pair["token_kappa"] is not None
    with pytest.raises(
        NoSuchPlugin,
        match=r"no measure 'nix'\. There are: alpha, attributes, coref, f1, gamma, kappa, links, relations\.",
    ):
        load_measures(["nix"])
