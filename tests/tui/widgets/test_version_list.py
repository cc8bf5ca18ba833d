"""The versions of a conflict: only what differs is painted, and theme, size and numbers are followed."""

from __future__ import annotations

import pytest
from support.themed import Themed
from textual.app import ComposeResult
from textual.geometry import Region

from annotator.tui.lines.parts import Parts
from annotator.tui.widgets.version_list import VersionList


class Host(Themed):
    """The versions alone, with what was chosen of them."""

    def __init__(self) -> None:
        super().__init__()
        self.chosen: list[int] = []

    def compose(self) -> ComposeResult:
        yield VersionList(id="versions")

    @property
    def versions(self) -> VersionList:
        return self.query_one(VersionList)

    def on_version_list_chosen(self, message: VersionList.Chosen) -> None:
        self.chosen.append(message.number)


def lines(versions: VersionList) -> list[str]:
    return [versions.render_line(y).text.rstrip() for y in range(versions.size.height)]


def bold(*rows: str) -> list[Parts]:
    return [((row, "bold $accent"),) for row in rows]


async def test_only_the_cells_that_differ_are_painted(monkeypatch: pytest.MonkeyPatch) -> None:
    app = Host()
    async with app.run_test(size=(40, 12)) as pilot:
        versions, asked = app.versions, list[tuple[Region, ...]]()
        versions.fit_to(2, 3)
        versions.show(bold("label", "1 PERSON", "2 ORG"), 2)
        await pilot.pause()
        refresh = versions.refresh
        monkeypatch.setattr(versions, "refresh", lambda *regions, **how: asked.append(regions) or refresh(*regions))
        versions.show(bold("label", "1 PERSON", "2 ORG"), 2)
        assert asked == []
        versions.show(bold("label", "1 PERSON", "2 LOC"), 2)
        assert [region.y for regions in asked for region in regions] == [2]
        assert lines(versions) == ["label", "1 PERSON", "2 LOC"]


async def test_theme_width_and_height_are_followed() -> None:
    app = Host()
    async with app.run_test(size=(40, 12)) as pilot:
        versions = app.versions
        versions.fit_to(2, 9)
        versions.show(bold("label", "", "1 東京 PERSON", "2 ORG"), 2)
        await pilot.pause()
        assert lines(versions) == ["label", "", "1 東京 PERSON", "2 ORG", ""]
        dark = versions.render_line(2)
        app.theme = "annotator-light"
        await pilot.pause()
        assert versions.render_line(2) != dark
        await pilot.resize_terminal(8, 12)
        await pilot.pause()
        assert lines(versions)[2] == "1 東京 P"
        versions.fit_to(2, 2)
        await pilot.pause()
        assert lines(versions) == ["label", ""]


async def test_a_click_chooses_a_version_by_its_number() -> None:
    app = Host()
    async with app.run_test(size=(40, 12)) as pilot:
        app.versions.fit_to(2, 9)
        app.versions.show(bold("label", "", "1 PERSON", "2 ORG"), 2)
        await pilot.pause()
        for y in (0, 2, 3, 4):
            await pilot.click(VersionList, offset=(3, y))
        await pilot.pause()
        assert app.chosen == [1, 2]
