"""What a release makes of relations, entities, links and attributes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from support.claiming import HPA, LUND, PORT, SPANS, TOWN, TOWN_AGAIN, decided, made

from annotator.domain.claims.values import Claim, Relation, Same
from annotator.domain.decisions import Added, Claimed, Finished, Reopened, Withdrawn
from annotator.errors import AnnotatorError
from annotator.services.exporting.tags import set_tag
from annotator.services.releasing.release import ReleaseOptions, ReleaseReport, release

SAID: tuple[Claim, ...] = (Same(TOWN_AGAIN, TOWN), Relation(LUND, "head_of", PORT), Relation(PORT, "based_in", TOWN))


def released(folder: Path, ben: Sequence[Claim]) -> ReleaseReport:
    """The release of an article that two have finished: ana with all that is said, ben with the same spans."""
    store, key = made(folder / "news.db")
    with store:
        decided(store, key, [*map(Claimed, SAID), Finished()])
        decided(store, key, map(Added, SPANS), "ben")
        decided(store, key, [*map(Claimed, ben), Finished()], "ben")
        set_tag(store, "v1", by="rosa")
        return release(store, ReleaseOptions("v1", folder / "out"))


def test_who_says_the_same_of_the_same_spans_agrees(tmp_path: Path) -> None:
    report = released(tmp_path, SAID[::-1])
    assert report.facts.kinds == {"agreed": 1}
    card = (tmp_path / "out" / "README.md").read_text(encoding="utf-8")
    assert r"| head\_of | 1 | 1 |" in card
    assert "| mentions | 2 | 2 |" in card
    guideline = (tmp_path / "out" / "GUIDELINES.md").read_text(encoding="utf-8")
    assert (
        "## head_of (relation)\n\nFrom PERSON to ORG or GPE, between entities. With it holds member_of.\n" in guideline
    )
    assert "## mention (attribute)\n\nOf spans: name, nominal, pronoun. Where nobody decides: name.\n" in guideline


def test_entities_are_compared_and_not_the_mentions_that_show_a_relation(tmp_path: Path) -> None:
    of_the_other_mention = Relation(PORT, "based_in", TOWN_AGAIN)
    assert released(tmp_path, [*SAID[:2], of_the_other_mention]).facts.kinds == {"agreed": 1}


@pytest.mark.parametrize("ben", [(), SAID[:2], SAID[1:], (*SAID[:2], Relation(PORT, "opposes", TOWN))])
def test_where_claims_differ_nobody_knows_what_is_right(tmp_path: Path, ben: Sequence[Claim]) -> None:
    with pytest.raises(AnnotatorError, match="nothing was finished that can be released"):
        released(tmp_path, ben)


def test_a_release_tells_what_is_claimed_otherwise_than_before(tmp_path: Path) -> None:
    store, key = made(tmp_path / "news.db")
    with store:
        decided(store, key, [*map(Claimed, SAID), Finished()])
        set_tag(store, "v1", by="rosa")
        decided(store, key, [Reopened(), Withdrawn(SAID[1]), Claimed(Relation(LUND, "head_of", HPA)), Finished()])
        set_tag(store, "v2", by="rosa")
        release(store, ReleaseOptions("v2", tmp_path / "out"))
    changes = (tmp_path / "out" / "CHANGES.md").read_text(encoding="utf-8")
    assert "## Relations, entities, links and attributes\n" in changes
    assert r"| relation removed | head\_of | – | 1 |" in changes
    assert r"| relation added | 171-179 | head\_of “Tor Lund” → “HPA” | – |" in changes
