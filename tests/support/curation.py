"""Two annotators and a curator, in files of another tool: both go in, a script rules as the curator did.

The curator keeps what both annotators have and leaves out the rest, or takes one of two versions. Where a file
stacks the same label twice on one place, a layer here holds it once; both annotators then have it, and a curator who
left the stack alone takes it out of the gold layer.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from support.teams import project

from annotator.domain.claims.values import Claim, Relation
from annotator.domain.decisions import GOLD
from annotator.domain.document import Incoming
from annotator.domain.span import Span
from annotator.formats import webanno_tsv
from annotator.formats.base import ReadOptions
from annotator.services.importing.add import AddOptions, add
from annotator.services.reviewing import own_claims
from annotator.services.reviewing.session import ReviewSession
from annotator.storage.claims.read import read_claims
from annotator.storage.store import Store


def spans(path: Path) -> list[Span]:
    """The spans of a file, in order."""
    read = [one for one in webanno_tsv.read(path, ReadOptions()) if isinstance(one, Incoming)]
    return sorted({span for one in read for layer in one.layers.values() for span in layer.spans})


def reviewed(folder: Path, user1: Path, user2: Path) -> ReviewSession:
    """A review of what two annotators finished."""
    store = project(folder / "p.db", overlap="any", labels=())
    for name, path in (("user1", user1), ("user2", user2)):
        report = add(store, [str(path)], AddOptions(as_name=name))
        assert (report.refused, report.layers) == ([], {name: 1})
    (key,) = [row[0] for row in store.conn.execute("SELECT key FROM articles")]
    return ReviewSession(store, key, "curator")


def rule(session: ReviewSession, curated: list[Span]) -> None:
    """Rule every conflict as the curator did, take out what the curator left out, approve."""
    rule_spans(session, curated)
    session.approve()


def rule_spans(session: ReviewSession, curated: list[Span]) -> None:
    """Rule every conflict of spans as the curator did, take out what the curator left out."""
    session.go_to_task("names")
    while session.open:
        session.stand_in(session.open[0])
        here = tuple(span for span in session.in_conflict().spans if span in curated)
        numbers = [choice.number for choice in session.choices() if choice.spans == here]
        session.take(numbers[0]) if numbers else session.none()
    for gold in session.gold():
        if gold.span not in curated:
            session.go_to(gold.span)
            session.conflict = None  # a settled conflict on the same edges would be ruled anew
            session.none()


def rule_claims(session: ReviewSession, curated: Collection[Claim]) -> None:
    """Rule every conflict of claims as the curator did, take out what the curator left out."""
    while session.open_anywhere:
        session.stand_in(session.open_anywhere[0])
        versions = [choice for choice in session.choices() if choice.claims]
        fitting = [choice.number for choice in versions if all(one in curated for one in choice.claims)]
        session.take(fitting[0]) if fitting else session.none()
    for claim in [one for one in session.layer.claims if one not in curated]:
        session.go_to_task("ties" if isinstance(claim, Relation) else "facts")
        session.go_to(claim.spans[0])
        session.conflict = None
        session.take(own_claims.claims_here(session).index(claim) + 1)
        session.none()


def claims(folder: Path, path: Path) -> set[Claim]:
    """The claims of a file."""
    with project(folder / "curator.db", overlap="any", labels=()) as store:
        add(store, [str(path)], AddOptions(as_name="curator"))
        ((article,),) = store.conn.execute("SELECT id FROM articles").fetchall()
        found = read_claims(store.conn, article, "curator")
        return {*found.relations, *found.attributes}


def held(store: Store, key: str) -> list[Span]:
    """The gold spans on disk, in order."""
    return sorted(store.layer(key, GOLD).layer.held)
