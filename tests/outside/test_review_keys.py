"""The keys that a reviewer needs for published double annotations, pressed in the app."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.blank import blank
from support.shared import DATA

from annotator.domain.decisions import GOLD
from annotator.services.importing.add import AddOptions, add
from annotator.storage.maintenance.doctor import examine
from annotator.storage.queries.review_queue import statuses
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.review.screen import ReviewScreen

DANISH = DATA / "multi/da_ddt_double.jsonl"
RIGHT = "plank"


@pytest.mark.skipif(not DANISH.exists(), reason="needs the shared data")
async def test_forty_conflicts_cost_forty_keys_articles_approved_on_the_way(tmp_path: Path) -> None:
    with blank(tmp_path / "da.db") as store:
        assert add(store, [str(DANISH)], AddOptions()).refused == []
        app, keys, settled, seen = AnnotatorApp(store, "rita", start="review", suggest=False), 0, 0, list[str]()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            screen = app.screen
            assert isinstance(screen, ReviewScreen)
            while settled < 40:
                choices = screen.session.choices()
                (number,) = (one.number for one in choices if RIGHT in one.annotators)
                seen.append(screen.session.key)
                await pilot.press("x" if not choices[number - 1].version else str(number))
                keys, settled = keys + 1, settled + 1
        done = [key for key in dict.fromkeys(seen) if statuses(store, key)[GOLD] == "approved"]
        assert keys <= 45
        assert len(done) >= 30
        assert not list(examine(store))
