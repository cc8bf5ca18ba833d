"""A project in which two annotators have finished an article, and differ in every kind of claim; and what they said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from support.claiming import CLAIMS, HPA, HPA_AGAIN, LUND, PORT, SOL, SPANS, TOWN, TOWN_AGAIN, UHW, UNION, decided, made

from annotator.domain.claims.scheme import Base
from annotator.domain.claims.values import Attribute, Claim, Link, Relation, Same
from annotator.domain.decisions import Added, Claimed, Finished
from annotator.domain.span import Span
from annotator.storage.store import Store

SCHEME = replace(CLAIMS, bases=(Base("newsroom"),))
HEADS, MEMBER, BASED = (
    Relation(LUND, "head_of", PORT),
    Relation(LUND, "member_of", HPA),
    Relation(PORT, "based_in", TOWN),
)
ANA: tuple[Claim, ...] = (
    Same(UHW, UNION), Same(HPA, PORT), Same(HPA_AGAIN, PORT), Same(TOWN_AGAIN, TOWN),
    HEADS, BASED, Relation(SOL, "head_of", UNION),
    Link(PORT, "newsroom", "K1", "Port Authority"), Link(LUND, "newsroom", "K7", "Tor Lund"),
    Attribute(UHW, "mention", "nominal"), Attribute(LUND, "role", "chair"),
)  # fmt: skip
BEN: tuple[Claim, ...] = (
    Same(UHW, UNION), Same(HPA, PORT), Same(TOWN_AGAIN, TOWN),
    MEMBER, BASED, Relation(SOL, "head_of", UHW),
    Link(PORT, "newsroom", ""), Link(LUND, "newsroom", "K7", "Tor Lund"),
    Attribute(LUND, "role", "head"),
)  # fmt: skip


def project(path: Path, ben: Sequence[Span] = SPANS) -> tuple[Store, str]:
    """The project, and the key of its article; ben may hold other spans than ana."""
    store, key = made(path, SCHEME)
    decided(store, key, [*map(Claimed, ANA), Finished()])
    decided(store, key, map(Added, ben), "ben")
    decided(store, key, [*(Claimed(one) for one in BEN if all(span in ben for span in one.spans)), Finished()], "ben")
    return store, key
