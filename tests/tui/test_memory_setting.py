"""The setting `memory`: without it nothing is learned, and nothing accepts itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.desks import OTHER, make

from annotator.config import Settings, load
from annotator.domain.article import Article
from annotator.errors import ConfigError
from annotator.storage.store import Store
from annotator.tui.app import AnnotatorApp


async def held_after_one_key(store: Store, article: str, settings: Settings) -> int:
    app = AnnotatorApp(store, "ana", settings=settings, article=article, start="annotate", suggest=False)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pilot.press("space")
        await pilot.pause(0.3)
    return len(store.layer(article, "ana").layer.held)


@pytest.mark.parametrize(("memory", "held"), [(False, 1), (True, 2)])
async def test_a_confirmed_string_accepts_itself_only_by_memory(tmp_path: Path, memory: bool, held: int) -> None:
    store, _ = make(tmp_path / "p.db")
    other = Article.of(OTHER).key
    assert await held_after_one_key(store, other, Settings(memory=memory)) == held
    store.close()


def test_it_is_yes_or_no(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("memory = false\n")
    assert load(path).memory is False
    path.write_text('memory = "off"\n')
    with pytest.raises(ConfigError, match="memory makes no sense"):
        load(path)
