"""The question which language an article is in."""

from __future__ import annotations

from annotator.errors import AnnotatorError
from annotator.services.project.articles import language_notice, put_in_language
from annotator.storage.store import Store
from annotator.suggest.common.language_codes import name_of
from annotator.tui.lines.parts import BACK
from annotator.tui.screens.common.text_prompt import TextPrompt


class LanguagePrompt(TextPrompt):
    """Puts the article in the language that is typed, and gives the sentence that says so, or what is wrong."""

    def __init__(self, store: Store, key: str) -> None:
        now = name_of(store.article(key).language) or "no known language"
        super().__init__(f"The article is in {now}", "a code or a name: de, German", (("enter", "set"), BACK))
        self._store, self._key = store, key

    def answer(self) -> None:
        """Put it there."""
        if not (said := self.line.value.strip()):
            self.dismiss(None)
            return
        try:
            self.dismiss(language_notice(*put_in_language(self._store, [self._key], said), said))
        except AnnotatorError as error:
            self.dismiss(str(error))
