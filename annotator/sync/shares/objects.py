"""An object store as a share: `s3://`, `gs://`, `az://`; the extra `sync`.

Keys and region are those that the store's other tools take from the environment (`AWS_ACCESS_KEY_ID`,
`AWS_ENDPOINT_URL`, `GOOGLE_APPLICATION_CREDENTIALS`, `AZURE_STORAGE_ACCOUNT_NAME` and the like). Nothing depends on the
store refusing to write over what is there, because some do not: it is asked first, and only one project writes in a
place.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from annotator.errors import WrongUsage, first_line
from annotator.extras import install_command
from annotator.sync.share import Share, ShareError

_PATIENCE = {"timeout": "30s", "connect_timeout": "10s"}


class Objects:
    """The objects below an address."""

    drops = True

    def __init__(self, url: str, obstore: Any, store: Any) -> None:
        self._url, self._obstore, self._store = url, obstore, store

    def put_new(self, key: str, body: bytes) -> bool:
        """Write an object that is not there yet."""
        with self._sentences():
            if self._is_there(key):
                return False
            try:
                self._obstore.put(self._store, key, body, mode="create")
            except self._obstore.exceptions.AlreadyExistsError:
                return False
            except self._obstore.exceptions.NotSupportedError:
                self._obstore.put(self._store, key, body)
            return True

    def _is_there(self, key: str) -> bool:
        try:
            self._obstore.head(self._store, key)
        except FileNotFoundError:
            return False
        return True

    def get(self, key: str) -> bytes:
        """Read an object."""
        with self._sentences():
            return bytes(self._obstore.get(self._store, key).bytes())

    def drop(self, key: str) -> None:
        """Take an object away."""
        with self._sentences():
            self._obstore.delete(self._store, key)

    def strange(self, place: str) -> str:  # noqa: ARG002 - the rights that were given have seen to that
        """Nothing is known of who wrote."""
        return ""

    def keys(self, place: str, after: str = "") -> list[str]:
        """The names of the objects of a place."""
        with self._sentences():
            offset = f"{place}/{after}" if after else None
            found = (one["path"] for some in self._obstore.list(self._store, place, offset=offset) for one in some)
            names = (path.removeprefix(f"{place}/") for path in found)
            return sorted(name for name in names if "/" not in name and name > after)

    def places(self, prefix: str, depth: int = 1) -> list[str]:
        """The prefixes that objects are below of."""
        with self._sentences():
            found = [prefix]
            for _ in range(depth):
                below = (self._obstore.list_with_delimiter(self._store, one) for one in found)
                found = [path for some in below for path in some["common_prefixes"]]
            return sorted(found)

    @contextmanager
    def _sentences(self) -> Iterator[None]:
        try:
            yield
        except (self._obstore.exceptions.BaseError, OSError) as error:
            raise ShareError(f"{self._url} cannot be used: {first_line(error)}.") from error


def open_at(url: str) -> Share:
    """The objects at an address. Raises `WrongUsage` where the library lacks or the address makes no sense."""
    try:
        import obstore  # noqa: PLC0415 - of an extra
        from obstore.store import from_url  # noqa: PLC0415 - likewise
    except ImportError:
        raise WrongUsage(f"{url} needs the extra `sync`: {install_command('sync')}") from None
    try:
        options = {**_PATIENCE, "allow_http": os.environ.get("AWS_ALLOW_HTTP", "") == "true"}
        return Objects(url, obstore, from_url(url, client_options=options, retry_config={"max_retries": 2}))
    except (obstore.exceptions.BaseError, ValueError, TypeError) as error:
        raise WrongUsage(f"{url} cannot be used: {first_line(error)}.") from error
