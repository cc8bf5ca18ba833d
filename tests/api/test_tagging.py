"""Settling, tags, differences and releases from a program are those of the verbs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import annotator
from annotator.errors import NoSuchLabel, ProjectError, WrongUsage

TEXT = "Bo Li met Ana Ruiz."
BO, ANA = ({"start": start, "end": end, "label": "PERSON"} for start, end in ((0, 5), (10, 18)))


@pytest.fixture
def team(tmp_path: Path) -> Iterator[annotator.Project]:
    with annotator.create(tmp_path / "team.db", scheme=["PERSON", "ORG"]) as project:
        for name, spans in (("ana", [BO]), ("ben", [BO, ANA]), ("cem", [ANA])):
            project.add({"text": TEXT, "spans": spans}, layer=name)
        yield project


def gold(project: annotator.Project) -> list[str]:
    return [held.span.quote(TEXT) for one in project.documents("gold", status="any") for held in one.spans]


def test_conflicts_are_looked_at_settled_and_taken_back(team: annotator.Project) -> None:
    found = team.settle(by="rosa", dry_run=True)
    assert (len(found["conflicts"]), found["left"], gold(team)) == (2, {}, [])
    done = team.settle(by="rosa", reason="two of three")
    assert (done["settled"], done["articles"], gold(team)) == (2, 1, ["Bo Li", "Ana Ruiz"])
    assert team.unsettle(by="rosa")["step"] == done["step"]
    assert gold(team) == []
    assert team.settle("weight", by="rosa", at_least="1/2", kinds=["missed"], labels=["PERSON"])["weights"]
    for wrong in ({"at_least": "x"}, {"kinds": ["x"]}, {"rule": "x"}, {"ties": "x"}, {"by": "gold"}, {"by": " "}):
        with pytest.raises(WrongUsage):
            team.settle(**{"by": "rosa", **wrong})  # type: ignore[arg-type]
    with pytest.raises(NoSuchLabel):
        team.settle(by="rosa", labels=["x"])
    with pytest.raises(WrongUsage, match="zoe has settled nothing"):
        team.unsettle(by="zoe")


def test_states_are_tagged_compared_and_released(team: annotator.Project, tmp_path: Path) -> None:
    assert team.tag("v1", by="rosa", note="first")["note"] == "first"
    team.settle(by="rosa")
    team.tag("v2", by="rosa")
    assert [one["tag"] for one in team.tags] == ["v1", "v2"]
    assert team.diff("v1", "v2")["only_after"] == {"articles": 1, "spans": 2}
    assert team.diff("v1", layer="ana")["articles"] == 1
    report = team.release("v2", tmp_path / "out", formats=["conll"], split="100/0", since="v1")
    assert (report.names, report.since, dict(report.facts.articles)) == (
        ["ana", "ben", "cem", "rosa"],
        "v1",
        {"train": 1},
    )
    with pytest.raises(WrongUsage, match="is not empty"):
        team.release("v2", tmp_path / "out")
    with pytest.warns(UserWarning, match="somebody's name, too, left as they were published: text 1, title 1"):
        team.release("v2", tmp_path / "hidden", anonymous=True)
    with pytest.raises(WrongUsage, match="no tag 'v3'"):
        team.diff("v3")
    with pytest.raises(WrongUsage, match="a tag 'v2' already"):
        team.tag("v2", by="rosa")


def test_what_is_left_out_is_said(team: annotator.Project, tmp_path: Path) -> None:
    team.add({"text": "Bo fell.", "spans": []}, layer="ana")
    team.tag("v1", by="rosa")
    with pytest.warns(UserWarning, match="nothing is released, as in `report.facts.left_out`: several 1"):
        team.release("v1", tmp_path / "out")
    team.close()
    with pytest.raises(ProjectError, match="was closed"):
        team.tag("v2", by="rosa")
