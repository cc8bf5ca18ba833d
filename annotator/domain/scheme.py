"""The scheme: the ordered labels of a project, their keys and meaning, and the rules that spans obey.

A label is of kind `span` (it marks a stretch of text) or `article` (it holds for an article as a whole).
`from_` names the labels of other tools and models that mean this one. A renamed label keeps its old
name as an alias, so that decisions made under the old name go on to count.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from types import MappingProxyType
from typing import Any, Literal, get_args

from annotator.domain.claims.names import Names
from annotator.domain.claims.scheme import NOTHING_CLAIMED, ClaimScheme
from annotator.domain.span import Span
from annotator.errors import NoSuchLabel, SchemeError, did_you_mean

Overlap = Literal["none", "nested", "any"]
AutoAccept = Literal["off", "article", "project"]
Kind = Literal["span", "article"]
Choice = Literal["one", "many"]

HOT_KEYS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
COLOURS = ("blue", "magenta", "green", "yellow", "cyan", "red", "orange", "grey")

_ALIKE = {
    "PERSON": "per", "PER": "person", "PRS": "person per", "persName": "person per", "ORG": "organization", "orgName":
    "org", "ORGANIZATION": "org", "ORGANISATION": "org", "LOC": "location", "LOCATION": "loc", "geogName": "loc",
    "GPE": "loc location", "placeName": "gpe loc", "GPE_LOC": "gpe loc", "GPE_ORG": "gpe loc",
}  # fmt: skip
"""For labels of well-known schemes and models those that mean as much or more, best first, all in small letters."""
_MEANT = {name.casefold(): tuple(alike.split()) for name, alike in _ALIKE.items()}
_TAKEN_IN = {"FAC": ("loc", "location")} | dict.fromkeys(
    ("NORP", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW", "LANGUAGE"), ("misc",)
)
"""For labels of OntoNotes those of CoNLL that take them in, in small letters."""
_LARGER = {name.casefold(): larger for name, larger in _TAKEN_IN.items()}
WELL_KNOWN = (*_ALIKE, *_TAKEN_IN)
"""Labels that many schemes and models have, as they spell them."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label: name, hot key (or ""), colour (a name or `#rrggbb`), guideline, kind, and foreign names that mean it.

    The guideline is a definition (`description`), what to `include` and to `exclude`, and `notes`; `examples` are words
    that have it, a word about some that have not, or places of articles (see `guideline`). `former` are the definitions
    it had before, oldest first; `switched` is how often it was put away or brought back.
    """

    name: str
    key: str = ""
    colour: str = ""
    description: str = ""
    kind: Kind = "span"
    from_: tuple[str, ...] = ()
    archived: bool = False
    former: tuple[str, ...] = ()
    switched: int = 0
    examples: tuple[str, ...] = ()
    include: str = ""
    exclude: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Labels of kind `article` that belong together; `choice` says whether one or many of them may hold."""

    name: str
    choice: Choice
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scheme:
    """Labels in order, and the rules of the project. Raises `SchemeError` where they contradict each other.

    `aliases` maps every former name to the present one; `suffixes` maps a last word of a name
    (`Festival`) to the label it sets. A `closed` scheme gets no label while one labels or imports;
    under a `blind` one nobody who labels is shown what others decided elsewhere. `claims` is what may be said of
    spans beyond their labels.
    """

    labels: tuple[Label, ...]
    overlap: Overlap = "none"
    trim_borders: bool = True
    auto_accept: AutoAccept = "project"
    accept_at: float = 0.8
    suffixes: Mapping[str, str] = field(default_factory=dict)
    groups: tuple[Group, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)
    closed: bool = False
    blind: bool = False
    claims: ClaimScheme = NOTHING_CLAIMED

    def __post_init__(self) -> None:
        _one_of("overlap", self.overlap, Overlap)
        _one_of("auto_accept", self.auto_accept, AutoAccept)
        if not 0 <= self.accept_at <= 1:
            raise SchemeError(f"accept_at is a score from 0 to 1, not {self.accept_at}.")
        _check_labels(self.labels)
        names = {label.name for label in self.labels}
        if self.claims:
            self.claims.check(names)
        for word, name in self.suffixes.items():
            if name not in names:
                raise SchemeError(f"The suffix word {word!r} sets the label {name!r}, which the scheme does not have.")
        for old, name in self.aliases.items():
            if old in names or name not in names:
                raise SchemeError(f"{old!r} cannot be a former name of {name!r} beside the labels that are there.")
        for group in self.groups:
            _one_of(f"choice of group {group.name!r}", group.choice, Choice)
            for name in group.labels:
                if not any(label.name == name and label.kind == "article" for label in self.labels):
                    raise SchemeError(f"Group {group.name!r} names {name!r}, which is no article label of the scheme.")

    def label(self, name: str) -> Label | None:
        """The label of that name (former names count), or None."""
        name = self.current(name)
        return next((label for label in self.labels if label.name == name), None)

    def known(self, name: str) -> Label:
        """The label of that name (former names count). Raises `NoSuchLabel` with the names there are."""
        found = self.label(name)
        if found is None:
            meant = did_you_mean(name, self.names())
            claimed = self.claims.told_of(name)
            raise NoSuchLabel(claimed or f"The scheme has no label {name!r}.{meant} It has: {', '.join(self.names())}.")
        return found

    @property
    def current(self) -> Names:
        """Called with a label it gives its present name, whatever it was called when it was used."""
        return Names(lambda name: self.aliases.get(name, name), self.claims)

    def by_key(self, key: str) -> Label | None:
        """The label that is not archived and has this hot key, or None."""
        return next((label for label in self.labels if label.key == key and key and not label.archived), None)

    def numbered(self) -> tuple[Label, ...]:
        """The active span labels, the first nine of which have the digit of their place for a key if they have none.

        A digit that is the key of another label is not free for that.
        """
        free = {digit for digit in "123456789" if not self.by_key(digit)}
        digits = (str(number) for number in range(1, len(self.labels) + 1))
        rows = zip(self.active(), digits, strict=False)
        return tuple(replace(label, key=label.key or (digit if digit in free else "")) for label, digit in rows)

    def given_by(self, key: str) -> Label | None:
        """The label that a key gives: the one whose hot key it is, else of the first nine the one of that number."""
        labels = self.active()
        numbered = labels[int(key) - 1] if key in "123456789"[: len(labels)] else None
        return self.by_key(key) or numbered

    def active(self, kind: Kind = "span") -> tuple[Label, ...]:
        """The labels of a kind that can be given now, in order."""
        return tuple(label for label in self.labels if label.kind == kind and not label.archived)

    def meaning(self, foreign: str) -> str | None:
        """The active span label that a model's or tool's label means, or None where the scheme has no place for it.

        It is the one of that name, else the one that names it under `from_`, else the one that had the name before;
        where there is none, the only one that does so but for the case, and then one that is well known to mean the
        same (`PER` and `PERSON`) or more (`LOC` for `GPE`; without a `from_` of its own, `MISC` for `EVENT`). One put
        away or of another kind means nothing.
        """
        folded = foreign.casefold()
        ways: list[tuple[str, Callable[[str], str]]] = [(foreign, str)]
        ways += ((name, str.casefold) for name in (folded, *_MEANT.get(folded, ())))
        found = next(filter(None, (self._called(*way) for way in ways)), [])
        if not found:
            larger = (label for name in _LARGER.get(folded, ()) for label in self._called(name, str.casefold))
            found = [label for label in larger if not label.from_]
        one = found[0] if len(found) == 1 else None
        return one.name if one and one.kind == "span" and not one.archived else None

    def _called(self, name: str, form: Callable[[str], str]) -> list[Label]:
        """The labels that a name in that form stands for, those that can be given and have it first; as it is, one."""
        own = [(label.name, label) for label in self.active()]
        meant = [(foreign, label) for label in self.active() for foreign in label.from_]
        once = [(known, self.known(known)) for known in (*self.aliases, *self.names())]
        every = ({label.name: label for known, label in some if form(known) == name} for some in (own, meant, once))
        return list(next(filter(None, every), {}).values())[: 1 if form is str else None]

    def allows(self, one: Span, other: Span) -> bool:
        """Whether the two spans may stand side by side in one layer."""
        if not one.overlaps(other) or self.overlap == "any":
            return one != other
        return self.overlap == "nested" and one != other and (one.contains(other) or other.contains(one))

    def with_label(self, name: str, *, kind: Kind = "span", description: str = "", key: str | None = None) -> Scheme:
        """The scheme with one more label, under a free hot key and colour; unchanged where it is there already."""
        if self.label(name):
            return self
        with_it = self.with_labels({name: kind})
        label = with_it.labels[-1]
        changed = replace(label, description=description, key=label.key if key is None else key)
        return replace(self, labels=(*self.labels, changed))

    def with_labels(
        self, kinds: Mapping[str, Kind], looks: Mapping[str, tuple[str, str]] = MappingProxyType({})
    ) -> Scheme:
        """The scheme with more labels, each under a free hot key and colour, as far as they are not there already.

        `looks` are keys and colours that some of them shall have, "" for either; a key that is taken is passed over.
        """
        names, taken = {label.name for label in self.labels}, {label.key for label in self.labels}
        wished: dict[str, str] = {}
        for name, (key, _) in looks.items():
            if kinds.get(name) == "span" and len(key) == 1 and key in HOT_KEYS and key not in taken:
                wished[name] = key
                taken.add(key)
        spans = sum(label.kind == "span" for label in self.labels)
        new: list[Label] = []
        for name, kind in kinds.items():
            if self.current(name) not in names:
                key = wished.get(name) or free_key(name, taken) if kind == "span" else ""
                colour = looks[name][1] if name in looks else ""
                new.append(Label(name, key, colour or COLOURS[spans % len(COLOURS)], "", kind))
                taken.add(key)
                spans += kind == "span"
        return replace(self, labels=(*self.labels, *new)) if new else self

    def renamed(self, old: str, new: str) -> Scheme:
        """The scheme with `old` called `new`; where `new` exists, `old` is merged into it.

        Raises `NoSuchLabel` if `old` is not there, `SchemeError` if the two are of different kinds.
        """
        source, target = self.known(old), self.label(new)
        old = source.name
        if old == new:
            return self
        if target is source:
            target = None  # a former name comes back
        if target and target.kind != source.kind:
            raise SchemeError(f"{old!r} is a label of kind {source.kind}, {new!r} of kind {target.kind}.")
        if target is None:
            labels = tuple(replace(label, name=new) if label is source else label for label in self.labels)
        else:
            new = target.name
            labels = tuple(label for label in self.labels if label is not source)
        aliases = {was: new if now == old else now for was, now in self.aliases.items() if was != new} | {old: new}
        groups = tuple(
            replace(group, labels=tuple(dict.fromkeys(new if name == old else name for name in group.labels)))
            for group in self.groups
        )
        suffixes = {word: new if name == old else name for word, name in self.suffixes.items()}
        claims = self.claims.renamed(old, new)
        return replace(self, labels=labels, aliases=aliases, groups=groups, suffixes=suffixes, claims=claims)

    def archive(self, name: str) -> Scheme:
        """The scheme in which a label can no longer be given; spans that have it keep it."""
        found = self.known(name)
        labels = tuple(replace(label, archived=True) if label is found else label for label in self.labels)
        return replace(self, labels=labels)

    def remembering(self, before: Scheme) -> Scheme:
        """The scheme in which every label knows what became of it up to `before`: its guidelines, being put away."""
        known = ((label, before.label(label.name)) for label in self.labels)
        same = ((label, was if was and self.label(was.name) is label else None) for label, was in known)
        return replace(self, labels=tuple(remembering(label, was) for label, was in same))

    def with_change(self, name: str, **fields: Any) -> Scheme:
        """The scheme in which fields of a label are others. Raises `NoSuchLabel`, or `SchemeError` for a taken key."""
        found = self.known(name)
        key = fields.get("key", found.key)
        holder = self.by_key(key) if key and not found.archived else None
        if holder and holder is not found:
            raise SchemeError(f"The hot key {key!r} is {holder.name}'s already; give {name} another.")
        changed = replace(found, **fields)
        return replace(self, labels=tuple(changed if label is found else label for label in self.labels))

    def moved(self, name: str, before: str) -> Scheme:
        """The scheme in which a label stands before another, or at the end if that is "". Raises `NoSuchLabel`."""
        found = self.known(name)
        others = [label for label in self.labels if label is not found]
        place = others.index(self.known(before)) if before else len(others)
        return replace(self, labels=(*others[:place], found, *others[place:]))

    def archived(self) -> frozenset[str]:
        """The names of the labels that can no longer be given."""
        return frozenset(label.name for label in self.labels if label.archived)

    def names(self) -> tuple[str, ...]:
        """All label names in order, archived ones too."""
        return tuple(label.name for label in self.labels)


