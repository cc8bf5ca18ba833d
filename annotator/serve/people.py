"""Who may come in: each person by a link that nobody can guess, and that names nobody."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Role = Literal["annotator", "reviewer", "lead"]

_TOKEN_BYTES = 24
_PLACE_BYTES = 6


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a link; `place` is the part of the address where their page is, which says nothing of them."""

    name: str
    role: Role
    place: str


class People:
    """Those who have a link, for as long as the server runs; of what proves who one is, only hashes are kept."""

    def __init__(self, names: Iterable[tuple[str, Role]]) -> None:
        self._by_link: dict[bytes, Person] = {}
        self._by_pass: dict[bytes, Person] = {}
        self.links: dict[str, str] = {}
        for name, role in names:
            token = secrets.token_urlsafe(_TOKEN_BYTES)
            self._by_link[_hash(token)] = Person(name, role, secrets.token_urlsafe(_PLACE_BYTES))
            self.links[name] = token

    def behind(self, token: str) -> Person | None:
        """Whose link this is, if anybody's."""
        return _look_up(self._by_link, token)

    def let_in(self, person: Person) -> str:
        """A pass that the browser keeps, instead of the link."""
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        self._by_pass[_hash(token)] = person
        return token

    def with_pass(self, token: str) -> Person | None:
        """Whose pass this is, if anybody's."""
        return _look_up(self._by_pass, token)


def _look_up(known: dict[bytes, Person], token: str) -> Person | None:
    """Compare with every hash, each in the same time."""
    wanted, found = _hash(token), None
    for key, person in known.items():
        if hmac.compare_digest(key, wanted):
            found = person
    return found


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode(errors="replace")).digest()
