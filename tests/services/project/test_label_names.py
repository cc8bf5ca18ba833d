"""Names of labels that people take for the same one."""

from __future__ import annotations

import pytest

from annotator.services.project.label_names import taken_for


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("ship", ["SHIP"]),
        ("work of art", ["WORK_OF_ART", "Work-of-art"]),
        ("straße", ["STRASSE"]),
        ("elite", ["Élite"]),
        ("ship ", ["SHIP"]),
        ("SHIP", []),
        ("船", []),
        ("__", []),
    ],
)
def test_what_differs_in_case_accents_or_separators_alone_is_found(name: str, others: list[str]) -> None:
    there = ["SHIP", "WORK_OF_ART", "Work-of-art", "STRASSE", "Élite", "SHIPS", "--"]
    assert taken_for(name, there) == others
