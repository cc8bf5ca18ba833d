"""Files of people who do this work, each with what is right for it: nothing wrong, nothing silent.

The files lie beside the project (`support.shared`), one folder a case; the rows are in the `.toml` files here, one file
a kind of door. A row names a `folder` and says what `annotator add` must make of it; what it does not say must not be
there. Its keys:

    sources      what is named on the command line, in a copy of the folder (else every file of it)
    before       verbs to run in the project before, as `[["labels", "overlap", "any"]]`
    options      further options of `add`, as `["--as", "ana"]`
    articles     how many articles are in the project, or how their texts begin, in the order in which they came
    layers       by annotator, what their layers hold, article after article, as `held` writes it: `"PER@0 Ada Brook"`,
                 `"not PER@0 Ada Brook"` (refused), `"SPORT"`, `"not SPORT"` (article labels), `"flagged"`,
                 `"note: ..."`, `"(open)"` and `"(skipped)"` for layers that are not finished
    suggestions  likewise, of all sources
    refused      a pattern for each refusal, in order
    set_aside    what was set aside, by name, with its count
    claims       what was taken into layers beyond spans, by kind, with its count (left out: whatever it is)
    notices      patterns, each of which some notice must match
    meta         for each article some of what its `meta` must hold (`{}`: anything)
    report       further keys of the report of `--json`, with their values
    exports      what `annotator export --layer all --status any` must make of the project then: `format`, `options`
                 (as `["--set", "align=expand"]`), `lines` that must be in what is written, in this order, and `lost`,
                 how many entries there are of each kind of loss (nothing, where it is left out)
    patterns     what `annotator suggest --patterns` must make of the project then: `file`, and `found`, in the
                 order of the text, or `refused`, a pattern for what is said
"""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from support.cases import CASES, rows

from annotator.cli._main import annotator
from annotator.domain.layer import Layer
from annotator.domain.span import Span
from annotator.storage.queries.counts import articles as articles_of
from annotator.storage.store import Store

ROWS = rows()
KEYS = {
    "folder", "sources", "before", "options", "articles", "layers", "suggestions", "refused", "set_aside", "claims",
    "notices", "meta", "report", "exports", "patterns",
}  # fmt: skip

pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason="the cases do not lie beside the project")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to copy a case into; it is the working folder, with its project beside it."""
    made = tmp_path / "case"
    made.mkdir()
    monkeypatch.chdir(made)
    monkeypatch.setenv("ANNOTATOR_NAME", "someone")
    monkeypatch.setenv("ANNOTATOR_CONFIG", str(tmp_path / "none.toml"))
    monkeypatch.setenv("ANNOTATOR_PROJECT", str(tmp_path / "p.db"))
    return made


def named(row: dict[str, Any]) -> str:
    """What a row is called among the tests."""
    return f"{row['folder']}:{'+'.join([*row.get('sources', ['*']), *row.get('options', [])])}"


def test_every_case_has_a_row() -> None:
    assert {path.name for path in CASES.iterdir() if path.is_dir()} == {row["folder"] for row in ROWS}


@pytest.mark.parametrize("row", ROWS, ids=named)
def test_a_case_is_what_its_row_says(row: dict[str, Any], folder: Path, tmp_path: Path) -> None:
    assert row.keys() <= KEYS
    shutil.copytree(CASES / row["folder"], folder, dirs_exist_ok=True)
    (folder / "README").unlink(missing_ok=True)
    sources = row.get("sources") or sorted(str(path.relative_to(folder)) for path in folder.iterdir())
    for verb in row.get("before", []):
        assert CliRunner().invoke(annotator, verb).exit_code == 0
    report = run("add", *sources, *row.get("options", []))
    path = tmp_path / "p.db"
    with Store.open(path) if path.exists() else Store.create(path) as store:  # where all is refused, there is none
        found = state(store)
    refused, notices = [one["reason"] for one in report["refused"]], report["notices"]
    assert len(refused) == len(row.get("refused", [])), refused
    assert [one for one, want in zip(refused, row.get("refused", []), strict=True) if not re.search(want, one)] == []
    assert [one for one in row.get("notices", []) if not any(re.search(one, said) for said in notices)] == [], notices
    assert report["set_aside"] == row.get("set_aside", {})
    assert report.get("claims", {}) == row.get("claims", report.get("claims", {}))
    assert {key: report.get(key) for key in row.get("report", {})} == row.get("report", {})
    assert (found["layers"], found["suggestions"]) == (row.get("layers", {}), row.get("suggestions", []))
    texts, want = found["texts"], row.get("articles", 0)
    starts = [text[: len(start)] for text, start in zip(texts, want, strict=False)] if isinstance(want, list) else []
    assert (len(texts), starts) == ((len(want), want) if isinstance(want, list) else (want, []))
    for meta, wanted in zip(found["meta"], row.get("meta", [{}] * len(texts)), strict=True):
        assert {key: meta.get(key) for key in wanted} == wanted
    for number, export in enumerate(row.get("exports", [])):
        check_export(export, tmp_path / f"out{number}")
    for patterns in row.get("patterns", []):
        check_patterns(patterns, path)


def run(*args: str) -> Any:
    """What a verb says as JSON; it ends as a verb may end."""
    result = CliRunner().invoke(annotator, [*args, "--json"], prog_name="annotator")
    assert result.exit_code in {0, 1}, result.output
    assert isinstance(result.exception, SystemExit | None)
    return json.loads(result.stdout)


def state(store: Store) -> dict[str, Any]:
    """What is in a project, as rows write it."""
    layers: dict[str, list[str]] = {}
    articles = [store.article(one.key) for one in articles_of(store)]
    suggestions: list[str] = []
    for article in articles:
        for name in store.layers_of(article.key):
            layers.setdefault(name, []).extend(held(store.layer(article.key, name).layer, article.text))
        suggestions += [place(one.span, article.text) for one in store.suggestions(article.key)]
    return {
        "texts": [article.text for article in articles],
        "meta": [article.meta for article in articles],
        "layers": layers,
        "suggestions": suggestions,
    }


def held(layer: Layer, text: str) -> Iterator[str]:
    """What a layer holds, a line for each thing."""
    yield from ({"open": ["(open)"], "skipped": ["(skipped)"]}).get(layer.status, [])
    yield from (place(span, text) for span in sorted(layer.held))
    yield from (f"not {place(span, text)}" for span in sorted(layer.rejected))
    yield from (label if on else f"not {label}" for label, on in sorted(layer.cats.items()))
    yield from ["flagged"] * layer.flagged
    for comment in layer.comments:
        yield f"note: {comment.text}" + (f" ({place(comment.span, text)})" if comment.span else "")


def place(span: Span, text: str) -> str:
    """A span as rows write it: label, first code point, and the quote with its white space folded."""
    return f"{span.label}@{span.start} {' '.join(span.quote(text).split())}"


def check_export(want: dict[str, Any], out: Path) -> None:
    """Raise `AssertionError` where what is written, or what is lost, is not what a row says."""
    options = want.get("options", [])
    report = run("export", want["format"], "-o", str(out), "--layer", "all", "--status", "any", *options)
    assert Counter(one["loss"] for one in report["lost"]) == want.get("lost", {}), report["lost"]
    written = "\n".join(Path(file).read_text(encoding="utf-8") for file in report["files"] if want.get("lines"))
    lines = iter(written.splitlines())
    assert [line for line in want.get("lines", []) if line not in lines] == [], written


def check_patterns(want: dict[str, Any], project: Path) -> None:
    """Raise `AssertionError` where what a file of patterns finds is not what a row says."""
    result = CliRunner().invoke(annotator, ["suggest", "--patterns", want["file"], "--redo"], prog_name="annotator")
    assert isinstance(result.exception, SystemExit | None)
    assert re.search(want.get("refused", ""), result.output), result.output
    source = f"patterns:{Path(want['file']).name}"
    with Store.open(project) as store:
        texts = {one.key: store.article(one.key).text for one in articles_of(store)}
        said = [(one, text) for key, text in texts.items() for one in store.suggestions(key)]
    assert [place(one.span, text) for one, text in said if source in one.sources] == want.get("found", [])
