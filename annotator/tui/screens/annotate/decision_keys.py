"""The keys of the annotate screen that decide."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Literal

from annotator.domain.scheme import Label
from annotator.errors import ProjectError
from annotator.services.annotating.session import Rest
from annotator.services.annotating.stored_cursor import Change
from annotator.storage.queries import queue
from annotator.tui import screens
from annotator.tui.screens.annotate.navigation import Opening


class Verdicts(Opening):
    """What decides: each action is one verb of the session."""

    def action_accept(self) -> None:
        """Accept and go on."""
        self.learn_before_leaving()
        self.act(self.session.accept)

    def action_reject(self) -> None:
        """Reject and go on."""
        self.act(self.session.reject)

    def give(self, name: str) -> None:
        """Give a label: relabel, or add a span."""
        self.act(lambda: self.session.label(name))

    def action_edge(self, edge: Literal["left", "right"], step: Literal[-1, 1]) -> None:
        """Move an edge."""
        by_character = self.by_character
        self.act(lambda: self.session.resize(edge, step, by_character=by_character))

    def action_by_character(self) -> None:
        """Arm one step by a character."""
        self.say("The next edge key moves one character.")
        self.by_character = True

    def action_all_same(self) -> None:
        """Decide all identical strings alike."""
        self.act(self.session.all_same)

    def action_accept_sure(self) -> None:
        """Accept what is sure enough."""
        self.act(self.session.accept_sure)

    def action_picker(self) -> None:
        """Choose the label from a list."""

        def chosen(name: str | None) -> None:
            if name:
                self.give(name)

        self.app.push_screen(screens.LabelPicker(self.session.scheme.active(), self.colours), chosen)

    def action_undo(self) -> None:
        """Take back one's last action, wherever it was."""
        self._back_and_forth(redo=False)

    def action_redo(self) -> None:
        """Bring back what was undone."""
        self._back_and_forth(redo=True)

    def _back_and_forth(self, *, redo: bool) -> None:
        found = self.store.last_step(self.annotator, undone=redo)
        if found and found[2] == self.annotator and found[1] != self.session.key:
            self.open_article(found[1])
        self.act(lambda: self.session.undo(redo=redo))

    def action_comment(self) -> None:
        """Comment on the focused span, or on the article."""
        session, span = self.session, self.session.focus
        about = f"on “{span.quote(session.text)}”" if span else "on the article"

        def written(text: str | None) -> None:
            if text and text.strip():
                self.act(lambda: session.comment(text, span))

        self.app.push_screen(screens.Ask(f"Comment {about}"), written)

    def action_flag(self) -> None:
        """Flag the article."""
        self.act(self.session.flag)

    def action_article_labels(self) -> None:
        """Choose labels for the article as a whole."""
        labels: tuple[Label, ...] = self.session.scheme.active("article")
        if not labels:
            self.say("The scheme has no labels for articles: `annotator labels add NAME --kind article` adds one.")
            return

        def toggle(name: str) -> None:
            self.act(lambda: self.session.note(name, on=not self.session.layer.cats.get(name)))

        self.app.push_screen(screens.ArticleLabels(labels, self.session.layer, toggle))

    def action_finish(self) -> None:
        """Finish the article; ask once what becomes of undecided suggestions."""
        if self.session.undecided == 0:
            self._finish(None)
            return

        self.app.push_screen(screens.FinishDialog(self.session.undecided, self._self_accepted(), self._finish))

    def _self_accepted(self) -> int:
        return sum(held.auto for held in self.session.layer.held.values())

    def _finish(self, rest: Rest | None) -> None:
        auto = self._self_accepted()
        said = f", {auto} accepted {'itself' if auto == 1 else 'themselves'}" if auto else ""
        self._and_next(lambda: self.session.finish(rest), f"Finished{said}.")

    def action_skip(self) -> None:
        """Pass the article by and open the next."""
        self._and_next(self.session.skip, "Skipped.")

    def _and_next(self, verb: Callable[[], Change], said: str) -> None:
        if not self.act(verb):
            return
        with suppress(ProjectError), self.store.write_at_rest():  # it only spares the next search some steps
            queue.advance(self.store, self.annotator)
        following = self.app.next_article(self.session.key)
        if following:
            self.open_article(following)
            self.say(f"{said} This is the next one; u takes it back.")
        else:
            self.say(f"{said} All are done: `annotator export` writes them out.", "$success")
