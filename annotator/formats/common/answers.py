"""What an answer means, tool by tool and view by view: the one table that every reader goes through.

An answer says two things. Of the *marks* of a record (its spans and article labels): that they hold, that they are
refused, or nothing at all. Of the *layer*: that it is finished, that the annotator passed the article by, or that it is
*open*: what it holds is answered, the rest is not. So a partial layer is an open one, and nothing follows from what it
leaves out. Marks of which nothing is said are suggestions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from annotator.domain.document import IncomingLayer
from annotator.domain.span import Span
from annotator.errors import InputError
from annotator.formats.common.span_reader import sorted_spans

Marks = Literal["hold", "refused", "unsaid"]
State = Literal["finished", "open", "skipped"]


class Meaning(NamedTuple):
    """What an answer says of the marks of a record, and of the layer they are in."""

    marks: Marks
    state: State

    def layer(self, spans: Sequence[Span], cats: Mapping[str, bool], rejected: Iterable[Span] = ()) -> IncomingLayer:
        """The layer of marks with this answer; `rejected` are spans that the record itself calls refused.

        Where several marks are refused at once, nobody says which of them is wrong: they are left out.
        """
        hold, wrong = self.marks == "hold", self._wrong(spans, cats)
        return IncomingLayer(
            spans=sorted_spans(spans if hold else ()),
            rejected=sorted_spans([*rejected, wrong] if isinstance(wrong, Span) else rejected),
            cats=cats if hold else {wrong: False} if isinstance(wrong, str) else {},
            skipped=self.state == "skipped",
            unfinished=self.state == "open",
        )

    def _wrong(self, spans: Sequence[Span], cats: Mapping[str, bool]) -> Span | str | None:
        """The one mark that is refused, if it is one."""
        marks: list[Span | str] = [*spans, *(label for label, on in cats.items() if on)]
        return marks[0] if self.marks == "refused" and len(marks) == 1 else None


_DONE, _PARTIAL, _PASSED = Meaning("hold", "finished"), Meaning("hold", "open"), Meaning("hold", "skipped")
_NOTHING = Meaning("unsaid", "open")
_REFUSED, _BAD = Meaning("refused", "open"), Meaning("unsaid", "skipped")

ANSWERS: Mapping[tuple[str, str], Mapping[str, Meaning]] = {
    ("jsonl", "status"): {
        "finished": _DONE, "approved": _DONE, "skipped": _PASSED, "open": _PARTIAL, "returned": _PARTIAL, "": _DONE,
    },
    ("prodigy", "manual"): {"accept": _DONE, "reject": _BAD, "ignore": _BAD, "": _DONE},
    ("prodigy", "binary"): {"accept": _PARTIAL, "reject": _REFUSED, "ignore": _NOTHING, "": _NOTHING},
    ("prodigy", "classification"): {
        "accept": _DONE, "reject": Meaning("refused", "finished"), "ignore": _NOTHING, "": _DONE,
    },
    ("prodigy", "choice"): {"accept": _DONE, "reject": _REFUSED, "ignore": _BAD, "": _DONE},
    ("doccano", "is_confirmed"): {"true": _DONE, "false": _PARTIAL, "": _DONE},
    ("doccano", "annotation_approver"): {"named": _DONE, "null": _DONE, "": _DONE},
    ("label_studio", "annotation"): {
        "submitted": _DONE, "ground_truth": _DONE, "was_cancelled": _PASSED, "draft": _PARTIAL, "": _DONE,
    },
    ("label_studio", "prediction"): {"": _NOTHING},
    ("inception", "document"): {
        "NEW": _NOTHING, "INPROGRESS": _PARTIAL, "FINISHED": _DONE, "LOCKED": _PASSED, "IGNORE": _PASSED, "": _DONE,
    },
    ("inception", "curation"): {
        "NEW": _NOTHING, "ANNOTATION_INPROGRESS": _NOTHING, "ANNOTATION_FINISHED": _NOTHING,
        "CURATION_INPROGRESS": _PARTIAL, "CURATION_FINISHED": _DONE, "": _DONE,
    },
    ("brat", "standoff"): {"": _DONE},
    ("docbin", "entities"): {"set": _DONE, "partly missing": _PARTIAL, "missing": _NOTHING},
    ("spacy", "training"): {"entities": _DONE, "some -": _PARTIAL, "": _NOTHING},
}  # fmt: skip
"""By tool and view: what each answer means; the answer "" is none at all.

Prodigy: *manual* is any view where spans are set by hand, in which `reject` calls the task itself bad; *binary* asks of
one span (`ner.teach`, `_is_binary`), *classification* of one label, *choice* lets labels be chosen among options.
doccano has `is_confirmed` in its newer versions and `annotation_approver` before, which most projects left empty.
INCEpTION's states stand in `exportedproject.json`. In DocBin and in spaCy's training data a token's entity may be
*missing* (`-`), which is not the same as none (`O`).
"""

GIVEN = ("accept", "reject", "ignore")
"""The answers of Prodigy."""


def meaning(tool: str, view: str, answer: str) -> Meaning:
    """What an answer means. Raises `InputError` for one that the tool does not give."""
    rows = ANSWERS[tool, view]
    if answer not in rows:
        raise InputError(f"{answer[:40]!r} is no answer known of {tool}; it gives: {', '.join(filter(None, rows))}.")
    return rows[answer]


def prodigy_view(task: Mapping[str, Any]) -> str:
    """Which view of Prodigy a task was answered in, as the table names it; old versions do not say it."""
    spans, view = task.get("spans") or (), task.get("_view_id")
    if task.get("_is_binary") is True and spans:
        return "binary"
    if view == "choice" or (view is None and ("options" in task or "accept" in task)):
        return "choice"
    if view == "classification" or (not spans and isinstance(task.get("label"), str)):
        return "classification"
    alone = isinstance(spans, list) and len(spans) == 1 and task.get("answer") == "reject"
    return "binary" if view in {"ner", "spans"} or (view is None and alone) else "manual"
