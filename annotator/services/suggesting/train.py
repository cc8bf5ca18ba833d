"""`annotator train`: fits a spaCy pipeline on decided layers and keeps it only where it is better.

Articles are split, some are held back. A process of its own fits the model while labelling can go
on. Both models then suggest for the held-back articles, with the memory on top, as in the app, and the new one is kept
for each label of which it saves corrections: the result is a folder with it and a *gate* that says which labels it is
trusted with; the present model goes on with the others. Where the two together do not surely save some, nothing is
kept.
"""

from __future__ import annotations

import json
import shutil
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from annotator.domain.scheme import WELL_KNOWN, Scheme
from annotator.errors import ModelError
from annotator.services.suggesting.gate import LabelScore, Saved
from annotator.services.suggesting.material import EVERY_FIFTH, HoldBack, Material, data_hash, divided, material_of
from annotator.services.suggesting.measuring import Corrections, Measured
from annotator.storage.store import Store
from annotator.suggest.common.installed import GATE, default_model, is_trained
from annotator.suggest.common.specs import spec_of
from annotator.suggest.process.child import LastWords, messages, start_process
from annotator.work_folder import work_folder

FEWEST = 5
"""So many finished articles are needed to hold some back and learn from the others."""

TrainProgress = Callable[[int, int, float], None]
"""Called after each epoch: which one, of how many, and the loss."""


@dataclass(slots=True)
class TrainReport:
    """What came of training; `folder` is None where the new model was better at nothing.

    `together` is what both models save, each for its labels; `genres` counts the articles held back by `meta.genre`.
    Of the spans to learn from, `misaligned` sit on no tokens of one paragraph, and `long` are longer than
    what a model for overlapping spans looks at. `apart` tells that no near duplicate of what was learned from was
    held back; `left_alone` are articles of the test side of a split, neither learned from nor measured on.
    """

    articles: int
    held_back: int
    labels: dict[str, LabelScore] = field(default_factory=dict)
    together: Saved = field(default_factory=Saved)
    genres: dict[str, int] = field(default_factory=dict)
    folder: Path | None = None
    data: str = ""
    misaligned: int = 0
    long: int = 0
    seconds: float = 0.0
    apart: bool = True
    left_alone: int = 0

    @property
    def kept(self) -> list[str]:
        """The labels of which the new model saves corrections."""
        return [label for label, score in self.labels.items() if score.kept]

    def as_json(self) -> dict[str, Any]:
        """The report as plain values."""
        scores = {label: {**asdict(score), "kept": score.kept} for label, score in self.labels.items()}
        return {
            "articles": self.articles, "held_back": self.held_back, "genres": self.genres, "labels": scores,
            "together": {**asdict(self.together), "pays": self.together.pays}, "data": self.data,
            "folder": str(self.folder) if self.folder else None, "misaligned": self.misaligned,
            "long": self.long, "seconds": round(self.seconds, 1), "apart": self.apart,
            "left_alone": self.left_alone,
        }  # fmt: skip


def train(
    store: Store,
    folder: Path,
    *,
    layer: str,
    corrections: Corrections,
    model: str | None = None,
    epochs: int = 10,
    hold: HoldBack = EVERY_FIFTH,
    progress: TrainProgress | None = None,
) -> TrainReport:
    """Fit a pipeline into `folder` (which must not be there yet). Raises `ModelError` in one sentence.

    `model` is the present one: a pipeline or a folder of an earlier training; by default the one that is
    installed for the language of most articles. `corrections` counts what articles take with suggestions. Nothing is
    left behind where training is interrupted or killed, or the new model is better at nothing.
    """
    if folder.exists():
        raise ModelError(f"{folder} is there already; name a folder that is not.")
    material, scheme = material_of(store, layer), store.scheme()
    if len(material) < FEWEST:
        raise ModelError(f"Training needs at least {FEWEST} finished articles; there are {len(material)}.")
    began = time.monotonic()
    learn, test, alone, apart = divided(store, material, hold)
    language = Counter(one.article.language for one in material).most_common(1)[0][0]
    present = model or default_model(language) or ""
    report = TrainReport(len(learn), len(test), data=data_hash([*learn, *test]), apart=apart, left_alone=len(alone))
    report.genres = dict(Counter(one.genre for one in test))
    measured = Measured(corrections, scheme, learn, test, present)
    with work_folder(".training-", _nearest(folder), guarded=True) as work:
        _prepare(work, scheme, present, learn, epochs=epochs, seed=hold.seed, language=language)
        report.misaligned, report.long = _fit(work, progress)
        report.labels = measured.by_label(f"spacy_ner:{work / 'model'}")
        if report.kept:
            made = _made(work, present, scheme, report)
            report.together = measured.together(spec_of(str(made)))
        report.seconds = time.monotonic() - began
        if report.together.pays:
            report.folder = folder
            _write_gate(made, present, scheme, report)
            folder.parent.mkdir(parents=True, exist_ok=True)
            made.rename(folder)
    return report


