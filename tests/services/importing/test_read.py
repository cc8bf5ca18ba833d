"""What a format of somebody else gives is checked, and what it fails at is told; the other files are taken."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.blank import blank
from support.strangers import forget, install, joined

from annotator.errors import InputError
from annotator.services.importing.add import AddOptions, AddReport, add
from annotator.services.importing.gold import read_gold

FORMAT = """
from annotator.domain.article import Article
from annotator.domain.document import Incoming, IncomingLayer
from annotator.domain.span import Span
from annotator.formats.base import Notice

NAME, ABOUT, SUFFIXES, LOSES, FOLDER, EXTRA = "odd", "Odd", (".odd",), {}, False, ""
SIGNS = ({"name": r"\\.odd$"},)


def read(path, options):
    text = path.read_text()
    yield Incoming(Article.of(text), {"ana": IncomingLayer([Span(0, 3, "PERSON")])}, line=1)
    yield SECOND
"""
GIVES = {
    "Notice('Mind the gap.')": ("", "a.odd: Mind the gap."),
    "'nonsense'": ("a.odd:1: The format odd_0 failed on it: it gave something of the kind str", ""),
    "1 / 0": ("a.odd:1: The format odd_0 failed on it: division by zero", ""),
    "Incoming(Article.of('Bo'), {'ana': IncomingLayer([Span(0, 3, 'PERSON')])}, line=2)": (
        "a.odd:2: The span 0-3 is not within the text.", ""
    ),
    "Incoming(Article.of('Bo'), {'ana': IncomingLayer((), [Span(1, 9, 'PERSON')])}, line=2)": (
        "a.odd:2: The span 1-9 is not within the text.", ""
    ),
    "Incoming(Article.of('Bo'), tokens=[(0, 9)], tokenizer='odd', line=2)": (
        "a.odd:2: The token 0-9 overlaps the one before it or leaves the text.", ""
    ),
}  # fmt: skip


def join(folder: Path, name: str, source: str) -> None:
    install(folder, "odd", {"formats": {name: f"{name}_given"}}, (f"{name}_given", source))
    forget()


def added(folder: Path) -> AddReport:
    (folder / "a.odd").write_text("Ada met Bob", encoding="utf-8")
    (folder / "b.txt").write_text("Storm hits Bergen", encoding="utf-8")
    with blank(folder / "p.db") as store:
        return add(store, ["a.odd", "b.txt"], AddOptions())


@pytest.mark.parametrize(("number", "second"), enumerate(GIVES))
def test_what_it_gives_is_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, second: str) -> None:
    monkeypatch.chdir(tmp_path)
    refused, notice = GIVES[second]
    with joined(tmp_path / "packages"):
        join(tmp_path / "packages", f"odd_{number}", FORMAT.replace("SECOND", second))
        report = added(tmp_path)
    assert report.added == 2
    assert [str(one) for one in report.refused] == ([refused.replace("odd_0", f"odd_{number}")] if refused else [])
    assert report.notices == ([notice] if notice else [])
    assert report.layers == {"ana": 1}


def test_one_that_cannot_be_loaded_is_told_beside_what_was_added(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with joined(tmp_path / "packages"):
        join(tmp_path / "packages", "odd_import", "import nothing_of_this_name")
        report = added(tmp_path)
    assert report.added == 1
    assert [one.file for one in report.refused] == ["a.odd"]
    (notice,) = report.notices
    assert notice.startswith("The format 'odd_import' of the package odd cannot be loaded: No module named")


def test_companions_that_fail_keep_no_file_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    source = FORMAT.replace("yield SECOND", "return") + "\n\ndef companions(path):\n    1 / 0"
    with joined(tmp_path / "packages"):
        join(tmp_path / "packages", "odd_companions", source)
        report = added(tmp_path)
    assert (report.added, report.refused) == (2, [])


def test_gold_is_read_as_articles_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.odd").write_text("Ada met Bob", encoding="utf-8")
    with joined(tmp_path / "packages"):
        join(tmp_path / "packages", "odd_gold", FORMAT.replace("SECOND", "1 / 0"))
        refused: list[InputError] = []
        ((article, spans),) = read_gold("a.odd", refused)
    assert (article.text, [span.label for span in spans]) == ("Ada met Bob", ["PERSON"])
    assert "The format odd_gold failed on it: division by zero" in str(refused[0])
