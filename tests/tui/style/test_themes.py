"""Another theme reaches what the screens colour themselves: label bar, versions, figures."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.teams import finish, project, put

from annotator.domain.span import Span
from annotator.tui.app import AnnotatorApp
from annotator.tui.opened_article import Start
from annotator.tui.style.worn import palette_in
from annotator.tui.widgets.line import Line


@pytest.mark.parametrize("colours", ["truecolor", ""])
@pytest.mark.parametrize("start", ["annotate", "review"])
async def test_the_label_bar_takes_the_colours_of_another_theme(
    tmp_path: Path, start: Start, colours: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLORTERM", colours)
    with project(tmp_path / "p.db") as store:
        key = put(store, "Ada met Bob .")
        finish(store, key, {"ana": [Span(0, 3, "PER")], "ben": [Span(0, 3, "ORG")]})
        app = AnnotatorApp(store, "cy", start=start, suggest=False)
        async with app.run_test(size=(100, 30)) as pilot:
            await pilot.pause()
            await pilot.press("f2")
            await pilot.pause()
            palette = palette_in(app)
            expected = [palette.label(label.colour).lower() for label in store.scheme().labels]
            line = app.screen.query_one("#labels", Line)
            strip = line.render_lines(line.size.region)[0]
            shown = [
                segment.style.color.name
                for segment in strip
                if segment.text.strip().isupper() and segment.style and segment.style.color
            ]
            assert [colour for colour in shown if colour in expected] == expected
