"""`annotator train`: fits a spaCy pipeline on decided layers and keeps it only where it is better.

Articles are split, some are held back. A process of its own fits the model while labelling can go
on. Both models then suggest for the held-back articles, as they would in the app, and for each label
the better one is kept: the result is a folder with the new model and a *gate* that says which labels
it is trusted with; the present model goes on with the others. Where the new one is better at nothing,
nothing is kept.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from annotator.domain.article import Article
from annotator.domain.scheme import WELL_KNOWN, Scheme
from annotator.domain.span import Span
from annotator.errors import ModelError
from annotator.services.split import Ratio, sides
from annotator.services.suggesting.ask_models import Answers, ask_all
from annotator.storage.queries.finished import finished_layers
from annotator.storage.store import Store
from annotator.suggest.base import fit
from annotator.suggest.common.installed import default_model, is_trained
from annotator.suggest.common.specs import spec_of
from annotator.suggest.process.child import LastWords, messages, start_process
from annotator.work_folder import work_folder

FEWEST = 5
"""So many finished articles are needed to hold some back and learn from the others."""

TrainProgress = Callable[[int, int, float], None]
"""Called after each epoch: which one, of how many, and the loss."""


@dataclass(frozen=True, slots=True)
class Material:
    """One decided article: what is held true of it and what was refused."""

    article: Article
    spans: tuple[Span, ...]
    refused: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class LabelScore:
    """F1 (same edges, same label) of a label on held-back articles, before and after; `gold` spans there."""

    gold: int
    now: float
    new: float

    @property
    def kept(self) -> bool:
        """Whether the new model is better."""
        return self.new > self.now


@dataclass(slots=True)
class TrainReport:
    """What came of training; `folder` is None where the new model was better at nothing.

    Of the spans to learn from, `misaligned` sit on no tokens of one paragraph, and `long` are longer than
    what a model for overlapping spans looks at. `apart` tells that no near duplicate of what was learned from was
    held back.
    """

    articles: int
    held_back: int
    labels: dict[str, LabelScore] = field(default_factory=dict)
    folder: Path | None = None
    data: str = ""
    misaligned: int = 0
    long: int = 0
    seconds: float = 0.0
    apart: bool = True

    @property
    def kept(self) -> list[str]:
        """The labels the new model is trusted with."""
        return [label for label, score in self.labels.items() if score.kept]

    def as_json(self) -> dict[str, Any]:
        """The report as plain values."""
        scores = {label: {**asdict(score), "kept": score.kept} for label, score in self.labels.items()}
        return {
            "articles": self.articles, "held_back": self.held_back, "labels": scores, "data": self.data,
            "folder": str(self.folder) if self.folder else None, "misaligned": self.misaligned,
            "long": self.long, "seconds": round(self.seconds, 1), "apart": self.apart,
        }  # fmt: skip


def material_of(store: Store, layer: str) -> list[Material]:
    """The finished articles: gold where there is one, else the layer named.

    A layer of article labels alone does not say that there is no span, so nothing is learned of it.
    """
    found = []
    for key, name in finished_layers(store, layer):
        held = store.layer(key, name).layer
        if held.cats and not held.held and not held.rejected:
            continue
        found.append(Material(store.article(key), tuple(held.spans), tuple(sorted(held.rejected))))
    return found


def divided(
    store: Store, material: Sequence[Material], share: float, seed: int
) -> tuple[list[Material], list[Material], bool]:
    """`(to learn from, held back, whether near duplicates are on one side)`.

    It is the split of `export --split` with the same seed, so that what is a test there is never learned from: near
    duplicates are on one side. Where that puts all on one side, because they are few or alike, each is drawn by itself.
    """
    side = sides(store, Ratio((1 - share, share)), seed)
    learn: list[Material] = []
    test: list[Material] = []
    for one in material:
        (learn if side(one.article.key) == "train" else test).append(one)
    return (learn, test, True) if learn and test else (*split(material, share, seed), False)


def split(material: Sequence[Material], share: float, seed: int) -> tuple[list[Material], list[Material]]:
    """`(to learn from, held back)`; the same seed holds back the same articles, and at least one."""
    order = sorted(material, key=lambda one: hashlib.sha256(f"{seed}:{one.article.key}".encode()).digest())
    count = max(1, round(len(order) * share))
    return order[count:], order[:count]


def train(
    store: Store,
    folder: Path,
    *,
    layer: str,
    model: str | None = None,
    epochs: int = 10,
    held_back: float = 0.2,
    seed: int = 0,
    progress: TrainProgress | None = None,
) -> TrainReport:
    """Fit a pipeline into `folder` (which must not be there yet). Raises `ModelError` in one sentence.

    `model` is the present one: a pipeline or a folder of an earlier training; by default the one that is
    installed for the language of most articles. Nothing is left behind where training is interrupted or the
    new model is better at nothing.
    """
    if folder.exists():
        raise ModelError(f"{folder} is there already; name a folder that is not.")
    material, scheme = material_of(store, layer), store.scheme()
    if len(material) < FEWEST:
        raise ModelError(f"Training needs at least {FEWEST} finished articles; there are {len(material)}.")
    began = time.monotonic()
    learn, test, apart = divided(store, material, held_back, seed)
    language = Counter(one.article.language for one in material).most_common(1)[0][0]
    present = model or default_model(language) or ""
    report = TrainReport(len(learn), len(test), data=data_hash(material), apart=apart)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with work_folder(".training-", folder.parent) as work:
        _prepare(work, scheme, present, learn, epochs=epochs, seed=seed, language=language)
        report.misaligned, report.long = _fit(work, progress)
        report.labels = _scores(work, present, scheme, test)
        report.seconds = time.monotonic() - began
        if report.kept:
            report.folder = folder
            _keep(work, folder, present, scheme, report)
    return report


def data_hash(material: Iterable[Material]) -> str:
    """A hash of what was learned from, whatever its order."""
    rows = sorted(
        json.dumps([one.article.key, [[span.start, span.end, span.label] for span in (*one.spans, *one.refused)]])
        for one in material
    )
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()[:16]


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
    last = LastWords(process)
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


def _scores(work: Path, present: str, scheme: Scheme, test: Sequence[Material]) -> dict[str, LabelScore]:
    articles = [one.article for one in test]
    new = ask_all(articles, [f"spacy_ner:{work / 'model'}"])
    now = ask_all(articles, [spec_of(present)]) if present else {}
    scores: dict[str, LabelScore] = {}
    for label in scheme.active():
        gold = sum(span.label == label.name for one in test for span in one.spans)
        scores[label.name] = LabelScore(gold, _f1(label.name, now, scheme, test), _f1(label.name, new, scheme, test))
    return scores


def _f1(label: str, answers: Answers, scheme: Scheme, test: Sequence[Material]) -> float:
    """2 right / (proposed + gold), over all articles."""
    right = proposed = gold = 0
    for one in test:
        true = {(span.start, span.end) for span in one.spans if span.label == label}
        said = {
            span[:2]
            for answer in answers.get(one.article.key, ())
            for span in fit(answer, one.article.text, scheme).spans
            if span[2] == label
        }
        right, proposed, gold = right + len(true & said), proposed + len(said), gold + len(true)
    return 2 * right / (proposed + gold) if proposed + gold else 0.0


def _keep(work: Path, folder: Path, present: str, scheme: Scheme, report: TrainReport) -> None:
    base = str(Path(present).resolve()) if present and Path(present).exists() else present
    new = [own for own, label in _meanings(scheme).items() if label in report.kept]
    gate = {
        "base": base, "new": new, "overlapping": scheme.overlap != "none", "version": report.data[:8],
        "report": report.as_json(),
    }  # fmt: skip
    made = work / "made"
    made.mkdir()
    shutil.move(work / "model", made / "model")
    (made / "gate.json").write_text(json.dumps(gate, indent=1), encoding="utf-8")
    made.rename(folder)
