"""The labels of a project: every change is planned first, with counts, and then carried out.

Nothing that was decided is ever lost: a renamed or merged label lives on under its new name, one
that is put away or missing from a loaded scheme is kept as archived.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from shlex import quote
from typing import Any

from annotator.domain.claims.differences import told_claims
from annotator.domain.claims.fitting import unfit_told
from annotator.domain.claims.renaming import is_called_back, keeping_former
from annotator.domain.history.changes import changes
from annotator.domain.history.events import Note, SchemeChange
from annotator.domain.history.fold import FoldedScheme
from annotator.domain.history.words import told
from annotator.domain.scheme import COLOURS, Kind, Label, Overlap, Scheme, is_colour
from annotator.domain.scheme_form import RULES
from annotator.errors import SchemeError, did_you_mean
from annotator.plural import counted
from annotator.progress import ProgressCallback
from annotator.services.project import scheme_file
from annotator.services.project.label_names import taken_for
from annotator.storage.claims.unfit import unfit
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.queries.counts import Use, decided_labels, label_use, use_of
from annotator.storage.store import Store


@dataclass(frozen=True, slots=True)
class Plan:
    """A change of the scheme that is thought through and not made yet: what it says, and the scheme after it.

    `undoes` is the act that it takes back; `split` is the label in whose place others are, with these, or with none
    where that is taken back.
    """

    sentences: tuple[str, ...]
    scheme: Scheme
    undoes: str = ""
    split: tuple[str, tuple[str, ...]] | None = None


def carry_out(
    store: Store,
    plan: Plan,
    progress: ProgressCallback = lambda _done, _of: None,
    *,
    by: str = "",
    why: str = "",
    minor: bool = False,
    before: Scheme | None = None,
) -> None:
    """Make a planned change, and note who made it and why; `progress` hears how far the articles follow it.

    Of a `minor` change nobody is asked to look at spans again. What somebody else has changed since the scheme was the
    one `before` it is kept.
    """
    also = [SchemeChange("split", plan.split[0], {}, {"into": list(plan.split[1])})] if plan.split else []
    note = Note(by, why, minor, plan.undoes)
    save_scheme(store, plan.scheme, progress, note=note, also=also, instead_of=before)


def used(store: Store) -> list[tuple[Label, Use]]:
    """Every label in order, with how much it is used."""
    use = label_use(store)
    return [(label, use.get(label.name, Use())) for label in store.scheme().labels]


def adding(store: Store, name: str, *, kind: Kind = "span", key: str | None = None, description: str = "") -> Plan:
    """Plan a new label; one that was put away is brought back. Raises `SchemeError` where it is there."""
    scheme, name = store.scheme(), checked(name)
    _not_a_former_name(scheme, name)
    found = scheme.label(name)
    if found is None:
        after = scheme.with_label(name, kind=kind, key=key and key.upper(), description=description)
        label = after.labels[-1]
        said = [f"{name} is a label of kind {kind}, {_on_key(label)}."]
        if others := taken_for(name, scheme.names()):
            said.append(f"It differs from {' and '.join(others)} in case, accents or separators alone.")
        return Plan(tuple(said), after)
    if not found.archived:
        raise SchemeError(f"The label {name!r} is there already.")
    free = replace(found, archived=False, key="" if scheme.by_key(found.key) else found.key)
    after = replace(scheme, labels=tuple(free if label is found else label for label in scheme.labels))
    return Plan((f"{name} is back, {_on_key(free)}.",), after)


def renaming(store: Store, old: str, new: str) -> Plan:
    """Plan another name for a label. Raises `NoSuchLabel`, or `SchemeError` where the new name is taken."""
    scheme, new = store.scheme(), checked(new)
    known = scheme.known(old)
    if known.name != new and any(label.name == new for label in scheme.labels):
        raise SchemeError(f"The label {new!r} is there already: `annotator labels merge {old} {new}` joins the two.")
    if scheme.current(new) != known.name:
        _not_a_former_name(scheme, new)
    return Plan((f"{known.name} becomes {new}: {use_told(store, [known.name])}.",), scheme.renamed(known.name, new))


def merging(store: Store, olds: Iterable[str], into: str) -> Plan:
    """Plan that labels become another one. Raises `NoSuchLabel` where one of them is not there."""
    scheme, olds = store.scheme(), list(dict.fromkeys(olds))
    target = scheme.known(into).name
    names = [name for name in dict.fromkeys(scheme.known(old).name for old in olds) if name != target]
    former = [old for old in olds if old != target]
    if not names and former:
        raise SchemeError(f"{' and '.join(former)} became {target} before: there is nothing left to merge.")
    if not names:
        raise SchemeError(f"{target!r} cannot be merged into itself; name the labels to merge, and another one last.")
    sentences = tuple(f"{name} is merged into {target}: {use_told(store, [name])}." for name in names)
    for name in names:
        scheme = scheme.renamed(name, target)
    return Plan(sentences, scheme)


def archiving(store: Store, name: str) -> Plan:
    """Plan to put a label away: it can no longer be given. Raises `NoSuchLabel`, `SchemeError` where it is put away."""
    scheme = store.scheme()
    known = scheme.known(name)
    if known.archived:
        raise SchemeError(f"The label {known.name!r} is put away already.")
    return Plan(
        (f"{known.name} is put away; what has it keeps it: {use_told(store, [known.name])}.",), scheme.archive(name)
    )


def changing(
    store: Store,
    name: str,
    *,
    key: str | None = None,
    colour: str | None = None,
    description: str | None = None,
    examples: Sequence[str] | None = None,
    before: str | None = None,
    **texts: str | None,
) -> Plan:
    """Plan another key, colour, guideline or place of a label: before another one, or last if `before` is "".

    The `examples` take the place of those it had; `texts` are what it says to `include` and `exclude`, and `notes`.

    Raises `NoSuchLabel`, or `SchemeError` where the change makes no sense, or none is named.
    """
    scheme = store.scheme()
    known = scheme.known(name)
    if colour is not None and not is_colour(colour):
        raise SchemeError(
            f"A colour is #rrggbb or one of {', '.join(COLOURS)}, not {colour!r}.{did_you_mean(colour, COLOURS)}"
        )
    wished: dict[str, Any] = {"key": key and key.upper(), "colour": colour, "description": description, **texts}
    wished["examples"] = None if examples is None else tuple(filter(str.strip, examples))
    if before is None and not any(value is not None for value in wished.values()):
        raise SchemeError(
            "Say what is to change: --key, --colour, --description, --include, --exclude, --notes, --example, --before "
            "or --last."
        )
    is_now = {field: getattr(known, field) for field in wished}
    after = is_now | {field: value for field, value in wished.items() if value is not None}
    said = [
        f"The {field} of {known.name} is now {after[field] or 'empty'}; it was {is_now[field] or 'empty'}."
        for field in ("key", "colour")
        if after[field] != is_now[field]
    ]
    if any(after[field] != is_now[field] for field in ("description", *texts)):
        said.append(f"{known.name} has another guideline.")
        if before_that := use_of(store, [known.name]).spans:
            were, them = ("was", "it") if before_that == 1 else ("were", "them")
            command = f"`annotator recheck {quote(known.name)}`"
            said.append(f"{counted(before_that, 'span')} {were} decided before that: {command} lists {them}.")
    if after["examples"] != is_now["examples"]:
        said.append(f"{known.name} has {counted(len(after['examples']), 'example')}.")
    scheme = scheme.with_change(known.name, **after)
    if before is not None and (not before or scheme.known(before).name != known.name):
        scheme = scheme.moved(known.name, before)
        said.append(f"{known.name} stands {f'before {scheme.known(before).name}' if before else 'last'}.")
    return Plan(tuple(said) or (f"{known.name} is so already.",), scheme)


def splitting(store: Store, name: str, into: Sequence[str]) -> Plan:
    """Plan that labels take the place of one, of which it may be one itself; else it is put away.

    Those that are not there are made; what has the label keeps it. Raises `NoSuchLabel`, `SchemeError`.
    """
    scheme = store.scheme()
    known = scheme.known(name)
    names = list(dict.fromkeys(map(checked, into)))
    if len(names) < 2:
        raise SchemeError(f"Name two labels or more that {known.name} is split into; it may be one of them.")
    said = []
    for one in names:
        found = scheme.label(one)
        if found and found.name != one:
            _not_a_former_name(scheme, one)
        if found and found.kind != known.kind:
            raise SchemeError(f"{found.name!r} is a label of kind {found.kind}, {known.name!r} of kind {known.kind}.")
        if found is None:
            scheme = scheme.with_label(one, kind=known.kind)
            said.append(f"{one} is new, {_on_key(scheme.labels[-1])}.")
    if known.name not in names and not known.archived:
        scheme = scheme.archive(known.name)
        said.append(f"{known.name} is put away.")
    use = use_told(store, [known.name])
    return Plan(
        (
            f"{known.name} is split into {', '.join(names)}.",
            *said,
            f"What has {known.name} keeps it until somebody looks again: {use}.",
        ),
        scheme,
        split=(known.name, tuple(names)),
    )


def overlapping(store: Store, overlap: Overlap) -> Plan:
    """Plan whether spans of one layer may overlap; spans that are there stay."""
    words = {"none": "may not overlap", "nested": "may lie within each other", "any": "may overlap"}
    return Plan(
        (f"From now on spans {words[overlap]}; those that are there stay.",), replace(store.scheme(), overlap=overlap)
    )


def loading(store: Store, path: Path) -> Plan:
    """Plan that a scheme file replaces the scheme; labels in use that it lacks are kept as archived.

    Raises `SchemeError` where the file makes no sense, or gives a former name a second meaning.
    """
    before, after = store.scheme(), scheme_file.load(path)
    after = replace(after, claims=keeping_former(after.claims, before.claims))
    for label in after.labels:
        if before.current(label.name) not in (label.name, after.current(label.name)):
            raise SchemeError(
                f"{path}: {label.name!r} was renamed to {before.current(label.name)!r} in this project; "
                f"rename it back, or leave it out of the file."
            )
    use, decided = label_use(store), decided_labels(store)
    in_use = [label for label in before.labels if use.get(label.name) or label.name in decided]
    kept = [label for label in in_use if after.label(label.name) is None]
    names = {label.name for label in (*after.labels, *kept)}
    former = {was: after.current(now) for was, now in before.aliases.items() if after.current(now) in names}
    after = replace(
        after,
        labels=(*after.labels, *(replace(label, archived=True) for label in kept)),
        aliases=former | dict(after.aliases),
    )
    count = len(after.labels) - len(kept)
    sentences = [f"The scheme of {path} has {counted(count, 'label')}."]
    sentences += [
        f"{label.name} is not among them and is kept as archived: {use_told(store, [label.name])}." for label in kept
    ]
    lacked = {label.name for label in kept}
    return Plan(
        (
            *sentences,
            *_labels_changed(before, after, use, lacked),
            *_rules_changed(before, after),
            *told_claims(before.claims, after.claims),
            *unfit_then(store, after),
        ),
        after,
    )


def unfit_then(store: Store, after: Scheme) -> Iterator[str]:
    """What is claimed that a scheme will not allow, beyond what is not allowed now."""
    if is_called_back(store.scheme().claims, after.claims):
        return
    now = unfit(store.conn, store.scheme().claims)
    if more := unfit(store.conn, after.claims, after.current) - now:
        yield f"{unfit_told(more)} They stay." if more.total() > 1 else f"{unfit_told(more)} It stays."


def _labels_changed(before: Scheme, after: Scheme, use: Mapping[str, Use], lacked: Collection[str]) -> Iterator[str]:
    """What a loaded scheme says otherwise of labels, and of how many spans; not that it puts away those it `lacked`."""
    folded = FoldedScheme()
    folded.begin(before)
    found = changes(folded, after)
    if gone := [change.label for change in found if change.kind == "dropped"]:
        yield f"{counted(len(gone), 'label')} that nothing has will not be there any more: {', '.join(gone)}."
    if new := [change.label for change in found if change.kind in ("added", "parted")]:
        yield f"{counted(len(new), 'new label')}: {', '.join(new)}."
    for change in found:
        fields = {
            name: value for name, value in change.after.items() if name != "archived" or change.label not in lacked
        }
        if change.kind == "changed" and (said := told(replace(change, after=fields))):
            many = use.get(change.label, Use()).spans
            yield said + (f" It has {counted(many, 'span')}." if many else "")


def _rules_changed(before: Scheme, after: Scheme) -> Iterator[str]:
    for rule in RULES:
        was, now = (json.dumps(getattr(scheme, rule)) for scheme in (before, after))
        if was != now:
            yield f"{rule} is {now} now; it was {was}."


def _not_a_former_name(scheme: Scheme, name: str) -> None:
    if scheme.current(name) != name:
        raise SchemeError(
            f"{name!r} is a former name of {scheme.current(name)!r}; decisions made under it count as that."
        )


def checked(name: str) -> str:
    """The name without space around it. Raises `SchemeError` for what is no Unicode text."""
    try:
        name.encode()
    except UnicodeEncodeError:
        raise SchemeError("The name of a label is Unicode text.") from None
    return name.strip()


def _on_key(label: Label) -> str:
    return f"on the key {label.key}" if label.key else "without a hot key"


def use_told(store: Store, names: Iterable[str]) -> str:
    """How much labels are used, as part of a sentence."""
    use = use_of(store, names)
    parts = [counted(use.spans, "span"), counted(use.suggestions, "suggestion")]
    return ", ".join([*parts, f"{counted(use.articles, 'article')} as a whole"] if use.articles else parts)
