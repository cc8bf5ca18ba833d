"""Where Textual calls us, an error ends the app; where the event loop does, it would be a line in nobody's log."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from textual.message_pump import MessagePump


@contextmanager
def failing(owner: MessagePump) -> Iterator[None]:
    """An error within ends the app, as one in a handler of `owner` does."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - whatever it is, it is raised again where Textual sees it
        owner.call_later(_fail, error)


def _fail(error: Exception) -> None:
    raise error
