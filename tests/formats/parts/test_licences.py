"""Licences of articles in the words of the hub, and in their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.domain.article import Article
from annotator.domain.default_scheme import DEFAULT_SCHEME
from annotator.domain.document import Document
from annotator.formats import huggingface
from annotator.formats.base import WriteOptions
from annotator.formats.parts.licences import Licences


@pytest.mark.parametrize(
    ("meta", "ids"),
    [
        ({"licence": "CC BY 4.0"}, ["cc-by-4.0"]),
        ({"license": "cc_by_nc_sa 3.0"}, ["cc-by-nc-sa-3.0"]),
        ({"dc:rights": ["https://creativecommons.org/licenses/by-sa/4.0/deed.de"]}, ["cc-by-sa-4.0"]),
        ({"License_URL": "https://creativecommons.org/publicdomain/zero/1.0/"}, ["cc0-1.0"]),
        ({"license": {"name": "CC0"}}, ["cc0-1.0"]),
        ({"rights": "All rights\nreserved"}, ["other"]),
        ({"author": "CC BY 4.0", "copyrighted": "MIT", "licence": ""}, []),
    ],
)
def test_a_licence_is_known_by_the_ids_of_the_hub(meta: dict[str, object], ids: list[str]) -> None:
    licences = Licences()
    licences.add(meta)
    assert licences.ids() == ids
    assert bool(list(licences.lines())) == bool(ids)


def test_licences_are_counted_and_so_are_articles_without() -> None:
    licences = Licences()
    for meta in ({"licence": "MIT"}, {"licence": "CC BY 4.0"}, {"licence": "CC BY 4.0"}, {}):
        licences.add(meta)
    assert licences.ids() == ["cc-by-4.0", "mit"]
    assert list(licences.lines())[4:] == ["- CC BY 4.0: 2", "- MIT: 1", "- none named: 1", ""]


def test_no_more_than_fifty_are_listed() -> None:
    licences = Licences()
    for number in range(60):
        licences.add({"licence": f"own {number}"})
    assert "- 10 others" in list(licences.lines())


def test_the_card_of_a_data_set_names_them(tmp_path: Path) -> None:
    article = Article.of("Ana left.", meta={"licence": "CC BY 4.0"})
    huggingface.write([Document(article, "ana", "finished")], tmp_path / "out", WriteOptions(DEFAULT_SCHEME))
    card = (tmp_path / "out" / "README.md").read_text(encoding="utf-8")
    assert "license:\n  - cc-by-4.0\n" in card
    assert "- CC BY 4.0: 1\n" in card
