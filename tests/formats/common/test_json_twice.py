"""A key that stands twice in an object is told, whatever stands around it; one that does not is not."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.common.json_twice import KeysTwice

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text('a":\\ ', max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text('a":', max_size=3), inner, max_size=3),
    max_leaves=5,
)


@given(
    st.lists(st.tuples(st.sampled_from(["a", "b", 'c"', "d:"]), VALUES), max_size=5),
    st.sampled_from([",", ", "]),
    st.sampled_from([":", ": "]),
)
def test_a_key_that_stands_twice_is_told(pairs: list[tuple[str, Any]], comma: str, colon: str) -> None:
    body = comma.join(f"{json.dumps(key)}{colon}{json.dumps(value)}" for key, value in pairs)
    text, twice = f"{{{body}}}", KeysTwice()
    twice.look(text.encode(), json.loads(text), 1)
    assert bool(list(twice)) == (len({key for key, _ in pairs}) < len(pairs))
