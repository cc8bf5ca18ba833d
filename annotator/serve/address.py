"""The address that people reach the server by, as browsers name it in `Host` and `Origin`."""

from __future__ import annotations

from yarl import URL


def origin_of(url: str) -> str:
    """Scheme, host and port: in small letters, in ASCII, and without a port that goes without saying.

    Raises `ValueError` where it is no address, or one with a path, which the server does not have.
    """
    address = URL(url)
    if address.scheme not in ("http", "https"):
        raise ValueError("it begins with http:// or https://")
    if not address.host:
        raise ValueError("it names a host")
    if address.path != "/" or address.query_string or address.fragment:
        raise ValueError("nothing follows the host: the server is at the root of its address")
    return str(address.origin())
