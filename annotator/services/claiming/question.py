"""What a task asks of an article, and what its keys answer: the seam between the screen of claims and its tasks.

A *task* is one kind of claims at work: which spans are the same, who they are, relations, attributes. It knows the
article through a `Desk` and gives back a `Step`, which nobody but the session carries out. The *focus* is the span
that a question is about; a *line* is one thing that may be, or is, claimed of it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal, Protocol

from annotator.domain.claims.scheme import Task as TaskName
from annotator.domain.claims.values import Claim, Relation
from annotator.domain.decisions import Event
from annotator.domain.span import Span

LineState = Literal["held", "auto", "open", "refused"]
"""A claim that holds; that holds without having been asked; that is only proposed; that was refused."""


@dataclass(frozen=True, slots=True)
class Step:
    """The events of one key, and a word about them; without events nothing is done but that the word is said.

    The screen goes on to the next open question where nothing is open at the focus any more, unless one `stays`.
    `focus` is where one stands then.
    """

    events: tuple[Event, ...] = ()
    message: str = ""
    stays: bool = False
    focus: Span | None = None
    bulk: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A claim at the focus in words, as the panel under the text numbers it.

    `sign` stands before the words ("→", "←", "="), `why` behind them: who proposed it, from what it follows. `source`
    and `score` go into the decision. `other` is the other end, where there is one.
    """

    claim: Claim
    words: str
    state: LineState = "open"
    sign: str = ""
    why: str = ""
    source: str = ""
    score: float | None = None
    other: Span | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """A span that a letter may be put on, and what it stands for; `also` are others that stand for the same."""

    span: Span
    words: str
    also: tuple[Span, ...] = ()

    @property
    def spans(self) -> tuple[Span, ...]:
        """All of them."""
        return (self.span, *self.also)


@dataclass(frozen=True, slots=True)
class Pointing:
    """A question that is answered by pointing at one of `targets`, the nearest first.

    `asked` is the question in words ("Tor Lund  head_of →  ?"), `only` what may be pointed at. `turned` asks it the
    other way round, or `one_way` says why there is none; `proposed` is the target that `space` takes, if there is only
    one. `again` asks for one more, once it was answered.
    """

    asked: str
    targets: tuple[Target, ...]
    pick: Callable[[Target], Step]
    only: str = ""
    turned: Callable[[], Pointing] | None = None
    proposed: Target | None = None
    again: Callable[[], Pointing] | None = None
    one_way: str = ""


@dataclass(frozen=True, slots=True)
class TaskKey:
    """A hot key of the task in the bar: what it is called; one that is `on` holds.

    `group`, with which the name begins, stands once before all of its keys.
    """

    key: str
    name: str
    colour: str = ""
    group: str = ""
    on: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """What the list that `enter` opens offers; `key` is its hot key, `why` what is known of it."""

    words: str
    why: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """What stands under a span: short words ("" draws the line alone), and how it is drawn."""

    words: str = ""
    state: LineState = "held"


@dataclass(frozen=True, slots=True)
class Tally:
    """How much of the task is done in the article: claims that hold (with their sign), refused ones, open questions."""

    sign: str
    held: int
    refused: int
    open: int


@dataclass(frozen=True, slots=True)
class ListLine:
    """A line of the side list: a claim, or the heading of some; `span` is where one goes."""

    words: str
    span: Span
    heading: bool = False
    state: LineState = "held"
    claim: Claim | None = None
    why: str = ""


Verb = Callable[[Span, Line | None], "Step | Pointing"]
"""What a key of one task alone does, at the focus and the line that is chosen there."""


class Task(Protocol):
    """One kind of claims at work. All spans are held ones; every answer goes by the layer as it is now."""

    name: ClassVar[TaskName]

    def begin(self) -> Step:
        """What is decided by itself where the task is begun, and what is to be said then."""

    def changed(self, spans: Sequence[Span] | None) -> Collection[Span]:
        """The layer is another one than before: what rests on these spans; all of it, if None.

        All mentions of entities that have others now are among the spans. Gives those whose lanes look otherwise beside
        them. What the task knows of others it keeps: so a key costs the same, however much is claimed in the article.
        """

    def tally(self) -> Tally:
        """How much is done."""

    def stops(self) -> Sequence[Span]:
        """The spans that the task is about, in the order of the text: `j` and `k` walk them."""

    def open(self) -> Sequence[Span]:
        """The spans at which a question is open, in the order of the text: `tab` walks them."""

    def lines(self, about: Span) -> Sequence[Line]:
        """What is claimed and proposed at a span, the most likely open one first among those that are open."""

    def take(self, about: Span, line: Line | None) -> Step:
        """`space`, or a line's number: take it, or what is shown at the span."""

    def refuse(self, about: Span, line: Line | None) -> Step:
        """`x`: refuse what is proposed; take back what holds."""

    def sure(self) -> Step:
        """`y`: take whatever is sure enough, in all of the article."""

    def all_same(self, about: Span, line: Line | None) -> Step:
        """`*`: decide the same of every identical string."""

    def keys(self, about: Span | None) -> Sequence[TaskKey]:
        """The label bar of the task, at a span."""

    def press(self, about: Span, name: str) -> Step | Pointing:
        """A hot key of the bar was pressed, or its name chosen."""

    def point(self, about: Span) -> Pointing | None:
        """`f`: what letters may be put on; None where the task has nothing to point at."""

    def choices(self, about: Span, typed: str) -> Sequence[Choice]:
        """`enter`: what a list offers for what was typed, the best first."""

    def choose(self, about: Span, choice: Choice | None, typed: str) -> Step | Pointing:
        """One of them was taken, or what was typed alone."""

    def lane(self, span: Span, focus: Span | None) -> Lane | None:
        """What stands under a span while another one, or none, has the focus; None: nothing."""

    def around(self, focus: Span) -> Mapping[Span, Lane]:
        """The lanes that are drawn otherwise because a span has the focus."""

    def facts(self, about: Span) -> str:
        """What the line of facts says of a span beside its words, label, entity and link."""

    def listed(self) -> Sequence[ListLine]:
        """All of the task's claims in the article, as the side list has them."""

    def verbs(self) -> Mapping[str, Verb]:
        """What this task alone does, by the verb of the key in the table of keys (`turn`, `new_entry`)."""


def sign_of(relation: Relation, about: Span) -> str:
    """Which way a relation goes, seen from one of its ends."""
    return "→" if relation.head == about else "←"
