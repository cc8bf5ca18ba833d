"""The keys of the screen of claims, as part of the table of all keys (see `table`)."""

# ruff: noqa: E501 - a table is read by its columns

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from annotator.tui.keys.key import Key

CLAIMS_KEYS = (
    Key("claims_take", "space", "take", "take", "Take what is proposed, or what is shown, and go on", "Decide", "claims", rank=1),
    Key("claims_refuse", "x", "refuse", "refuse", "Refuse what is proposed, or take back what holds: the line that is chosen under the text", "Decide", "claims", rank=2),
    Key("claims_press", "A-Z,0-9", "press", "claim", "A hot key of the task: a relation, whose other end a letter then shows; a value of an attribute", "Decide", "claims", rank=3, hot=True),
    Key("claims_line", "1-9", "line", "line", "Take the line of that number under the text; choose it, where it holds or is out of sight", "Decide", "claims", hot=True),
    Key("claims_picker", "enter", "choices", "list", "Choose from a list: type to filter", "Decide", "claims", rank=10),
    Key("claims_other", "tilde,apostrophe", "other", "other one", "Choose the next line under the text", "Decide", "claims", rank=11),
    Key("claims_all_same", "asterisk", "all_same", "all of it", "Take all that is proposed at the span; give every identical string the same values", "Decide", "claims", rank=13),
    Key("claims_sure", "y", "sure", "take sure", "Take whatever is proposed in the article and sure enough", "Decide", "claims", rank=12),
    Key("claims_turn", "less_than_sign", "turn", "turn round", "Turn the relation round; while letters wait for its other end, let the span be its tail", "Decide", "claims", rank=5),
    Key("claims_more", "plus", "more", "more", "While letters wait: let one answer follow the other, until esc; else join whole entities, or make an entry of one's own", "Decide", "claims", rank=5.5),
    Key("claims_next", "tab", "next", "next", "Go to the next span at which something is open", "Go", "claims", rank=6),
    Key("claims_previous", "shift+tab", "previous", "previous", "Go to the previous span at which something is open", "Go", "claims"),
    Key("claims_next_span", "j", "next_span", "next span", "Go to the next span that the task is about", "Go", "claims"),
    Key("claims_previous_span", "k", "previous_span", "previous span", "Go to the previous span that the task is about", "Go", "claims"),
    Key("claims_follow", "greater_than_sign", "follow", "follow", "Follow the relation to its other end", "Go", "claims", rank=4),
    Key("claims_point", "f,quotation_mark", "point", "letters", "Show letters on spans: to go to one, or to point at the answer", "Go", "claims", rank=9),
    Key("claims_next_task", "semicolon", "next_task", "task", "Go on to the next task; behind the last one, back to the spans", "Go", "claims", rank=7.5),
    Key("claims_let_go", "escape", "let_go", "let go", "Let go of the line that was chosen; twice: back to the spans", "Go", "claims"),
    Key("claims_list", "t", "side_list", "all of them", "Show all that is claimed in the article in a list: type to filter, enter goes there", "Show", "claims", rank=14),
    Key("claims_comment", "c", "comment", "comment", "Comment on the span, or on the relation that is chosen", "Article", "claims"),
    Key("claims_finish", "s", "finish", "finish", "Back to the spans, to finish the article there", "Article", "claims"),
    Key("claims_back", "q", "back", "back", "Back to the spans", "App", "claims", rank=15),
)  # fmt: skip

_SHARED = {
    "undo": 7, "redo": 0, "word_right": 0, "word_left": 0, "row_down": 0, "row_up": 0, "sentence_right": 0, "sentence_left": 0,
    "row_start": 0, "row_end": 0, "page_down": 0, "page_up": 0, "top": 0, "bottom": 0, "next_article": 0, "previous_article": 0,
    "count": 0, "search": 0, "go_to": 0, "guideline": 0, "guide_down": 0, "guide_up": 0, "notes": 0, "display": 0,
}  # fmt: skip


def shared_with_claims(keys: Iterable[Key]) -> Iterator[Key]:
    """The keys of the annotate screen that do the same in that of claims, with their place in its footer."""
    return (
        replace(key, id=f"claims_{key.id}", scope="claims", rank=_SHARED[key.id]) for key in keys if key.id in _SHARED
    )
