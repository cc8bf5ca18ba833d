"""What people are called in a project that leaves the house: in every column, and in what was written by hand.

Where words are replaced: notes and comments, what is known of articles beside their text (`meta`), the guideline of
the labels, reasons, names of sources. The text of an article, its title, byline and source are never changed.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from annotator.domain.history.events import SchemeEvent
from annotator.domain.scheme_form import TEXTS
from annotator.storage.maintenance.people.rulings import called_in
from annotator.storage.team.called import Who, present_source

_OF_GUIDELINE = {"description", "examples", *TEXTS}


@dataclass(frozen=True, slots=True)
class Called:
    """`who` gives what somebody is called, `words(where, text)` a text in which nobody is called otherwise."""

    who: Who
    words: Callable[[str, str], str]

    def note(self, action: str, note: str | None) -> str | None:
        """What stands in the column `note` of a decision of that kind."""
        if note and action in ("commented", "returned"):
            return self.words("comment", note)
        return called_in(note, self.who, lambda choice: self.words("ruling", choice)) if action == "ruled" else note

    def source(self, action: str, source: str | None) -> str | None:
        """What stands in the column `source` of a decision of that kind; of a comment, that is no source."""
        return source if not source or action == "commented" else self._source(source)

    def _source(self, source: str) -> str:
        named = present_source(source, self.who)
        return named if named != source else self.words("source", source)

    def meta(self, meta: str) -> str:
        """What else is known of an article, a JSON object."""
        return meta if meta == "{}" else _dumped(self._within(json.loads(meta), "meta"))

    def scheme(self, form: str) -> str:
        """A scheme, as the JSON of its form."""
        return _dumped(self._guideline(json.loads(form), "guideline"))

    def event(self, event: SchemeEvent) -> SchemeEvent:
        """What was done to a scheme."""
        change, note = event.change, event.note
        change = replace(change, before=self._former(change.before), after=self._former(change.after))
        return replace(event, change=change, note=replace(note, by=self.who(note.by), why=self.words("why", note.why)))

    def _former(self, form: Any) -> Any:
        return self._guideline(form, "history")

    def _guideline(self, form: Any, where: str) -> Any:
        """Plain values in which the texts of guidelines have these words."""
        if isinstance(form, list):
            return [self._guideline(one, where) for one in form]
        if not isinstance(form, dict):
            return form
        return {
            name: self._within(value, where) if name in _OF_GUIDELINE else self._guideline(value, where)
            for name, value in form.items()
        }

    def _within(self, value: Any, where: str) -> Any:
        """Plain values in which all texts have these words, and the names of what they are, too."""
        if isinstance(value, str):
            return self.words(where, value)
        if isinstance(value, list):
            return [self._within(one, where) for one in value]
        if isinstance(value, dict):
            return {self.words(where, name): self._within(one, where) for name, one in value.items()}
        return value


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


AS_THEY_ARE = Called(lambda name: name, lambda _, text: text)
"""Everybody under their name, and every word as it was written."""
