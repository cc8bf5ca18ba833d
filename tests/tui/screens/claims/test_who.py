"""Links in the app: keys are pressed, and what the project then holds is read."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from support.claiming import HPA, HPA_AGAIN, LUND, PORT, SOL, TOWN, TOWN_AGAIN, UHW, UNION, decided, made
from textual.pilot import Pilot
from textual.widgets import OptionList

from annotator.domain.claims.scheme import Base, ClaimScheme, EntityRules
from annotator.domain.claims.values import Same
from annotator.domain.decisions import Claimed
from annotator.services.bases.add import AddOptions, add
from annotator.services.project.doctor import check_up
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.annotate.screen import AnnotateScreen
from annotator.tui.screens.claims.choice_list import ChoiceList
from annotator.tui.screens.claims.screen import ClaimsScreen
from annotator.tui.widgets.line import Line
from annotator.tui.widgets.version_list import VersionList

Walk = tuple[Pilot[None], ClaimsScreen]
SAMES = (Same(UHW, UNION), Same(HPA, PORT), Same(HPA_AGAIN, PORT), Same(TOWN_AGAIN, TOWN))
ENTRIES = """id,name,aliases,about,kind,prior
K1,Union of Harbour Workers,UHW,trade union,union,3
K2,United Hospital Workers,UHW,trade union,union,9
K3,Halvik Port Authority,HPA,runs the port,body,2
K6,Halvik,,a town,city,5
K7,Halvik FC,Halvik,a club,club,50
"""
KINDS = {"ORG": ("union", "body"), "PERSON": ("person",), "GPE": ("city",)}


@pytest.fixture(params=[(80, 24), (160, 50)], ids=["80x24", "160x50"])
async def walk(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Walk]:
    (tmp_path / "x.csv").write_text(ENTRIES)
    add(tmp_path / "p.db", "newsroom", [str(tmp_path / "x.csv")], AddOptions())
    store, key = made(tmp_path / "p.db", ClaimScheme(entities=EntityRules(), bases=(Base("newsroom", KINDS),)))
    decided(store, key, map(Claimed, SAMES))
    app = AnnotatorApp(store, "ana", start="annotate", suggest=False)
    async with app.run_test(size=request.param) as pilot:
        await pilot.pause()
        await pilot.press("semicolon", "semicolon")
        assert isinstance(app.screen, ClaimsScreen)
        yield pilot, app.screen
    store.close()


def links(screen: ClaimsScreen) -> dict[str, str]:
    """What is linked to what: quote and id."""
    query = "SELECT quote, value FROM claims WHERE kind = 'link' AND state = 'held' ORDER BY start"
    return dict(screen.store.conn.execute(query).fetchall())


def told(screen: ClaimsScreen, name: str) -> str:
    return str(screen.query_one(f"#{name}", Line).render())


def panel(screen: ClaimsScreen) -> str:
    return str(screen.query_one(VersionList).render())


async def test_an_article_takes_a_key_an_entity(walk: Walk) -> None:
    pilot, screen = walk
    assert "WHO" in told(screen, "top")
    assert "1 @? Halvik  a town" in panel(screen)
    await pilot.press("space")
    assert screen.session.focus == UNION
    await pilot.press("2", "space")
    assert screen.session.focus == LUND
    await pilot.press("0")
    assert links(screen) == {
        "Halvik": "K6", "Union of Harbour Workers": "K2", "Halvik Port Authority": "K3", "Tor Lund": "",
    }  # fmt: skip
    assert "Tor Lund: not in the base, 1 mention." in told(screen, "facts")
    await pilot.press("space")
    assert "enter looks it up" in told(screen, "facts")
    await pilot.press("enter", *"hosp", "enter")
    assert links(screen)["Ingrid Sol"] == "K2"
    assert screen.session.focus == SOL
    await pilot.press("escape", "escape")
    assert isinstance(screen.app.screen, AnnotateScreen)
    assert check_up(screen.store).problems == []


async def test_the_list_and_the_footer_say_what_is_there(walk: Walk) -> None:
    pilot, screen = walk
    assert "space take" in told(screen, "keys") and "A-Z" not in told(screen, "keys")
    await pilot.press("t")
    assert isinstance(screen.app.screen, ChoiceList)
    options = screen.app.screen.query_one(OptionList)
    shown = str(options.get_option_at_index(0).prompt)
    assert "undecided" in shown and ", undecided" not in shown


async def test_what_was_decided_is_refused_and_undone(walk: Walk) -> None:
    pilot, screen = walk
    await pilot.press("y")
    assert len(links(screen)) == 3
    assert "3 entities linked." in told(screen, "facts")
    await pilot.press("u")
    assert links(screen) == {}
    screen.go(UNION)
    await pilot.press("x")
    assert links(screen) == {}
    assert "United Hospital Workers" in panel(screen) and "Harbour" not in panel(screen)
    await pilot.press("space")
    assert links(screen) == {"Union of Harbour Workers": "K2"}
