"""Addresses on the web: a list of them in a file, one a line; and how any of them is fetched.

Only `http` and `https`, and only public hosts: every host is looked up once, and the connection goes
to the very address that was checked, so that no name can lead into the network of the user.
Redirections are followed the same way.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event, Timer
from urllib.parse import urljoin, urlsplit

from annotator import __version__
from annotator.domain.document import Incoming
from annotator.errors import InputError, PluginError, first_line
from annotator.formats.base import Holds, Loss, Read, ReadOptions
from annotator.formats.common.detect import HEAD, detect, load
from annotator.formats.common.text.decoding import decode
from annotator.work_folder import work_folder

NAME = "url"
ABOUT = "Addresses on the web, one a line; each page, feed or file is fetched"
SUFFIXES = (".urls",)
SIGNS = ({"name": r"\.urls$"},)
HOLDS: tuple[Holds, ...] = ()
LOSES: Mapping[Loss, str] = {}
FOLDER = False
EXTRA = ""

LARGEST = 32 * 1024 * 1024
_SECONDS = 20
_WHOLE = 120.0
"""Seconds that a server may take between two bytes, and for all of them."""
_REDIRECTIONS = 5
_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_ENDS_WITH_IPV4 = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("::/96"))
_RESERVED = tuple(map(ipaddress.ip_network, ("3fff::/20", "5f00::/16", "64:ff9b:1::/48", "2001:db8::/32")))
"""What no version of Python's own list may know yet to be nobody's."""
_MOVED = {301, 302, 303, 307, 308}


def read(path: Path, options: ReadOptions) -> Iterator[Read]:
    """The articles at the addresses of a list, in their order."""
    try:
        lines = decode(path.read_bytes())[0].split("\n")
    except InputError as error:
        yield error
        return
    for number, line in enumerate(lines, 1):
        if address := line.strip():
            for one in _at(address, options):
                yield one._replace(line=number) if isinstance(one, Incoming) else one


def _at(address: str, options: ReadOptions) -> Iterator[Read]:
    """What stands at one address."""
    with work_folder("annotator-url-") as folder:
        place = folder / "page"
        try:
            data, final = fetch(address)
            place.write_bytes(data)
            module = load(detect(place, data[:HEAD]) or "text")
        except (InputError, PluginError) as error:
            yield InputError(f"{address}: {error}")
            return
        for one in _contained(module.read(place, options), address):
            known = isinstance(one, Incoming) and one.article.source.startswith(("http://", "https://"))
            yield (
                one
                if known or not isinstance(one, Incoming)
                else one._replace(article=replace(one.article, source=final))
            )


def _contained(reads: Iterator[Read], address: str) -> Iterator[Read]:
    """What is read at an address; where its format fails, that is refused and the addresses after it are not."""
    try:
        yield from reads
    except Exception as error:  # noqa: BLE001 - whatever a page makes of its format
        yield InputError(f"{address}: It cannot be understood: {first_line(error)}")


def fetch(address: str) -> tuple[bytes, str]:
    """The bytes at an address, and the address they came from in the end. Raises `InputError`."""
    for _ in range(_REDIRECTIONS + 1):
        status, location, data = _get(address)
        if status in _MOVED and location:
            address = _joined(address, location)
        elif status == http.client.OK:
            return data, address
        else:
            raise InputError(
                f"The server answered {status} {http.client.responses.get(status, '')}.".replace(" .", ".")
            )
    raise InputError(f"There are more than {_REDIRECTIONS} redirections.")


def _joined(address: str, location: str) -> str:
    """Where a redirection leads. Raises `InputError`."""
    try:
        return urljoin(address, location)
    except ValueError as error:
        raise InputError(f"It leads to what is no address: {error}.") from None


def _get(address: str) -> tuple[int, str, bytes]:
    """Status, location and body of one request."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise InputError(f"This is no address: {error}.") from None
    if parts.scheme not in ("http", "https") or not host:
        raise InputError("Only addresses that begin with http:// or https:// are fetched.")
    secure = parts.scheme == "https"
    late = Event()
    port = port or (443 if secure else 80)
    connection = _Pinned(host, port, public_address(host, port), secure=secure)
    timer = Timer(_WHOLE, partial(_break_off, connection, late))
    timer.start()
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        headers = {"User-Agent": f"annotator/{__version__}", "Accept-Encoding": "identity", "Accept": "text/html,*/*"}
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        data = response.read(LARGEST + 1)
    except (OSError, http.client.HTTPException, ValueError) as error:
        if late.is_set():
            raise InputError(f"It takes more than {_WHOLE:g} seconds.") from None
        raise InputError(f"It cannot be fetched: {error or type(error).__name__}.") from None
    finally:
        timer.cancel()
        connection.close()
    if late.is_set():
        raise InputError(f"It takes more than {_WHOLE:g} seconds.")
    if len(data) > LARGEST:
        raise InputError(f"It has more than {LARGEST:,} bytes.")
    return response.status, response.getheader("Location") or "", data


def public_address(host: str, port: int) -> str:
    """The IP address of a host. Raises `InputError` where one of its addresses is not public."""
    try:
        found = {str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError):
        raise InputError(f"There is no host {host!r}.") from None
    for one in found:
        ip = ipaddress.ip_address(one.partition("%")[0])
        if not all(map(_is_public, (ip, *_inside(ip)))):
            raise InputError(f"{host!r} is in a private network, from which nothing is fetched.")
    return min(found, key=lambda one: (":" in one, one))


def _break_off(connection: http.client.HTTPConnection, late: Event) -> None:
    """Thread: end a connection that gives a byte now and then, and would do so for ever."""
    late.set()
    if connection.sock:
        with suppress(OSError):
            connection.sock.shutdown(socket.SHUT_RDWR)


def _is_public(ip: _Address) -> bool:
    """Whether an address is one of the open net; a gate (6to4) is what it leads to, whatever this Python calls it."""
    return (
        (ip.is_global or getattr(ip, "sixtofour", None) is not None)
        and not ip.is_multicast
        and not getattr(ip, "is_site_local", False)
        and not any(ip in network for network in _RESERVED if network.version == ip.version)
    )


def _inside(ip: _Address) -> Iterator[ipaddress.IPv4Address]:
    """The addresses of the older kind to which gates lead that stand for them in the newer one."""
    if isinstance(ip, ipaddress.IPv6Address):
        yield from filter(None, (ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())))
        if any(ip in network for network in _ENDS_WITH_IPV4):
            yield ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)


class _Pinned(http.client.HTTPConnection):
    """A connection to an address that was looked up and checked before."""

    def __init__(self, host: str, port: int, ip: str, *, secure: bool) -> None:
        super().__init__(host, port, timeout=_SECONDS)
        self._ip, self._secure = ip, secure

    def connect(self) -> None:
        """Connect to the address, and begin TLS under the name of the host."""
        self.sock = socket.create_connection((self._ip, self.port), self.timeout)
        if self._secure:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)
