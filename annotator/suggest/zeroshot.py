"""Zero-shot suggestions of a GLiNER model in a local folder, for labels that no pipeline was trained on.

The spec is `FOLDER?LABEL,LABEL,...`: what is asked for are the scheme's label names. Needs the extra
`zeroshot`; nothing is ever fetched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from annotator.errors import ModelError
from annotator.extras import install_command
from annotator.suggest.base import Answer, Proposal, Suggester, placed
from annotator.suggest.common.running_text import running_text
from annotator.suggest.spacy_models.paragraphs import paragraphs


def open(spec: str) -> Suggester:  # noqa: A001 - every suggester module has this name
    """The suggester of a model folder. Raises `ModelError` where the extra, the folder or the labels are missing."""
    if problem := missing(spec):
        raise ModelError(problem)
    folder, _, labels = spec.partition("?")
    if not labels:
        raise ModelError("A zero-shot model needs to be told the labels to look for.")
    try:
        model = import_module("fast_gliner").FastGLiNER.from_pretrained(folder)
    except ImportError as error:
        how = install_command("zeroshot")
        raise ModelError(f"Zero-shot suggestions need a further library; get it with: {how}") from error
    return ZeroShot(model, Path(folder).name, labels.split(","))


def missing(spec: str) -> str:
    """What is not there, if the folder is not."""
    folder = spec.partition("?")[0]
    there = Path(folder).is_dir() if folder else False
    return "" if there else f"There is no model folder {folder!r}; a zero-shot model must be on this machine already."


class ZeroShot:
    """A loaded model that is asked for certain labels."""

    def __init__(self, model: Any, name: str, labels: Sequence[str]) -> None:
        self.name = f"zeroshot:{name}"
        self._model, self._labels = model, list(labels)

    def suggest(self, texts: Sequence[str], cancelled: Callable[[], bool]) -> Iterator[Answer]:
        """See `Suggester.suggest`; one paragraph at a time, because such models read only so much."""
        for view in map(running_text, texts):
            found: list[Proposal] = []
            text = view.text
            for start, end in paragraphs(text):
                if cancelled():
                    return
                (rows,) = self._model.predict_entities([text[start:end]], self._labels)
                found += filter(None, (_proposal(row, text, start, end) for row in rows))
            yield placed(Answer(self.name, found), view)


def _proposal(row: dict[str, Any], text: str, start: int, end: int) -> Proposal | None:
    """A span in code points of the text; None for one whose words do not stand where the model says."""
    first, last = start + int(row["start"]), start + int(row["end"])
    quoted = str(row.get("text", text[first:last]))
    if not start <= first < last <= end or text[first:last] != quoted:
        first = text.find(quoted, start, end) if quoted else -1
        last = first + len(quoted)
    return (first, last, str(row["label"]), round(float(row["score"]), 4)) if first >= 0 else None
