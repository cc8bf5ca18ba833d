"""The text that a browser shows of HTML, and where each of its characters stands in a text with lines for blocks."""

from __future__ import annotations

from html.parser import HTMLParser

_UNSEEN = {"script", "style", "head", "title", "template"}
_BLOCKS = {
    "address", "article", "aside", "blockquote", "br", "div", "dd", "dl", "dt", "footer", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul",
}  # fmt: skip


class Renderer(HTMLParser):
    """Is fed HTML; `offsets` are those in `text` of what a browser shows, the end included."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.offsets = "", [0]
        self._unseen = 0
        self._broken = False

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the signature of HTMLParser
        """A tag opens."""
        self._unseen += tag in _UNSEEN
        self._broken = self._broken or tag in _BLOCKS

    def handle_endtag(self, tag: str) -> None:
        """A tag is closed."""
        self._unseen -= tag in _UNSEEN and self._unseen > 0
        self._broken = self._broken or tag in _BLOCKS

    def handle_data(self, data: str) -> None:
        """Text between tags."""
        if self._unseen:
            return
        if self._broken and self.text and not self.text.endswith("\n"):
            self.text += "\n"
        self._broken = False
        self.offsets[-1] = len(self.text)
        self.offsets += range(len(self.text) + 1, len(self.text) + len(data) + 1)
        self.text += data
