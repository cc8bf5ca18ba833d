"""A question about spans of gold on which annotators' claims differ, and its name, which says in full who said what."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Literal, get_args

from annotator.domain.claims.form import claim_of, claim_text
from annotator.domain.claims.scheme import Task
from annotator.domain.claims.values import Claim
from annotator.domain.disagreement.article_labels import numbered
from annotator.domain.span import Span

ClaimKind = Literal["same", "entry", "label", "direction", "other end", "value", "missed"]
CLAIM_KINDS: tuple[ClaimKind, ...] = get_args(ClaimKind)
"""Another entity, entry, label, direction, end or value; or some have a claim where others have none."""
ClaimVersion = tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class ClaimConflict:
    """A question of a `task` on which not all say the same; it stands at `[start, end)`, the first span it is `about`.

    `versions` has each annotator who could answer it with their claims, on gold spans, in order; none for "not so", and
    for an attribute's default. Of entities, `groups` are the mentions that all put together with each span.
    """

    kind: ClaimKind
    task: Task
    about: tuple[Span, ...]
    versions: tuple[tuple[str, ClaimVersion], ...]
    groups: tuple[tuple[Span, ...], ...] = ()

    @property
    def start(self) -> int:
        """Where it stands."""
        return self.about[0].start

    @property
    def end(self) -> int:
        """Behind where it stands."""
        return self.about[0].end

    @property
    def name(self) -> str:
        """Who said what, as canonical JSON: `{"ana":[{"claim":"relation",...}],"ben":[]}`."""
        return name_of_claims(self.versions)

    @property
    def spans(self) -> tuple[Span, ...]:
        """Every span that it is about, or that somebody's claim rests on, in order."""
        return tuple(sorted({*self.about, *(span for _, said in self.versions for one in said for span in one.spans)}))

    def choices(self, order: Iterable[str] = ()) -> list[tuple[ClaimVersion, tuple[str, ...]]]:
        """The different versions, each with who holds it; as numbered for a reviewer who sees annotators in `order`."""
        return numbered(self.versions, order)


def name_of_claims(versions: Iterable[tuple[str, Iterable[Claim]]]) -> str:
    """The name of a conflict of these versions."""
    said = (f"{json.dumps(who, ensure_ascii=False)}:[{','.join(map(claim_text, claims))}]" for who, claims in versions)
    return f"{{{','.join(sorted(said))}}}"


@lru_cache(maxsize=1 << 13)
def claims_of(name: str) -> Mapping[str, ClaimVersion]:
    """The versions that the name of a conflict tells of; empty where the name is of another kind."""
    return _versions(name, str)


def renamed_claims(name: str, current: Callable[[str], str]) -> str:
    """The name of a conflict after labels were renamed: `current` gives each label's present name."""
    return name_of_claims(_versions(name, current).items())


def _versions(name: str, current: Callable[[str], str]) -> Mapping[str, ClaimVersion]:
    try:
        body = json.loads(name)
        if isinstance(body, dict) and any(isinstance(one, dict) for version in body.values() for one in version):
            versions = {who: tuple(claim_of(form, current) for form in version) for who, version in body.items()}
            return MappingProxyType(versions)
    except (ValueError, TypeError, KeyError, RecursionError):
        pass
    return MappingProxyType({})
