from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.teams import act, project, put

from annotator.domain.decisions import Commented
from annotator.storage.queries import log as module
from annotator.storage.queries.log import log


@given(
    made=st.lists(st.tuples(st.integers(0, 2), st.sampled_from(("ana", "ben"))), max_size=12),
    numbers=st.tuples(st.integers(0, 5), st.integers(0, 6)),
    by=st.sampled_from(("", "ana", "ben", "cid")),
    article=st.integers(-1, 2),
)
def test_the_last_decisions_are_found_wherever_they_are(
    tmp_path_factory: pytest.TempPathFactory,
    made: list[tuple[int, str]],
    numbers: tuple[int, int],
    by: str,
    article: int,
) -> None:
    last, near = numbers
    with pytest.MonkeyPatch.context() as patch, project(tmp_path_factory.mktemp("log") / "p.db") as store:
        patch.setattr(module, "_NEAR", near)
        keys = [put(store, f"Ada met Bob {number} .") for number in range(3)]
        for number, who in made:
            act(store, keys[number], who, Commented("Why?"))
        key = keys[article] if article >= 0 else ""
        rows = list(log(store, by=by, article=key))
        assert [(row["article"], row["by"]) for row in rows] == [
            (keys[number], who) for number, who in made if by in ("", who) and key in ("", keys[number])
        ]
        assert list(log(store, by=by, article=key, last=last)) == rows[len(rows) - min(last, len(rows)) :]
