"""The keys of the annotate screen that show something: sources, what is folded away, corrections; and the language."""

from __future__ import annotations

from annotator.plural import counted
from annotator.tui import screens
from annotator.tui.screens.annotate.base import AnnotateBase
from annotator.tui.screens.annotate.learning import LiveLearning


class ViewKeys:
    """Changes what is seen of an article, and tells what is known of it."""

    def __init__(self, screen: AnnotateBase, learning: LiveLearning) -> None:
        self._screen, self._learning = screen, learning

    def action_folded(self) -> None:
        """Show suggestions that were folded away, or fold them again."""
        screen, proposals = self._screen, self._screen.session.proposals
        if not proposals.revealed and not proposals.hidden:
            screen.say("Nothing is folded away.")
            return
        count = len(proposals.hidden)
        themselves = sum(proposals.has_folded(screen.session.suggestion(span)) for span in proposals.hidden)
        outvoted = sum(screen.session.suggestion(span).outvoted for span in proposals.hidden)
        proposals.reveal(on=not proposals.revealed)
        screen.show_again()
        if proposals.revealed:
            why = f", {outvoted:,} outvoted" if outvoted else ""
            why += f", {themselves:,} of labels that folded themselves" if themselves else ""
            screen.say(f"{counted(count, 'folded suggestion')} shown{why}: e folds them away again.")
        else:
            screen.say(f"{len(proposals.hidden)} folded away.")

    def action_sources(self) -> None:
        """Show what each source is worth, and switch it."""

        def changed() -> None:
            self._screen.session.switched()
            self._learning.attend(self._screen.session)
            self._screen.show_again()
            self._learning.tell()

        self._screen.app.push_screen(
            screens.Sources(self._screen.store, changed, self._screen.app.told_beside(self._screen.session.key))
        )

    def action_order(self) -> None:
        """Let tab go by place, or to the weakest first."""
        session = self._screen.session
        session.weakest_first = not session.weakest_first
        self._screen.say("tab goes to the weakest first." if session.weakest_first else "tab goes by place.")

    def action_language(self) -> None:
        """Ask which language the article is in, and have what is for that read it."""
        screen, key = self._screen, self._screen.session.key

        def said(notice: str | None) -> None:
            if notice:
                screen.suggestions_came(key)
                screen.app.want_suggestions(key)
                screen.say(notice)

        screen.app.push_screen(screens.LanguagePrompt(screen.store, key), said)

    def action_corrections(self) -> None:
        """Show own spans against gold, and go to the one chosen."""
        screen, session = self._screen, self._screen.session
        listed = screens.CorrectionList.made(screen.store, session.key, screen.user)
        if listed is None:
            screen.say("Nobody has reviewed this article yet.")
            return

        def chosen(offset: int | None) -> None:
            if offset is not None:
                session.selection = None
                session.move(offset)
                screen.refresh_view()

        screen.app.push_screen(listed, chosen)
