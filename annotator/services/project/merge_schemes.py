"""Two schemes become one: what only one side has is taken, what both define differently is a clash. Pure.

Labels are compared by what they mean, their kind and their guideline; hot keys and colours are a
matter of taste, and ours stay. A guideline that the other side had before is an older text, and no clash: the newer
one holds. A label that one side has renamed is renamed on both, in its place; one that it has put away, or brought
back, since the other was copied is so on both. Where two rules differ, the one that forbids less holds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

from annotator.domain.claims.renaming import Table, called, under_names_of
from annotator.domain.claims.scheme import AttributeType, ClaimScheme, RelationType
from annotator.domain.claims.scheme_form import CLAIM_TABLES, ENTITIES, entities_form, tables_of, with_tables
from annotator.domain.scheme import Group, Label, Overlap, Scheme, free_key
from annotator.domain.scheme_form import TEXTS
from annotator.errors import NoSuchLabel, SchemeError

Prefer = Literal["ours", "theirs", ""]
_LAXER: tuple[Overlap, ...] = ("none", "nested", "any")


class SchemeClash(SchemeError):
    """Two schemes contradict each other; `clashes` has a sentence for each contradiction."""

    def __init__(self, clashes: list[str]) -> None:
        self.clashes = clashes
        super().__init__(
            f"The schemes clash: {' '.join(clashes)} Nothing was merged; "
            "--ours, --theirs or --map THEIRS=OURS settles it."
        )


def translation(theirs: Scheme, renames: Mapping[str, str]) -> Callable[[str], str]:
    """What a label in their decisions is called here: `renames` maps present names of theirs.

    Raises `NoSuchLabel` where they have no such label.
    """
    for name in renames:
        if theirs.label(name) is None:
            raise NoSuchLabel(f"The other project has no label {name!r}. It has: {', '.join(theirs.names())}.")
    wanted = {theirs.current(name): new for name, new in renames.items()}
    return lambda name: wanted.get(theirs.current(name), name)


def joined(ours: Scheme, theirs: Scheme, *, prefer: Prefer = "", renames: Mapping[str, str] | None = None) -> Scheme:
    """Our scheme with theirs in it. Raises `SchemeClash` where they contradict each other and nothing settles it."""
    named = translation(theirs, renames or {})
    clashes: list[str] = []
    scheme = _in_place(ours, theirs, named)
    for label in theirs.labels:
        there = replace(label, name=named(label.name))
        here = scheme.label(there.name)
        if here is None:
            scheme = _with(scheme, there)
        elif here.name == there.name and label.name == there.name:
            clash = _clash(here, there)
            if clash and not prefer:
                clashes.append(clash)
            else:
                scheme = _changed(scheme, here, _one_of_both(here, there, prefer))
    for old in theirs.aliases:
        now = theirs.current(old)
        if named(now) == now:
            scheme, clash = _renamed(scheme, old, now, prefer)
            clashes += [clash] if clash else []
    claims, differ = joined_claims(scheme, theirs, named, prefer)
    clashes += differ
    if clashes:
        raise SchemeClash(clashes)
    return replace(_rules(scheme, theirs, named), claims=claims)


def joined_claims(
    scheme: Scheme, theirs: Scheme, named: Callable[[str], str], prefer: Prefer = ""
) -> tuple[ClaimScheme, list[str]]:
    """What may be claimed on either side, under the labels of `scheme`, and what both define differently.

    Hot keys and descriptions are a matter of taste, and ours stay.
    """
    there = theirs.claims
    for name in theirs.names():
        there = there.renamed(name, scheme.current(named(name)))
    there = there.among(scheme.names())
    here = _with_former_names(scheme.claims, there)
    there = under_names_of(there, here)
    ours, others = tables_of(here), tables_of(there)
    clashes: list[str] = []
    change: dict[str, Any] = {}
    for table in CLAIM_TABLES:
        change[table] = {name: row for name, row in others[table].items() if name not in ours[table]}
        for name in others[table].keys() & ours[table].keys():
            if _meaning(ours[table][name]) != _meaning(others[table][name]):
                if not prefer:
                    clashes.append(f"The {table} {name!r} is defined differently here and there.")
                elif prefer == "theirs":
                    change[table][name] = others[table][name]
    if here.entities is None or (prefer == "theirs" and there.entities):
        change[ENTITIES] = entities_form(there)
    elif there.entities and there.entities != here.entities and not prefer:
        clashes.append("The rules of entities are other ones here and there.")
    return with_tables(here, change), clashes


_NO_MEANING = ("key", "description", "from", "url", "former")


def _with_former_names(ours: ClaimScheme, theirs: ClaimScheme) -> ClaimScheme:
    """Ours under the names that theirs gave since to what ours has; former names of theirs are known, too."""
    tables: list[tuple[Table, Sequence[RelationType] | Sequence[AttributeType]]] = [
        ("relation", theirs.relations), ("attribute", theirs.attributes),
    ]  # fmt: skip
    for table, every in tables:
        for one in every:
            for was in one.former:
                if any(was == name for name in tables_of(ours)[table]):
                    ours = called(ours, table, was, one.name)
    return ours


def _meaning(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        field: value for field, value in row.items() if field not in ("key", "description", "from", "url", "former")
    }


def _in_place(scheme: Scheme, theirs: Scheme, named: Callable[[str], str]) -> Scheme:
    """Our scheme with the names that theirs gave since to labels of ours; key, colour and place stay."""
    for old in theirs.aliases:
        now = theirs.current(old)
        if named(now) == now and old in scheme.names() and scheme.label(now) is None:
            scheme = scheme.renamed(old, now)
    return scheme


def _with(scheme: Scheme, label: Label) -> Scheme:
    taken = {one.key for one in scheme.labels if not one.archived}
    key = label.key if label.key not in taken or label.archived else free_key(label.name, taken)
    return replace(scheme, labels=(*scheme.labels, replace(label, key=key if label.kind == "span" else "")))


def _clash(ours: Label, theirs: Label) -> str:
    if ours.kind != theirs.kind:
        return f"{ours.name!r} is a label of kind {ours.kind} here and of kind {theirs.kind} there."
    if ours.description and theirs.description and ours.description != theirs.description and not newer(ours, theirs):
        return f"{ours.name!r} means {ours.description!r} here and {theirs.description!r} there."
    return ""


def newer(ours: Label, theirs: Label, prefer: Prefer = "") -> Prefer:
    """Whose guideline came after the other's; "" where they are the same, or neither side knows the other's.

    Where a clash was settled before, and is now settled again by `prefer`, neither is the newer one.
    """
    if ours.description == theirs.description:
        return ""
    here, there = _knows(ours, theirs, prefer), _knows(theirs, ours, prefer)
    if here and there:  # a text came back
        here, there = len(ours.former) > len(theirs.former), len(theirs.former) > len(ours.former)
    return "ours" if here else "theirs" if there else ""


def _knows(later: Label, earlier: Label, prefer: Prefer) -> bool:
    """Whether the one had the other's guideline before; if `prefer` is said, as a copy of it had it, not by a clash."""
    if earlier.description not in later.former:
        return False
    return not prefer or later.former[: later.former.index(earlier.description)] == earlier.former


