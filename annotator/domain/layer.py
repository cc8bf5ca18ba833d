"""A layer: what one annotator holds true of one article, as the fold of their decisions.

`step` applies one decision: it either changes the layer or raises a named `DecisionError` and
changes nothing. `fold` applies a whole log; decisions of a merged log that have become illegal are
passed over and listed in `Layer.ignored`. Whether spans may overlap is asked only of new decisions
(`allows`), so a scheme that grew stricter never unmakes what was decided before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import assert_never

from annotator.domain.claiming.steps import apply_claim, bring_back, check_claim, follow, let_go, rule_claims
from annotator.domain.decisions import (
    Accepted,
    Added,
    Approved,
    Claimed,
    Commented,
    Confirmed,
    Decision,
    Event,
    Finished,
    Flagged,
    Imported,
    Noted,
    Redone,
    Refused,
    Rejected,
    Relabelled,
    Removed,
    Reopened,
    Resized,
    Restored,
    Returned,
    Ruled,
    Skipped,
    Superseded,
    Undone,
    Withdrawn,
)
from annotator.domain.disagreement.article_labels import labels_of
from annotator.domain.disagreement.conflicts import AGREED, REOPENED, speakers
from annotator.domain.span import Span
from annotator.domain.state import Comment, Held, Layer, Status
from annotator.errors import DecisionError, NoSuchSpan, NothingToUndo, OverlapError

__all__ = ["Allows", "Comment", "Held", "Layer", "Status", "fold", "step", "step_all"]

Allows = Callable[[Span, Span], bool]


def fold(length: int, decisions: Iterable[Decision]) -> Layer:
    """The layer that a log makes of an article of `length` code points; decisions count in the order of their ids."""
    layer = Layer(length)
    _replay(layer, sorted(decisions, key=_id))
    return layer


def step(layer: Layer, decision: Decision, allows: Allows | None = None) -> None:
    """Apply one decision to a layer in place.

    `allows` says which two spans may stand side by side (any, where it is not given). Raises
    `DecisionError` (`NoSuchSpan`, `OverlapError`, `NothingToUndo`) and changes nothing where the
    decision is illegal.
    """
    match decision.event:
        case Undone(target):
            _undo(layer, target, allows)
        case Redone(target):
            _redo(layer, target, allows)
        case event:
            _check(layer, event, allows)
            layer.record(decision)
            _apply(layer, decision, event)


def step_all(layer: Layer, decisions: Sequence[Decision], allows: Allows | None = None) -> None:
    """Apply the decisions of one step, all or none; an undo or redo is a step by itself. Raises what `step` raises."""
    start = layer.end
    try:
        for decision in decisions:
            step(layer, decision, allows)
    except DecisionError:
        layer.rewind(start)
        raise


def _undo(layer: Layer, target: str, allows: Allows | None) -> None:
    start = layer.position_of(target)
    if start is None:
        void = [
            decision
            for decision in layer.ignored
            if decision.step == target and not isinstance(decision.event, Undone | Redone)
        ]
        if not void or target in layer.undone:
            raise NothingToUndo("That action is not there to be undone.")
        layer.undone[target] = void  # it does nothing any more, as after two labels became one
        return
    tail, before = layer.recorded(start), layer.undone.get(target)
    layer.undone[target] = [*(before or ()), *(one for one in tail if one.step == target)]
    try:
        _rewrite(layer, start, [decision for decision in tail if decision.step != target], allows)
    except OverlapError:
        if before is None:
            del layer.undone[target]
        else:
            layer.undone[target] = before
        raise


def _redo(layer: Layer, target: str, allows: Allows | None) -> None:
    if target not in layer.undone:
        raise NothingToUndo("That action is not there to be redone.")
    _rewrite(layer, layer.end, layer.undone[target], allows)
    del layer.undone[target]


def _rewrite(layer: Layer, start: int, decisions: list[Decision], allows: Allows | None) -> None:
    """Put `decisions` in the place of all that was done from `start` on.

    Raises `OverlapError` and changes nothing where a span would come back beside one that forbids it.
    """
    tail, touched, ignored = layer.recorded(start), layer.touched(start), len(layer.ignored)
    stood = touched & layer.held.keys()
    layer.rewind(start)
    _replay(layer, decisions)
    came = ((touched | layer.touched(start)) & layer.held.keys()) - stood
    try:
        for span in came:
            _check_neighbours(layer, span, span, allows)
    except OverlapError:
        layer.rewind(start)
        _replay(layer, tail)
        del layer.ignored[ignored:]
        raise


def _replay(layer: Layer, decisions: Iterable[Decision]) -> None:
    for decision in decisions:
        try:
            step(layer, decision)
        except DecisionError:
            layer.ignored.append(decision)


def _check(layer: Layer, event: Event, allows: Allows | None) -> None:  # noqa: C901, PLR0912 - one case an event
    """Raise the named error that makes `event` illegal here, if any."""
    match event:
        case Accepted(span) | Added(span) | Imported(span):
            _check_new(layer, span, None, allows)
        case Rejected(span) | Superseded(span):
            _check_inside(layer, span)
            if span in layer.rejected or (isinstance(event, Superseded) and layer.knows(span)):
                raise DecisionError("That suggestion was decided already.")
        case Removed(span) | Confirmed(span):
            if span not in layer.held:
                raise NoSuchSpan(f"There is no such span to {'remove' if isinstance(event, Removed) else 'confirm'}.")
        case Restored(span) if span not in layer.aside:
            removed = layer.last_removed(span)
            if span in layer.rejected or not (removed or (span not in layer.held and layer.last_refused(span))):
                raise NoSuchSpan("Nothing that gave way is to be restored there.")
            if removed:
                _check_new(layer, span, None, allows)
        case Relabelled(span, label):
            _check_new(layer, span.labelled(label), span, allows)
        case Resized(span, start, end):
            if not 0 <= start < end:
                raise DecisionError("A span keeps at least one character.")
            if (start, end) == (span.start, span.end):
                raise DecisionError("The span has these edges already.")
            _check_new(layer, span.resized(start, end), span, allows)
        case Ruled(spans=spans):
            for span in spans:
                _check_inside(layer, span)
        case Commented(instead=instead) if instead and all(one.id != instead for one in layer.comments):
            raise DecisionError("That comment is not there to be changed.")
        case Commented(text, instead="", answers="") if not text.strip():
            raise DecisionError("A comment needs words.")
        case Claimed() | Withdrawn() | Refused():
            check_claim(layer, event)
        case Finished() | Skipped() | Approved() if layer.status == _STATUS[type(event)]:
            raise DecisionError(f"The article is {layer.status} already.")
        case Reopened() if layer.status == "open":
            raise DecisionError("The article is open already.")


def _check_inside(layer: Layer, span: Span) -> None:
    if span.end > layer.length:
        raise NoSuchSpan(f"The article has {layer.length} characters; the span would end at {span.end}.")


def _check_new(layer: Layer, span: Span, instead_of: Span | None, allows: Allows | None) -> None:
    _check_inside(layer, span)
    if span in layer.held:
        raise DecisionError("That span is there already.")
    _check_neighbours(layer, span, instead_of, allows)


def _check_neighbours(layer: Layer, span: Span, instead_of: Span | None, allows: Allows | None) -> None:
    for other in layer.touching(span.start, span.end) if allows else ():
        if allows and other != instead_of and not allows(span, other):
            raise OverlapError("It would overlap a span that is there, which the scheme does not allow.")


def _apply(layer: Layer, decision: Decision, event: Event) -> None:  # noqa: C901, PLR0912, PLR0915 - likewise
    by, at = decision.by, decision.at
    match event:
        case Accepted(span, source, score, auto):
            _hold(layer, Held(span, span, source, score, by, at, auto=auto))
        case Added(span):
            _hold(layer, Held(span, by=by, at=at))
        case Imported(span, decided, source, score):
            _hold(layer, Held(span, None, source, score, by, at, imported=True, elsewhere=decided))
        case Rejected(span, source, score):
            was = layer.held.get(span)
            suggested = (was.suggested if was else None) or span
            known = Held(span, suggested, source or (was.source if was else ""), score, by, at)
            if was:
                _remove(layer, span)
            for refused in {span, suggested} - layer.held.keys():
                layer.put("aside", refused, None)
                layer.put("rejected", refused, known)
        case Superseded(span, source, score):
            layer.put("aside", span, Held(span, span, source, score, by, at))
        case Restored(span):
            if span in layer.aside:
                layer.put("aside", span, None)
            elif removed := layer.last_removed(span):
                went = layer.went_with(span)
                layer.put("held", span, removed)
                bring_back(layer, went)
            else:
                layer.put("rejected", span, layer.last_refused(span))
        case Removed(span):
            _remove(layer, span)
        case Confirmed():
            pass
        case Relabelled(span, label, source, score):
            _replace(layer, span, span.labelled(label), Held(span, span, source, score, by, at))
        case Resized(span, start, end, source, score):
            _replace(layer, span, span.resized(start, end), Held(span, span, source, score, by, at))
        case Noted(label, on):
            layer.put("noted", label, on)
        case Commented(text, about, instead, answers):
            answers = answers or next((one.answers for one in layer.comments if one.id == instead), "")
            comment = Comment(text, about, by, at, instead or decision.id, answers)
            layer.put("comments", comment.id, comment if text.strip() else None)
        case Flagged(on):
            layer.put("word", "flagged", on or None)
        case Ruled():
            _rule(layer, decision, event)
        case Claimed() | Withdrawn() | Refused():
            apply_claim(layer, decision, event)
        case Finished() | Skipped() | Reopened() | Approved():
            layer.put("word", "status", _STATUS.get(type(event)))
        case Returned(text):
            for word, said in (("status", "returned"), ("returned", text), ("returned_by", by)):
                layer.put("word", word, said)
        case Undone() | Redone():
            raise DecisionError("An undo is applied by `step`.")
        case _:
            assert_never(event)


def _remove(layer: Layer, span: Span) -> None:
    """Hold a span no more, nor what rests on it."""
    layer.put("held", span, None)
    let_go(layer, span)


def _hold(layer: Layer, held: Held) -> None:
    for table in ("rejected", "aside"):
        layer.put(table, held.span, None)
    layer.put("held", held.span, held)


def _replace(layer: Layer, old: Span, new: Span, fresh: Held) -> None:
    """Hold `new` where `old` was held or suggested; `fresh` tells of the suggestion, if `old` was only that."""
    was = layer.held.get(old)
    if was:
        layer.put("held", old, None)
    else:
        was = fresh
    _hold(layer, Held(new, was.suggested, was.source, was.score, fresh.by, fresh.at, imported=was.imported))
    follow(layer, old, new)


def _rule(layer: Layer, decision: Decision, ruling: Ruled) -> None:
    """Hold what a ruling says, in place of what an earlier one on the same conflict said."""
    before = layer.rulings.get(ruling.conflict, ())
    gone: list[Span] = []
    for held in _ruled(*before):
        if layer.held.get(held.span) == held:
            layer.put("held", held.span, None)
            gone.append(held.span)
    came = [
        held
        for held in _ruled(ruling, decision)
        if held.span not in layer.held and not (held.suggested and layer.knows(held.span))
    ]
    for held in came:
        _hold(layer, held)
    for span in gone:
        if span not in layer.held:
            let_go(layer, span)
    rule_claims(layer, decision, ruling, before[0] if before else None, came=bool(came))
    _rule_labels(layer, ruling)
    layer.put("rulings", ruling.conflict, (ruling, decision))


def _rule_labels(layer: Layer, ruling: Ruled) -> None:
    """Let the answers of a ruling hold of the article, in place of an earlier one's and of what was set by hand."""
    if ruling.choice not in (AGREED, REOPENED):
        for label in labels_of(ruling.conflict).union(label for label, _ in ruling.cats):
            layer.put("noted", label, None)
    layer.put("answers", ruling.conflict, ruling.cats or None)


def _ruled(ruling: Ruled | None = None, decision: Decision | None = None) -> list[Held]:
    """What a ruling puts into its layer: the source of a span names the annotators who said it."""
    if ruling is None or decision is None:
        return []
    who, agreed = speakers(ruling.conflict), ruling.choice == AGREED
    return [
        Held(span, span if agreed else None, who(span), by=decision.by, at=decision.at, ruled=True)
        for span in ruling.spans
    ]


_STATUS: dict[type[Event], Status] = {
    Finished: "finished",
    Skipped: "skipped",
    Approved: "approved",
}


def _id(decision: Decision) -> str:
    return decision.id
