"""The fold of a scheme's history: total, so that histories of copies can be joined in whatever order.

What cannot be done any more (a label that another copy has merged is renamed) is done to what became of it, or is
passed over. Where two labels claim one hot key, the one that had it first keeps it, and the other gets a free one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import Any, assert_never

from annotator.domain.claims.scheme import ClaimScheme
from annotator.domain.claims.scheme_form import CLAIM_TABLES, ENTITIES, with_tables
from annotator.domain.history.events import SchemeChange, SchemeEvent
from annotator.domain.scheme import Group, Label, Scheme, free_key, remembering
from annotator.domain.scheme_form import RULES, from_form, label_form, label_of, whole_form

LISTS = ("examples", "from")
"""Fields of which what was put in and taken out is told: two copies may both do so."""


_name = attrgetter("name")


class FoldedScheme:
    """A scheme in the making; `apply` changes it, `scheme` is what it comes to.

    `dropped` are the whole labels that were ever dropped, as they were here when they went last.
    """

    def __init__(self) -> None:
        self.labels: list[Label] = []
        self.aliases: dict[str, str] = {}
        self.rules: dict[str, Any] = {}
        self.suffixes: dict[str, str] = {}
        self.groups: dict[str, Group] = {}
        self.claims = ClaimScheme()
        self.dropped: dict[str, dict[str, Any]] = {}
        self._claims: dict[str, int] = {}

    def names(self) -> list[str]:
        """The names of the labels, in order."""
        return list(map(_name, self.labels))

    def find(self, name: str) -> Label | None:
        """What is called so now, or was once, or None."""
        name, names = self.aliases.get(name, name), self.names()
        return self.labels[names.index(name)] if name in names else None

    def has(self, name: str) -> bool:
        """Whether there is a label of this very name."""
        return name in map(_name, self.labels)

    def scheme(self) -> Scheme:
        """The scheme. Raises `SchemeError` where no program of ours has made this history."""
        labels = self._keyed()
        kinds = {label.name: label.kind for label in labels}
        groups = (
            replace(group, labels=tuple(name for name in group.labels if kinds.get(name) == "article"))
            for group in self.groups.values()
        )
        return Scheme(
            labels,
            suffixes={word: name for word, name in self.suffixes.items() if name in kinds},
            groups=tuple(groups),
            aliases={was: now for was, now in self.aliases.items() if was not in kinds and now in kinds},
            claims=self.claims.among(kinds),
            **self.rules,
        )

    def whole(self, name: str) -> dict[str, Any]:
        """A whole label, as events have it; it must be there."""
        at = self.names().index(name)
        return {
            "label": label_form(self.labels[at]),
            "next": self.labels[at + 1].name if at + 1 < len(self.labels) else "",
            "names": [was for was, now in self.aliases.items() if now == name],
            "suffixes": [word for word, meant in self.suffixes.items() if meant == name],
            "groups": {group.name: list(group.labels) for group in self.groups.values() if name in group.labels},
        }

    def apply(self, change: SchemeChange) -> None:  # noqa: C901, PLR0912 - one case a kind
        """Change the scheme, as far as that still makes sense. Raises `SchemeError` for what never did."""
        found, after, before = self.find(change.label), change.after, change.before
        match change.kind:
            case "began":
                self.begin(from_form(after))
            case "added":
                if not found:
                    self._add(after)
            case "parted":
                if not self.has(change.label):
                    self._add(after)
            case "dropped":
                if found and found.name == change.label:
                    self._drop(found)
            case "renamed" | "merged":
                self._rename(change.label, found, after["name"])
            case "split":
                pass
            case "changed":
                if found:
                    self._change(found, before, after)
            case "moved":
                if found and self.find(after["before"]) is not found:
                    self.labels.remove(found)
                    self._insert(found, after["before"])
            case "known":
                self._know(found, before["names"], after["names"])
            case "rules":
                self._rule(before, after)
            case _:
                assert_never(change.kind)

    def begin(self, scheme: Scheme) -> None:
        """Let it be this scheme."""
        self.labels, self.aliases = list(scheme.labels), dict(scheme.aliases)
        self.rules = {name: getattr(scheme, name) for name in RULES}
        self.suffixes, self.groups = dict(scheme.suffixes), {group.name: group for group in scheme.groups}
        self.claims = scheme.claims
        for label in self.labels:
            self._claim(label.name)

    def _add(self, whole: Mapping[str, Any]) -> None:
        label = label_of(whole["label"])
        was = self.dropped.get(label.name) if whole.get("again") else None
        names, suffixes = ([*whole[field], *(was[field] if was else ())] for field in ("names", "suffixes"))
        self.aliases.pop(label.name, None)
        self.aliases |= {name: label.name for name in names if not self.has(name)}
        self._insert(label, whole["next"])
        self._claim(label.name)
        self.suffixes |= dict.fromkeys(suffixes, label.name)
        for name, labels in {**(was["groups"] if was else {}), **whole["groups"]}.items():
            if group := self.groups.get(name):
                self.groups[name] = replace(group, labels=tuple(dict.fromkeys((*labels, *group.labels))))

    def _insert(self, label: Label, before: str) -> None:
        behind = self.find(before)
        self.labels.insert(self.labels.index(behind) if behind else len(self.labels), label)

    def _drop(self, label: Label) -> None:
        self.dropped[label.name] = self.whole(label.name)
        self.labels.remove(label)
        self.aliases = {was: now for was, now in self.aliases.items() if now != label.name}
        self.suffixes = {word: name for word, name in self.suffixes.items() if name != label.name}
        for group in self.groups.values():
            kept = tuple(name for name in group.labels if name != label.name)
            self.groups[group.name] = replace(group, labels=kept)

    def _rename(self, old: str, label: Label | None, new: str) -> None:
        target = self.find(new)
        if label is None:
            if target and not self.has(old):
                self.aliases[old] = target.name
            return
        if target is label and label.name == new:
            return
        old = label.name
        if target and target is not label:
            new = target.name
            self.labels.remove(label)
        else:
            self.labels[self.labels.index(label)] = replace(label, name=new)
            self._claims[new] = self._claims.get(old, 0)
        now = {was: new if meant == old else meant for was, meant in self.aliases.items() if was != new}
        self.aliases = now | {old: new}
        self.suffixes = {word: new if name == old else name for word, name in self.suffixes.items()}
        self.claims = self.claims.renamed(old, new)
        for group in self.groups.values():
            names = dict.fromkeys(new if name == old else name for name in group.labels)
            self.groups[group.name] = replace(group, labels=tuple(names))

    def _change(self, label: Label, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        now = whole_form(label)
        lists = {name: _with(now[name], before.get(name, ()), after[name]) for name in LISTS if name in after}
        fields = {**after, **lists}
        new = label_of({**now, **fields, "name": label.name})
        if not fields.keys() & {"former", "switched"}:
            new = remembering(new, label)
        self.labels[self.labels.index(label)] = new
        if "key" in fields or (label.archived and not new.archived):
            self._claim(label.name)

    def _know(self, label: Label | None, before: Iterable[str], after: Iterable[str]) -> None:
        gone = set(before) - set(after)
        self.aliases = {was: now for was, now in self.aliases.items() if was not in gone}
        if label:
            self.aliases |= {name: label.name for name in after if not self.has(name)}

    def _rule(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        self.rules |= {name: value for name, value in after.items() if name in RULES}
        for word, name in after.get("suffixes", {}).items():
            self.suffixes.pop(word, None)
            if name and (found := self.find(name)):
                self.suffixes[word] = found.name
        for name, group in after.get("groups", {}).items():
            if group is None:
                self.groups.pop(name, None)
            else:
                labels = dict.fromkeys(found.name for one in group["labels"] if (found := self.find(one)))
                self.groups[name] = Group(name, group["choice"], tuple(labels))
        if not after.keys().isdisjoint((*CLAIM_TABLES, ENTITIES)):
            self.claims = with_tables(self.claims, after, before)

    def _claim(self, name: str) -> None:
        self._claims[name] = len(self._claims) + 1 + max(self._claims.values(), default=0)

    def _keyed(self) -> tuple[Label, ...]:
        keys = {label.name: label.key for label in self.labels}
        taken: set[str] = set()
        for label in sorted(self.labels, key=lambda label: self._claims.get(label.name, 0)):
            if not label.key or label.archived:
                continue
            if label.key in taken:
                all_taken = {keys[one.name] for one in self.labels if not one.archived}
                keys[label.name] = free_key(label.name, all_taken) if label.kind == "span" else ""
            taken.add(keys[label.name])
        return tuple(replace(label, key=keys[label.name]) for label in self.labels)


def _with(now: Sequence[str], before: Sequence[str], after: Sequence[str]) -> list[str]:
    """A list with what was put in and taken out between two others."""
    if list(now) == list(before):
        return list(after)
    kept = [one for one in now if one in after or one not in before]
    return [*kept, *(one for one in after if one not in before and one not in kept)]


def fold(events: Iterable[SchemeEvent]) -> FoldedScheme:
    """The scheme that a history makes; events count in the order of their ids."""
    folded = FoldedScheme()
    for event in sorted(events, key=lambda event: event.id):
        folded.apply(event.change)
    return folded
