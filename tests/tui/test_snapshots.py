"""Pictures of the annotate screen, small and wide, dark and light: `pytest --snapshot-update` takes them anew.

Whoever takes them looks at them: `__snapshots__/test_snapshots/*.svg`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from support.blank import blank
from support.desks import at

from annotator.config import Settings
from annotator.domain.article import Article
from annotator.services.annotating.session import AnnotationSession
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.store import Store
from annotator.tui.app import AnnotatorApp

SMALL, WIDE = (80, 24), (160, 50)
Theme = Literal["dark", "light"]
Compare = Callable[..., bool]

TEXT = """\
Harbour Workers’ Union of Valdora opens talks

By Imre Halloran

The Harbour Workers’ Union of Valdora (HWU) met Ana-Lucía Ferreira, chief of Norgate Logistics, in the Lantern Street \
office of the Bank of Ashmere on 3 March. 😀 “We are not far apart,” she said in Valdora’s old Customs House, where \
the University of Brezno’s economists had spread out their maps.

HWU agreed; Ferreira smiled. Talks go on on Thursday, when the Meridian Pearl sails for Rotterdam with 1,400 \
containers of the Zdeňka Malá Foundation. Nobody at Norgate expects a strike before the Ashmere Regatta, said Bo \
Achterberg, who owns the Silent Crane on the quay.

In Brezno, where the ministry of ports has its seat, officials would say only that the law of 1998 “speaks for \
itself.” The ferry to Cape Trellis left at half past five, with the mayor, Rosalind Okafor, and her dog on board.
"""

OPEN = (
    ("Norgate Logistics", "ORG", 0, 0.99),
    ("Lantern Street", "FAC", 0, 0.31),
    ("Bank", "ORG", 0, 0.22),
    ("3 March", "DATE", 0, 0.98),
    ("Customs House", "FAC", 0, 0.44),
    ("University of Brezno", "ORG", 0, 0.93),
    ("HWU", "ORG", 1, 0.6),
    ("Thursday", "DATE", 0, 0.97),
    ("Rotterdam", "GPE", 0, 0.99),
    ("Zdeňka Malá", "PERSON", 0, 0.7),
    ("Zdeňka Malá Foundation", "ORG", 0, 0.8),
    ("Bo Achterberg", "PERSON", 0, None),
    ("Cape Trellis", "LOC", 0, 0.4),
)
HELD = (
    ("Harbour Workers’ Union of Valdora", "ORG"),
    ("Valdora", "GPE"),
    ("Harbour Workers’ Union", "ORG"),
    ("Imre Halloran", "PERSON"),
    ("Meridian Pearl", "PRODUCT"),
)


@pytest.fixture(autouse=True)
def colours(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same colours whatever terminal the tests run in."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A project with decided, nested, rejected, strong and weak spans; the first open one has the focus."""
    store, article = blank(tmp_path / "news.db"), Article.of(TEXT)
    scheme = store.scheme()
    save_scheme(store, type(scheme)(scheme.labels, overlap="nested", auto_accept="off"))
    with store.write():
        store.add_article(article, "2026-01-01T00:00:00.000000Z")
        found = [(at(quote, label, nth, TEXT), score) for quote, label, nth, score in OPEN]
        store.add_suggestions(
            article.key, "spacy:test-1", [(span.start, span.end, span.label, score) for span, score in found]
        )
    session = AnnotationSession(store, article.key, "ana")
    session.load()
    for quote, label in HELD:
        span = at(quote, label, text=TEXT)
        session.selection = (span.start, span.end)
        session.label(label)
    session.go_to(at("HWU", "ORG", 1, TEXT))
    session.reject()
    session.go_to(at("3 March", "DATE", text=TEXT))
    session.accept()
    session.go_to(at("Norgate Logistics", "ORG", text=TEXT))
    with store.write():
        store.save_place("ana", article.key, session.place(), "2026-01-01T00:00:01.000Z")
    yield store
    store.close()


def app(store: Store, theme: Theme) -> AnnotatorApp:
    return AnnotatorApp(store, "ana", settings=Settings(theme=theme, memory=False), start="annotate", suggest=False)


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("size", [SMALL, WIDE], ids=["small", "wide"])
@pytest.mark.parametrize("keys", [(), ("f",), ("enter",), ("t",)], ids=["spans", "hints", "picker", "list"])
def test_annotate_screen(
    snap_compare: Compare, store: Store, keys: tuple[str, ...], theme: Theme, size: tuple[int, int]
) -> None:
    assert snap_compare(app(store, theme), press=keys, terminal_size=size)


@pytest.mark.parametrize("size", [SMALL, WIDE], ids=["small", "wide"])
def test_without_colours(
    snap_compare: Compare, store: Store, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(app(store, "dark"), press=["z"], terminal_size=size)
