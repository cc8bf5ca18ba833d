"""Screens that take keys in the order they were typed, each before the next is looked at.

Textual passes a key through the queues of every widget between the focus and the app, so that a key
typed ahead can overtake the one before it, or reach a screen that has just been left.
"""

from __future__ import annotations

from abc import abstractmethod

from textual import events
from textual.widget import Widget


class DirectKeys(Widget):
    """A screen to which the app gives keys directly, as long as `receives_keys`."""

    @property
    def receives_keys(self) -> bool:
        """Whether keys come here first; not while a line of text has the focus."""
        return True

    @abstractmethod
    def receive_key(self, event: events.Key) -> bool:
        """Carry out a key; False leaves it to Textual: the focused widget, and the bindings from there up."""

    def opens_line(self, event: events.Key) -> bool:  # noqa: ARG002 - what a screen that opens none needs to know
        """Whether a key opens a line in which what is typed behind it is text."""
        return False
