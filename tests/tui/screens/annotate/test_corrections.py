"""What an annotator sees of a review: the word of return, own against gold, and the way there."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.teams import finish, project, put

from annotator.domain.span import Span
from annotator.services.reviewing.session import ReviewSession
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.annotate.corrections import CorrectionList
from annotator.tui.screens.annotate.screen import AnnotateScreen
from annotator.tui.widgets.row_list import RowList

TEXT = "Ada met Bob at Acme in Oslo ."
ADA, BOB, ACME = Span(0, 3, "PER"), Span(8, 11, "PER"), Span(15, 19, "ORG")


async def test_a_returned_article_leads_to_its_corrections(tmp_path: Path) -> None:
    with project(tmp_path / "p.db") as store:
        put(store, "Not begun .")
        key = put(store, TEXT)
        finish(store, key, {"ana": [ADA, BOB.labelled("LOC"), ACME], "ben": [ADA, BOB]})
        session = ReviewSession(store, key, "rita")
        session.comment("Bob is [a] person.")
        session.take(2)
        session.none()
        session.give_back("ana", "Two places.")
        app = AnnotatorApp(store, "ana", start="annotate", suggest=False)
        async with app.run_test(size=(100, 30)) as pilot:
            await pilot.pause()
            screen = app.screen
            assert isinstance(screen, AnnotateScreen)
            assert screen.session.key == key
            assert "Returned by rita: Two places. · 1 comment · =" in str(screen.query_one("#facts").render())
            await pilot.press("equals_sign")
            await pilot.pause()
            assert isinstance(app.screen, CorrectionList)
            rows = app.screen.query_one(RowList)
            shown = [rows.render_line(line).text for line in range(6)]
            assert "LOC Bob" in shown[0]
            assert "gold PER Bob" in shown[1]
            assert "“Bob is [a] person.” rita" in shown[2]
            assert "ORG Acme" in shown[3]
            assert "nothing" in shown[4]
            await pilot.press("down", "enter")
            assert app.screen is screen
            assert screen.session.cursor == ACME.start


async def test_before_any_review_there_is_nothing_to_show(tmp_path: Path) -> None:
    with project(tmp_path / "p.db") as store:
        put(store, TEXT)
        app = AnnotatorApp(store, "ana", start="annotate", suggest=False)
        async with app.run_test(size=(100, 30)) as pilot:
            await pilot.pause()
            await pilot.press("equals_sign")
            assert "Nobody has reviewed" in str(app.screen.query_one("#facts").render())


async def test_a_notice_without_a_reason_names_the_reviewer_and_the_comments(tmp_path: Path) -> None:
    with project(tmp_path / "p.db") as store:
        key = put(store, TEXT)
        finish(store, key, {"ana": [ADA, BOB.labelled("LOC")], "ben": [ADA, BOB]})
        ReviewSession(store, key, "rita").give_back("ana")
        for notice, why in (
            ("Returned by rita · = shows", "Returned by rita without a comment."),
            ("Returned by rita · 1 comment · = shows", "Returned by rita with 1 comment."),
        ):
            app = AnnotatorApp(store, "ana", start="annotate", suggest=False)
            async with app.run_test(size=(100, 30)) as pilot:
                await pilot.pause()
                assert notice in str(app.screen.query_one("#facts").render())
                await pilot.press("equals_sign")
                await pilot.pause()
                head = str(app.screen.query("Static").first().render())
                assert why in head
                assert "1 conflict is not settled yet." in head
                rows = app.screen.query_one(RowList)
                assert [rows.render_line(line).text.split() for line in range(2)] == [
                    ["open" if "without" in why else "comment", "LOC", "Bob"],
                    ["gold", "not", "settled", "yet"],
                ]
            session = ReviewSession(store, key, "rita")
            session.comment("no titles please")
            session.give_back("ana")


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_a_long_list_leaves_room_for_the_keys_below_it(tmp_path: Path, size: tuple[int, int]) -> None:
    text = "Ada met Bob . " * 30
    with project(tmp_path / "p.db") as store:
        key = put(store, text)
        spans = [Span(at, at + 3, "PER") for at in range(0, len(text), 14)]
        finish(store, key, {"ana": spans, "ben": [span.labelled("ORG") for span in spans]})
        ReviewSession(store, key, "rita").give_back("ana")
        app = AnnotatorApp(store, "ana", start="annotate", suggest=False)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await pilot.press("equals_sign")
            await pilot.pause()
            box, rows = app.screen.query_one("#box"), app.screen.query_one(RowList)
            assert rows.size.height >= 2
            assert app.screen.query("Static").last().region.bottom <= box.content_region.bottom