def _nearest(folder: Path) -> Path:
    """The nearest folder around one that is there."""
    return next(parent for parent in folder.absolute().parents if parent.is_dir())


def _taught(scheme: Scheme) -> dict[str, list[str]]:
    """The model's labels of each label of the scheme, the one that is taught first; those of no other label."""
    return {
        label.name: [own for own in dict.fromkeys((*label.from_, label.name)) if scheme.meaning(own) == label.name]
        for label in scheme.active()
    }


def _meanings(scheme: Scheme) -> dict[str, str]:
    """The label of the scheme by every label of a model that is known to mean one."""
    foreign = [*chain.from_iterable(_taught(scheme).values()), *WELL_KNOWN]
    return {own: label for own in foreign if (label := scheme.meaning(own))}


def _prepare(
    work: Path, scheme: Scheme, present: str, learn: Sequence[Material], *, epochs: int, seed: int, language: str
) -> None:
    fitted = Path(present) / "model"
    base = str(fitted) if is_trained(present) else present
    taught = _taught(scheme)
    task = {
        "base": base, "language": language, "overlapping": scheme.overlap != "none", "taught": taught,
        "meanings": _meanings(scheme), "epochs": epochs, "seed": seed,
    }  # fmt: skip
    (work / "task.json").write_text(json.dumps(task), encoding="utf-8")
    with (work / "train.jsonl").open("w", encoding="utf-8") as out:
        for one in learn:
            spans, refused = (
                [(span.start, span.end, span.label) for span in spans if span.label in taught]
                for spans in (one.spans, one.refused)
            )
            out.write(json.dumps({"text": one.article.text, "spans": spans, "incorrect": refused}) + "\n")


def _fit(work: Path, progress: TrainProgress | None) -> tuple[int, int]:
    process = start_process("annotator.suggest.spacy_models.training", [str(work)])
    last = LastWords(process.stderr)
    try:
        for message in messages(process.stdout):
            match message:
                case {"epoch": int(epoch), "epochs": int(epochs), "loss": loss}:
                    if progress:
                        progress(epoch, epochs, float(loss))
                case {"misaligned": int(misaligned), "long": int(long)}:
                    return misaligned, long
                case {"error": str(sentence)}:
                    raise ModelError(sentence)
    finally:
        process.kill()
        process.wait()
    raise ModelError(f"The process that trains has ended in mid-work; nothing was kept. {last.of_the_dead()}".strip())


def _made(work: Path, present: str, scheme: Scheme, report: TrainReport) -> Path:
    """The folder with the new model, behind a gate for the labels that it is better at."""
    made = work / "made"
    made.mkdir()
    shutil.move(work / "model", made / "model")
    _write_gate(made, present, scheme, report)
    return made


def _write_gate(made: Path, present: str, scheme: Scheme, report: TrainReport) -> None:
    base = str(Path(present).resolve()) if present and Path(present).exists() else present
    new = [own for own, label in _meanings(scheme).items() if label in report.kept]
    gate = {
        "base": base, "new": new, "overlapping": scheme.overlap != "none", "version": report.data[:8],
        "report": report.as_json(),
    }  # fmt: skip
    (made / GATE).write_text(json.dumps(gate, indent=1), encoding="utf-8")
