"""Common corrections, each with the keys that make it: one by one, and in as few as there are for it.

`pressed` makes one in the real app and gives what the project then holds, and how many keys it took.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from support.blank import blank

from annotator.config import Settings
from annotator.domain.article import Article
from annotator.domain.layer import Layer
from annotator.domain.scheme import Label, Overlap, Scheme
from annotator.domain.span import Span
from annotator.services.annotating.session import AnnotationSession
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.store import Store
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.annotate.missed.hints import Hints

Place = tuple[str, int]
"""A string of the text, and which of its places is meant."""
Labelled = tuple[str, int, str]
"""A place and its label."""

TEXT = """\
Guards deny talks on the Strait

The IRGC denied on Monday that its boats had followed the tanker Meridian Pearl. The IRGC spoke of a drill, and the \
Bank of Ashmere, which insures the ship, of nothing at all. “We saw two boats,” the captain wrote on 4chan.

In Brezno the University of Brezno said that one of its 3 students on board was safe; 2 were still asleep. The IRGC \
and the Ministry of Defence of Ashmere were not to be reached.
"""
SUGGESTED: tuple[Labelled, ...] = (
    ("Monday", 0, "DATE"),
    ("Meridian Pearl", 0, "PRODUCT"),
    ("Bank of Ashmere", 0, "ORG"),
    ("Brezno", 0, "GPE"),
    ("University of Brezno", 0, "ORG"),
)
FALSE: tuple[Labelled, ...] = (
    ("two", 0, "CARDINAL"),
    ("one", 0, "CARDINAL"),
    ("3", 0, "CARDINAL"),
    ("2", 0, "CARDINAL"),
    ("deny", 0, "CARDINAL"),
)


@dataclass(frozen=True, slots=True)
class Correction:
    """What is corrected, from where, by which keys one by one (`before`) and in few (`now`); what it comes to.

    A key `‹quote›` stands for the letters over that string.
    """

    name: str
    at: Place
    before: tuple[str, ...]
    now: tuple[str, ...]
    comes: tuple[Labelled, ...] = ()
    goes: tuple[Labelled, ...] = ()
    refused: tuple[Labelled, ...] = ()
    suggested: tuple[Labelled, ...] = SUGGESTED
    held: tuple[Labelled, ...] = ()
    overlap: Overlap = "none"
    articles_ago: int = 0
    """How many other articles one has opened since."""


CORRECTIONS = (
    Correction(
        "every IRGC as ORG, none of them suggested",
        ("Monday", 0),
        ("f", "‹IRGC›", "O", "k", "asterisk"),
        ("f", "‹IRGC›", "O", "asterisk"),
        tuple(("IRGC", nth, "ORG") for nth in range(3)),
    ),
    Correction(
        "the inner span of a nested pair",
        ("Ministry of Defence of Ashmere", 0),
        ("w", "w", "shift+right", "shift+right", "G"),
        ("v", "left_curly_bracket", "left_curly_bracket", "G"),
        (("Defence of Ashmere", 0, "GPE"),),
        held=(("Ministry of Defence of Ashmere", 0, "ORG"),),
        overlap="nested",
    ),
    Correction(
        "the outer span of a nested pair",
        ("Ashmere", 0),
        ("b", "b", "shift+right", "shift+right", "O"),
        ("v", "left_square_bracket", "left_square_bracket", "O"),
        (("Bank of Ashmere", 0, "ORG"),),
        suggested=(),
        held=(("Ashmere", 0, "GPE"),),
        overlap="nested",
    ),
    Correction(
        "a label without a hot key, given before",
        ("Meridian Pearl", 0),
        ("enter", *"ves", "enter"),
        ("enter", "1"),
        (("Meridian Pearl", 0, "VESSEL"),),
        held=(("4chan", 0, "VESSEL"),),
    ),
    Correction(
        "the label that was given last",
        ("Meridian Pearl", 0),
        ("enter", "1", "enter", "1"),
        ("enter", "1", "full_stop"),
        (("Meridian Pearl", 0, "VESSEL"), ("Bank of Ashmere", 0, "VESSEL")),
        held=(("4chan", 0, "VESSEL"),),
    ),
    Correction(
        "a missed string that looks like no name",
        ("Monday", 0),
        ("down", "down", "down", "end", "b", "b", "O"),
        ("f", "f", "‹4chan›", "O"),
        (("4chan", 0, "ORG"),),
    ),
    Correction(
        "a missed phrase of common words",
        ("Monday", 0),
        ("slash", *"captain", "escape", "shift+right", "Q"),
        ("f", "f", "‹captain›", "‹wrote›", "Q"),
        (("captain wrote", 0, "QUANTITY"),),
    ),
    Correction(
        "five false numbers, scattered",
        ("deny", 0),
        ("x", *("tab", "tab", "tab", "x"), *("tab", "tab", "x"), "x", "x"),
        ("t", "slash", "enter", "x"),
        suggested=(*SUGGESTED, *FALSE),
        refused=FALSE,
    ),
    Correction(
        "two spans that were taken for one",
        ("Meridian Pearl", 0),
        ("right_curly_bracket", "w", "R"),
        ("w", "vertical_line"),
        (("Meridian", 0, "PRODUCT"), ("Pearl", 0, "PRODUCT")),
        (("Meridian Pearl", 0, "PRODUCT"),),
        suggested=(),
        held=(("Meridian Pearl", 0, "PRODUCT"),),
    ),
    Correction(
        "one span that was taken for two",
        ("Ministry of Defence", 0),
        ("right_square_bracket", "right_square_bracket"),
        ("plus",),
        (("Ministry of Defence of Ashmere", 0, "ORG"),),
        (("Ministry of Defence", 0, "ORG"), ("Ashmere", 1, "GPE")),
        suggested=(("Ministry of Defence", 0, "ORG"), ("Ashmere", 1, "GPE")),
    ),
    Correction(
        "a span of three articles ago",
        ("Monday", 0),
        ("p", "p", "p", "quotation_mark", "‹Meridian Pearl›", "W"),
        ("less_than_sign", "3", "quotation_mark", "‹Meridian Pearl›", "W"),
        (("Meridian Pearl", 0, "WORK_OF_ART"),),
        (("Meridian Pearl", 0, "PRODUCT"),),
        suggested=(),
        held=(("Monday", 0, "DATE"), ("Meridian Pearl", 0, "PRODUCT")),
        articles_ago=3,
    ),
)


def span(place: Labelled) -> Span:
    """The span of a place."""
    quote, nth, label = place
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(quote, start + 1)
    return Span(start, start + len(quote), label)


def project(path: Path, correction: Correction) -> Store:
    """A project of one article, as it is before a correction; whoever labels stands where it says."""
    store, article = blank(path), Article.of(TEXT)
    with store.write():
        store.add_article(article, "2026-01-01T00:00:00.000000Z")
        found = [(one.start, one.end, one.label, 0.7) for one in map(span, correction.suggested)]
        store.add_suggestions(article.key, "spacy:test-1", found)
    labels = (*store.scheme().labels, Label("VESSEL", colour="blue"))
    save_scheme(store, Scheme(labels, overlap=correction.overlap, auto_accept="off"))
    session = AnnotationSession(store, article.key, "ana")
    for one in map(span, correction.held):
        session.selection = (one.start, one.end)
        session.label(one.label)
    session.load()
    session.selection = None
    session.move(span((*correction.at, "")).start)
    session.keep_place()
    for nth in range(correction.articles_ago):
        other = Article.of(f"{nth + 1} more said the same.")
        with store.write():
            store.add_article(other, f"2026-01-02T00:00:00.00000{nth}Z")
        AnnotationSession(store, other.key, "ana").keep_place()
    return store


async def pressed(path: Path, correction: Correction, keys: Iterable[str]) -> tuple[Layer, int]:
    """What the project holds once the keys were pressed one after another, and how many they were."""
    store = project(path, correction)
    at = store.last_place("ana")
    app = AnnotatorApp(store, "ana", start="annotate", article=at, suggest=False, settings=Settings(memory=False))
    count = 0
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        for key in keys:
            typed = letters(app, key.strip("‹›")) if key.startswith("‹") else (key,)
            count += len(typed)
            await pilot.press(*typed)
    layer = store.layer(Article.of(TEXT).key, "ana").layer
    store.close()
    return layer, count


def letters(app: AnnotatorApp, quote: str) -> str:
    """The letters over a string."""
    hints = app.screen
    assert isinstance(hints, Hints)
    return next(keys for keys, place in hints.spans.items() if place.quote(TEXT) == quote)
