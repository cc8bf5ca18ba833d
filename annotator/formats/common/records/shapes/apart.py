"""Records that hold no article: annotations whose text lies elsewhere, settings of a tool; each refused by its name."""

from __future__ import annotations

import shlex
from collections.abc import Callable

from annotator.errors import InputError
from annotator.formats.base import ReadOptions
from annotator.formats.common.records.base import Record, Shape, Shaped, has_all
from annotator.formats.common.records.span_entries import ENDS, STARTS, looks_like_spans
from annotator.formats.common.span_reader import number

_TEXTS = ("text", "Text", "content", "document")
_LONGEST_QUOTE = 80


def _is_span(record: Record) -> bool:
    """Whether a record is a span of another text: it has a place as long as the few words it quotes, and a label."""
    quote = next((record[key] for key in ("text", "word", "span") if isinstance(record.get(key), str)), "")
    if not looks_like_spans([record]) or not 0 < len(quote) <= _LONGEST_QUOTE or quote[-1] in ".!?…":
        return False
    first, last = (next((number(record[key]) for key in keys if key in record), None) for keys in (STARTS, ENDS))
    return first is not None and last is not None and last - first == len(quote)


def _doccano_label(record: Record, _: ReadOptions) -> Shaped:
    number, name = record.get("id"), record["text"]
    way = f" `--map {number}={shlex.quote(str(name))}` gives the number of a label this name." if number else ""
    raise InputError(f"It is a label of doccano's configuration, which is read with examples that lie beside it.{way}")


def _is_without_text(*keys: str) -> Callable[[Record], bool]:
    """Whether a record has all these keys and no text."""
    return lambda record: record.keys() >= {*keys} and not any(isinstance(record.get(key), str) for key in _TEXTS)


def _has_selectors(record: Record) -> bool:
    """Whether a record is a web annotation, whose "text" is a note."""
    targets = record.get("target")
    targets = targets if isinstance(targets, list) else [targets]
    return any(isinstance(one, dict) and "selector" in one for one in targets)


def _apart(tool: str, known: Callable[[Record], bool]) -> Shape:
    """Annotations whose text lies elsewhere: they are refused by the name of their tool."""
    return _refused(
        f"It is {tool}, which says places of spans without the text they are in: put both into one record "
        '({"text": ..., "spans": [...]}), and add that.',
        known,
    )


def _refused(why: str, known: Callable[[Record], bool]) -> Shape:
    """Records that hold no article, with a sentence that says so."""

    def refuse(_record: Record, _: ReadOptions) -> Shaped:
        raise InputError(why)

    return Shape(why, known, refuse)


SHAPES = (
    _apart("one span of a list", _is_span),
    Shape("a label of doccano's configuration", has_all("text", "background_color"), _doccano_label),
    _apart("what Labelbox exports", _is_without_text("data_row", "projects")),
    _refused(
        "It is Datasaur's JSON Advanced: export it there as CoNLL, or as plain JSON with a text and its entities.",
        has_all("labelSet", "sentences"),
    ),
    _refused(
        "It is a question about a text, as SQuAD has them: `--text context` takes the text, the rest stays in meta.",
        lambda record: "context" in record and bool({"qas", "answers"} & record.keys()) and "text" not in record,
    ),
    _apart("what tagtog exports", _is_without_text("annotatable", "entities")),
    _apart("a result of Amazon Comprehend", _is_without_text("Entities")),
    _apart("a project of Azure's language service", _is_without_text("assets", "projectFileVersion")),
    _apart("a result of Azure's language service", _is_without_text("documents", "errors")),
    _apart("a manifest of SageMaker", _is_without_text("source-ref")),
    _apart("a web annotation", _has_selectors),
)
