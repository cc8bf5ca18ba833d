"""Where no layer of a kind is done, no article is asked for documents; where one is, they are asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.teams import finish, project, put

from annotator.storage.queries.documents import Wanted, documents, may_give


@pytest.mark.parametrize("layer", ["", "all", "gold", "ana", "ben"])
@pytest.mark.parametrize("who", ["", "ana", "gold"])
def test_nothing_is_given_where_nothing_may_be(tmp_path: Path, layer: str, who: str) -> None:
    with project(tmp_path / "p.db") as store:
        key = put(store, "Ada met Bob.")
        if who:
            finish(store, key, {who: []})
        wanted = Wanted(layer, "ana")
        assert may_give(store, wanted) == any(documents(store, wanted))
        assert may_give(store, Wanted(layer, "ana", done=False))
