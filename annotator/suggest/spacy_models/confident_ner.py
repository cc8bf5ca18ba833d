"""Stepping spaCy's entity parser by hand: its own entities, each with a confidence, and near misses.

spaCy's `ner` is a greedy transition parser: at each token it takes the best of the moves begin, in,
last, unit (each with a label) and out that are valid there. Here many docs take each step together,
and the scores of every step are kept. The confidence of an entity is the probability that its label
begins at its first token (begin or unit) times that of every later move taken, each a softmax over
the valid moves at temperature `TEMPERATURE`. A *near miss* is a run of capitalised tokens outside
all entities where beginning one had at least the probability `NEAR_FROM`, at temperature 1.

What a word's form alone decides of its vector is computed once and kept (`_Embedding`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import NORM, ORTH
from spacy.ml.parser_model import ParserStepModel
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc
from thinc.api import Model, NumpyOps

from annotator.suggest.base import Proposal
from annotator.suggest.spacy_models.addresses import is_blocked

TEMPERATURE = 2.2
NEAR_FROM = 0.03
_TOKENS_AT_ONCE = 1_000
_FORMS_KEPT = 50_000
_LINKS = frozenset({"of", "de", "del", "la", "van", "von", "der", "al", "bin", "da", "di", "du"})

Floats = NDArray[np.float32]
Found = tuple[int, list[Proposal], list[Proposal]]


class ConfidentNer:
    """The parser of one pipeline, ready to be stepped."""

    def __init__(self, ner: Any) -> None:
        self._ner = ner
        model = ner.model
        tok2vec = model.get_ref("tok2vec")
        self._layers = [_remembering(tok2vec) or tok2vec, *model.layers[1:]]
        for layer in (model, *self._layers):
            _use_numpy(layer)
        names = list(ner.move_names)
        names[names.index("O") : names.index("O")] = ["U-"] * (ner.moves.n_moves - len(names))  # spaCy hides this one
        moves = [name.partition("-")[::2] for name in names]
        self._labels = [label for kind, label in moves if kind == "B"]
        numbers = {move: number for number, move in enumerate(moves)}
        self._begin, self._in, self._last, self._unit = (
            np.array([numbers[kind, label] for label in self._labels]) for kind in "BILU"
        )
        self._number = {label: number for number, label in enumerate(self._labels)}
        self._start_moves = np.array(
            [number for number, (kind, label) in enumerate(moves) if kind == "O" or (kind in "BU" and label)]
        )
        self._begin_or_unit = np.array([[numbers["B", label], numbers["U", label]] for label in self._labels])

    @classmethod
    def of(cls, nlp: Any, name: str) -> Self | None:
        """The stepper of a pipeline's component, or None where that cannot be stepped."""
        ner = nlp.get_pipe(name)
        greedy = type(ner) is EntityRecognizer and ner.cfg.get("beam_width", 1) == 1
        return cls(ner) if greedy and ner.labels else None

    def run(self, docs: Sequence[Doc], cancelled: Callable[[], bool]) -> Iterator[Found]:
        """`(number in docs, entities, near misses)` of each doc that has tokens, the longest first.

        Offsets are code points of the doc. Sets `doc.ents`. Ends early once `cancelled()`.
        """
        order = sorted((number for number, doc in enumerate(docs) if len(doc)), key=lambda number: -len(docs[number]))
        batch: list[int] = []
        size = 0
        for number in order:
            batch.append(number)
            size += len(docs[number])
            if size >= _TOKENS_AT_ONCE:
                if cancelled():
                    return
                yield from self._batch(docs, batch)
                batch, size = [], 0
        if batch and not cancelled():
            yield from self._batch(docs, batch)

    def _batch(self, docs: Sequence[Doc], numbers: list[int]) -> Iterator[Found]:
        chosen = [docs[number] for number in numbers]
        scores = self._parse(chosen)
        starts = np.concatenate(([0], np.cumsum([len(step) for step in scores])))
        raw = np.concatenate(scores)
        logits = raw / TEMPERATURE
        for row, (number, doc) in enumerate(zip(numbers, chosen, strict=True)):
            rows = starts[: len(doc)] + row
            yield number, self._entities(doc, logits, rows), self._near(doc, raw, rows)

    def _parse(self, docs: list[Doc]) -> list[Floats]:
        """Parse docs, longest first, and set their entities; the scores of each step, one row a doc not yet ended."""
        model = ParserStepModel(
            docs,
            self._layers,
            has_upper=self._ner.model.attrs["has_upper"],
            unseen_classes=self._ner.model.attrs["unseen_classes"],
            train=False,
        )
        states = self._ner.moves.init_batch(docs)
        going, scores = list(states), []
        while going:
            scores.append(model.predict(going))
            going = self._ner.transition_states(going, scores[-1])
        self._ner.set_annotations(docs, states)
        model.clear_memory()
        return scores

    def _entities(self, doc: Doc, logits: Floats, rows: NDArray[np.int64]) -> list[Proposal]:
        found: list[Proposal] = []
        for entity in doc.ents:
            label = self._number[entity.label_]
            score = float(self._beginning(doc, logits, rows, entity.start)[label])
            for at in range(entity.start + 1, entity.end):
                stay, close = logits[rows[at], self._in[label]], logits[rows[at], self._last[label]]
                taken, other = (close, stay) if at == entity.end - 1 else (stay, close)
                score /= 1 if _goes_no_further(doc, at) else 1 + float(np.exp(min(other - taken, 80)))
            found.append((entity.start_char, entity.end_char, entity.label_, round(score, 4)))
        return found

    def _beginning(self, doc: Doc, logits: Floats, rows: NDArray[np.int64], at: int) -> Floats:
        """The probability of each label to begin at a token, with no entity open."""
        here = logits[rows[at]]
        valid = here[self._start_moves]
        weights = np.exp(here - valid.max())
        if _goes_no_further(doc, at):
            weights[self._begin] = 0
        begins: Floats = weights[self._begin_or_unit].sum(axis=1) / weights[self._start_moves].sum()
        return begins

    def _near(self, doc: Doc, logits: Floats, rows: NDArray[np.int64]) -> list[Proposal]:
        found: list[Proposal] = []
        for first, last in _runs(doc):
            begins = [self._beginning(doc, logits, rows, at) for at in range(first, last) if doc[at].ent_iob != 1]
            best = max(begins, key=lambda chances: float(chances.sum()))
            score = float(best.sum())
            if score >= NEAR_FROM:
                start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1])
                found.append((start, end, self._labels[int(best.argmax())], round(score, 4)))
        return found


