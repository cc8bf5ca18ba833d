"""The labels of a file as labels of the project's scheme.

A label is taken as it is where the scheme has it, as the label that names it under `from` where one
does, and is new otherwise; blanks around it, and signs that cannot be seen, are no part of a new one. New ones are
collected, and forgotten again with an article that is refused.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Mapping
from dataclasses import replace
from types import MappingProxyType

from annotator.domain.default_scheme import DEFAULT_SCHEME
from annotator.domain.history.events import Note
from annotator.domain.scheme import Kind, Scheme
from annotator.errors import InputError
from annotator.formats.base import LabelLook
from annotator.formats.common.text.garbled import is_garbled, mended
from annotator.plural import counted
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.store import Store

Mark = int
"""How many labels were new."""
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
"""Signs that cannot be seen and join nothing: controls, soft hyphens, spaces of no width, marks of direction or byte
order."""
_SHOWN = 6


def clean(name: str) -> str:
    """A label as people see it: composed letters, single blanks, nothing around it that cannot be seen."""
    return " ".join(_UNSEEN.sub("", unicodedata.normalize("NFC", name)).split()) or name


class Labels:
    """The labels of a file as labels of the scheme; new ones are collected until `save`, and are not in it before."""

    def __init__(
        self,
        scheme: Scheme,
        *,
        known_only: bool,
        renames: Mapping[str, str] = MappingProxyType({}),
        untouched: bool = False,
    ) -> None:
        self._renames, self._untouched = renames, untouched
        self._gave_way = 0
        self._used: set[str] = set()
        self.added: list[str] = []
        self._known_only = known_only
        self._new: dict[str, Kind] = {}
        self._taken_as: set[tuple[str, str]] = set()
        self._cleaned: dict[str, str] = {}
        self._looks: dict[str, LabelLook] = {}
        self.renamed: dict[str, str] = {}
        """The labels of spans that have another name here, with that."""
        self._use(scheme)

    def _use(self, scheme: Scheme) -> None:
        self.scheme = scheme
        self._kinds: dict[str, Kind] = {label.name: label.kind for label in scheme.labels}
        self._meant = {foreign: label.name for label in reversed(scheme.active()) for foreign in label.from_}

    def span(self, name: str) -> str:
        """The label of the scheme that a span's label means. Raises `InputError` where it may not be given."""
        label = self._label(name, "span")
        if label != name:
            self.renamed[name] = label
        return label

    def article(self, name: str) -> str:
        """The label of the scheme that a label of a whole article means. Raises `InputError`."""
        return self._label(name, "article")

    def _label(self, name: str, kind: Kind) -> str:
        name = self._as_seen(self._renames.get(name, name))
        present = self.scheme.current(name)
        known = self._kinds.get(present) or self._new.get(present)
        if known is None and kind == "span" and (meaning := self._meant.get(name)):
            self._taken_as.add((name, meaning))
            self._used.add(meaning)
            return meaning
        if known is None:
            if self._known_only or self.scheme.closed:
                closed = " It is closed: `annotator labels add` makes a label." if self.scheme.closed else ""
                raise InputError(f"The scheme has no label {name!r}. It has: {', '.join(self.scheme.names())}.{closed}")
            self._new[name] = kind
            self.added.append(name)
            return name
        if known != kind:
            raise InputError(f"{name!r} is a label of kind {known} in this project, of kind {kind} in the file.")
        self._used.add(present)
        return present

    def _as_seen(self, name: str) -> str:
        """The label without what cannot be seen of it, unless the scheme has it so."""
        seen = clean(name)
        if seen == name or self.scheme.current(name) in self._kinds:
            return name
        self._cleaned[name] = seen
        return self._renames.get(seen, seen)

    def look(self, look: LabelLook) -> None:
        """Take how a label looks where it comes from; a new one looks so here, as far as its key is free."""
        self._looks[clean(self._renames.get(look.label, look.label))] = look

    def mark(self) -> Mark:
        """What there is now, for `reset`."""
        return len(self.added)

    def reset(self, mark: Mark) -> None:
        """Forget the labels that are new since `mark`: the article that brought them was refused."""
        for name in self.added[mark:]:
            del self._new[name]
        del self.added[mark:]

    def save(self, store: Store) -> None:
        """Put new labels into the scheme of the project, as it stands now."""
        if self._new:
            looks = {name: (look.key, look.colour) for name, look in self._looks.items()}
            scheme = self._left_of(store.scheme()).with_labels(self._new, looks)
            save_scheme(store, scheme, note=Note(why="came with what was added", minor=True, begins=True))
            self._use(scheme)
            self._new.clear()

    def _left_of(self, scheme: Scheme) -> Scheme:
        """The scheme; of that of a new project what the file uses, where it has labels of spans of its own."""
        if not self._untouched or scheme != DEFAULT_SCHEME or "span" not in self._new.values():
            return scheme
        self._untouched = False
        kept = only(scheme, self._used)
        self._gave_way = len(scheme.labels) - len(kept.labels)
        return kept

    def notices(self) -> list[str]:
        """What there is to say of labels that were taken as others, that differ by little, or gave way."""
        told = [f"{was!r} was taken as {now!r}, as the scheme says." for was, now in sorted(self._taken_as)]
        if self._cleaned:
            pairs = [f"{was!a} as {now!r}" for was, now in sorted(self._cleaned.items())]
            more = f" and {len(pairs) - _SHOWN} more" if len(pairs) > _SHOWN else ""
            told.append(f"Labels were taken without what cannot be seen of them: {', '.join(pairs[:_SHOWN])}{more}.")
        told += self._garbled() + self._twins()
        if unused := sorted(self._looks.keys() - self._kinds.keys()):
            more = f" and {len(unused) - _SHOWN} more" if len(unused) > _SHOWN else ""
            told.append(f"Labels that no article has were not made: {', '.join(map(repr, unused[:_SHOWN]))}{more}.")
        if self._gave_way:
            told.append(f"{self._gave_way} labels that a new project begins with gave way to those that came along.")
        return told

    def _garbled(self) -> list[str]:
        """A sentence about new labels that were read in a wrong encoding, if there are any."""
        found = [f"{name!r} ({mended(name)!r}?)" for name in self.added if is_garbled(name)]
        if not found:
            return []
        some, more = ", ".join(found[:_SHOWN]), f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
        labels = counted(len(found), "label was", "labels were")
        map_ = "`--map OLD=NEW` names them otherwise as they come in, `annotator labels rename` afterwards."
        return [f"{labels} read in a wrong encoding where the file was made: {some}{more}. {map_}"]

    def _twins(self) -> list[str]:
        """A sentence for each new label that another one differs from in capitals alone."""
        names: dict[str, list[str]] = {}
        for name in {**self._kinds, **self._new, **dict.fromkeys(self.added)}:
            names.setdefault(name.casefold(), []).append(name)
        alike = [names[name.casefold()] for name in self.added if len(names[name.casefold()]) > 1]
        return [
            f"{' and '.join(map(repr, some))} differ in capitals alone: `--map` makes one of them as they come in, "
            "`annotator labels merge` afterwards."
            for some in dict.fromkeys(map(tuple, alike))
        ]


def only(scheme: Scheme, names: Container[str]) -> Scheme:
    """The scheme with none but these labels; it has no former names and no groups yet."""
    labels = tuple(label for label in scheme.labels if label.name in names)
    suffixes = {word: name for word, name in scheme.suffixes.items() if name in names}
    return replace(scheme, labels=labels, suffixes=suffixes)
