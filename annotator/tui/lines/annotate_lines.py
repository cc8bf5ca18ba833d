"""What stands around an article while it is labelled: the top line, the tour, the footer."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from annotator.domain.claims.scheme import Task
from annotator.services.annotating.session import AnnotationSession
from annotator.storage.claims.counts import claimed_kinds
from annotator.tui.keys.annotate_availability import Standing, idle, standing_of
from annotator.tui.keys.table import Key
from annotator.tui.lines.parts import Parts, Top, facts_line, footer, top_line
from annotator.tui.lines.tour import STEPS, STEPS_OF_CLAIMS, next_step
from annotator.tui.text.lanes import NOTE_SIGN

_FIRST = {"label": -2, "picker": -1}
"""The ranks of the keys that label, where there is a selection or a bare word for them."""
_GIVE_WAY: tuple[tuple[str, ...], ...] = ((), ("hints",), ("hints", "undo"))
"""Which keys leave a narrow footer, so that the one that takes all sure suggestions is there."""


def top_of(
    session: AnnotationSession,
    position: tuple[int, int],
    *,
    in_step: str = "",
    pace: str = "",
    route: str = "",
    width: int,
) -> tuple[Parts, Parts]:
    """Project and article on the left, annotator and counts on the right, and how far one is on a `route`.

    `in_step` stands behind the project's name.
    """
    layer = session.layer
    said = sum(one.span is None for one in layer.comments)
    shown = ((route, route), (f"{NOTE_SIGN}{said}", said), ("⚑", layer.flagged), (layer.status, layer.status != "open"))
    words = tuple(word for word, on in shown if on)
    top = Top(
        session.store.path.name + in_step,
        position,
        session.article.title,
        session.annotator,
        len(layer.held),
        len(layer.rejected),
        session.undecided if session.loaded >= len(session.text) else None,
        words,
        pace,
        tuple(sorted(label for label, holds in layer.cats.items() if holds)),
        layer.added,
        len(session.proposals.besides),
    )
    return top_line(top, width)


def tour_of(session: AnnotationSession, width: int, task: Task = "names") -> Parts | None:
    """The tour's next step, as seen from a task; None when all were taken."""
    store, who = session.store, session.annotator
    steps = STEPS_OF_CLAIMS if session.scheme.claims else STEPS
    used = store.actions_of(who) | (claimed_kinds(store.conn, who) if session.scheme.claims else set())
    step = next_step(used, steps, task)
    if step is None:
        return None
    number, key, about = step
    signs = [(f"{number} of {len(steps)}  ", "$text-muted"), (f" {key} ", "bold $background on $warning")]
    return facts_line([*signs, (f" {about}", "$text")], width)


def footer_of(
    session: AnnotationSession, keys: tuple[Key, ...], width: int, also: frozenset[str] = frozenset()
) -> Parts:
    """The keys that apply now, or whose verbs `also` do; that of all sure suggestions says how many there are."""
    keys = keys if session.scheme.claims else _of_spans(keys)
    return _footer(keys, standing_of(session), len(session.proposals.sure), width, also)


@lru_cache(maxsize=4)
def _of_spans(keys: tuple[Key, ...]) -> tuple[Key, ...]:
    """The keys that there are where the scheme has no task but that of the spans."""
    return tuple(key for key in keys if key.verb != "next_task")


@lru_cache(maxsize=64)
def _footer(keys: tuple[Key, ...], standing: Standing, sure: int, width: int, also: frozenset[str]) -> Parts:
    off = (idle(standing) - also) | (set() if sure else {"accept_sure"})
    said = [replace(key, short=f"{sure} sure") if key.action == "accept_sure" else key for key in keys]
    if standing.selected or not standing.focused:
        said = [replace(key, rank=_FIRST.get(key.verb, key.rank)) for key in said]
    shown: Parts = ()
    for gone in _GIVE_WAY:
        shown = footer((key for key in said if key.verb not in gone), lambda key: key.verb not in off, width)
        if not sure or any(f"{sure} sure" in text for text, _ in shown):
            break
    return shown
