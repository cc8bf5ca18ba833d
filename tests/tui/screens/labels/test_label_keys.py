"""Labels from inside the app: made in the picker and given in one go, changed in a form, also in a review."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from support.desks import make
from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.store import Store
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.annotate.screen import AnnotateScreen
from annotator.tui.screens.labels.label_form import LabelForm
from annotator.tui.screens.labels.picker import LabelPicker
from annotator.tui.screens.review.screen import ReviewScreen

Walk = tuple[Pilot[None], AnnotateScreen]


@pytest.fixture
async def walk(tmp_path: Path) -> AsyncIterator[Walk]:
    store, _ = make(tmp_path / "p.db")
    save_scheme(store, replace(store.scheme(), auto_accept="off"))
    async with AnnotatorApp(store, "ana", start="annotate", suggest=False).run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        assert isinstance(pilot.app.screen, AnnotateScreen)
        yield pilot, pilot.app.screen
    store.close()


def rows(picker: object) -> list[str]:
    assert isinstance(picker, LabelPicker)
    options = picker.query_one(OptionList)
    return [str(options.get_option_at_index(row).prompt) for row in range(options.option_count)]


def said(pilot: Pilot[None]) -> str:
    screen = pilot.app.screen
    assert isinstance(screen, AnnotateScreen | ReviewScreen)
    return screen.message[0]


def spans(store: Store, layer: str = "ana") -> set[tuple[str, str]]:
    rows = store.conn.execute("SELECT quote, label FROM spans WHERE layer = ? AND state = 'held'", (layer,))
    return set(rows.fetchall())


async def test_a_name_that_no_label_has_is_made_and_given_to_what_is_focused(walk: Walk) -> None:
    pilot, screen = walk
    await pilot.press("enter", *"Ship", "enter")
    assert "enter again" in str(pilot.app.screen.query(".muted").last(Static).render())
    await pilot.press("enter")
    assert spans(screen.store) == {("Harbour Workers’ Union", "Ship")}
    assert said(pilot) == "Ship is a label of kind span, on the key S. u takes back the span, not the label."
    await pilot.press("tab", "S")
    assert len(spans(screen.store)) == 2
    await pilot.press("u", "u")
    assert spans(screen.store) == set()
    assert screen.store.scheme().known("Ship").key == "S"


async def test_a_slip_finds_the_label_of_nearly_that_name(walk: Walk) -> None:
    pilot, screen = walk
    await pilot.press("enter", *"evnet")
    assert [row.split()[0] for row in rows(pilot.app.screen)] == ["E", "+"]
    await pilot.press("enter")
    assert spans(screen.store) == {("Harbour Workers’ Union", "EVENT")}


async def test_what_is_used_most_stands_first_and_what_has_no_key_before_the_rest(walk: Walk) -> None:
    pilot, screen = walk
    save_scheme(screen.store, screen.store.scheme().with_change("GPE", key=""))
    await pilot.press("T", "y", "enter")
    assert [row[6:].split()[0] for row in rows(pilot.app.screen)[:3]] == ["GPE", "TIME", "ORG"]


async def test_it_is_given_to_what_is_selected(walk: Walk) -> None:
    pilot, screen = walk
    screen.session.move(screen.session.text.index("3 March"))
    await pilot.press("shift+right", "enter", *"day", "up", "enter")
    assert ("3 March", "day") in spans(screen.store)


async def test_it_is_given_to_what_is_focused_also_where_that_lies_around_something(walk: Walk) -> None:
    pilot, screen = walk
    await pilot.press("x", "tilde", "enter", *"Ship", "enter", "enter")
    assert len(spans(screen.store)) == 1


async def test_a_name_that_differs_in_case_alone_is_told(walk: Walk) -> None:
    pilot, _ = walk
    await pilot.press("enter", *"work of art")
    assert rows(pilot.app.screen)[-1] == (
        " + work of art: a new label, which differs from WORK_OF_ART in case or accents alone"
    )
    await pilot.press(*["backspace"] * 11, *"ORG")
    assert not any(row.startswith(" + ") for row in rows(pilot.app.screen))


async def test_a_closed_scheme_gets_no_label(walk: Walk) -> None:
    pilot, screen = walk
    save_scheme(screen.store, replace(screen.store.scheme(), closed=True))
    await pilot.press("space", "enter", *"quux")
    assert rows(pilot.app.screen) == []
    assert "The scheme is closed" in str(pilot.app.screen.query(".muted").first(Static).render())
    await pilot.press("enter", "escape")
    assert screen.store.scheme().label("quux") is None


async def test_a_label_is_changed_from_the_picker_and_what_makes_no_sense_is_said(walk: Walk) -> None:
    pilot, screen = walk
    await pilot.press("enter", *"event", "tab")
    form = pilot.app.screen
    assert isinstance(form, LabelForm)
    await pilot.press("backspace", "o", "down", *["backspace"] * 3, *"#12ab34", "enter")
    assert pilot.app.screen is form
    assert "is ORG's already" in str(form.query(".muted").first(Static).render())
    await pilot.press(
        "up",
        "backspace",
        "y",
        "down",
        "down",
        *" Also storms.",
        "tab",
        *"fairs",
        "tab",
        *"days",
        "tab",
        *"Vuelta|Brexit",
        "tab",
        *"see FAC",
        "tab",
        *["backspace"] * 11,
        "enter",
    )
    label = screen.store.scheme().labels[-1]
    assert (label.name, label.key, label.colour) == ("EVENT", "Y", "#12ab34")
    assert label.description.endswith(" Also storms.")
    assert label.examples == ("Vuelta", "Brexit")
    assert (label.include, label.exclude, label.notes) == ("fairs", "days", "see FAC")
    assert "The key of EVENT is now Y; it was E." in said(pilot)
    await pilot.press("Y")
    assert spans(screen.store) == {("Harbour Workers’ Union", "EVENT")}


async def test_lines_of_a_guideline_stay_lines_where_another_part_is_changed(walk: Walk) -> None:
    pilot, screen = walk
    scheme = screen.store.scheme()
    save_scheme(screen.store, scheme.with_change("ORG", include="teams\n\n- clubs", notes="one\ntwo"))
    screen.perform("labels")
    await pilot.pause()
    await pilot.press(*"ORG", "enter", *["down"] * 4, *"shops", "enter")
    label = screen.store.scheme().known("ORG")
    assert (label.include, label.exclude, label.notes) == ("teams\n\n- clubs", "shops", "one\ntwo")


async def test_a_label_that_somebody_has_taken_away_meanwhile_is_not_changed(walk: Walk) -> None:
    pilot, screen = walk
    screen.perform("labels")
    await pilot.pause()
    scheme = screen.store.scheme()
    others = tuple(label for label in scheme.labels if label.name != "EVENT")
    save_scheme(screen.store, replace(scheme, labels=others, suffixes={}))
    await pilot.press(*"EVENT", "enter")
    assert "There is no label EVENT any more." in said(pilot)


async def test_the_palette_changes_labels_of_any_kind_and_makes_one(walk: Walk) -> None:
    pilot, screen = walk
    screen.perform("labels")
    await pilot.pause()
    await pilot.press(*"Ship", "enter", "enter")
    assert screen.store.scheme().label("Ship")
    assert isinstance(pilot.app.screen, LabelForm)
    await pilot.press("escape")
    assert spans(screen.store) == set()


async def test_a_reviewer_makes_a_label_too(walk: Walk) -> None:
    pilot, screen = walk
    key = screen.session.key
    await pilot.press("space", "s", "x")
    screen.app.review(key)
    await pilot.pause()
    assert isinstance(pilot.app.screen, ReviewScreen)
    await pilot.press("enter", *"Ship", "enter", "enter")
    assert "Ship" in {label for _, label in spans(screen.store, "gold")}
    assert "Ship is a label of kind span" in said(pilot)
