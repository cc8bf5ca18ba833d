"""Notes answered and closed: an answer is a comment on a note, in the same layer, and goes where that goes."""

from __future__ import annotations

from annotator.domain.decisions import GOLD, Commented, decide
from annotator.domain.layer import step_all
from annotator.domain.span import Span
from annotator.errors import DecisionError, NoSuchSpan, NothingToUndo, WrongUsage
from annotator.services.finding.take_back import take_back
from annotator.services.project.guide.examples import turn_example
from annotator.storage.queries.people.notes import Note, notes
from annotator.storage.queries.people.questions import is_answer
from annotator.storage.store import StaleLayer, Store


def answer(store: Store, note: Note, by: str, words: str) -> str:
    """Say something to a note: whoever asked opens it again by that, everybody else closes it; gives what is said.

    Raises `DecisionError` without words, `ProjectBusy`.
    """
    if not words.strip():
        raise DecisionError("An answer needs words; x closes without.")
    closes = by != note.by
    _say(store, note, by, words.strip(), closes=closes)
    return "Answered, and closed." if closes else "Said, and open again."


def close(store: Store, note: Note, by: str) -> str:
    """Close a note without a word, or open it again; gives what is said. Raises `ProjectBusy`."""
    closes = not (note.answers and note.answers[-1].closes)
    _say(store, note, by, "", closes=closes)
    return "Closed." if closes else "Open again."


def _say(store: Store, note: Note, by: str, words: str, *, closes: bool) -> None:
    store.follow(by)
    label = store.scheme().current(note.label)
    about = None if note.start is None or note.end is None else Span(note.start, note.end, label)
    state = store.layer(note.key, note.layer)
    decisions = decide([Commented(words, about, "", note.id, closes)], layer=note.layer, by=by)
    step_all(state.layer, decisions)
    try:
        with store.write():
            text = store.article(note.key).text
            store.append(note.key, text, decisions, state.layer, revision=state.revision)
    except StaleLayer:
        _say(store, note, by, words, closes=closes)


def make_example(store: Store, note: Note, by: str) -> str:
    """Make the span that a note is about an example of its label, with the last answer, or take it out again.

    The span is that of gold, else of the layer. Gives what is to be said. Raises `NoSuchSpan` where there is none,
    `ProjectBusy`.
    """
    for layer in (GOLD, note.layer):
        for span in store.layer(note.key, layer).layer.spans:
            if (span.start, span.end) == (note.start, note.end):
                words = next((one.words for one in reversed(note.answers) if one.words and one.by != note.by), "")
                return turn_example(store, note.key, span, by, words)
    raise NoSuchSpan("No span stands just there: an example is one.")


def turn(store: Store, by: str, *, redo: bool = False) -> str:
    """Take back somebody's last step, or bring it back, where it is an answer; gives what is said.

    Raises `NothingToUndo` where it is something else.
    """
    found = store.last_step(by, undone=redo)
    if found is None or not is_answer(store, found[0]):
        raise NothingToUndo(f"Your last step is no answer: {'r' if redo else 'u'} in the article is for that.")
    take_back(store, by, found[0], redo=redo)
    return f"The answer is {'back' if redo else 'taken back'}."


def named(store: Store, who: str, beginning: str) -> Note:
    """The note whose id begins or ends so. Raises `WrongUsage` where it is none, or several."""
    some = [one for one in notes(store, who) if one.id.startswith(beginning) or one.id.endswith(beginning)]
    if len(some) != 1 or not beginning:
        many = "More than one note" if some else "No note"
        raise WrongUsage(f"{many} is called {beginning!r}: `annotator notes list all` shows them.")
    return some[0]
