"""Short names of entities, so that a lane has room for them: one word of what they are called."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

from annotator.domain.sanitise import one_line
from annotator.domain.span import Span
from annotator.services.claiming.called import best_named
from annotator.services.claiming.desk import Desk
from annotator.suggest.claims.mention import mention_of


class ShortNames:
    """The short name of each entity of a layer; the second and later ones of one name have their number behind it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.changed(None)

    def changed(self, spans: Iterable[Span] | None) -> Collection[Span]:
        """Entities have other mentions now, these among them; or all, if None. Gives those called otherwise now."""
        layer = self._desk.layer
        if spans is None:
            self._entity: dict[Span, str] = {}
            self._named: dict[str, tuple[Span, str]] = {}
            self._alike: dict[str, dict[str, Span]] = {}
            self._called: dict[str, str] = {}
            spans = layer.members
        spans = set(spans)
        before = {span: self._entity.pop(span, None) for span in spans}
        now = {span: member.entity for span in spans if (member := layer.members.get(span))}
        self._entity.update(now)
        changed = {*now.values(), *filter(None, before.values())}
        names = {name for entity in changed for name in self._name_again(entity)}
        renamed = {entity for name in names for entity in self._number(name)}
        return {span for entity in renamed for span in layer.claim_index.mentions(entity)}.union(spans)

    def _name_again(self, entity: str) -> Iterator[str]:
        """Name an entity after its mentions of now; gives the names that others may share."""
        if entity in self._named:
            _, name = self._named.pop(entity)
            del self._alike[name][entity], self._called[entity]
            yield name
        if mentions := self._desk.layer.claim_index.mentions(entity):
            name = short_name(mentions, self._desk.text)
            self._named[entity] = mentions[0], name
            self._alike.setdefault(name, {})[entity] = mentions[0]
            yield name

    def _number(self, name: str) -> Iterator[str]:
        """Number the entities of a name in the order of their first mentions; gives those that are called otherwise."""
        for number, (entity, _) in enumerate(sorted(self._alike[name].items(), key=lambda one: one[1]), 1):
            called = name if number == 1 else f"{name}{number}"
            if self._called.get(entity) != called:
                self._called[entity] = called
                yield entity

    def of(self, span: Span) -> str:
        """What a mention's entity is called; a span that is no mention of any, by its own words."""
        entity = self._entity.get(span)
        return short_name((span,), self._desk.text) if entity is None else self._called[entity]


def short_name(mentions: Iterable[Span], text: str) -> str:
    """The last word (before an `of`) of what the mentions are called."""
    return _short(best_named(mentions, text).quote(text))


@lru_cache(maxsize=4096)
def _short(quote: str) -> str:
    return one_line(mention_of(Span(0, len(quote), ""), quote).noun or quote)
