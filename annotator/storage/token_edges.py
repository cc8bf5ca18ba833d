"""Token edges as bytes: starts, then ends, as unsigned 32-bit integers, little-endian."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Sequence


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
