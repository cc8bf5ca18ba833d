"""Names that look unlabelled (see `annotating.missed.unlabelled`): asked about before finishing, stops of `tab`.

They are looked for when the article is to be finished, and where `tab` stops at them while the keys rest. That somebody
was asked, and which names were passed by, is kept with the place. A name that was passed by in one article, or told and
left as it is, is told in no other one until the app is left.
"""

from __future__ import annotations

from dataclasses import replace

from annotator import services
from annotator.domain.folded import fold
from annotator.domain.span import Stretch
from annotator.domain.state import COMPLETE
from annotator.storage.queries.recent import recent_names
from annotator.tui.screens.annotate.base import AnnotateBase
from annotator.tui.terminal.debounce import Debounce

REST = 0.3
"""Seconds without a decision behind which the names are looked for."""


class UnlabelledNames:
    """The names of the article on the screen that look unlabelled, and the way through them."""

    def __init__(self, screen: AnnotateBase) -> None:
        self._screen = screen
        self._rest = Debounce(screen, REST, self._look)
        self._found: list[Stretch] = []
        self._of = self._walked = self._known_of = ""
        self._known: set[str] = set()
        self._passed: set[str] = set()

    # -- what is told before finishing

    def to_ask(self) -> list[str]:
        """The quotes of names to ask about before the article is finished; nothing the second time."""
        session = self._screen.session
        wanted = self._screen.app.settings.ask_unlabelled and session.layer.status not in COMPLETE
        if not wanted or session.on_screen.get("asked"):
            return []
        self._look()
        if self._found:
            session.on_screen["asked"] = True
        return [session.text[start:end] for start, end in self._found]

    def pass_over(self) -> None:
        """Tell no more what was told here and is left as it is, unless it has a label here or in other articles."""
        session = self._screen.session
        if self._of == session.key and session.on_screen.get("asked"):
            labelled = {fold(span.quote(session.text)) for span in session.layer.held} | self._known
            self._passed |= {fold(session.text[slice(*one)]) for one in self._found} - labelled

    def walk(self) -> None:
        """Let `tab` stop at the names of this article, and go to the first."""
        self._walked = self._screen.session.key
        self._select(self._bare()[0])

    # -- where they are

    def soon(self) -> None:
        """Look for them once the keys rest, if `tab` stops at them."""
        if self._stops:
            self._rest.ask()

    @property
    def _stops(self) -> bool:
        return self._screen.app.settings.stop_at_unlabelled or self._walked == self._screen.session.key

    def _look(self) -> None:
        screen, session = self._screen, self._screen.session
        if self._known_of != session.key:
            self._known, self._known_of = recent_names(screen.store, screen.user), session.key
        self._passed.update(map(str, session.on_screen.get("passed", ())))
        self._found, self._of = services.unlabelled(session, self._known, self._passed), session.key

    def _bare(self) -> list[Stretch]:
        """Those that nothing covers by now."""
        session = self._screen.session
        if not self._stops or self._of != session.key:
            return []
        layer, proposals = session.layer, session.proposals
        return [one for one in self._found if not (layer.touching(*one) or proposals.open.touching(*one))]

    # -- going through them

    @property
    def verbs(self) -> frozenset[str]:
        """The verbs that do something with them now."""
        names = self._bare()
        here = {"reject"} if self.here() else set[str]()
        return frozenset({"next", "previous", *here}) if names else frozenset()

    def here(self) -> Stretch | None:
        """The name that is selected, in part or with more around it, if one is."""
        start, end = self._screen.session.selection or (0, 0)
        return next((one for one in self._bare() if one[0] < end and start < one[1]), None)

    def labelled(self, name: Stretch) -> None:
        """Go on, with what was said of it, if this name has a label now."""
        if name not in self._bare():
            self._go_on(f"{self._screen.message[0]} ".lstrip())

    def go(self, *, back: bool) -> bool:
        """Go to the next (or previous) name if no suggestion comes before it; False where that is not so."""
        session, names = self._screen.session, self._bare()
        if not names or (session.weakest_first and session.undecided):
            return False
        here = session.selection[0] if session.selection else session.focus.start if session.focus else session.cursor
        sign = -1 if back else 1

        def order(start: int) -> tuple[bool, int]:
            return (start - here) * sign <= 0, start * sign  # what stands there or before comes round the end

        name = min(names, key=lambda one: order(one[0]))
        starts = [span.start for span in session.proposals.leaders() if span != session.focus]
        if starts and min(map(order, starts)) < order(name[0]):
            return False
        self._select(name)
        return True

    def _select(self, name: Stretch) -> None:
        screen, session, names = self._screen, self._screen.session, self._bare()
        session.select_stretch(*name)
        session.came_from = name[0], None
        screen.refresh_view()
        place = f"{names.index(name) + 1:,} of {len(names):,}"
        screen.say(f"Looks unlabelled, {place}: a label key labels it, x passes it for good.")

    def pass_by(self) -> bool:
        """Tell the name that is selected no more, and go on; False where none is."""
        session, name = self._screen.session, self.here()
        if name is None:
            return False
        string = fold(session.text[slice(*name)])
        self._passed.add(string)
        session.on_screen["passed"] = [*session.on_screen.get("passed", ()), string]
        self._found = [one for one in self._found if fold(session.text[slice(*one)]) != string]
        session.let_go()
        self._go_on("" if self._bare() else "Passed by. ")
        return True

    def _go_on(self, said: str) -> None:
        screen = self._screen
        if not self.go(back=False):
            screen.say_found(screen.session.next_undecided(), f"{said}No other name looks unlabelled: s finishes.")
        elif said:
            screen.say(f"{said}{screen.message[0]}")

    def action_stop_at_unlabelled(self) -> None:
        """Let `tab` stop at them, or no more."""
        screen, settings = self._screen, self._screen.app.settings
        stops = not settings.stop_at_unlabelled
        screen.app.settings = replace(settings, stop_at_unlabelled=stops)
        self._walked = ""
        if not stops:
            screen.say("tab stops at suggestions alone.")
            return
        self._look()
        count = len(self._found)
        screen.say(f"tab stops at names that look unlabelled, too: {count:,} here.")
