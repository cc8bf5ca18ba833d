"""The smallest Textual app that answers a key: what the benchmarks compare with."""

from __future__ import annotations

from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Static


class Minimal(App[None]):
    """One line that counts keys."""

    count = 0

    def compose(self) -> ComposeResult:
        yield Static("READY 000000")

    def on_key(self, event: events.Key) -> None:
        if event.key == "q":
            self.exit()
            return
        self.count += 1
        self.query_one(Static).update(f"READY {self.count:06}")


if __name__ == "__main__":
    Minimal().run()
