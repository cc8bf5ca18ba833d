"""The events of a scheme: what was done to it, one kind each, and who did it, when and why.

A change says by value what was before and what is after, so that it can be told and taken back. `label` is the name
that the label had just before, or "" where no label is meant. By kind:

- `began`: the scheme that all else was done to, whole, in the form of `scheme_form`.
- `added`, `dropped`: a label is there, or there no more; `after`, or `before`, is a *whole label*.
- `renamed`, `merged`: the label is called `after["name"]`, or is a part of that label; what was merged is whole in
  `before`.
- `parted`: what was merged into `before["name"]` is a label of its own again, whole in `after`.
- `split`: its spans are to be looked at again, because `after["into"]` are the labels that take its place; with none,
  it is split no more.
- `changed`: fields of the label, under their names in the form.
- `moved`: the label stands before `before` (of `after`, of `before`), or last if that is "".
- `known`: `names` are names that mean the label; those that only `before` has do so no more.
- `rules`: rules of the scheme, its `suffixes` (by word), its `groups`, `relation`s, `attribute`s and `base`s (by name)
  and the rules of its `entities`, None where one is not there. A relation or an attribute that is called otherwise, or
  is a part of another one, is there no more under its name, which comes among `former` of the other.

A *whole label* has its form as `label`, the label it stands before as `next`, and what else names it: `names`,
`suffixes`, `groups` (by name all labels of each); one that is there `again` has also what named it when it was dropped.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal[
    "began", "added", "dropped", "renamed", "merged", "parted", "split", "changed", "moved", "known", "rules",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class SchemeChange:
    """What is done to a scheme, whoever does it."""

    kind: Kind
    label: str = ""
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Note:
    """Who changes a scheme, and why; a `minor` change asks nobody to look again; `undoes` is the step it takes back.

    Where nothing was done in a project yet, one that `begins` is no change: the scheme is what the project begins with.
    """

    by: str = ""
    why: str = ""
    minor: bool = False
    undoes: str = ""
    begins: bool = False


@dataclass(frozen=True, slots=True)
class SchemeEvent:
    """A change that was made: those of one act share a `step`; `id` is a UUIDv7, and events count in its order."""

    id: str
    step: str
    at: str
    change: SchemeChange
    note: Note = Note()
