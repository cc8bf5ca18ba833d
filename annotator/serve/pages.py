"""What a browser is given: our pages, and the terminal emulator that comes with `textual-serve`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

WELCOME = """<!DOCTYPE html>
<html lang="en" data-place="/PLACE/"><head><meta charset="utf-8"><title>annotator</title>
<link rel="icon" href="data:,"><script src="/static/welcome.js"></script></head>
<body><noscript>The app needs scripts in this browser.</noscript></body></html>
"""
LEFT_OUT = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>annotator</title><link rel="icon" href="data:,"></head>
<body><p>There is nothing here for you: open the link that you were given.</p></body></html>
"""
_OURS, _FOREIGN = files("annotator.serve").joinpath("static"), "textual_serve"
_ASSETS = {
    "page.js": ("text/javascript", ""),
    "page.css": ("text/css", ""),
    "welcome.js": ("text/javascript", ""),
    "textual.js": ("text/javascript", "js/textual.js"),
    "xterm.css": ("text/css", "css/xterm.css"),
    "font.ttf": ("font/ttf", "fonts/RobotoMono-VariableFont_wght.ttf"),
    "font-italic.ttf": ("font/ttf", "fonts/RobotoMono-Italic-VariableFont_wght.ttf"),
}
"""The files of a page: what they are, and where they lie below the statics of `textual-serve`, if not here."""
PAGE = _OURS.joinpath("page.html").read_text(encoding="utf-8")


@cache
def asset(name: str) -> tuple[str, bytes] | None:
    """The media type and the bytes of a file that pages name; None where there is none of the name."""
    if name not in _ASSETS:
        return None
    kind, path = _ASSETS[name]
    place = files(_FOREIGN).joinpath("static", path) if path else _OURS.joinpath(name)
    return kind, place.read_bytes()
