"""An address is compared with what browsers send, so it is written as they write it."""

from __future__ import annotations

import pytest

from annotator.serve.address import origin_of


@pytest.mark.parametrize(
    ("said", "sent"),
    [
        ("https://notes.example.org", "https://notes.example.org"),
        ("https://notes.example.org/", "https://notes.example.org"),
        ("HTTPS://Notes.Example.Org:443", "https://notes.example.org"),
        ("http://notes.example.org:80", "http://notes.example.org"),
        ("http://notes.example.org:443", "http://notes.example.org:443"),
        ("https://zürich.example", "https://xn--zrich-kva.example"),
        ("http://[2001:DB8::1]:8100", "http://[2001:db8::1]:8100"),
        ("https://ana:secret@notes.example.org", "https://notes.example.org"),
    ],
)
def test_it_is_written_as_browsers_write_it(said: str, sent: str) -> None:
    assert origin_of(said) == sent


@pytest.mark.parametrize(
    "said",
    ["", "notes.example.org", "ftp://a.b", "https://", "https://:80", "https://a.b/sub", "https://a.b?x", "http://a:b"],
)
def test_what_no_browser_could_name_is_refused(said: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        origin_of(said)
