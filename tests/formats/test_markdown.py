"""Markdown with and without a front matter."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.reading import OPTIONS, articles, put

from annotator.domain.article import Article
from annotator.formats import markdown
from annotator.formats.base import Notice


def test_a_front_matter_is_no_part_of_a_markdown_text(tmp_path: Path) -> None:
    source = '---\ntitle: "A: b"\nauthor: Ana\nlang: en\ndate: 2026-01-02\n---\n\n# Heading\n\n---\nBody.\n'
    (found,) = articles(markdown.read(put(tmp_path, "a.md", source), OPTIONS))
    article = found.article
    assert article.text == "# Heading\n\n---\nBody.\n"
    assert (article.title, article.byline, article.language, article.date) == ("A: b", "Ana", "en", "2026-01-02")
    (found,) = articles(markdown.read(put(tmp_path, "b.md", "Intro.\n\n## Heading ##\n"), OPTIONS))
    assert (found.article.title, found.article.language) == ("Heading", "de")


def read(folder: Path, source: str) -> tuple[Article, list[str]]:
    """The article of a Markdown file, and what is said about it."""
    reads = list(markdown.read(put(folder, "a.md", source), OPTIONS))
    return articles(iter(reads))[0].article, [one.text for one in reads if isinstance(one, Notice)]


@pytest.mark.parametrize(
    "source",
    [
        "---\n\nNot a front matter: a rule.\n\n---\n\nBody.\n",
        "---\nAda said: no.\n---\nBody.\n",
        "---\nWord\n---\nBody.\n",
        "---\n- one\n- two\n---\nBody.\n",
        "---\ntitle: open\n\nBody.\n",
        "***\n\nBody.\n",
    ],
)
def test_what_stands_between_rules_stays_in_the_text(tmp_path: Path, source: str) -> None:
    article, _ = read(tmp_path, source)
    assert (article.text, article.meta) == (source, {})
    assert not article.title.startswith(("---", "***"))


def test_what_a_front_matter_says_beyond_an_articles_words_is_kept(tmp_path: Path) -> None:
    source = (
        "\ufeff---\r\nTitle: >\r\n  The\r\n  strike\r\nauthors:\r\n  - Ada Brook\r\n  - name: Lin\r\ntags: [a, b]\r\n"
    )
    article, said = read(tmp_path, f"{source}draft: no\r\n---\r\n\r\n    Body.\r\n")
    assert (article.title, article.byline, article.text) == ("The strike", "Ada Brook, Lin", "    Body.\r\n")
    assert (article.meta, said) == ({"tags": ["a", "b"], "draft": "no"}, [])


def test_a_front_matter_may_be_toml(tmp_path: Path) -> None:
    source = '+++\ntitle = "Strike"\ndate = 2026-01-02\n[extra]\nat = 10:00:00\nhigh = inf\n+++\n\nBody.\n'
    article, _ = read(tmp_path, source)
    assert (article.title, article.date, article.text) == ("Strike", "2026-01-02", "Body.\n")
    assert article.meta == {"extra": {"at": "10:00:00", "high": "inf"}}
    article, said = read(tmp_path, "+++\ntitle = Strike\n+++\n\nBody.\n")
    assert article.text.startswith("+++")
    assert "no TOML" in said[0]


@pytest.mark.parametrize(
    ("block", "known", "told"),
    [
        ("title: Port: the strike\nauthor: Ana", {"title": "Port: the strike", "byline": "Ana"}, "line by line"),
        ('title: "\\ud800"\nauthor: Ana', {"byline": "Ana"}, "line by line"),
        ("title: &a [x]\nauthor: *a", {}, "aliases"),
        ("title: {\n  and so on\nauthor: Ana", {}, "no YAML"),
        (f"title: {'[' * 2000}", {}, "line by line"),
    ],
)
def test_a_front_matter_that_is_no_yaml_is_told(tmp_path: Path, block: str, known: dict[str, str], told: str) -> None:
    article, said = read(tmp_path, f"---\n{block}\n---\n# Heading\n")
    assert {name: getattr(article, name) for name in known} == known
    assert told in said[0]
    assert article.text.startswith("# Heading" if known or "line" in told else "---")


def test_a_heading_is_none_in_a_block_of_code_and_may_be_underlined(tmp_path: Path) -> None:
    article, _ = read(tmp_path, "```sh\n# no heading\n```\n\nReal title\n==========\n\nBody.\n")
    assert article.title == "Real title"
