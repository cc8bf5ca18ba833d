"""A reviewer's cursor over an article: the versions of its annotators, and where the reviewer stands.

It is a cursor over the gold layer, with the conflicts of the article. `conflict` is the one the
cursor stands in; its versions are numbered as choices. Nothing here decides anything.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Mapping
from itertools import chain

from annotator.domain.claims.scheme import Task
from annotator.domain.decisions import GOLD, Decision, Ruled, decide
from annotator.domain.disagreement.article_labels import ArticleConflict, answers_of
from annotator.domain.disagreement.claim_conflict import ClaimConflict, claims_of
from annotator.domain.disagreement.conflict_index import ConflictIndex
from annotator.domain.disagreement.conflicts import Alignment, Conflict, Dispute, align, versions_of
from annotator.domain.gold import GoldSpan, StandingRulings, gold, reviewed, settle, standing
from annotator.domain.layer import Comment, Layer, step_all
from annotator.domain.scheme import Scheme
from annotator.domain.span import Span, Stretch, in_order
from annotator.errors import DecisionError, NoSuchSpan
from annotator.services.annotating.article_cursor import ArticleCursor
from annotator.services.reviewing.claims.compare import TaskProgress, compared, of_task, task_of
from annotator.services.reviewing.rulings import Choice, choices, shown_names
from annotator.storage.queries.review_queue import LayerView, layer_view, revisions, statuses
from annotator.storage.store import Store

ABOUT_CLAIMS = "This conflict is about what is said of spans: a digit takes a version, ; goes on to the next task."
ABOUT_THE_ARTICLE = "This conflict is about the article as a whole: a digit takes a version, g sets labels."


def aligned(layers: Mapping[str, LayerView], scheme: Scheme) -> Alignment:
    """What the layers of an article agree on, and what they do not."""
    spans = {name: layer.spans for name, layer in layers.items()}
    return align(spans, {name: layer.cats for name, layer in layers.items()}, scheme.groups)


class ReviewCursor(ArticleCursor):
    """The gold layer of an article beside the layers it is made from.

    `layers` are those of the annotators compared, by name; `shown` is what each is called on the
    screen, in order. `picked` is which of the claims of gold at the focus is meant, off any conflict.
    `revisions` says at which revision every layer of the article was read, `heard` that of those
    compared. Raises `NoProject` where there is no such article.
    """

    def __init__(self, store: Store, key: str, *, blind: bool = False) -> None:
        article = store.article(key)
        self.store, self.blind = store, blind
        self.conflict: Dispute | None = None
        self.task: Task = "names"
        self.picked = 0
        super().__init__(article, store.scheme(), store.tokens(key, article.text), Layer(len(article.text)))
        self.read()

    def read(self) -> None:
        """Take the layers as they are on disk. The cursor stays, in the conflict it is in."""
        here = self.conflict.name if self.conflict else ""
        self.revisions = revisions(self.store, self.key)
        self.layer = self.proposals.layer = self.store.layer(self.key, GOLD).layer
        names = reviewed(statuses(self.store, self.key), self.layer)
        self.heard = {name: self.revisions.get(name, 0) for name in names}
        self.layers = {name: layer_view(self.store, self.key, name) for name in self.heard}
        self.shown = shown_names(self.key, self.heard, blind=self.blind)
        self.alignment = aligned(self.layers, self.scheme)
        self.unwritten: list[Decision] = []
        self.settle()
        self.move(self.cursor)
        self.conflict = self.named(here) or self.conflict

    def settle(self) -> None:
        """Bring the gold layer up to what the annotators say now; what that takes is in `unwritten` until a step is."""
        decisions = decide(list(self.settling()), layer=GOLD, by=GOLD, bulk=True)
        step_all(self.layer, decisions)
        self.unwritten += decisions

    def settling(self) -> list[Ruled]:
        """Compare the layers with the gold layer as it is; gives the rulings that bring it up to them."""
        settled = standing(self.alignment, self.layer)
        self.claims = compared(self.layers, self.alignment, self.layer, settled, self.scheme)
        claims = self.claims if self.scheme.claims else None
        events = settle(self.alignment, self.layer, self.scheme.allows, settled, claims)
        self.settled: StandingRulings = dict(chain(settled.items(), self.claims.settled.items()))
        self._at_task()
        return events

    def go_to_task(self, task: Task) -> None:
        """Walk the conflicts of another task; the cursor stays."""
        self.task = task
        self._at_task()
        self.move(self.cursor)

    def _at_task(self) -> None:
        if self.task not in self.tasks:
            self.task = "names"
        self.conflicts = of_task(self.task, self.alignment, self.claims)
        self._index = ConflictIndex(self.conflicts)

    @property
    def tasks(self) -> tuple[Task, ...]:
        """What there is to review: spans, and the tasks of claims that the scheme has."""
        return self.scheme.claims.tasks()

    @property
    def every(self) -> tuple[Dispute, ...]:
        """The conflicts of all tasks."""
        return (*self.alignment.disputes, *self.claims.conflicts)

    @property
    def open_anywhere(self) -> list[Dispute]:
        """The conflicts of all tasks that are not settled."""
        return [conflict for conflict in self.every if conflict not in self.settled]

    def task_progress(self) -> list[TaskProgress]:
        """How far each task has come."""
        names = len(self.alignment.labels.conflicts) + len(self.alignment.conflicts)
        done, every = (Counter(one.task for one in some) for some in (self.claims.settled, self.claims.conflicts))
        done["names"], every["names"] = len(self.settled) - len(self.claims.settled), names
        return [TaskProgress(task, done[task], every[task]) for task in self.tasks]

    @property
    def left(self) -> int:
        """How many conflicts of the task are open."""
        return next(one.open for one in self.task_progress() if one.task == self.task)

    def gold(self) -> list[GoldSpan]:
        """The gold spans as they stand: who said each, and who ruled."""
        return gold(self.alignment, self.layer, self.scheme.allows)

    def labels_here(self) -> Counter[str]:
        """How often the layers of the article have each label."""
        return Counter(span.label for layer in self.layers.values() for span in layer.spans)

    # -- what is where

    @property
    def open(self) -> list[Dispute]:
        """The conflicts of the task that are not settled: those about the article as a whole, then by their place."""
        return [conflict for conflict in self.conflicts if conflict not in self.settled]

    @property
    def progress(self) -> tuple[int, int]:
        """How many conflicts of the task are settled, and of how many."""
        return len(self.conflicts) - self.left, len(self.conflicts)

    @property
    def progress_of_all(self) -> tuple[int, int]:
        """How many conflicts of all tasks are settled, and of how many."""
        every = self.task_progress()
        return sum(one.settled for one in every), sum(one.conflicts for one in every)

    def in_conflict(self) -> Dispute:
        """The conflict under the cursor. Raises `NoSuchSpan` where there is none."""
        if self.conflict is None:
            raise NoSuchSpan(f"There is no conflict here{': tab goes to the next one' if self.left else ''}.")
        return self.conflict

    def in_text(self) -> Conflict:
        """The same, where it is one of spans. Raises `DecisionError` where it is about something else."""
        conflict = self.in_conflict()
        if isinstance(conflict, Conflict):
            return conflict
        raise DecisionError(ABOUT_THE_ARTICLE if isinstance(conflict, ArticleConflict) else ABOUT_CLAIMS)

    def in_claims(self) -> ClaimConflict:
        """The same, where it is one of claims. Raises `DecisionError` where it is about something else."""
        conflict = self.in_conflict()
        if not isinstance(conflict, ClaimConflict):
            raise DecisionError("This conflict is about spans: ; goes on to what is said of them.")
        return conflict

    def number(self, conflict: Dispute) -> int:
        """Which one of `conflicts` it is, counted from 0. Raises `ValueError` where it is none of them."""
        return self.conflicts.index(conflict, bisect_left(self._index.edges, (conflict.start, conflict.end)))

    def named(self, name: str) -> Dispute | None:
        """The conflict of that name, if it is one of these."""
        if claims_of(name):
            return next((one for one in self.claims.conflicts if one.name == name), None)
        if answers_of(name):
            return next((one for one in self.alignment.labels.conflicts if one.name == name), None)
        start = min((span.start for version in versions_of(name).values() for span in version), default=-1)
        return next((one for one in self.touching(start, start + 1) if one.name == name), None)

    def touching(self, start: int, end: int) -> list[Conflict]:
        """The conflicts of spans that share a code point with `[start, end)`, in order, where one is at spans."""
        return self._index.touching(start, end)

    def most_versions(self) -> int:
        """How many versions, and entities they are of, a conflict of the article has at most; 1 where there is none."""
        most = 1
        for conflict in self.every:
            if most == len(self.layers) and not self.claims.conflicts:
                break
            blocks = len(conflict.about) if isinstance(conflict, ClaimConflict) and conflict.task == "same" else 0
            most = max(most, len(conflict.choices()) + blocks)
        return most

    def choices(self) -> list[Choice]:
        """The numbered versions of the conflict under the cursor."""
        return choices(self.in_conflict(), self.shown)

    def comments(self, conflict: Dispute | None = None) -> list[tuple[str, Comment]]:
        """What annotators and reviewers wrote, of the article or of a conflict: who, as shown, and the comment."""
        every = chain(*(layer.comments for layer in self.layers.values()), self.layer.comments)
        once = {(one.by, one.text, one.span): one for one in every}.values()  # a return writes them down again
        return [
            (self.shown.get(one.by, one.by), one)
            for one in once
            if conflict is None or (one.span and one.span.start < conflict.end and conflict.start < one.span.end)
        ]

    def at_hand(self) -> Stretch:
        """The selection, the focused span, the conflict, or the token under the cursor. Raises `NoSuchSpan`."""
        if self.selection or self.focus or not self.conflict or not self.conflict.end:
            return super().at_hand()
        return self.conflict.start, self.conflict.end

    # -- going

    def move(self, offset: int, *, focus: Span | None = None) -> None:
        """Put the cursor at an offset; the conflict there (the smallest, if several) is the one to be ruled."""
        super().move(offset, focus=focus)
        self.picked = 0
        if self.task != "names":
            there = (one for one in self.conflicts if one.start <= self.cursor < one.end)
            self.conflict = next(there, None)
            return
        here = self.touching(self.cursor, self.cursor + 1)
        if not here and self.focus and self._ruled_apart(self.focus):
            settled = ((one, ruling) for one, (ruling, _) in self.settled.items() if isinstance(one, Conflict))
            here = [one for one, ruling in settled if self.focus in ruling.spans]
        self.conflict = min(here, key=lambda one: (one.end - one.start, one.spans), default=None)

    def _ruled_apart(self, span: Span) -> bool:
        """Whether a gold span stands there because a reviewer settled a conflict, and not because all agree."""
        held = self.layer.held.get(span)
        return held is not None and held.ruled and held.suggested is None

    def go_to(self, span: Span) -> None:
        """Put the cursor on a span; on one that holds whatever is ruled about the conflict there, that is off it."""
        super().go_to(span)
        if self.conflict and span in self.layer.held and not self._ruled_apart(span):
            self.conflict = None

    def stand_in(self, conflict: Dispute) -> None:
        """Put the cursor on a conflict, of any task; on the beginning of the text for one about the whole article."""
        self.selection = None
        if conflict not in self.conflicts:
            self.go_to_task(task_of(conflict))
        self.move(conflict.start)
        self.conflict = conflict if conflict in self.conflicts else self.conflict

    def next_open(self, *, back: bool = False) -> bool:
        """Go to the next (or previous) open conflict, round the end of the article; False where none is open."""
        if not self.left:
            return False
        return self._next(lambda one: one not in self.settled, back=back)

    def next_elsewhere(self) -> bool:
        """Go to the first open conflict of another task; False where there is none."""
        found = next((one for one in self.every if one not in self.settled and task_of(one) != self.task), None)
        if found:
            self.stand_in(found)
        return found is not None

    def next_conflict(self, *, back: bool = False) -> bool:
        """Go to the next (or previous) conflict, settled or not; False where there is none."""
        return self._next(lambda _: True, back=back)

    def next_stop(self, *, back: bool = False) -> bool:
        """Go to the next (or previous) conflict, or gold span that is not in one; False where there is none."""
        stands = self.conflict or self.focus
        edges = (stands.start, stands.end) if stands else (self.cursor, self.cursor)
        apart = self.focus if self.conflict is None else None  # a span comes behind a conflict of the same edges
        here = (*edges, apart.label if apart else "")
        if self.conflict:
            index = self.number(self.conflict) + (-1 if back else 1)
        else:
            index = bisect_right(self._index.edges, edges) - (1 if back else 0)
        if back:
            spans = (one for one in self.layer.spans.before(edges[0] + 1) if in_order(one) < here)
        else:
            spans = (one for one in self.layer.spans.after(edges[0]) if in_order(one) > here)
        conflict = self.conflicts[index] if 0 <= index < len(self.conflicts) else None
        span = next((one for one in spans if not self._ruled_apart(one)), None)
        if conflict and (span is None or _nearer(conflict, span, back=back)):
            self.stand_in(conflict)
        elif span:
            self.go_to(span)
        return bool(conflict or span)

    def _next(self, wanted: Callable[[Dispute], bool], *, back: bool) -> bool:
        order, way = self.conflicts, -1 if back else 1
        if self.conflict:
            first = self.number(self.conflict) + way
        else:
            first = bisect_left(self._index.edges, (self.cursor + 1, 0)) - (1 if back else 0)
        ring = (order[(first + way * step) % len(order)] for step in range(len(order)))
        found = next((one for one in ring if wanted(one)), None)
        if found:
            self.stand_in(found)
        return found is not None


def _nearer(conflict: Dispute, span: Span, *, back: bool) -> bool:
    one, other = (conflict.start, conflict.end), (span.start, span.end)
    return one > other if back else one <= other
