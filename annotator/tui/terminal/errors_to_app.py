"""Where Textual calls us, an error ends the app; where the event loop does, it would be a line in nobody's log."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from textual.app import App
from textual.message_pump import MessagePump
from textual.worker import WorkerFailed


class FailingApp(App[None]):
    """An app that ends at an error, gives the terminal back, and leaves it to whoever ran it to say what happened."""

    @property
    def failure(self) -> BaseException | None:
        """The error that ended the app."""
        error = self._exception
        return error.error if isinstance(error, WorkerFailed) else error

    def _fatal_error(self) -> None:
        """End; Textual would draw the stack with the values of its variables, which are what people work on."""
        self._close_messages_no_wait()


@contextmanager
def failing(owner: MessagePump) -> Iterator[None]:
    """An error within ends the app, as one in a handler of `owner` does."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - whatever it is, it is raised again where Textual sees it
        owner.call_later(_fail, error)


def _fail(error: Exception) -> None:
    raise error