def remembering(label: Label, was: Label | None) -> Label:
    """The label that knows what became of it since it was another one: its guidelines, being put away."""
    if was is None:
        return label
    label = replace(label, switched=max(label.switched, was.switched + (was.archived != label.archived)))
    changed = was.description and was.description != label.description
    known = (*was.former, was.description) if changed else was.former
    if set(known) <= set(label.former) and len(known) <= len(label.former):
        return label
    return replace(label, former=(*known, *(text for text in label.former if text not in known)))


def free_key(name: str, taken: Iterable[str]) -> str:
    """The hot key of a new label: the first free letter of its name, any free letter, a digit, else none."""
    taken = set(taken)
    wished = [letter for letter in name.upper() if letter in HOT_KEYS]
    return next((key for key in (*wished, *HOT_KEYS) if key not in taken), "")


def is_colour(said: str) -> bool:
    """Whether it is a colour that a label may have: one of the names, or `#rrggbb`."""
    return said in COLOURS or re.fullmatch("#[0-9a-fA-F]{6}", said) is not None


def _one_of(what: str, value: str, choices: object) -> None:
    allowed = _choices(choices)
    if value not in allowed:
        raise SchemeError(f"{what} is one of {', '.join(allowed)}, not {value!r}.")


@cache
def _choices(literal: object) -> tuple[str, ...]:
    return get_args(literal)


def _check_labels(labels: tuple[Label, ...]) -> None:
    names: set[str] = set()
    keys: dict[str, str] = {}
    for label in labels:
        _one_of(f"kind of label {label.name!r}", label.kind, Kind)
        if not label.name.strip():
            raise SchemeError("A label needs a name.")
        if label.name in names:
            raise SchemeError(f"The label {label.name!r} is there twice.")
        names.add(label.name)
        if not label.key:
            continue
        if label.key not in HOT_KEYS or len(label.key) != 1:
            raise SchemeError(f"The hot key of {label.name!r} is A-Z or 0-9, not {label.key!r}.")
        if label.key in keys and not label.archived:
            raise SchemeError(f"The hot key {label.key!r} is {keys[label.key]}'s already; give {label.name} another.")
        if not label.archived:
            keys[label.key] = label.name
