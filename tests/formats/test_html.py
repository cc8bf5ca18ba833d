"""Web pages with and without an article."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.reading import OPTIONS, PAGE, articles, put

from annotator.errors import InputError
from annotator.formats import html
from annotator.formats.common.detect import detect


def test_a_page_gives_its_article_under_its_headline(tmp_path: Path) -> None:
    path = put(tmp_path, "page", PAGE)
    assert detect(path, path.read_bytes()) == "html"
    (found,) = articles(html.read(path, OPTIONS))
    assert found.article.title == "Library opens on a barge in the old harbour"
    assert "port authority" in found.article.text
    assert "Weather" not in found.article.text
    assert found.article.byline == "Ana Ruiz"


@pytest.mark.parametrize("page", ["<html></html>", "<html><body><img src=a></body></html>", "<p>" * 5000])
def test_a_page_without_an_article_is_refused(tmp_path: Path, page: str) -> None:
    assert all(isinstance(read, InputError) for read in html.read(put(tmp_path, "a.html", page), OPTIONS))
