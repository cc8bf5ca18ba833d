"""What came of an `add`, in numbers and sentences."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any

from annotator.errors import InputError
from annotator.formats.base import SetAside
from annotator.services.importing.claims.tally import ClaimsTally


@dataclass(slots=True)
class AddReport:
    """What came of it.

    `layers` counts the articles whose layer of that name was taken, `labels` names new ones; `set_aside` counts, by
    name, what was taken neither as spans nor as article labels; `merged_ids` counts the copies of a known text that
    came under another id or title, from another source, or of another date, which are kept with it; `near` are the keys
    of new articles, each with that of an earlier one whose text is nearly the same. `languages` counts, by code, the
    articles added whose text told it; `assumed_languages` those whose text did not, which are in that of most;
    `languages_set` counts the articles known already whose language is now the one that the user says.
    `claims` tells of relations, entities, links and attributes that came along.
    """

    added: int = 0
    known: int = 0
    suggestions: int = 0
    refused: list[InputError] = field(default_factory=list)
    layers: dict[str, int] = field(default_factory=dict)
    labels: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    merged_ids: int = 0
    near: list[tuple[str, str]] = field(default_factory=list)
    set_aside: dict[str, SetAside] = field(default_factory=dict)
    languages: Counter[str] = field(default_factory=Counter)
    assumed_languages: Counter[str] = field(default_factory=Counter)
    languages_set: int = 0
    claims: ClaimsTally = field(default_factory=ClaimsTally)

    def put_aside(self, one: SetAside) -> None:
        """Count what a reader set aside to what was set aside under the same name before."""
        before = self.set_aside.get(one.name)
        self.set_aside[one.name] = replace(one, count=one.count + before.count) if before else one

    def settle_claims(self, news: list[str]) -> None:
        """Tell what became claims, which readers set aside, and what is new in the scheme by them."""
        self.claims.news = news
        self.notices += self.claims.sentences()
        for name, one in list(self.set_aside.items()):
            if left := max(0, one.count - self.claims.taken_of(name)):
                self.set_aside[name] = replace(one, count=left)
            else:
                del self.set_aside[name]

    def as_json(self) -> dict[str, Any]:
        """The report as `--json` gives it."""
        refused = [{"file": one.file, "line": one.line, "reason": one.reason} for one in self.refused]
        return {
            "added": self.added,
            "known": self.known,
            "refused": refused,
            "layers": dict(sorted(self.layers.items())),
            "labels": self.labels,
            "suggestions": self.suggestions,
            "notices": self.notices,
            "merged_ids": self.merged_ids,
            "near": [list(pair) for pair in self.near],
            "set_aside": {name: one.count for name, one in sorted(self.set_aside.items())},
            "languages": dict(sorted(self.languages.items())),
            "assumed_languages": dict(sorted(self.assumed_languages.items())),
            "languages_set": self.languages_set,
            "claims": self.claims.kinds(),
            "claims_suggested": self.claims.suggested(),
            "scheme": self.claims.news,
        }
