"""Feeds: entries with and without their text."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.reading import OPTIONS, articles, put

from annotator.domain.document import Incoming
from annotator.errors import InputError
from annotator.formats import feed
from annotator.formats.common.detect import detect

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Daily</title>
<entry><title>One</title><link href="https://example.org/1"/><updated>2026-01-02T03:04:05Z</updated>
<author><name>Ana</name></author>
<content type="html">&lt;p&gt;First &amp;amp; last.&lt;/p&gt;&lt;p&gt;Then.&lt;/p&gt;
</content></entry>
<entry><title>Two</title><link href="https://example.org/2"/></entry></feed>"""


RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Daily</title><language>fr</language>
<item><title>Un</title><link>https://example.org/1</link><pubDate>Fri, 02 Jan 2026 03:04:05 GMT</pubDate>
<description>Texte.</description></item></channel></rss>"""


def test_feeds_give_the_entries_that_bring_their_text(tmp_path: Path) -> None:
    path = put(tmp_path, "a.xml", ATOM)
    assert detect(path, path.read_bytes()) == "feed"
    one, two = feed.read(path, OPTIONS)
    assert isinstance(one, Incoming)
    assert isinstance(two, InputError)
    assert one.article.text == "One\n\nFirst & last.\n\nThen."
    assert (one.article.source, one.article.byline, one.article.language) == ("https://example.org/1", "Ana", "en")
    assert "https://example.org/2" in two.reason
    (rss,) = articles(feed.read(put(tmp_path, "b.rss", RSS), OPTIONS))
    assert (rss.article.date, rss.article.language, rss.article.meta) == (
        "2026-01-02T03:04:05+00:00", "fr", {"site": "Daily"},
    )  # fmt: skip


@pytest.mark.parametrize("bad", ["<rss><channel>", '<!DOCTYPE rss [<!ENTITY a "b">]><rss>&a;</rss>', ""])
def test_a_bad_feed_is_refused(tmp_path: Path, bad: str) -> None:
    (read,) = feed.read(put(tmp_path, "a.rss", bad), OPTIONS)
    assert isinstance(read, InputError)
