"""Relations that are proposed, because a path of others leads from one end to the other, as it did in other articles.

What paths lead to is learned from the annotator's relations in the articles of late (see `suggest.claims.paths`). One
refusal is enough to propose no more in the article by the same path.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain

from annotator.domain.claims.scheme import ClaimScheme
from annotator.domain.claims.values import Relation
from annotator.domain.span import Span
from annotator.services.claiming.desk import Desk
from annotator.services.claiming.relations.drawing import kind_of, ordered
from annotator.services.claiming.relations.ends import named
from annotator.services.claiming.relations.offered import Offered
from annotator.services.claiming.relations.remembered import Proposal
from annotator.storage.claims.related import Related, related_lately
from annotator.suggest.claims.paths import Counts, End, Near, Pair, Path, Paths, Tie, counted

PATH = "path"
"""The source of what is proposed so."""
LATELY = 2_000
"""So many relations are learned from."""

_Said = tuple[bool, Tie]
"""A relation, and whether it holds, or was refused."""
_Rule = tuple[Path, str]
"""A path, and what it leads to."""


def learned(desk: Desk) -> Paths:
    """What paths lead to, as the annotator's other articles have it."""
    lately = related_lately(desk.store.conn, desk.annotator, desk.key, LATELY)
    return Paths(_counted(desk.claims, article) for article in lately)


class Walked:
    """Offers what the paths of an article lead to; where a relation changes, only paths over it are walked again.

    It is made anew where entities are others than before.
    """

    def __init__(self, desk: Desk, paths: Paths, offered: Offered) -> None:
        self._desk, self._paths, self._offered = desk, paths, offered
        self._near = Near()
        self._on: dict[Span, dict[Relation, _Said]] = {}
        self._said: Counter[_Said] = Counter()
        self._first: dict[End, Span] = {}
        self._rules: dict[Pair, dict[_Rule, float]] = {}
        self._pairs: defaultdict[_Rule, dict[Pair, None]] = defaultdict(dict)
        self._refused: defaultdict[_Rule, set[Pair]] = defaultdict(set)
        self._shown: dict[Pair, dict[Proposal, None]] = {}

    def changed(self, spans: Iterable[Span]) -> None:
        """Relations of these spans are others than before."""
        if not self._paths:
            return
        pairs = dict.fromkeys(pair for span in spans for pair in self._read(span))
        rules = {rule for pair in pairs for rule in self._walk(pair)}
        for pair in {**pairs, **{pair: None for rule in rules for pair in self._pairs[rule]}}:
            self._show(pair)

    # -- what is said

    def _read(self, head: Span) -> Iterator[Pair]:
        """Take in what is said of a span now; gives the pairs that paths lead between otherwise than before."""
        before, now = self._on.pop(head, {}), dict[Relation, _Said]()
        for table, claim in self._desk.layer.claim_index.on(head):
            if isinstance(claim, Relation) and claim.head == head and self._desk.claims.relation(claim.label):
                now[claim] = table == "claims", self._tie(claim)
        if now:
            self._on[head] = now
        for relation in {**before, **now}:
            old, new = before.get(relation), now.get(relation)
            if old != new:
                yield from chain.from_iterable(self._count(said, by) for said, by in ((old, -1), (new, 1)) if said)

    def _tie(self, relation: Relation) -> Tie:
        kind = kind_of(self._desk.claims, relation.label)
        head, tail = (named(self._desk, kind, end) for end in relation.spans)
        for end, span in ((head, relation.head), (tail, relation.tail)):
            self._first.setdefault(end, min(self._desk.mentions(span)) if isinstance(end, str) else span)
        return Tie(head, relation.label, tail)

    def _count(self, said: _Said, by: int) -> Iterable[Pair]:
        before = self._said[said]
        self._said[said] += by
        held, tie = said
        if bool(before) == bool(self._said[said]) or tie.head == tie.tail:
            return ()
        others = () if not held else self._near.add(tie) if by > 0 else self._near.remove(tie)
        return (tie.head, tie.tail), (tie.tail, tie.head), *others

    # -- what follows

    def _walk(self, pair: Pair) -> Iterator[_Rule]:
        """Walk all paths between two ends; gives the rules that were or are refused there."""
        for rule in self._rules.pop(pair, ()):
            del self._pairs[rule][pair]
            if pair in self._refused[rule]:
                self._refused[rule].remove(pair)
                yield rule
        head, tail = (self._first[end] for end in pair)
        rules = {
            (path, name): score
            for path in self._near.paths(*pair)
            for name, score in self._paths.follows(path, (head.label, tail.label)).items()
        }
        if rules:
            self._rules[pair] = rules
        for rule in rules:
            self._pairs[rule][pair] = None
            if self._is_said(rule[1], pair, held=False):
                self._refused[rule].add(pair)
                yield rule

    def _is_said(self, name: str, pair: Pair, *, held: bool) -> bool:
        kind = kind_of(self._desk.claims, name)
        ways = (pair,) if kind.directed else (pair, pair[::-1])
        return any(self._said[held, Tie(one, name, other)] for one, other in ways)

    def _show(self, pair: Pair) -> None:
        before, now = self._shown.pop(pair, {}), dict.fromkeys(self._found(pair))
        if now:
            self._shown[pair] = now
        for one in before.keys() - now.keys():
            self._offered.take(one)
        for one in now.keys() - before.keys():
            self._offered.put(one)

    def _found(self, pair: Pair) -> Iterator[Proposal]:
        head, tail = (self._first[end] for end in pair)
        best: dict[str, tuple[float, Path]] = {}
        for (path, name), score in self._rules.get(pair, {}).items():
            if not self._refused[path, name] and score > best.get(name, (0.0, path))[0]:
                best[name] = score, path
        for name, (score, path) in best.items():
            kind, relation = self._desk.claims.relation(name), Relation(head, name, tail)
            if (
                kind
                and kind.allows(head.label, tail.label)
                and tuple(named(self._desk, kind, end) for end in relation.spans) == pair
                and ordered(self._desk.claims, relation) == relation
                and not any(self._is_said(name, pair, held=held) for held in (True, False))
            ):
                yield Proposal(relation, PATH, score, f"by {_told(path)}")


def _told(path: Path) -> str:
    return ", ".join(f"← {name}" if turned else name for name, turned in path)


def _counted(claims: ClaimScheme, article: Iterable[Related]) -> Counts:
    """The paths of an article, between entities where its relations are."""
    ties, labels = set[Tie](), set[tuple[End, str]]()
    for relation, entities in article:
        by_entity = kind_of(claims, relation.label).between == "entities"
        head, tail = (
            entity if by_entity and entity else span for entity, span in zip(entities, relation.spans, strict=True)
        )
        if head != tail:
            ties.add(Tie(head, relation.label, tail))
            labels.update(((head, relation.head.label), (tail, relation.tail.label)))
    return counted(frozenset(ties), frozenset(labels))
