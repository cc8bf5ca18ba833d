from __future__ import annotations

from pathlib import Path

from annotator.home import expanded


def test_a_name_that_only_begins_like_a_home_stays() -> None:
    assert expanded("~/a.db") == Path.home() / "a.db"
    assert expanded("~nobody-of-that-name.txt") == Path("~nobody-of-that-name.txt")
    assert expanded("a/~b") == Path("a/~b")
