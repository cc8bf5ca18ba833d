"""The lens by keys: strings treated differently, places of one, one fix for many, one undo."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from support.corpus import corpus
from textual.pilot import Pilot

from annotator.config import Settings
from annotator.domain.span import Span
from annotator.services.finding.inconsistent import Treatments
from annotator.services.finding.set_aside import put_aside, treatment_of
from annotator.services.project.articles import put_away
from annotator.storage.maintenance import short_writes
from annotator.storage.maintenance.doctor import examine
from annotator.storage.store import Store
from annotator.storage.strings.set_aside import strings_aside
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens import long_work
from annotator.tui.screens.annotate.screen import AnnotateScreen
from annotator.tui.screens.common.guideline import Guideline
from annotator.tui.screens.lens import listing
from annotator.tui.screens.lens.listing import LensList
from annotator.tui.screens.lens.screen import LensScreen
from annotator.tui.screens.lens.strings import StringsScreen
from annotator.tui.widgets.line import Line

ONE = "[Caloi|PERSON] and Caloi of [Casa Caloi|ORG] and [Caloi|ORG] in [Rome|GPE]"
TWO = "[Caloi|PERSON] [Luigi Caloi|PERSON] in Rome"
Walk = tuple[Pilot[None], Store, list[str]]


@pytest.fixture
async def walk(tmp_path: Path) -> AsyncIterator[Walk]:
    store, keys = corpus(tmp_path / "p.db", {"ana": ONE, "ben": ONE}, {"ana": TWO})
    app = AnnotatorApp(store, "ana", start="library", suggest=False, settings=Settings(memory=False))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        yield pilot, store, keys
    store.close()


async def rest(pilot: Pilot[None]) -> LensList:
    """The screen on top, once it has read all."""
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, LensList)
    while screen.reading:
        await pilot.pause(0.02)
    return screen


def labels(store: Store, key: str, quote: str, name: str = "ana") -> list[str]:
    text = store.article(key).text
    return [span.label for span in store.layer(key, name).layer.spans if span.quote(text) == quote]


async def test_from_the_worst_string_to_one_label_and_back(walk: Walk) -> None:
    pilot, store, keys = walk
    before = [set(store.layer(key, "ana").layer.spans) for key in keys]
    await pilot.press("ampersand")
    strings = await rest(pilot)
    assert isinstance(strings, StringsScreen)
    assert "2 of 4 strings in 2 finished articles" in strings.facts()
    await pilot.press("enter")
    lens = await rest(pilot)
    assert isinstance(lens, LensScreen)
    assert lens.about() == "find “Caloi” · string 1 of 2"
    assert lens.lens.counts == {"PERSON": 2, "ORG": 1, "nothing": 1, "longer": 2}
    assert lens.rows.cursor == 1
    await pilot.press("home", "a", "O", *"company", "enter")
    assert labels(store, keys[0], "Caloi") == ["ORG", "ORG"]
    assert labels(store, keys[1], "Caloi") == ["ORG"]
    assert labels(store, keys[0], "Caloi", "ben") == ["PERSON", "ORG"]
    assert lens.lens.counts == {"ORG": 3, "nothing": 1, "longer": 2}
    assert [one.text for one in store.layer(keys[0], "ana").layer.comments] == ["company"]
    await pilot.press("u")
    assert [set(store.layer(key, "ana").layer.spans) for key in keys] == before
    assert lens.lens.counts["PERSON"] == 2
    await pilot.press("r")
    assert labels(store, keys[1], "Caloi") == ["ORG"]
    await pilot.press("right_square_bracket")
    assert (await rest(pilot)).about() == "find “Rome” · string 2 of 2"
    await pilot.press("right_square_bracket")
    assert (await rest(pilot)).about() == "find “Caloi” · string 1 of 2"
    assert lens._told[0] == "That was the last string: on with the first."
    await pilot.press("q")
    assert "2 of 4 strings" in (await rest(pilot)).facts()
    assert not list(examine(store))


async def test_one_place_is_changed_at_once_and_opened(walk: Walk) -> None:
    pilot, store, keys = walk
    await pilot.press("ampersand")
    await rest(pilot)
    await pilot.press("enter")
    await rest(pilot)
    await pilot.press("O")
    assert labels(store, keys[0], "Caloi") == ["PERSON", "ORG", "ORG"]
    await pilot.press("x")
    assert labels(store, keys[0], "Caloi") == ["PERSON", "ORG"]
    await pilot.press("enter")
    screen = pilot.app.screen
    assert isinstance(screen, AnnotateScreen)
    assert (screen.session.key, screen.session.cursor) == (keys[0], 10)
    await pilot.press("O", "q")
    lens = await rest(pilot)
    assert isinstance(lens, LensScreen)
    assert (lens.rows.cursor, lens.lens.hits[1].said) == (1, "ORG")


async def test_from_one_odd_place_to_the_next_and_the_text_around(walk: Walk) -> None:
    pilot, _, _ = walk
    await pilot.press("ampersand")
    await rest(pilot)
    await pilot.press("enter")
    lens = await rest(pilot)
    assert isinstance(lens, LensScreen)
    shown = [line.render().plain.strip() for line in lens.around.query(Line)]
    assert shown == [
        "Article 0 · place 2 of 6",
        "Caloi and",
        "Caloi of Casa Caloi and Caloi in Rome",
    ]
    cursors = []
    for key in ("n", "n", "p", "end", "n", "home", "p"):
        await pilot.press(key)
        cursors.append(lens.rows.cursor)
    assert cursors == [3, 1, 3, 5, 1, 0, 3]
    await pilot.press("right_square_bracket")
    await rest(pilot)
    await pilot.press("home", "x", "n")
    assert lens._told[0] == "No place is treated otherwise than most."
    await pilot.press("d")
    assert isinstance(pilot.app.screen, Guideline)


async def test_keys_that_come_while_it_reads_are_about_all_there_is(
    walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    pilot, _, _ = walk
    monkeypatch.setattr(listing, "_SLICE", -1.0)
    monkeypatch.setattr(listing, "_PAUSE", 60.0)
    await pilot.press("ampersand")
    await pilot.pause()
    strings = pilot.app.screen
    assert isinstance(strings, StringsScreen)
    assert strings.reading
    await pilot.press("enter")
    await pilot.pause()
    lens = pilot.app.screen
    assert isinstance(lens, LensScreen)
    lens.reading = True
    await pilot.press("asterisk")
    assert (len(lens.lens.marked), lens.reading) == (6, False)


async def test_much_is_done_in_parts_and_can_be_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(short_writes, "_AIM", 0.0)
    monkeypatch.setattr(long_work, "_PAUSE", 0.2)
    store, keys = corpus(tmp_path / "p.db", *({"ana": f"[Caloi|PERSON] {number}"} for number in range(40)))
    app = AnnotatorApp(store, "ana", start="library", suggest=False, settings=Settings(memory=False))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("ampersand", "slash", *"Caloi", "enter")
        lens = await rest(pilot)
        assert isinstance(lens, LensScreen)

        def changed() -> int:
            return sum(labels(store, key, "Caloi") == ["ORG"] for key in keys)

        await pilot.press("asterisk", "O", "enter")
        assert lens._told[0] == "12 of 40 articles; esc stops."
        await pilot.press("x", "down", "escape")
        some = changed()
        assert 0 < some < 40
        assert "Stopped" in lens._told[0]
        assert lens.lens.counts == {"ORG": some, "PERSON": 40 - some}
        await pilot.press("u")
        while lens.work.under_way:
            await pilot.pause(0.02)
        assert changed() == 0
        assert lens._told[0].endswith(f"It was: ORG at {some} places of “Caloi”.")
        await pilot.press("asterisk", "O", "enter")
        while lens.work.under_way:
            await pilot.pause(0.02)
        assert changed() == 40
        assert lens._told[0] == "ORG: 40 places changed in 40 articles. u takes it back."
        await pilot.press("u", "q")
        assert lens.work.under_way is False
        assert not list(examine(store))
    store.close()


async def test_what_is_proposed_changes_no_layer(walk: Walk) -> None:
    pilot, store, keys = walk
    await pilot.press("ampersand")
    await rest(pilot)
    await pilot.press("enter")
    lens = await rest(pilot)
    assert isinstance(lens, LensScreen)
    await pilot.press("asterisk", "greater_than_sign", "O")
    assert labels(store, keys[0], "Caloi") == ["PERSON", "ORG"]
    assert {one.source for one in store.suggestions(keys[0])} == {"lens:ana"}
    assert lens._told[0] == "ORG: 6 suggestions in 2 articles. > decides again."
    assert lens.lens.place(1).suggested == ("ORG",)
    await pilot.press("x")
    assert labels(store, keys[0], "Caloi") == ["PERSON", "ORG"]
    await pilot.press("u")
    assert lens._told[0] == "Taken back in 2 articles. It was: ORG proposed at 6 places of “Caloi”."
    assert not list(store.suggestions(keys[0]))
    assert lens.lens.place(1).suggested == ()
    await pilot.press("r")
    assert lens._told[0].startswith("Brought back in 2 articles.")
    assert lens.lens.place(1).suggested == ("ORG",)


async def test_where_else_the_words_of_a_span_stand_and_one_undo_in_an_article(walk: Walk) -> None:
    pilot, store, keys = walk
    await pilot.press("enter", "ampersand")
    lens = await rest(pilot)
    assert isinstance(lens, LensScreen)
    assert (lens.about(), lens.lens.layer) == ("find “Caloi”", "ana")
    await pilot.press("right_square_bracket")
    assert "no list of strings" in lens._told[0]
    await pilot.press("asterisk", "x", "enter")
    assert labels(store, keys[1], "Caloi") == []
    await pilot.press("q")
    screen = pilot.app.screen
    assert isinstance(screen, AnnotateScreen)
    assert Span(0, 5, "PERSON") not in screen.session.layer.held
    await pilot.press("u")
    assert screen.message[0] == "Taken back in 2 articles."
    assert Span(0, 5, "PERSON") in screen.session.layer.held
    assert labels(store, keys[1], "Caloi") == ["PERSON"]
    await pilot.press("r")
    assert Span(0, 5, "PERSON") not in screen.session.layer.held
    assert not list(examine(store))
    await pilot.press("ampersand")
    await rest(pilot)
    await pilot.press("greater_than_sign", "G", "q")
    assert screen.session.proposals.get(Span(0, 5, "GPE"))


async def test_other_words_case_and_parts(walk: Walk) -> None:
    pilot, _, _ = walk
    await pilot.press("ampersand", "slash", *"caloi", "enter")
    lens = await rest(pilot)
    assert isinstance(lens, LensScreen)
    assert "0 places" in lens.facts()
    await pilot.press("O")
    assert lens._told[0] == "There is no place here."
    await pilot.press("c")
    await rest(pilot)
    assert len(lens.lens.hits) == 6
    assert lens.about() == "find “caloi”, any case"
    await pilot.press("slash", *"ALOI", "enter", "w")
    await rest(pilot)
    assert len(lens.lens.hits) == 6
    assert lens.about() == "find “ALOI”, any case, parts of words"
    await pilot.press("slash", *"CALO", "enter")
    await rest(pilot)
    assert len(lens.lens.hits) == 6
    await pilot.press("tab")
    assert (lens.lens.layer, lens.whose) == ("gold", "gold")
    await pilot.press("space", "space", "O", "escape")
    assert len(lens.lens.marked) == 2


async def test_the_last_question_gives_way_to_what_is_typed_and_can_be_gone_on_with(walk: Walk) -> None:
    pilot, _, _ = walk
    await pilot.press("ampersand", "slash", *"label:GPE", "enter")
    await rest(pilot)
    await pilot.press("slash", *"label:ORG", "enter")
    lens = await rest(pilot)
    assert lens.about() == "find label:ORG"
    await pilot.press("slash", "end", *" Caloi", "enter")
    lens = await rest(pilot)
    assert lens.about() == "find label:ORG text:Caloi"


async def test_where_nothing_was_done_there_is_nothing_to_take_back(walk: Walk) -> None:
    pilot, _, _ = walk
    await pilot.press("ampersand")
    await rest(pilot)
    await pilot.press("enter")
    lens = await rest(pilot)
    assert isinstance(lens, LensScreen)
    await pilot.press("home", "j", "j", "a", "O", "enter")
    assert (
        lens._told[0]
        == "Nothing was changed. 2 passed over: another span in the way. The same label again replaces them."
    )


async def test_the_same_label_again_replaces_what_was_in_the_way(walk: Walk) -> None:
    pilot, store, keys = walk
    before = [set(store.layer(key, "ana").layer.spans) for key in keys]
    await pilot.press("ampersand")
    await rest(pilot)
    await pilot.press("enter")
    lens = await rest(pilot)
    assert isinstance(lens, LensScreen)
    await pilot.press("home", "j", "j", "O")
    assert lens._told[0].endswith("another span in the way. The same label again replaces it.")
    for between in ("j,k", "d,escape,j,k", "u", "G", "space,k,space,k"):
        await pilot.press(*between.split(","), "O")
        assert labels(store, keys[0], "Casa Caloi") == ["ORG"]
    await pilot.press("O")
    assert lens._told[0] == "ORG: 1 place changed in 1 article. 1 span gave way."
    assert (labels(store, keys[0], "Casa Caloi"), labels(store, keys[0], "Caloi")) == ([], ["PERSON", "ORG", "ORG"])
    await pilot.press("asterisk", "O", *"firm", "enter")
    told = "ORG: 3 places changed in 2 articles. 2 passed over: as before. 1 passed over: inside a longer span."
    assert lens._told[0] == f"{told} The same label again replaces it. u takes it back."
    await pilot.press("O")
    assert [labels(store, key, "Caloi") for key in keys] == [["ORG"] * 4, ["ORG"] * 2]
    assert [one.text for one in store.layer(keys[1], "ana").layer.comments] == ["firm"]
    await pilot.press("u", "u", "u")
    assert [set(store.layer(key, "ana").layer.spans) for key in keys] == before
    assert not list(examine(store))


async def test_of_two_places_the_one_without_a_label_is_the_odd_one(tmp_path: Path) -> None:
    store, _ = corpus(tmp_path / "p.db", {"ana": "Oslo and [Oslo|GPE]"}, {"ana": "[Rome|GPE] and Rome"})
    async with AnnotatorApp(store, "ana", start="library", suggest=False).run_test(size=(100, 30)) as pilot:
        await pilot.press("ampersand")
        await rest(pilot)
        for odd in (0, 1):
            await pilot.press("enter")
            lens = await rest(pilot)
            assert lens.rows.cursor == odd
            await pilot.press("q", "j")
    store.close()


async def test_a_fix_is_taken_back_from_another_string_and_not_twice(walk: Walk) -> None:
    pilot, store, keys = walk
    await pilot.press("ampersand")
    await rest(pilot)
    await pilot.press("enter")
    lens = await rest(pilot)
    assert isinstance(lens, LensScreen)
    await pilot.press("O", "right_square_bracket")
    await rest(pilot)
    await pilot.press("u")
    assert lens._told[0] == "Taken back in 1 article. It was: ORG at 1 place of “Caloi”."
    assert labels(store, keys[0], "Caloi") == ["PERSON", "ORG"]
    await pilot.press("left_square_bracket")
    await rest(pilot)
    await pilot.press("O", "enter", "u", "q")
    await rest(pilot)
    await pilot.press("u")
    assert lens._told[0] == "That is taken back already."
    assert not list(examine(store))


async def test_an_article_that_is_put_away_meanwhile_stays_to_be_seen_and_is_passed_over(walk: Walk) -> None:
    pilot, store, keys = walk
    await pilot.press("ampersand")
    await rest(pilot)
    await pilot.press("enter")
    lens = await rest(pilot)
    assert isinstance(lens, LensScreen)
    put_away(store, keys[:1])
    await pilot.press("asterisk", "O", "enter")
    assert "article put away" in lens._told[0]
    assert labels(store, keys[0], "Caloi") == ["PERSON", "ORG"]
    assert labels(store, keys[1], "Caloi") == ["ORG"]
    assert lens.lens.place(0).quote == "Caloi"
    await pilot.press("u")
    assert labels(store, keys[1], "Caloi") == ["PERSON"]


async def test_a_string_that_is_right_is_set_aside_and_listed_again(walk: Walk) -> None:
    pilot, store, _ = walk
    await pilot.press("ampersand")
    strings = await rest(pilot)
    assert isinstance(strings, StringsScreen)
    await pilot.press("s")
    assert strings._told[0] == "“Caloi” is set aside: right as it is."
    assert strings.facts().startswith("1 of 4 strings in 2 finished articles, 1 more set aside.")
    await pilot.press("z")
    assert strings.facts() == "1 string set aside as right. s lists one again, z shows the others."
    await pilot.press("s")
    assert strings.facts().startswith("0 strings set aside as right.")
    await pilot.press("z", "s", "u", "s", "u")
    assert not strings_aside(store, "ana")
    assert strings.facts().startswith("2 of 4 strings in 2 finished articles. ")
    await pilot.press("r", "r", "u", "u", "u", "u")
    assert strings._told[0] == "You have set no string aside here."


async def test_what_was_set_aside_another_day_is_listed_again_and_back_for_its_reason(walk: Walk) -> None:
    pilot, store, _ = walk
    treatments = Treatments(store, "ana")
    treatments.read()
    for words, by, why in (("Rome", "ana", ""), ("Caloi", "ana", "a man and his firm"), ("Rome", "lea", "hers")):
        put_aside(store, "ana", treatment_of(treatments, words), by=by, why=why)
    await pilot.press("ampersand")
    strings = await rest(pilot)
    assert isinstance(strings, StringsScreen)
    await pilot.press("u")
    assert strings._told[0] == "“Caloi” is listed again."
    await pilot.press("r")
    assert strings_aside(store, "ana")["Caloi"].why == "a man and his firm"
    await pilot.press("u", "u")
    assert strings._told[0] == "You have set no string aside here."
    await pilot.press("z", "s", "u")
    assert strings_aside(store, "ana")["Rome"].why == "hers"
    await pilot.press("enter")
    await rest(pilot)
    await pilot.press("s", "u")
    assert strings_aside(store, "ana")["Rome"].why == "hers"


async def test_in_the_lens_a_string_that_is_right_gives_way_to_the_next(walk: Walk) -> None:
    pilot, store, keys = walk
    await pilot.press("ampersand")
    await rest(pilot)
    await pilot.press("enter")
    lens = await rest(pilot)
    assert isinstance(lens, LensScreen)
    await pilot.press("O", "s")
    await rest(pilot)
    assert lens.about() == "find “Rome” · string 2 of 2"
    assert lens._told[0] == "“Caloi” is set aside: right as it is. u lists it again."
    assert strings_aside(store, "ana")["Caloi"].by == "ana"
    await pilot.press("left_square_bracket")
    await rest(pilot)
    assert lens.about() == "find “Caloi” · string 1 of 2, set aside"
    await pilot.press("u")
    assert lens._told[0] == "“Caloi” is listed again."
    await pilot.press("u")
    assert labels(store, keys[0], "Caloi") == ["PERSON", "ORG"]
    await pilot.press("r", "r", "q")
    assert (await rest(pilot)).facts().startswith("1 of 4 strings in 2 finished articles, 1 more set aside.")
    assert not list(examine(store))


async def test_only_a_string_of_the_list_and_in_its_layer_is_set_aside(walk: Walk) -> None:
    pilot, store, _ = walk
    await pilot.press("enter", "ampersand")
    lens = await rest(pilot)
    await pilot.press("s")
    assert lens._told[0].startswith("Only a string that is treated differently can be set aside")
    await pilot.press("q", "q", "ampersand")
    await rest(pilot)
    await pilot.press("enter")
    lens = await rest(pilot)
    await pilot.press("tab")
    await rest(pilot)
    await pilot.press("s")
    assert lens._told[0] == "The strings are those of layer ana: tab goes back to it."
    assert not strings_aside(store, "ana")
