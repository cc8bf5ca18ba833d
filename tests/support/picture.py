"""README's pictures, drawn by the app itself: `python tests/support/picture.py` writes `exports/*.svg`."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from annotator.services.project.demo import make
from annotator.storage.store import Store
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.claims.screen import ClaimsScreen

FOLDER = Path(__file__).parents[2] / "exports"
_LEADER = "Marit Sølvberg"
_KEYS = ("space", "space", "space", "x", "space", "space", "tab", "t")


_SIZE = (120, 34)
_TITLE = "annotator"


async def draw(path: Path) -> str:
    """The annotate screen of the demo after a few keys, as SVG."""
    with Store.open(path) as store:
        app = AnnotatorApp(store, "ada", start="annotate", suggest=False)
        async with app.run_test(size=_SIZE) as pilot:
            await pilot.pause(0.3)
            for key in _KEYS:
                await pilot.press(key)
                await pilot.pause(0.1)
            return app.export_screenshot(title=_TITLE)


async def draw_claims(path: Path) -> str:
    """The relations of the demo of claims, with the next one waiting for its other end, as SVG."""
    with Store.open(path) as store:
        app = AnnotatorApp(store, "ada", start="annotate", suggest=False)
        async with app.run_test(size=_SIZE) as pilot:
            await pilot.pause(0.3)
            for key in ("semicolon", "y", "semicolon", "y", "semicolon"):
                await pilot.press(key)
                await pilot.pause(0.1)
            screen = app.screen
            assert isinstance(screen, ClaimsScreen)
            leader = next(span for span in screen.at_task.stops() if screen.session.desk().quote(span) == _LEADER)
            screen.go(leader)
            screen.refresh_view()
            for key in ("H", "2", "P", "a", "M"):
                await pilot.press(key)
                await pilot.pause(0.1)
            return app.export_screenshot(title=_TITLE)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "demo.db"
        make(project)
        (FOLDER / "screen.svg").write_text(asyncio.run(draw(project)), encoding="utf-8")
        claims = Path(folder) / "claims.db"
        make(claims, claims_of="ada")
        (FOLDER / "claims.svg").write_text(asyncio.run(draw_claims(claims)), encoding="utf-8")
