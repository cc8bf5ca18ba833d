"""The figures of claims in a report, by hand; where nobody claims anything, it is as if they were not there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.figures import claims as drawn_claims

from annotator.agreement.base import Claims, Compared
from annotator.agreement.common.measures import load_measures
from annotator.agreement.common.report import report
from annotator.services.reporting.agreement_csv import as_csv

LUND, HE, PORT, UNION = (0, 8), (50, 52), (10, 14), (30, 35)
ANA = Claims(
    relations=[(LUND, "heads", PORT), (UNION, "met", LUND)],
    undirected=["met"],
    entities=[[LUND, HE], [PORT], [UNION]],
    links={(LUND, "news"): "K1", (PORT, "news"): "K2", (UNION, "news"): ""},
    attributes={("mention", LUND): "name", ("mention", HE): "pronoun", ("tense", PORT): "now"},
)
BEN = Claims(
    relations=[(HE, "heads", PORT), (LUND, "met", UNION)],
    undirected=["met"],
    entities=[[LUND, HE, UNION], [PORT]],
    links={(LUND, "news"): "K1", (PORT, "news"): "K9", (UNION, "news"): ""},
    attributes={("mention", LUND): "name", ("mention", HE): "name", ("mention", PORT): "name", ("tense", PORT): "now"},
)


def compared(claims: Mapping[str, Claims], number: int = 1) -> list[Compared]:
    layers: dict[str, list[Any]] = {"ana": [], "ben": [], "cem": []}
    return [Compared(str(one), "", 60, (), layers, claims=claims) for one in range(number)]


def found(claims: Mapping[str, Claims], *names: str) -> dict[str, Any]:
    return report(compared(claims), ["ana", "ben"], by=load_measures(names) if names else None)


def test_relations_of_a_pair_in_every_way_and_by_label() -> None:
    (pair,) = found({"ana": ANA, "ben": BEN})["pairs"]
    assert [pair[f"relations_f1{way}"] for way in ("", "_unlabelled", "_undirected", "_partial")] == [0.5] * 4
    assert (pair["relations_f1_entities"], pair["n"]["relations_f1"]) == (1.0, 4)
    assert [(row["label"], row["n"], row["relations_f1"]) for row in pair["relations_by_label"]] == [
        ("heads", 2, 0.0), ("met", 2, 1.0),
    ]  # fmt: skip


def test_entities_of_a_pair_with_and_without_singletons() -> None:
    told = found({"ana": ANA, "ben": BEN})
    (pair,) = told["pairs"]
    b3 = 2 * (4 / 4) * (((4 + 1) / 3 + 1) / 4) / (1 + 2 / 3)
    assert pair["coref_muc"] == pytest.approx(2 * 1 * 0.5 / 1.5)
    assert pair["coref_b3"] == pytest.approx(b3)
    assert pair["coref_ceafe"] == pytest.approx(2 * (4 / 5 + 1) / 5)
    assert pair["coref_conll"] == pytest.approx((2 / 3 + b3 + 2 * 1.8 / 5) / 3)
    (without,) = pair["coref_by_size"]
    assert (without["label"], without["n"], without["coref_lea"]) == ("without singletons", 5, pytest.approx(0.5))
    assert told["coref"] == {name.removeprefix("coref_"): pair[name] for name in told["measures"][4]["figures"]}
    assert {"muc", "b3", "ceafe", "lea", "conll"} <= told["coref"].keys()


def test_links_of_a_pair() -> None:
    (pair,) = found({"ana": ANA, "ben": BEN})["pairs"]
    assert (pair["links_f1"], pair["links_accuracy"], pair["links_missing_f1"]) == (0.5, 0.5, 1.0)
    assert (pair["n"]["links_f1"], pair["n"]["links_accuracy"], pair["n"]["links_missing_f1"]) == (4, 2, 2)


def test_attributes_of_a_pair_are_measured_where_both_have_a_value() -> None:
    (pair,) = found({"ana": ANA, "ben": BEN})["pairs"]
    assert pair["n"]["attributes_kappa"] == 3
    mention, tense = pair["attributes_by_name"]
    assert (mention["label"], mention["n"], mention["attributes_kappa"]) == ("mention", 2, 0.0)
    assert mention["attributes_alpha"] == pytest.approx(1 - 3 * 2 / (2 * 3))
    assert (tense["label"], tense["n"], tense["attributes_kappa"]) == ("tense", 1, None)
    assert "chance explains all of it" in tense["undefined"]["attributes_kappa"]


def test_over_all_pairs_counts_are_added_up() -> None:
    told = report(compared({"ana": ANA, "ben": BEN, "cem": ANA}), ["ana", "ben", "cem"])
    assert told["relations"]["f1"] == pytest.approx((2 * 1 + 2 * 2 + 2 * 1) / 12)
    assert set(told["coref"]) == {"conll", "muc", "b3", "ceafe", "lea", "mentions"}


def test_only_what_somebody_claims_is_measured() -> None:
    assert [one["name"] for one in found({})["measures"]] == ["f1", "kappa", "alpha"]
    assert found({}).keys() == found({"ana": Claims(), "ben": Claims()}).keys()
    told = found({"ana": Claims(links={(LUND, "news"): "K1"})})
    assert [one["name"] for one in told["measures"]] == ["f1", "kappa", "alpha", "links"]
    assert "coref" not in told
    assert "relations_by_label" not in told["pairs"][0]


def test_what_is_named_is_measured_and_says_why_it_has_no_value() -> None:
    (pair,) = found({}, "coref", "relations", "links", "attributes")["pairs"]
    reasons = {name: reason.removeprefix("undefined, because ") for name, reason in pair["undefined"].items()}
    assert reasons["relations_f1"] == reasons["relations_f1_entities"] == "neither has a relation"
    assert reasons["coref_muc"] == reasons["coref_conll"] == "neither has an entity of several mentions"
    assert reasons["coref_b3"] == "neither has an entity"
    assert reasons["links_f1"] == "neither linked to an entry"
    assert reasons["links_missing_f1"] == "neither said that a base has no entry"
    assert reasons["links_accuracy"] == "no place was linked by both"
    assert reasons["attributes_kappa"] == "no attribute has a value from both"


def test_every_figure_is_a_line_of_csv() -> None:
    written = as_csv(found({"ana": ANA, "ben": BEN})).splitlines()
    assert any(line.startswith("pair,ana,ben,,,,1,4,relations_f1,0.5") for line in written)
    assert any(line.startswith("relations_by_label,ana,ben,met,,,,2,relations_f1,1.0") for line in written)
    assert any(line.startswith("coref_by_size,ana,ben,without singletons,,,,5,coref_lea,0.5") for line in written)


@given(st.lists(st.tuples(drawn_claims, drawn_claims), max_size=4))
def test_a_report_is_json_symmetric_and_bounded(drawn: list[tuple[Claims, Claims]]) -> None:
    one, other = (
        report(
            [
                Compared(str(at), "", 60, (), {"ana": [], "ben": []}, claims=dict(zip(names, said, strict=True)))
                for at, said in enumerate(drawn)
            ],
            ["ana", "ben"],
        )
        for names in (("ana", "ben"), ("ben", "ana"))
    )
    assert json.dumps(one, allow_nan=False)
    assert "problems" not in one
    (pair,), (turned,) = one["pairs"], other["pairs"]
    for name in pair["n"]:
        assert pair[name] == pytest.approx(turned[name])
        assert pair["n"][name] == turned["n"][name]
        if pair[name] is not None and name.partition("_")[0] in {"relations", "coref", "links"}:
            assert 0 <= pair[name] <= 1
