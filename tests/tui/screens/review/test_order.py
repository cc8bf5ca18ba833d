"""The order in which articles come to a reviewer, and the sample of those of one annotator, by keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.corpus import corpus
from textual.pilot import Pilot

from annotator.config import Settings
from annotator.domain.decisions import GOLD
from annotator.services.reviewing.sampling import sample
from annotator.storage.queries.review_queue import statuses
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.common.dialogs import Sure
from annotator.tui.screens.review.screen import ReviewScreen

FEW = {"ana": "[Ed|PERSON] met Bo", "ben": "Ed met Bo"}
MANY = {"ana": "[Al|ORG] saw [Oz|GPE] [Io|GPE]", "ben": "[Al|PERSON] saw Oz [Io|ORG]"}


def on_top(pilot: Pilot[None]) -> ReviewScreen:
    screen = pilot.app.screen
    assert isinstance(screen, ReviewScreen)
    return screen


def told(screen: ReviewScreen) -> str:
    return " ".join(str(screen.query_one(f"#{name}").render()).strip() for name in ("facts", "keys"))


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_the_setting_and_a_key_say_which_article_comes_first(tmp_path: Path, size: tuple[int, int]) -> None:
    store, keys = corpus(tmp_path / "p.db", FEW, MANY)
    settings = Settings(review_order="worst")
    app = AnnotatorApp(store, "rosa", start="review", suggest=False, settings=settings)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert on_top(pilot).session.key == keys[1]
        await pilot.press("n")
        assert on_top(pilot).session.key == keys[0]
        await pilot.press("comma")
        assert on_top(pilot).session.key == keys[1]
        assert "In the order of labels: this is the first that waits (label: " in told(on_top(pilot))
        await pilot.press("comma")
        assert "In the order of kinds of conflicts: this is the first that waits (kind: label)" in told(on_top(pilot))
        await pilot.press("1", "1", "1")
        assert on_top(pilot).session.key == keys[0]
        assert "This is the next one (kind: missed)" in told(on_top(pilot))
        await pilot.press("comma")
        assert "In the order of annotators who differ most" in told(on_top(pilot))
        await pilot.press("comma")
        assert "In the order of the project" in told(on_top(pilot))
    store.close()


async def test_a_blind_review_does_not_tell_the_pair(tmp_path: Path) -> None:
    store, _ = corpus(tmp_path / "p.db", FEW, MANY)
    settings = Settings(review_order="pair")
    app = AnnotatorApp(store, "rosa", start="review", suggest=False, settings=settings, blind=True)
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.pause()
        await pilot.press("1")
        while on_top(pilot).session.open and "next one" not in told(on_top(pilot)):
            await pilot.press("1")
        assert "ana" not in told(on_top(pilot))
    store.close()


async def test_a_sample_ends_with_what_it_leaves_out_which_is_approved_when_asked(tmp_path: Path) -> None:
    store, keys = corpus(tmp_path / "p.db", FEW, *({"rosa": f"[Ed|PERSON] {number}"} for number in range(30)))
    chosen, left_out = sample(store, 20).chosen, sample(store, 20).left_out
    app = AnnotatorApp(store, "rosa", start="review", suggest=False, settings=Settings(review_sample=20))
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.pause()
        await pilot.press("1")
        assert on_top(pilot).session.key == chosen[0]
        assert "of a sample of 20 %" in told(on_top(pilot))
        assert "You labelled this article yourself" in told(on_top(pilot))
        await pilot.press(*["s"] * len(chosen))
        assert f"{len(left_out)} of one annotator are out of the sample" in told(on_top(pilot))
        on_top(pilot).perform("review_rest")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Sure)
        assert f"You labelled {len(left_out)} of them yourself." in str(pilot.app.screen.query_one("#box").border_title)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.pause()
        assert {statuses(store, key)[GOLD] for key in keys} == {"approved"}
        on_top(pilot).perform("review_rest")
        assert "No article of one annotator is left out" in told(on_top(pilot))
    store.close()
