"""Which entries are proposed for an entity: of its base, and of what was linked before; as lines of the panel."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import filterfalse

from annotator.domain.claims.scheme import Base
from annotator.domain.claims.values import Claim, Link
from annotator.domain.linking.entry import Entry
from annotator.domain.linking.mentions import known_forms, proper_names, small_words
from annotator.domain.linking.own_key import PREFIX
from annotator.domain.linking.ranking import MOST, Candidate
from annotator.domain.linking.words import words_in
from annotator.domain.sanitise import one_line
from annotator.domain.span import Span
from annotator.plural import counted
from annotator.services.bases.candidates import Around, candidates, search
from annotator.services.bases.open_bases import OpenBases
from annotator.services.claiming.desk import Desk
from annotator.services.claiming.from_files import SCORE, SOURCE, WHY
from annotator.services.claiming.links.entities import Asked, LinkedEntities
from annotator.services.claiming.links.known import Known, KnownLinks, begun_so
from annotator.services.claiming.question import Line
from annotator.storage.claims.linked import called_in, linked_names
from annotator.suggest.claims.mention import is_pronoun

KNOWN = "known"
"""The source of what was linked so before."""
NO_ENTRY = "not in the base"
_EXACT = ("id", "name", "alias")
_SURE = (*_EXACT, "alike", "initials")
_FAR = 0.1


class LinkAdvice:
    """Proposes entries for the entities of the article on a desk."""

    def __init__(self, desk: Desk, entities: LinkedEntities) -> None:
        self._desk, self._entities = desk, entities
        self._bases = OpenBases(desk.store.path)
        self._all_called: dict[str, dict[str, str]] = {}
        self._here: dict[str, KnownLinks] = {}
        self._learned: dict[tuple[Span, str], list[tuple[str, str]]] = {}
        self._made: dict[tuple[object, ...], tuple[list[Line], bool]] = {}

    @property
    def problems(self) -> list[str]:
        """Why bases of the scheme cannot be asked, each once."""
        for base in self._desk.claims.bases:
            self._bases.ask(base.name, lambda _: None)
        return [*self._bases.problems.values()]

    def changed(self, spans: Sequence[Span] | None) -> Collection[Span]:
        """The layer is another one at these spans, or everywhere: know what is linked in this article now.

        Gives the mentions of all entities that may be linked otherwise.
        """
        self._made.clear()
        grouped = self._entities.firsts
        changed = self._entities.changed(spans)
        if grouped is not self._entities.firsts:
            self._here.clear()
            self._learned.clear()
        for asked in changed:
            here = self._here.setdefault(asked.base.name, KnownLinks())
            for name, entry in self._learned.pop((asked.about, asked.base.name), ()):
                here.learn(name, entry, "", -1)
            if link := self._entities.link(asked):
                names = [(name, link.entry) for name in self._forms(asked)]
                self._learned[asked.about, asked.base.name] = names
                for name, entry in names:
                    here.learn(name, entry, link.name)
        return {mention for asked in changed for mention in asked.mentions}

    def lines(self, asked: Asked) -> tuple[list[Line], bool]:
        """What is proposed, the likeliest first, and whether that is sure enough to be taken unseen."""
        mentions = self._quotes(asked)
        made = self._made.get(place := (asked.about, asked.base.name, *mentions))
        if made is None:
            known = self.known(asked)
            refused = {link.entry for link in self._entities.links(asked, refused=True)} | known.unwanted
            around = self._around(asked, known)
            found = self._bases.ask(asked.base.name, lambda base: candidates(base, mentions, around))
            found = [one for one in found if one.entry.key not in refused]
            lines = [self._line(asked, one) for one in found]
            if known.taken[""] and "" not in refused:
                place_of = sum(one.known >= known.taken[""] for one in found)
                lines.insert(place_of, self._no_entry(asked, known.taken[""]))
            sure = _is_sure(lines, found, known)
            entries = {line.claim.entry for line in lines if isinstance(line.claim, Link)} | refused
            said = [self._said(asked, link) for link in self._in_files(asked) if link.entry not in entries]
            lines[sure:sure] = said
            made = self._made[place] = (lines, sure)
        return made

    def found(self, asked: Asked, typed: str) -> list[Line]:
        """What somebody may mean who types this."""
        around = self._around(asked, self.known(asked))
        found = self._bases.ask(asked.base.name, lambda base: search(base, typed, around) if base else [])
        told = {**self._called(asked.base), **self._called_here(asked.base)}
        if self._bases.ask(asked.base.name, lambda base: base is not None):  # which knows all others itself
            told = {key: name for key, name in told.items() if key.startswith(PREFIX)}
        there = {one.entry.key for one in found}
        own = [Candidate(one, 0.0, "words") for one in begun_so(told, typed) if one.key not in there]
        return [self._line(asked, one) for one in (*own[:MOST], *found)]

    def known(self, asked: Asked) -> Known:
        """What names of the entity were linked to, in this article and in others."""
        names, found = self._forms(asked), Known()
        for links in self._links(asked.base):
            found += links.of(names)
        return found

    def entry(self, base: Base, key: str) -> Entry | None:
        """The entry of a key, of the base or of decisions."""
        return self._bases.ask(base.name, lambda there: there.get(key) if there else None) or self._told(base, key)

    def _told(self, base: Base, key: str) -> Entry | None:
        name = self._called_here(base).get(key) or self._called(base).get(key)
        return Entry(key, name) if name else None

    def _called(self, base: Base) -> Mapping[str, str]:
        """What the annotator calls the entries of a base that they have linked to, in whichever article."""
        if base.name not in self._all_called:
            self._all_called[base.name] = called_in(self._desk.store.conn, self._desk.annotator, base.name)
        return self._all_called[base.name]

    def _called_here(self, base: Base) -> Mapping[str, str]:
        return self._here[base.name].called if base.name in self._here else {}

    def _links(self, base: Base) -> list[KnownLinks]:
        """What was linked to a base in other articles, and in this one."""
        return [all_of[base.name] for all_of in (self._stored, self._here) if base.name in all_of]

    @cached_property
    def _stored(self) -> dict[str, KnownLinks]:
        """What the annotator has linked in other articles under names that are in this one, by base."""
        found: dict[str, KnownLinks] = {}
        store, spans = self._desk.store, self._entities.firsts
        names = {form for span in spans for form in known_forms(self._desk.quote(span), self._small)}
        for one in linked_names(store.conn, self._desk.annotator, names, store.article_id(self._desk.key)):
            found.setdefault(one.base, KnownLinks()).learn(one.name, one.entry, one.called, one.taken, one.refused)
        return found

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(words_in(self._desk.text))

    @cached_property
    def _small(self) -> frozenset[str]:
        return small_words(self._desk.text)

    def _quotes(self, asked: Asked) -> list[str]:
        quotes = [self._desk.quote(span) for span in asked.mentions]
        return [quote for quote in quotes if not is_pronoun(quote)] or quotes

    def _forms(self, asked: Asked) -> list[str]:
        """The proper names of an entity, as they stand and without what is put around names."""
        proper = proper_names(filterfalse(is_pronoun, self._quotes(asked)), self._small)
        return [*dict.fromkeys(form for name in proper for form in known_forms(name, self._small))]

    def _around(self, asked: Asked, known: Known) -> Around:
        kinds = asked.base.labels.get(asked.about.label, ())
        taken = {entry: number for entry, number in known.taken.items() if entry and number > 0}
        return Around(kinds, self._words, self._small, taken, lambda key: self._told(asked.base, key))

    def _line(self, asked: Asked, one: Candidate) -> Line:
        entry = one.entry
        words = "  ".join(filter(None, (one_line(entry.name), one_line(entry.about))))
        claim = Link(asked.about, asked.base.name, entry.key, entry.name)
        source = KNOWN if one.known else f"base:{asked.base.name}"
        return Line(claim, words, sign="@", why=f"{one_line(entry.key)}  {one.why}", source=source, score=one.score)

    def _in_files(self, asked: Asked) -> Iterator[Link]:
        """What files link an entity to, each entry once."""
        links = (link for span in asked.mentions for link in self._desk.from_files.links.get(span, ()))
        yield from {link.entry: link for link in links if link.base == asked.base.name}.values()

    def _said(self, asked: Asked, link: Link) -> Line:
        entry = self.entry(asked.base, link.entry) if link.entry else None
        name = (entry.name if entry else "") or link.name
        words = "  ".join(filter(None, (one_line(name or link.entry), one_line(entry.about if entry else ""))))
        claim = Link(asked.about, link.base, link.entry, name)
        why = f"{one_line(link.entry)}  {WHY}".strip()
        return Line(claim, words or NO_ENTRY, sign="@", why=why, source=SOURCE, score=SCORE)

    def _no_entry(self, asked: Asked, times: int) -> Line:
        why = f"decided so {counted(times, 'time')}"
        return Line(Link(asked.about, asked.base.name, ""), NO_ENTRY, sign="@", why=why, source=KNOWN)


def _is_sure(lines: Sequence[Line], found: Sequence[Candidate], known: Known) -> bool:
    """Whether the first line is the only entry that was decided on, or is called so, fits, and is far before the next.

    One that has no name that is the very mention must be of a kind that the label asks for.
    """
    if known.taken:
        first = lines[0].claim if lines else None
        return isinstance(first, Link) and first.entry == known.only
    if (
        not found
        or found[0].by not in _SURE
        or not (found[0].fits or (found[0].by in _EXACT and found[0].fits is None))
    ):
        return False
    return len(found) == 1 or found[0].score - found[1].score >= _FAR


def entry_called(claim: Claim) -> str:
    """What the entry of a link is called."""
    return one_line(claim.name or claim.entry) if isinstance(claim, Link) and claim.entry else NO_ENTRY
