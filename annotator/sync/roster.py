"""The roster: who is in a team, in which role, and which projects are theirs. Only the founder's project writes it.

Who has joined and is not on it yet has nothing taken from their places.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

Role = Literal["annotator", "reviewer", "owner"]
ROLES: tuple[Role, ...] = get_args(Role)
_ROLES: Mapping[str, Role] = {role: role for role in ROLES}


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the team, with the uuids of the projects that they write from."""

    role: Role
    writers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Roster:
    """Everybody of a team, by name."""

    members: Mapping[str, Member] = field(default_factory=dict)

    def of_writer(self, writer: str) -> tuple[str, Member] | None:
        """Whose a project is: name and member; None where nobody knows."""
        return next(((name, one) for name, one in self.members.items() if writer in one.writers), None)

    def with_member(self, name: str, role: Role) -> Roster:
        """The roster with somebody in a role."""
        writers = self.members[name].writers if name in self.members else ()
        return Roster({**self.members, name: Member(role, writers)})

    def with_writer(self, name: str, writer: str) -> Roster:
        """The roster with one more project of somebody who is on it."""
        one = self.members[name]
        return Roster({**self.members, name: Member(one.role, (*one.writers, writer))})

    def as_text(self) -> str:
        """The roster as JSON."""
        said = {name: {"role": one.role, "writers": list(one.writers)} for name, one in sorted(self.members.items())}
        return json.dumps(said, ensure_ascii=False)


def roster_of(said: str | Mapping[str, Any]) -> Roster:
    """A roster of its JSON. Raises `ValueError`, `TypeError` or `KeyError` where that makes no sense."""
    table = json.loads(said) if isinstance(said, str) else said
    return Roster(
        {str(name): Member(_ROLES[one["role"]], tuple(map(str, one["writers"]))) for name, one in table.items()}
    )
