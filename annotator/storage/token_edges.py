"""Token edges as bytes: starts, then ends, as unsigned 32-bit integers, little-endian."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Sequence
from operator import le, lt


def pack(starts: Sequence[int], ends: Sequence[int]) -> bytes:
    """The bytes of token edges; both sequences are of equal length."""
    edges = array("I", (*starts, *ends))
    if sys.byteorder == "big":
        edges.byteswap()
    return edges.tobytes()


def unpack(packed: bytes) -> tuple[array[int], array[int]]:
    """`(starts, ends)` of `pack`."""
    edges = array("I", packed)
    if sys.byteorder == "big":
        edges.byteswap()
    half = len(edges) // 2
    return edges[:half], edges[half:]


def are_edges(packed: bytes, length: int) -> bool:
    """Whether these are edges of tokens in a text of so many code points: half-open, one behind the other."""
    if len(packed) % (2 * array("I").itemsize):
        return False
    starts, ends = unpack(packed)
    return all(map(lt, starts, ends)) and all(map(le, ends, starts[1:])) and (not ends or ends[-1] <= length)
