"""Markdown with and without a front matter."""

from __future__ import annotations

from pathlib import Path

from support.reading import OPTIONS, articles, put

from annotator.formats import markdown


def test_a_front_matter_is_no_part_of_a_markdown_text(tmp_path: Path) -> None:
    source = '---\ntitle: "A: b"\nauthor: Ana\nlang: en\ndate: 2026-01-02\n---\n\n# Heading\n\n---\nBody.\n'
    (found,) = articles(markdown.read(put(tmp_path, "a.md", source), OPTIONS))
    article = found.article
    assert article.text == "# Heading\n\n---\nBody.\n"
    assert (article.title, article.byline, article.language, article.date) == ("A: b", "Ana", "en", "2026-01-02")
    (found,) = articles(markdown.read(put(tmp_path, "b.md", "Intro.\n\n## Heading ##\n"), OPTIONS))
    assert (found.article.title, found.article.language) == ("Heading", "de")
