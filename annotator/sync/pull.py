"""What others laid down on the share, taken into the project.

First the roster, then the labels, then articles and what the owner says of them, then decisions, and what else is said
about layers. An annotator reads the places of their own layer alone, so that their project holds nothing of what others
did.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from annotator.domain.history.events import Note
from annotator.services.project.scheme_history.join import join_histories
from annotator.storage.maintenance.bulk import in_bulk
from annotator.storage.maintenance.merging.team import join_team
from annotator.storage.maintenance.people.register import joined_people, put_people
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.store import Store
from annotator.storage.sync import articles, decisions, documents, of_layer
from annotator.storage.sync.membership import Membership, keep_roster, membership
from annotator.storage.team.called import Who
from annotator.storage.team.names import register
from annotator.sync.checks import check, check_of_layer
from annotator.sync.places import Places, Pulled, Rest
from annotator.sync.roster import Member, roster_of
from annotator.sync.segment import (
    ARTICLES,
    DECISIONS,
    HIDDEN,
    LABELS,
    OF_LAYER,
    ROSTER,
    WORK,
    BadSegment,
    Segment,
    as_word,
    place_of,
    word_of,
    writer_of,
)
from annotator.sync.share import Share


def pull(store: Store, share: Share, rest: Rest | None = None) -> Pulled:
    """Take whatever is new on the share, with a `rest` for keys after each write if one is given.

    Raises `SyncError` where it cannot be reached, `ProjectBusy`.
    """
    team, places = membership(store), Places(store, share, rest)
    if team is not None:
        with in_bulk(store):
            _Pull(store, share, team, places).run()
    return places.found


class _Pull:
    def __init__(self, store: Store, share: Share, team: Membership, places: Places) -> None:
        self._store, self._share, self._team, self._places = store, share, team, places
        self._found = places.found

    def run(self) -> None:
        if self._team.owner != self._store.uuid:
            self._places.newest(place_of(ROSTER, self._team.owner), self._take_roster)
            self._team = membership(self._store) or self._team
        self._roster = roster_of(self._team.roster)
        for place in self._of_owners(LABELS):
            self._places.newest(place, self._take_labels)
        for place in self._of_owners(ARTICLES):
            self._places.all(place, self._take_articles)
        for place in self._of_owners(WORK):
            self._places.newest(place, self._take_work)
        if self._team.role != "annotator":
            for place in self._of_owners(HIDDEN):
                self._places.newest(place, self._take_hidden)
        self._take_layers(register(self._store.conn).who())

    def _take_layers(self, who: Who) -> None:
        for place in filter(self._concerns(who), self._of_others(DECISIONS)):
            if known := self._roster.of_writer(writer_of(place)):
                self._places.all(place, self._decisions_of(*known, who))
            else:
                self._found.strangers.add(writer_of(place))
        known_places = [
            (known, place)
            for place in filter(self._concerns(who), self._of_others(OF_LAYER))
            if (known := self._roster.of_writer(writer_of(place)))
        ]
        for known, place in sorted(known_places, key=lambda one: one[0][1].role == "annotator"):
            self._places.newest(place, partial(self._take_of_layer, *known, who))

    def _of_others(self, kind: str) -> Iterator[str]:
        depth = 2 if kind in (DECISIONS, OF_LAYER) else 1
        return (place for place in self._share.places(kind, depth) if writer_of(place) != self._store.uuid)

    def _of_owners(self, kind: str) -> Iterator[str]:
        for place in self._of_others(kind):
            if (known := self._roster.of_writer(writer_of(place))) and known[1].role == "owner":
                yield place

    def _concerns(self, who: Who) -> Callable[[str], bool]:
        """Whether what is said in a place about a layer may be known here."""
        if self._team.role != "annotator":
            return lambda _: True
        me = who(self._team.annotator)
        mine = {as_word(name) for name in {me, *register(self._store.conn).names()} if who(name) == me}
        return lambda place: word_of(place) in mine

    # -- what a segment says

    def _take_roster(self, segment: Segment) -> None:
        roster = roster_of(segment.rows[0][1][0][0])
        me = roster.members.get(self._team.annotator)
        with self._store.write():
            keep_roster(self._store, roster.as_text(), me.role if me else self._team.role)

    def _take_labels(self, segment: Segment) -> None:
        known = self._roster.of_writer(segment.writer)
        with documents.as_project(_tables(segment)) as theirs:
            scheme, taken = join_histories(self._store, theirs, prefer="theirs", renames={})
            note = Note(by=known[0] if known else "", why="as the owner of the team has it")
            save_scheme(self._store, scheme, note=note, taking=taken)
            people, _ = joined_people(self._store, theirs)
            put_people(self._store, people)

    def _take_work(self, segment: Segment) -> None:
        who = register(self._store.conn).who()
        with documents.as_project(_tables(segment)) as theirs:
            documents.join_words(self._store, theirs, who)
            join_team(self._store, theirs, who)

    def _take_hidden(self, segment: Segment) -> None:
        with documents.as_project(_tables(segment)) as theirs:
            join_team(self._store, theirs, register(self._store.conn).who())

    def _take_of_layer(self, name: str, member: Member, who: Who, segment: Segment) -> None:
        said = _tables(segment)
        layer = check_of_layer(segment.place, said, who(name), member.role, who)
        other = member.role == "annotator" and who(name) != who(self._team.annotator)
        with documents.as_project(said) as theirs:
            self._found.lists += of_layer.take(
                self._store, theirs, layer, who, role=self._team.role, of_annotator=other
            )

    def _take_articles(self, segment: Segment) -> int:
        if segment.columns != articles.COLUMNS:
            raise BadSegment("a newer version of annotator wrote it: upgrade")
        return articles.take(self._store, [list(row) for row in segment.rows])

    def _decisions_of(self, name: str, member: Member, who: Who) -> Callable[[Segment], int]:
        def take(segment: Segment) -> int:
            check(segment, who(name), member.role, who)
            try:
                return decisions.take(self._store, [tuple(row) for row in segment.rows], segment.writer, who)
            except decisions.ReusedId as error:
                raise BadSegment(f"the decision {error.id} is another one here") from error

        return take


def _tables(segment: Segment) -> dict[str, Any]:
    return {str(name): rows for name, rows in segment.rows}
