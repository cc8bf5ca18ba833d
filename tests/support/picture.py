"""README's picture, drawn by the app itself: `python tests/support/picture.py` writes `exports/screen.svg`."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from annotator.services.project.demo import make
from annotator.storage.store import Store
from annotator.tui.app import AnnotatorApp

PICTURE = Path(__file__).parents[2] / "exports" / "screen.svg"
_KEYS = ("space", "space", "space", "x", "space", "space", "tab", "t")


async def draw(path: Path) -> str:
    """The annotate screen of the demo after a few keys, as SVG."""
    with Store.open(path) as store:
        app = AnnotatorApp(store, "ada", start="annotate", suggest=False)
        async with app.run_test(size=(120, 34)) as pilot:
            await pilot.pause(0.3)
            for key in _KEYS:
                await pilot.press(key)
                await pilot.pause(0.1)
            return app.export_screenshot(title="annotator")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "demo.db"
        make(project)
        PICTURE.write_text(asyncio.run(draw(project)), encoding="utf-8")
