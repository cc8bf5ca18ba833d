"""What `agree` prints of claims: a table for each measure that measures any."""

from __future__ import annotations

import pytest

from annotator.agreement.base import Claims, Compared
from annotator.agreement.common.measures import load_measures
from annotator.agreement.common.report import report
from annotator.cli.common.agreement.report import print_periods, print_report
from annotator.domain.span import Span

LUND, PORT = (0, 8), (10, 14)
SPANS = [Span(*LUND, "PERSON"), Span(*PORT, "ORG")]
ANA = Claims(relations=[(LUND, "heads", PORT)], links={(PORT, "news"): "K1"}, attributes={("tense", LUND): "now"})
BEN = Claims(relations=[(LUND, "heads", PORT)], links={(PORT, "news"): "K2"}, attributes={("tense", LUND): "now"})


def printed(capsys: pytest.CaptureFixture[str], claims: dict[str, Claims], *measures: str) -> list[str]:
    article = Compared("1", "Strike", 60, [LUND, PORT], {"ana": SPANS, "ben": SPANS}, claims=claims)
    found = report([article], ["ana", "ben"], by=load_measures(measures) if measures else None)
    print_report({**found, "first": False, "at": ""})
    return capsys.readouterr().out.splitlines()


def test_a_table_for_each_measure_with_a_row_for_each_label(capsys: pytest.CaptureFixture[str]) -> None:
    lines = printed(capsys, {"ana": ANA, "ben": BEN})
    at = lines.index("Relations:")
    assert [line.split() for line in lines[at + 1 : at + 4]] == [
        ["pair", "of", "n", "F1", "95", "%", "unlabelled", "either", "way", "partial", "by", "entity"],
        ["ana,", "ben", "all", "2", "1.000", "-", *["1.000"] * 4],
        ["heads", "2", "1.000", "-", *["1.000"] * 4],
    ]
    assert ["ana,", "ben", "all", "2", "0.000", "-", "0.000", "-"] in [line.split() for line in lines]
    assert "  not in base: undefined, because neither said that a base has no entry" in lines
    reason = "both gave one and the same answer everywhere, so chance explains all of it"
    assert f"  kappa, alpha: undefined, because {reason}" in lines
    assert "Entities:" not in lines
    assert not any("relations_f1" in line for line in lines)


def test_where_nobody_claims_anything_nothing_is_printed_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(capsys, {}) == printed(capsys, {"ana": Claims(), "ben": Claims()})
    assert not {"Relations:", "Entities:", "Links:", "Attributes:"}.intersection(printed(capsys, {}))


def test_what_was_named_is_printed_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(capsys, {"ana": ANA, "ben": BEN}, "coref")[:3] == [
        "",
        "Entities:",
        "pair      of                  n  CoNLL  95 %  MUC  B³  CEAFe  LEA  mentions",
    ]


def test_each_period_has_its_tables(capsys: pytest.CaptureFixture[str]) -> None:
    article = Compared("1", "Strike", 60, [LUND, PORT], {"ana": SPANS, "ben": SPANS}, claims={"ana": ANA, "ben": BEN})
    found = report([article], ["ana", "ben"])
    print_periods({"first": False, "by": "month", "periods": [{**found, "period": "2026-03", "title": "2026-03"}]})
    assert "Relations, 2026-03:" in capsys.readouterr().out.splitlines()
