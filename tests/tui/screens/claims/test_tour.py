"""The tour of the demo of claims: it leads through the tasks, by keys."""

from __future__ import annotations

from pathlib import Path

from annotator.services.project.demo import make
from annotator.storage.store import Store
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.annotate.screen import AnnotateScreen
from annotator.tui.screens.claims.base import ClaimsBase


async def test_it_leads_through_the_tasks(tmp_path: Path) -> None:
    make(tmp_path / "p.db", claims_of="ana")
    with Store.open(tmp_path / "p.db") as store:
        app = AnnotatorApp(store, "ana", start="annotate", suggest=False, tour=True)
        async with app.run_test(size=(80, 24)) as pilot:

            async def told(*keys: str) -> str:
                await pilot.press(*keys)
                await pilot.pause()
                assert isinstance(app.screen, AnnotateScreen | ClaimsBase)
                return str(app.screen.tour.render()) if app.screen.tour.display else ""

            assert "1 of 6   ;  goes to the next task; SAME asks" in await told()
            assert "1 of 6   space  says that it is the same as line 1" in await told("semicolon")
            assert "2 of 6   ;  goes to the next task; WHO asks" in await told("space")
            assert "2 of 6   space  links it" in await told("semicolon")
            assert "3 of 6   ;  goes to the next task; TIES asks" in await told("space")
            assert "3 of 6   A-Z  (from" in await told("semicolon")
            assert "4 of 6   ;  goes to the next task; FACTS asks" in await told("A", "a")
            assert "4 of 6   A-Z  (from" in await told("semicolon")
            assert "5 of 6   u  takes back" in await told("O")
            assert "6 of 6   s  finishes" in await told("u")
            assert "6 of 6   s  finishes" in await told("q")
            assert isinstance(app.screen, AnnotateScreen)


async def test_there_is_none_without_the_demo(tmp_path: Path) -> None:
    make(tmp_path / "p.db", claims_of="ana")
    with Store.open(tmp_path / "p.db") as store:
        app = AnnotatorApp(store, "ana", start="annotate", suggest=False, task="same")
        async with app.run_test(size=(80, 24)):
            assert isinstance(app.screen, ClaimsBase)
            assert not app.screen.tour.display