def _guideline(ours: Label, theirs: Label, prefer: Prefer) -> tuple[str, tuple[str, ...]]:
    """The guideline that holds, and those before it.

    The loser of a clash stands behind the winner itself, so that it is known and yet no earlier text of the same hand.
    """
    later = newer(ours, theirs, prefer)
    first, second = (theirs, ours) if (later or prefer) == "theirs" else (ours, theirs)
    text = first.description if later else first.description or second.description
    clashed = () if later or second.description in ("", text) else (first.description,)
    known = (*first.former, *clashed, *second.former, *((second.description,) if second.description != text else ()))
    return text, tuple(one for one in dict.fromkeys(known) if one)


def _one_of_both(ours: Label, theirs: Label, prefer: Prefer) -> Label:
    first, second = (theirs, ours) if prefer == "theirs" else (ours, theirs)
    description, former = _guideline(ours, theirs, prefer)
    holds, other = (theirs, ours) if (newer(ours, theirs, prefer) or prefer) == "theirs" else (ours, theirs)
    return replace(
        ours,
        kind=first.kind,
        key=ours.key if first.kind == "span" else "",
        description=description,
        former=former,
        from_=tuple(dict.fromkeys((*first.from_, *second.from_))),
        archived=_archived(ours, theirs),
        examples=tuple(dict.fromkeys((*first.examples, *second.examples))),
        switched=max(ours.switched, theirs.switched),
        **{name: getattr(holds, name) or getattr(other, name) for name in TEXTS},
    )


def _archived(ours: Label, theirs: Label) -> bool:
    """Whether a label is put away: as the side has it that changed that more often, else only if both have it so."""
    if ours.switched != theirs.switched:
        return max(ours, theirs, key=lambda one: one.switched).archived
    return ours.archived and theirs.archived


def _changed(scheme: Scheme, old: Label, new: Label) -> Scheme:
    if old.archived and not new.archived:
        taken = {one.key for one in scheme.labels if not one.archived}
        new = replace(new, key=new.key if new.key not in taken else free_key(new.name, taken))
    return replace(scheme, labels=tuple(new if label is old else label for label in scheme.labels))


def _renamed(scheme: Scheme, old: str, now: str, prefer: Prefer) -> tuple[Scheme, str]:
    """The scheme with one of their renamings in it, or what speaks against it."""
    if scheme.current(old) == scheme.current(now):
        return scheme, ""
    if old in scheme.aliases:
        clash = f"{old!r} became {scheme.current(old)!r} here and {now!r} there."
        if prefer == "theirs":
            return replace(scheme, aliases={**scheme.aliases, old: scheme.current(now)}), ""
        return scheme, "" if prefer else clash
    if scheme.label(old):
        return scheme.renamed(old, now), ""
    return replace(scheme, aliases={**scheme.aliases, old: scheme.current(now)}), ""


def _rules(scheme: Scheme, theirs: Scheme, named: Callable[[str], str]) -> Scheme:
    groups = {group.name: group for group in scheme.groups}
    for group in theirs.groups:
        labels = tuple(scheme.current(named(name)) for name in group.labels)
        mine = groups.get(group.name)
        choice = group.choice if mine is None else mine.choice
        both = dict.fromkeys((*(mine.labels if mine else ()), *labels))
        kinds = {label.name: label.kind for label in scheme.labels}
        groups[group.name] = Group(group.name, choice, tuple(name for name in both if kinds.get(name) == "article"))
    suffixes = {word: scheme.current(named(name)) for word, name in theirs.suffixes.items()}
    return replace(
        scheme,
        overlap=max(scheme.overlap, theirs.overlap, key=_LAXER.index),
        suffixes={**suffixes, **scheme.suffixes},
        groups=tuple(groups.values()),
        closed=scheme.closed and theirs.closed,
        blind=scheme.blind and theirs.blind,
    )
