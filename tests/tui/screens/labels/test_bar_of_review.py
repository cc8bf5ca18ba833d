"""In a review the bar begins with the labels that the layers have, also those that came with an import."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.blank import blank

from annotator.domain.article import Article
from annotator.services.importing.add import AddOptions, add
from annotator.tui.app import AnnotatorApp

TEXT = "The Meridian Pearl left Halvik."
SPANS = {"ana": ["SHIP", "PORT"], "ben": ["SHIP"]}


@pytest.mark.parametrize("before", [False, True], ids=["new project", "project at work"])
async def test_imported_labels_are_in_the_bar_of_a_review(tmp_path: Path, *, before: bool) -> None:
    with blank(tmp_path / "p.db") as store:
        if before:
            (tmp_path / "a.txt").write_text("Rome", encoding="utf-8")
            add(store, [str(tmp_path / "a.txt")], AddOptions())
        for name, labels in SPANS.items():
            places = zip(((4, 18), (24, 30)), labels, strict=False)
            spans = [{"start": start, "end": end, "label": label} for (start, end), label in places]
            (tmp_path / "in.jsonl").write_text(json.dumps({"text": TEXT, "spans": spans}), encoding="utf-8")
            add(store, [str(tmp_path / "in.jsonl")], AddOptions(as_name=name))
        app = AnnotatorApp(store, "rita", suggest=False)
        async with app.run_test(size=(80, 24)) as pilot:
            app.review(Article.of(TEXT).key)
            await pilot.pause()
            bar = str(app.screen.query_one("#labels").render())
            assert bar.split()[:4] == ["S", "SHIP", bar.split()[2], "PORT"]
            assert ("PERSON" in bar) == before
