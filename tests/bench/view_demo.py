"""A throw-away app around the article view: no project, no session, marks from a list.

    python tests/bench/view_demo.py [--words N] [--theme NAME] [--display lanes] [--wide]

`space` accepts and goes on, `tab` goes on, `x` rejects, arrows and pages move, `o` changes the display,
`f` shows hints, `v` selects, `slash` searches, `ctrl+end` goes to the end, `q` quits.
"""

from __future__ import annotations

import argparse
import os
import random
from bisect import bisect_left
from dataclasses import replace

os.environ.setdefault("TEXTUAL_FPS", "240")

from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.widgets import Static

from annotator.domain.span import Span
from annotator.tui.marks import Mark
from annotator.tui.themes import THEMES
from annotator.tui.widgets.article_view import ArticleView

TITLE = "Port unions in Valdora agree to talks as Northgate strike enters third week"
BODY = """\
Leaders of the Harbour Workers’ Union (HWU) said on Tuesday they would meet officials of the \
Valdoran Ministry of Transport, the first contact since about 4,200 dockers walked out at Northgate on 3 March.

“We are ready to listen,” said Ana-Lucía Ferreira, who has led the HWU since 2019. A spokesman for Prime Minister \
Tomas Eklund confirmed the meeting but gave no date.

The Meridian-backed terminal handles a third of Valdora’s grain exports. Analysts at Kestrel Partners warned that the \
Bread War of 2011 began with a shorter stoppage.

A banner in Nishiura read 東京都知事選挙の会見で、西浦港の労働者は待っている。 It was sent with a 🚢 and a 👍🏽."""
BYLINE = "By Imre Halloran"
NAMES = [
    ("Valdora", "GPE", "decided", 0.97), ("Northgate", "FAC", "decided", 0.9), ("Harbour Workers’ Union", "ORG", "decided", 0.9),
    ("HWU", "ORG", "decided", 0.9), ("Tuesday", "DATE", "decided", 0.9), ("Valdoran Ministry of Transport", "ORG", "open", 0.87),
    ("Valdoran", "NORP", "open", 0.61), ("about 4,200", "CARDINAL", "weak", 0.41), ("3 March", "DATE", "open", 0.97),
    ("Ana-Lucía Ferreira", "PERSON", "open", 0.97), ("2019", "DATE", "auto", 0.94), ("Tomas Eklund", "PERSON", "open", 0.92),
    ("Meridian", "ORG", "open", 0.98), ("Kestrel Partners", "ORG", "open", 0.96), ("Bread War of 2011", "EVENT", "weak", 0.47),
    ("2011", "DATE", "open", 0.94), ("東京都知事選挙", "EVENT", "decided", 0.9), ("東京都", "GPE", "decided", 0.9),
    ("西浦港", "FAC", "open", 0.8), ("Nishiura", "GPE", "rejected", 0.8), ("Imre Halloran", "PERSON", "open", 0.93),
]  # fmt: skip
COLOURS = {
    "PERSON": "blue", "NORP": "yellow", "FAC": "orange", "ORG": "magenta", "GPE": "green",
    "DATE": "cyan", "EVENT": "red", "CARDINAL": "grey",
}  # fmt: skip


def article(words: int) -> tuple[str, list[Mark]]:
    """The demo text, or a made-up one of so many words with a span every ten."""
    if not words:
        text = f"{TITLE}\n\n{BODY}\n\n{BYLINE}\n"
        return text, sorted((mark for name in NAMES for mark in _found(text, *name)), key=lambda mark: mark.span)
    rnd, marks, parts, at = random.Random(1), [], [], 0
    pool = [word.strip("“”,.()") for word in BODY.split() if word.isascii()]
    for number in range(words):
        word = rnd.choice(pool)
        if number % 10 == 5:
            label = rnd.choice(list(COLOURS))
            marks.append(Mark(Span(at, at + len(word), label), "open", round(rnd.random(), 2)))
        end = ".\n\n" if number % 60 == 59 else ". " if number % 15 == 14 else " "
        parts += (word, end)
        at += len(word) + len(end)
    return "".join(parts), marks


def _found(text: str, name: str, label: str, state: str, score: float) -> list[Mark]:
    start = text.find(name)
    weak = state == "weak"
    return [
        Mark(Span(start, start + len(name), label), "open" if weak else state, score, weak=weak, note=name == "HWU")
    ]


