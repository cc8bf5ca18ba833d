"""Keys that arrive all at once, as over a slow line, act in the order they were pressed in."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from support.blank import blank
from support.news import QUIET, SOURCE
from support.pty import ANNOTATOR, KEYS, LISTENS, Terminal

from annotator.domain.article import Article
from annotator.domain.layer import Layer
from annotator.domain.scheme import Label
from annotator.domain.span import Span
from annotator.services import hint_letters
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.store import Store

TEXT = "one two three four five six seven eight nine ten"
TREES = "ash elm oak fir"
NAMES = "Ada Lovelace met Per Hansen in Oslo, and Ines Prieto wrote to them."
PRESSED = ["w", "P", "w", "w", "O", "home", "G", "end", "L"]
WANTED = [Span(0, 3, "GPE"), Span(4, 7, "PERSON"), Span(14, 18, "ORG"), Span(45, 48, "LOC")]
SILENCE = 0.2
PASTED = "\x1b[200~%s\x1b[201~"
BLIND = """
import asyncio.selector_events as loops
def refuse(*_): raise OSError(22, "Invalid argument")
loops.BaseSelectorEventLoop.add_reader = refuse
from annotator.__main__ import main
main()
"""
"""The program, but its event loop takes no terminal."""


def typed_at_once(
    path: Path,
    texts: Sequence[str],
    keys: Sequence[str],
    sign: str,
    *,
    suggested: Sequence[Span] = (),
    labels: Sequence[Label] = (),
    start: tuple[str, ...] = ("label",),
    program: tuple[str, ...] = ANNOTATOR,
) -> list[Layer]:
    """The layers of these texts, each with the same suggestions, when the keys came in one piece.

    They are read as soon as `sign` is on the screen. The first word of a text is its title.
    """
    articles = [Article.of(text, title=text.split()[0]) for text in texts]
    with blank(path) as store, store.write():
        for number, article in enumerate(articles):
            store.add_article(article, f"2026-01-01T00:00:{number:02}.000Z")
            store.add_suggestions(article.key, SOURCE, [(one.start, one.end, one.label, 0.5) for one in suggested])
    with Store.open(path) as store:
        if labels:
            save_scheme(store, replace(scheme := store.scheme(), labels=(*scheme.labels, *labels)))
    command = [*program, "--project", str(path), "--as", "ana", *start]
    with Terminal(command, cwd=path.parent, env=QUIET) as terminal:
        terminal.wait_for("u undo" if start else "to go")
        for packet in packets(keys):
            terminal.press(packet)
            terminal.wait_for(lambda now: LISTENS in now.raw)
            time.sleep(SILENCE)
        terminal.wait_for(sign)
    with Store.open(path) as store:
        return [store.layer(article.key, "ana").layer for article in articles]


def packets(keys: Sequence[str]) -> Iterator[str]:
    """The keys in one piece, but for a silence behind each `esc`: a character at once behind it would be an alt key."""
    packet = ""
    for key in keys:
        packet += KEYS.get(key, key)
        if key == "esc":
            yield packet
            packet = ""
    yield packet


def quotes(layer: Layer, text: str = TEXT) -> list[tuple[str, str]]:
    """What is held, as words with their labels."""
    return [(span.quote(text), span.label) for span in layer.spans]


def test_a_label_goes_to_where_the_key_before_it_led(tmp_path: Path) -> None:
    (layer,) = typed_at_once(tmp_path / "typed.db", [TEXT], PRESSED, "✓ 4 ")
    assert list(layer.spans) == WANTED


def test_where_the_loop_cannot_read_the_terminal_a_thread_does(tmp_path: Path) -> None:
    (layer,) = typed_at_once(tmp_path / "thread.db", [TEXT], PRESSED, "✓ 4 ", program=(sys.executable, "-c", BLIND))
    assert list(layer.spans) == WANTED


def test_what_comes_in_halves_is_put_together(tmp_path: Path) -> None:
    path = tmp_path / "halves.db"
    with blank(path) as store, store.write():
        store.add_article(article := Article.of(TEXT), "2026-01-01T00:00:00.000Z")
    command, env = [*ANNOTATOR, "--project", str(path), "--as", "ana", "label"], {**QUIET, "ESCDELAY": "2000"}
    with Terminal(command, cwd=tmp_path, env=env) as terminal:
        terminal.wait_for(lambda now: LISTENS in now.raw)
        terminal.press("home", "c")
        terminal.wait_for("Comment on")
        for half in (b"caf", b"\xc3", b"\xa9\r", b"\x1b", b"[", b"C", b"P"):
            os.write(terminal._master, half)
            time.sleep(0.05)
        terminal.wait_for("✓ 1 ")
    with Store.open(path) as store:
        layer = store.layer(article.key, "ana").layer
    assert quotes(layer) == [("two", "PERSON")]
    assert [comment.text for comment in layer.comments] == ["café"]


def test_enter_is_enter_before_anybody_listens(tmp_path: Path) -> None:
    path = tmp_path / "early.db"
    with blank(path) as store, store.write():
        store.add_article(article := Article.of(TEXT), "2026-01-01T00:00:00.000Z")
    with Terminal([*ANNOTATOR, "-p", str(path), "--as", "ana", "label"], cwd=tmp_path, env=QUIET) as terminal:
        terminal.press("enter", *"event", "enter")
        terminal.wait_for("✓ 1 ")
    with Store.open(path) as store:
        assert quotes(store.layer(article.key, "ana").layer) == [("one", "EVENT")]


def test_hints_take_their_letters_before_the_screen_sees_them(tmp_path: Path) -> None:
    letters = [hint_letters(count, "f")[-1] for count in (4, 3)]
    keys = [*"f", *letters[0], "P", *"f", *letters[1], "L", "*", "esc"]
    (layer,) = typed_at_once(tmp_path / "hints.db", [NAMES], keys, "✓ 2 ")
    assert quotes(layer, NAMES) == [("Oslo", "LOC"), ("Ines Prieto", "PERSON")]


def test_the_label_picker_takes_its_words_and_the_article_the_keys_behind_them(tmp_path: Path) -> None:
    keys = ["enter", *"event", "enter", "w", "P", "w", "enter", *"work", "backspace", "enter", "w", "O"]
    (layer,) = typed_at_once(tmp_path / "picker.db", [TEXT], keys, "✓ 4 ")
    assert quotes(layer) == [("one", "EVENT"), ("two", "PERSON"), ("three", "WORK_OF_ART"), ("four", "ORG")]


def test_a_comment_of_letters_that_are_keys_is_a_comment(tmp_path: Path) -> None:
    words = "xyzzy P OK, so just quit"
    keys = ["c", *words, "enter", "P", "w", "c", PASTED % "tab x", "enter", "G"]
    (layer,) = typed_at_once(tmp_path / "comment.db", [TEXT], keys, "✓ 2 ")
    assert quotes(layer) == [("one", "PERSON"), ("two", "GPE")]
    assert [comment.text for comment in layer.comments] == [f"{words}tab x"]


def test_search_words_go_into_the_line_and_labels_to_what_was_found(tmp_path: Path) -> None:
    keys = ["/", *"e", "enter", "enter", "esc", "P", "/", *"NINE", "backspace", "/", "esc", "end", "O"]
    (layer,) = typed_at_once(tmp_path / "search.db", [TEXT], keys, "✓ 2 ")
    assert quotes(layer) == [("three", "PERSON"), ("ten", "ORG")]


def test_going_to_a_place_is_done_before_it_is_labelled(tmp_path: Path) -> None:
    keys = [":", *"@19", "enter", "P", ":", *"$", "enter", "O", ":", *"0", "enter", "G"]
    (layer,) = typed_at_once(tmp_path / "going.db", [TEXT], keys, "✓ 3 ")
    assert quotes(layer) == [("one", "GPE"), ("five", "PERSON"), ("ten", "ORG")]


def test_an_answer_finishes_and_what_follows_is_for_the_next_article(tmp_path: Path) -> None:
    open_ones = [Span(0, 3, "LAW"), Span(4, 7, "LAW")]
    keys = ["space", "s", "x", "space", "P"]
    first, second = typed_at_once(tmp_path / "finish.db", [TEXT, TREES], keys, "✓ 2 ", suggested=open_ones)
    assert (first.status, quotes(first)) == ("finished", [("one", "LAW")])
    assert (second.status, quotes(second, TREES)) == ("open", [("ash", "LAW"), ("elm", "PERSON")])


def test_the_words_of_the_filter_lead_to_the_article_that_is_opened(tmp_path: Path) -> None:
    keys = ["/", *"ash", "enter", "enter", "P", "w", "O"]
    first, second = typed_at_once(tmp_path / "filter.db", [TEXT, TREES], keys, "✓ 2 ", start=())
    assert (quotes(first), quotes(second, TREES)) == ([], [("ash", "PERSON"), ("elm", "ORG")])


def test_labels_of_the_article_take_their_keys(tmp_path: Path) -> None:
    keys = ["g", "S", "down", "space", "space", "down", "enter", "O"]
    kinds = [Label("SPORT", "S", kind="article"), Label("POLITICS", kind="article")]
    (layer,) = typed_at_once(tmp_path / "labels.db", [TEXT], keys, "✓ 1 ", labels=kinds)
    assert layer.cats == {"SPORT": True, "POLITICS": False}
    assert quotes(layer) == [("one", "ORG")]
