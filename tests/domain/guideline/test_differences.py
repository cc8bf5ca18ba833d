"""What of a guideline is another one, line by line."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.guideline.differences import differing_lines

_TEXT = st.lists(st.sampled_from(["one", "two", "  deep", "- item", "+ more", ""])).map("\n".join)


@given(_TEXT, _TEXT)
def test_what_is_put_in_and_taken_out_makes_the_one_of_the_other(before: str, after: str) -> None:
    lines = differing_lines("changed", {"include": before}, {"include": after})
    gone = [line for line in lines if line.startswith("- ") or line == "-"]
    new = [line for line in lines if line.startswith("+ ") or line == "+"]
    was, now = before.splitlines(), after.splitlines()
    assert len(now) - len(was) == len(new) - len(gone)
    assert lines == ([] if was == now else ["  include", *lines[1:]])


def test_each_part_is_named_and_other_changes_have_none() -> None:
    before = {"description": "A", "examples": ["x"], "archived": False}
    after = {"description": "B", "examples": ["x", "y"], "archived": True}
    assert differing_lines("changed", before, after, str.upper) == [
        "  definition", "- A", "+ B", "  examples", "+ Y",
    ]  # fmt: skip
    assert differing_lines("renamed", {"name": "A"}, {"name": "B"}) == []
    assert differing_lines("added", {}, {"description": "New."}) == ["  definition", "+ New."]


def test_of_rules_the_chapters_of_what_is_claimed_are_compared() -> None:
    before = {"relation": {"head_of": {"implies": ["member_of"], "key": "H"}, "owns": {}}}
    after = {
        "relation": {"head_of": {"implies": ["member_of"], "key": "L", "description": "Leads it."}, "owns": None},
        "attribute": {"quoted": {"default": False}}, "entities": {}, "overlap": "any",
    }  # fmt: skip
    assert differing_lines("rules", before, after) == [
        "  head_of (relation)", "+ Leads it.", "  owns (relation)", "- From any label to any label, between mentions.",
        "  quoted (attribute)", "+ Of spans: yes or no. Where nobody decides: no.",
        "  Entities", "+ Spans that mean the same are mentions of one.",
    ]  # fmt: skip
    assert differing_lines("rules", {"overlap": "none"}, {"overlap": "any"}) == []