def _goes_no_further(doc: Doc, at: int) -> bool:
    """Whether no entity can go on behind a token: it is the last one, or the next is blocked."""
    return at + 1 == len(doc) or is_blocked(doc[at + 1])


def _runs(doc: Doc) -> Iterator[tuple[int, int]]:
    """The runs of capitalised tokens outside all entities, as `[first, last)`; small words may link two."""
    first = last = -1
    for token in doc:
        outside = not token.ent_type
        if outside and token.text[0].isupper() and not is_blocked(token):
            first, last = (token.i if first < 0 else first), token.i + 1
        elif first >= 0 and not (outside and token.i == last and token.text in _LINKS):
            yield first, last
            first = -1
    if first >= 0:
        yield first, last


def _use_numpy(model: Any) -> None:
    """Let numpy multiply a model's matrices: twice as fast as the library that spaCy brings, on one core."""
    for layer in model.walk():
        if type(layer.ops) is NumpyOps:
            layer.ops = NumpyOps(use_blis=False)


def _remembering(tok2vec: Any) -> Any | None:
    """The same layer with an embedding that remembers word forms, or None where it is built in another way.

    Such a layer is `embed` (features of the form of a word, for a `Tok2Vec` of spaCy), then `encode`
    (its neighbours), then what the parser adds to it.
    """
    inner = next((layer for layer in tok2vec.walk() if layer.has_ref("embed") and layer.has_ref("encode")), None)
    if inner is None or not tok2vec.layers or inner.layers != [inner.get_ref("embed"), inner.get_ref("encode")]:
        return None
    if tok2vec is inner:
        after = []
    elif tok2vec.layers and tok2vec.layers[0] is inner:
        after = tok2vec.layers[1:]
    else:
        return None
    embedding = _Embedding(inner.get_ref("embed"))
    layers = [inner.get_ref("encode"), *after]

    def forward(_: Any, docs: list[Doc], is_train: bool) -> tuple[Any, Any]:  # noqa: ARG001, FBT001 - thinc's way
        value: Any = embedding(docs)
        for layer in layers:
            value = layer.predict(value)
        return value, None

    return Model("remembering_tok2vec", forward)


class _Embedding:
    """The vectors that an embedding layer gives to word forms, each form computed once."""

    def __init__(self, layer: Any) -> None:
        self._layer = layer
        self._rows: dict[tuple[int, int], int] = {}
        self._table: Floats = np.zeros((0, 0), dtype=np.float32)

    def __call__(self, docs: list[Doc]) -> list[Floats]:
        forms = [list(map(tuple, doc.to_array([ORTH, NORM]).tolist())) for doc in docs]
        new = list(dict.fromkeys(form for doc in forms for form in doc if form not in self._rows))
        if len(self._rows) + len(new) > _FORMS_KEPT:
            self._rows.clear()
            self._table = self._table[:0]
            new = list(dict.fromkeys(form for doc in forms for form in doc))
        if new:
            made = self._made(docs[0].vocab, new)
            self._rows.update(zip(new, range(len(self._table), len(self._table) + len(new)), strict=True))
            self._table = np.concatenate((self._table, made)) if len(self._table) else made
        rows = self._rows
        return [self._table[[rows[form] for form in doc]] for doc in forms]

    def _made(self, vocab: Any, forms: list[tuple[int, int]]) -> Floats:
        doc = Doc(vocab, words=[vocab.strings[orth] for orth, _ in forms])
        for token, (_, norm) in zip(doc, forms, strict=True):
            token.norm_ = vocab.strings[norm]
        (made,) = self._layer.predict([doc])
        vectors: Floats = made
        return vectors
