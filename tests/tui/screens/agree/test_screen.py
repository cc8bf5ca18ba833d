"""The agreement screens: from the matrix to the spans behind a figure, and to the article at one of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from support.moments import act_at
from support.strangers import SHOUTING, SHOUTING_JOINS, install, joined
from support.teams import act, finish, project, put
from textual.containers import VerticalScroll
from textual.pilot import Pilot
from textual.widgets import Static

from annotator.domain.claims.values import Relation, Same
from annotator.domain.decisions import Added, Claimed, Finished, Noted, Removed, Reopened
from annotator.domain.span import Span
from annotator.services.exporting.tags import set_tag
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.store import Store
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.agree.choices import Choices, ViewChoices
from annotator.tui.screens.agree.disagreements import DisagreementScreen
from annotator.tui.screens.agree.measures import Measures
from annotator.tui.screens.agree.screen import AgreeScreen
from annotator.tui.screens.common import counting
from annotator.tui.screens.library.screen import LibraryScreen
from annotator.tui.screens.review.screen import ReviewScreen

TEXT = "Ada met Bob at Acme in Oslo ."
ADA, BOB, ACME, OSLO = Span(0, 3, "PER"), Span(8, 11, "PER"), Span(15, 19, "ORG"), Span(23, 27, "LOC")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with project(tmp_path / "p.db") as opened:
        yield opened


async def opened(app: AnnotatorApp, pilot: Pilot[None], *keys: str) -> None:
    await pilot.pause()
    await pilot.press(*keys)
    await pilot.pause()


def facts(app: AnnotatorApp) -> str:
    return str(app.screen.query_one("#facts").render())


def offered(dialog: Choices[Any]) -> list[str]:
    return [str(option.prompt).strip("● ") for option in dialog.options.options]


async def test_from_a_figure_to_the_article_at_the_span(store: Store) -> None:
    put(store, "Quiet .")
    key = put(store, TEXT)
    finish(store, key, {"ana": [ADA, BOB, ACME], "ben": [ADA, BOB, ACME.labelled("LOC")], "cid": [OSLO]})
    app = AnnotatorApp(store, "rita", suggest=False)
    async with app.run_test(size=(100, 30)) as pilot:
        await opened(app, pilot, "m")
        assert isinstance(app.screen, AgreeScreen)
        assert "ana · ben   F1 0.667   3 and 3 spans, 2 the same" in facts(app)
        await pilot.press("down")
        assert "ana · cid   F1 0.000" in facts(app)
        await pilot.press("right", "right")
        assert "ben · cid" in facts(app)
        await pilot.press("up")
        assert "ana · ben" in facts(app)
        await opened(app, pilot, "enter")
        listed = app.screen
        assert isinstance(listed, DisagreementScreen)
        assert [(conflict.kind, conflict.spans) for _, _, conflict in listed.found] == [
            ("label", (ACME.labelled("LOC"), ACME))
        ]
        await opened(app, pilot, "enter")
        assert isinstance(app.screen, ReviewScreen)
        assert app.screen.session.key == key
        assert app.screen.session.conflict
        assert app.screen.session.conflict.start == ACME.start
        await pilot.press("q", "q", "q")
        assert isinstance(app.screen, LibraryScreen)


async def test_the_list_is_read_anew_and_the_worst_article_comes_first(store: Store) -> None:
    mild, bad = put(store, TEXT), put(store, TEXT + " Again .")
    finish(store, mild, {"ana": [ADA], "ben": []})
    finish(store, bad, {"ana": [ADA, BOB], "ben": [OSLO]})
    app = AnnotatorApp(store, "rita", suggest=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot, "m", "enter")
        listed = app.screen
        assert isinstance(listed, DisagreementScreen)
        assert [key for key, _, _ in listed.found] == [bad, bad, bad, mild]
        await pilot.press("j", "pagedown", "pagedown")
        assert listed.rows.cursor == 3
        shown = [listed.rows.render_line(line).text for line in range(listed.rows.size.height)]
        assert any("ana: PER Ada" in line and "▸" in line and "missed" in line for line in shown)


async def test_nothing_to_compare_is_said(store: Store) -> None:
    finish(store, put(store, TEXT), {"ana": [ADA]})
    app = AnnotatorApp(store, "rita", suggest=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot, "m", "enter", "down")
        assert isinstance(app.screen, AgreeScreen)
        assert app.screen.has_class("empty")
        await pilot.press("q")
        assert isinstance(app.screen, LibraryScreen)


async def test_figures_without_spans_and_many_annotators_fit(store: Store) -> None:
    names: dict[str, list[Span]] = {f"annotator {number}": [] for number in range(12)}
    finish(store, put(store, TEXT), names)
    app = AnnotatorApp(store, "rita", suggest=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot, "m")
        assert isinstance(app.screen, AgreeScreen)
        await pilot.press("pagedown", "pagedown", "pagedown", *["right"] * 12)
        assert app.screen.matrix.cell == (10, 10)
        assert "undefined, because neither marked a span" in facts(app)
        matrix = app.screen.matrix
        assert {matrix.render_line(line).cell_length for line in range(20)} == {matrix.room}
        assert matrix.scroll_offset.y > 0
        assert "annot" in matrix.render_line(0).text
        await pilot.press(*["up"] * 10)
        await pilot.pause()
        assert matrix.cell == (0, 0)
        assert matrix.render_line(2).text.startswith("annotator 1 ")


async def test_a_long_disagreement_is_cut_where_the_line_ends(store: Store) -> None:
    text = f"{'Before ' * 8}{'word ' * 60}end ."
    finish(store, put(store, text), {"ana": [Span(56, 56 + 300, "ORG")], "ben": []})
    app = AnnotatorApp(store, "rita", suggest=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot, "m", "enter")
        assert isinstance(app.screen, DisagreementScreen)
        assert app.screen.rows.render_line(3).text.rstrip().endswith("word…")


async def test_every_measure_that_is_installed_is_shown(store: Store, tmp_path: Path) -> None:
    finish(store, put(store, TEXT), {"ana": [ADA, BOB, ACME], "ben": [ADA, BOB]})
    finish(store, put(store, "Quiet ."), {"ana": [], "ben": []})
    install(tmp_path / "packages", "shouting", SHOUTING_JOINS, SHOUTING)
    app = AnnotatorApp(store, "rita", suggest=False)
    with joined(tmp_path / "packages"):
        async with app.run_test(size=(100, 30)) as pilot:
            await opened(app, pilot, "m", "m")
            assert isinstance(app.screen, Measures)
            said = str(app.screen.query(Static).first().render()).split("\n")
            assert "scroll" not in str(app.screen.query_one("#answers").render())
            await opened(app, pilot, "escape")
            assert isinstance(app.screen, AgreeScreen)
    rows = {line[:20].strip(): line[20:].split() for line in said}
    assert list(rows) == [
        "F1 exact", "partial", "unlabelled", "kappa", "marked", "alpha over tokens", "alpha over spans", "loudness",
    ]  # fmt: skip
    assert rows["F1 exact"] == ["0.800", "n", "5"]
    assert len(rows["kappa"]) == 4
    assert rows["loudness"] == ["0.667", "n", "3"]


async def test_claims_are_measured_where_somebody_made_any(store: Store) -> None:
    key = put(store, TEXT)
    for who, label in (("ana", "leads"), ("ben", "owns")):
        claim = Claimed(Relation(ADA, label, ACME))
        act(store, key, who, Added(ADA), Added(ACME), claim, Claimed(Same(ADA, ADA)), Finished())
    app = AnnotatorApp(store, "rita", suggest=False)
    async with app.run_test(size=(100, 24)) as pilot:
        await opened(app, pilot, "m", "m")
        said = str(app.screen.query(Static).first().render()).split("\n")
        page = app.screen.query_one(VerticalScroll)
        assert "scroll" in str(app.screen.query_one("#answers").render())
        await opened(app, pilot, "j", "down", "k")
        assert page.scroll_offset.y == 1
        await opened(app, pilot, "G")
        assert page.scroll_offset.y == page.max_scroll_y > 1
        await opened(app, pilot, "escape", "enter")
        listed = app.screen
        assert isinstance(listed, DisagreementScreen)
        drawn = "\n".join(strip.text for strip in map(listed.rows.render_line, range(listed.rows.size.height)))
        assert "1 disagreement   label 1" in drawn
        assert "ana: Ada leads Acme" in drawn
        assert "ben: Ada owns Acme" in drawn
    rows = {line[:20].strip(): line[20:].strip() for line in said}
    assert rows["relations F1"].split() == ["0.000", "n", "2"]
    assert rows["relations unlabelled"].split() == ["1.000", "n", "2"]
    assert rows["leads"].split() == rows["owns"].split() == ["0.000", "n", "1"]
    assert rows["coref MUC"] == "undefined, because neither has an entity of several mentions"
    assert rows["coref B³"].split() == ["1.000", "n", "2"]
    assert not any(name.startswith(("links", "attributes")) for name in rows)


async def test_where_there_is_no_pair_there_are_no_measures(store: Store) -> None:
    app = AnnotatorApp(store, "rita", suggest=False)
    async with app.run_test(size=(100, 30)) as pilot:
        await opened(app, pilot, "m", "m")
        assert isinstance(app.screen, AgreeScreen)


async def test_differing_article_labels_are_listed_measured_and_opened(store: Store) -> None:
    save_scheme(store, store.scheme().with_label("SPORT", kind="article").with_label("NEWS", kind="article"))
    key = put(store, TEXT)
    act(store, key, "ana", Added(ADA), Noted("SPORT", on=True), Finished())
    act(store, key, "ben", Added(ADA), Noted("NEWS", on=True), Finished())
    app = AnnotatorApp(store, "rita", suggest=False)
    async with app.run_test(size=(100, 24)) as pilot:
        await opened(app, pilot, "m", "m")
        assert isinstance(app.screen, Measures)
        assert "article labels kappa" in "\n".join(str(one.render()) for one in app.screen.query(Static))
        await opened(app, pilot, "escape", "enter")
        assert isinstance(app.screen, DisagreementScreen)
        assert [one.kind for _, _, one in app.screen.found] == ["article", "article"]
        shown = "\n".join(app.screen.rows.render_line(row).text for row in range(8))
        assert all(words in shown for words in ("2 disagreements", "ana: not answered", "ben: NEWS", "ana: SPORT"))
        await opened(app, pilot, "enter")
        assert isinstance(app.screen, ReviewScreen)
        assert app.screen.session.conflict == app.screen.session.conflicts[0]


async def test_a_large_project_is_compared_while_keys_go_on(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "AT_ONCE", -1)
    finish(store, put(store, TEXT), {"ana": [ADA, BOB], "ben": [ADA]})
    app = AnnotatorApp(store, "rita", suggest=False)

    async with app.run_test(size=(100, 30)) as pilot:
        await opened(app, pilot, "m")
        while "ana · ben" not in facts(app):
            await pilot.pause(0.01)
        await opened(app, pilot, "m")
        assert isinstance(app.screen, Measures)
        while "F1 exact" not in str(app.screen.query(Static).first().render()):
            await pilot.pause(0.01)
        await opened(app, pilot, "escape", "enter")
        listed = app.screen
        assert isinstance(listed, DisagreementScreen)
        while not listed.found:
            await pilot.pause(0.01)
        assert [conflict.spans for _, _, conflict in listed.found] == [(BOB,)]


async def test_the_matrix_is_narrowed_to_a_tag_a_week_and_what_was_first_finished(store: Store) -> None:
    first, second = put(store, TEXT), put(store, f"{TEXT} Again .")
    monday = datetime(2026, 3, 2, 12).astimezone()
    for key, days, spans in ((first, 0, [ADA, BOB]), (second, 7, [ADA])):
        act_at(store, key, "ana", monday + timedelta(days=days), Added(ADA), Added(BOB), Finished())
        act_at(store, key, "ben", monday + timedelta(days=days), *map(Added, spans), Finished())
    set_tag(store, "v1", by="rita")
    act(store, first, "ben", Reopened(), Removed(ADA), Removed(BOB), Finished())
    app = AnnotatorApp(store, "rita", suggest=False)
    async with app.run_test(size=(100, 30)) as pilot:
        await opened(app, pilot, "m")
        assert "F1 0.400" in facts(app)
        for choice, figure in (("at v1", 0.857), ("as first finished", 0.857), ("week from 2026-03-09", 0.667)):
            await opened(app, pilot, "f")
            dialog = app.screen
            assert isinstance(dialog, ViewChoices)
            lines = offered(dialog)
            assert lines[:3] == ["as it is now", "as first finished", "at v1"]
            assert "month 2026-03" in lines
            dialog.options.highlighted = lines.index(choice)
            await opened(app, pilot, "enter")
            assert isinstance(app.screen, AgreeScreen)
            assert f"F1 {figure:.3f}" in facts(app)
            assert choice in str(app.screen.query_one("#top").render())
        await opened(app, pilot, "m")
        assert isinstance(app.screen, Measures)
        said = [line.split() for line in str(app.screen.query(Static).first().render()).split("\n")]
        assert said[0][:3] == ["F1", "exact", "0.667"]
        await opened(app, pilot, "escape", "enter")
        listed = app.screen
        assert isinstance(listed, DisagreementScreen)
        assert [key for key, _, _ in listed.found] == [second]
        await opened(app, pilot, "q", "f", "escape")
        assert isinstance(app.screen, AgreeScreen)
        assert "F1 0.667" in facts(app)


async def test_disagreements_are_narrowed_to_a_kind_or_a_label_and_what_is_hidden_is_said(store: Store) -> None:
    key = put(store, TEXT)
    finish(store, key, {"ana": [ADA, BOB, ACME], "ben": [ADA, ACME.labelled("LOC")], "cid": []})
    app = AnnotatorApp(store, "rita", suggest=False)
    async with app.run_test(size=(100, 30)) as pilot:
        await opened(app, pilot, "m", "enter")
        listed = app.screen
        assert isinstance(listed, DisagreementScreen)
        assert len(listed.found) == 2
        await opened(app, pilot, "f")
        dialog = app.screen
        assert isinstance(dialog, Choices)
        lines = offered(dialog)
        assert sorted(lines[1:3]) == ["kind label  1", "kind missed  1"]
        assert (lines[0], sorted(lines[3:])) == ("everything  2", ["label LOC  1", "label ORG  1", "label PER  1"])
        dialog.options.highlighted = lines.index("label PER  1")
        await opened(app, pilot, "enter")
        assert [conflict.kind for _, _, conflict in listed.found] == ["missed"]
        assert "only PER, 1 others hidden" in listed.rows.render_line(0).text
        await opened(app, pilot, "f", "home", "enter")
        assert len(listed.found) == 2
