"""Two annotators' files of another tool go in; what its curator took is gold here."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.curation import held, reviewed, rule, spans

HEAD = "#FORMAT=WebAnno TSV 3.3\n#T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|value\n\n\n"
WORDS = ("Ada", "Berg", "left", "Norsund", "Port", "😀", ".")
CASES = {
    "the same": ((), {0: "PER[1]", 1: "PER[1]"}, {0: "PER[1]", 1: "PER[1]"}, {0: "PER[1]", 1: "PER[1]"}),
    "nothing at all": ((), {}, {}, {}),
    "another label": (("label",), {3: "LOC"}, {3: "ORG"}, {3: "ORG"}),
    "other edges": (("boundary",), {3: "LOC"}, {3: "LOC[1]", 4: "LOC[1]"}, {3: "LOC[1]", 4: "LOC[1]"}),
    "missed, and rightly so": (("missed",), {5: "MOOD"}, {}, {}),
    "stacked alike": ((), {3: "LOC|ORG"}, {3: "ORG|LOC"}, {3: "LOC|ORG"}),
    "stacked alike, which the curator left out": ((), {3: "LOC|LOC"}, {3: "LOC|LOC"}, {}),
    "two at once": (("boundary", "label"), {0: "PER", 3: "LOC"}, {0: "PER[1]", 1: "PER[1]", 3: "ORG"}, {0: "PER"}),
}


def table(path: Path, labels: dict[int, str]) -> Path:
    """A file of one sentence; `labels` are cells by the number of their word. Offsets are UTF-16 units."""
    rows, at = [], 0
    for number, word in enumerate(WORDS):
        end = at + len(word.encode("utf-16-le")) // 2
        rows.append(f"1-{number + 1}\t{at}-{end}\t{word}\t{labels.get(number, '_')}\t\n")
        at = end + 1
    path.write_text(f"{HEAD}#Text={' '.join(WORDS)}\n{''.join(rows)}", encoding="utf-8")
    return path


@pytest.mark.parametrize("case", CASES)
def test_what_the_curator_took_is_gold(case: str, tmp_path: Path) -> None:
    kinds, *layers = CASES[case]
    user1, user2, curator = (table(tmp_path / f"{number}.tsv", layer) for number, layer in enumerate(layers))
    session = reviewed(tmp_path, user1, user2)
    assert [conflict.kind for conflict in session.conflicts] == list(kinds)
    curated = spans(curator)
    assert len(curated) == len({label for cell in layers[2].values() for label in cell.split("|")})
    rule(session, curated)
    assert held(session.store, session.key) == curated
    assert session.layer.status == "approved"