class Demo(App[None]):
    CSS = """
    Screen { background: $background; }
    #top, #labels { background: $panel; }
    Static { height: 1; }
    """
    BINDINGS = [
        ("space", "accept", ""), Binding("tab", "go(1)", "", priority=True), ("shift+tab", "go(-1)", ""), ("x", "reject", ""),
        ("down", "row(1)", ""), ("up", "row(-1)", ""), ("pagedown", "page(1)", ""), ("pageup", "page(-1)", ""),
        ("right", "step(1)", ""), ("left", "step(-1)", ""), ("ctrl+end", "end", ""), ("o", "display", ""),
        ("f", "hints", ""), ("v", "select", ""), ("slash", "search", ""), ("q", "quit", ""),
    ]  # fmt: skip

    def __init__(self, words: int, theme: str, display: str) -> None:
        super().__init__()
        for one in THEMES:
            self.register_theme(one)
        self.theme, self.wanted = theme, display
        self.text, self.marks = article(words)
        self.starts = [mark.span.start for mark in self.marks]
        self.longest = max(len(mark.span) for mark in self.marks)
        self.at = 0

    def compose(self) -> ComposeResult:
        yield Static(" demo", id="top", markup=False)
        yield ArticleView()
        yield Static(" labels", id="labels", markup=False)
        yield Static("", id="facts", markup=False)
        yield Static(" keys", id="keys", markup=False)

    def on_mount(self) -> None:
        view = self.view = self.query_one(ArticleView)
        view.display_mode = self.wanted
        title = (0, len(TITLE)) if self.text.startswith(TITLE) else None
        byline = self.text.rfind(BYLINE)
        view.show(
            self.text,
            self.touching,
            title=title,
            byline=(byline, byline + len(BYLINE)) if byline >= 0 else None,
            colours=COLOURS,
        )
        view.focus()
        self.renew()

    def touching(self, start: int, end: int) -> list[Mark]:
        first = bisect_left(self.starts, start - self.longest)
        last = bisect_left(self.starts, end)
        return [mark for mark in self.marks[first:last] if mark.span.end > start]

    def focus_on(self, at: int) -> None:
        self.at = at % len(self.marks)
        self.view.focus_mark = self.marks[self.at].span
        self.view.move_to(self.marks[self.at].span.start)

    def renew(self) -> None:
        mark = self.marks[self.at]
        quote = mark.span.quote(self.text)
        self.query_one("#facts", Static).update(
            f" {quote} {mark.span.label} {self.at} of {len(self.marks)}", layout=False
        )

    def action_go(self, way: int) -> None:
        self.focus_on(self.at + way)
        self.renew()

    def action_accept(self) -> None:
        self._decide("decided")

    def action_reject(self) -> None:
        self._decide("rejected")

    def _decide(self, state: str) -> None:
        mark = self.marks[self.at]
        self.marks[self.at] = replace(mark, state=state, weak=False)
        self.view.touch(mark.span.start, mark.span.end)
        self.action_go(1)

    def action_row(self, way: int) -> None:
        at = self.view.cursor
        self._go(self.view.offset_down(at) if way > 0 else self.view.offset_up(at))

    def action_page(self, way: int) -> None:
        at = self.view.cursor
        self._go(self.view.page_down(at) if way > 0 else self.view.page_up(at))

    def action_step(self, way: int) -> None:
        flow, at = self.view.flow, self.view.cursor
        self._go(flow.grapheme_after(at) if way > 0 else flow.grapheme_before(at))

    def action_end(self) -> None:
        self.focus_on(len(self.marks) - 1)
        self.renew()

    def _go(self, offset: int) -> None:
        over = [mark.span for mark in self.touching(offset, offset + 1)]
        self.view.focus_mark = min(over, key=len) if over else None
        self.view.move_to(offset, gentle=True)

    def action_display(self) -> None:
        modes = ("lanes", "compact", "plain")
        self.view.display_mode = modes[(modes.index(self.view.display_mode) + 1) % 3]

    def action_hints(self) -> None:
        self.view.show_hints(
            {self.text.find(word): hint for word, hint in (("Leaders", "a"), ("Prime", "sd"), ("🚢", "k"))}
        )

    def action_select(self) -> None:
        start = self.text.find("Prime")
        self.view.selection = (start, start + 21)

    def action_search(self) -> None:
        finds = [(at, at + 3) for at in range(len(self.text)) if self.text.startswith("the", at)]
        self.view.show_finds(finds, finds[2])


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--words", type=int, default=0)
    parser.add_argument("--theme", default="annotator-dark")
    parser.add_argument("--display", default="lanes")
    options = parser.parse_args()
    Demo(options.words, options.theme, options.display).run()
