"""What a verb does not do: no project where nothing was taken in, no suggestions in a language the model is not for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import spacy
from support.blank import blank
from support.commands import Run, document

from annotator.domain.article import article_key
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.store import Store


def test_where_nothing_was_taken_in_no_project_is_left(run: Run, tmp_path: Path) -> None:
    (tmp_path / "evil.bin").write_bytes(b"\xff\xfe\x00")
    for args, code in (
        (("add", "nix.txt"), 1), (("add", "evil.bin"), 1), (("add", "evil.bin", "--format", "nix"), 2),
        (("labels", "add", "SHIP", "--dry-run"), 0), (("labels", "archive", "NIX"), 2), (("labels", "load", "nix"), 2),
    ):  # fmt: skip
        run(*args, code=code)
        assert [path.name for path in tmp_path.iterdir()] == ["evil.bin"], args
    run("labels", "save", "s.toml")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["evil.bin", "s.toml"]
    run("labels", "add", "SHIP")
    run("add", "nix.txt", code=1)
    assert "SHIP" in run("labels").stdout


def test_a_new_project_that_another_program_has_open_stays(tmp_path: Path) -> None:
    path = tmp_path / "annotator.db"
    made = blank(path)
    with Store.open(path) as other:
        made.unmake()
        save_scheme(other, other.scheme())
        assert path.exists()
    Store.open(path).unmake()
    assert list(tmp_path.iterdir()) == []


def test_suggest_passes_over_what_the_model_is_not_for(run: Run, tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("span_ruler").add_patterns([{"label": "ORG", "pattern": "Acme"}])
    nlp.to_disk(tmp_path / "rules")
    for number, language in enumerate(("en", "zh", "ja-JP", "")):
        row = {"text": f"See Acme {number}", "language": language}
        (tmp_path / f"{number}.jsonl").write_text(json.dumps(row), encoding="utf-8")
    run("add", *(f"{number}.jsonl" for number in range(4)))
    (tmp_path / "none.toml").write_text('models = ["rules"]\nname_lists = false')
    result = run("suggest")
    assert result.stdout.startswith("2 suggestions in 2 articles")
    said = "2 articles in Japanese ja-JP, Chinese were passed over, because no model is for that;"
    assert result.stderr == f"{said} `--model NAME` takes one.\n"
    assert document(run("suggest", "--json"))["foreign"] == {"ja-JP": 1, "zh": 1}
    named = run("suggest", "--model", "rules")
    assert named.stdout.startswith("2 suggestions in 2 articles")
    assert named.stdout.endswith("2 articles were read before and stay as they are: `--redo` reads anew.\n")
    assert "2 articles in Japanese ja-JP, Chinese had suggestions made, though the model is for English" in named.stderr
    assert run("suggest").stderr == ""


GERMAN = "Der Minister sagte am Montag, der Rat werde über den neuen Haushalt abstimmen."


def test_add_says_which_languages_the_texts_told(run: Run, tmp_path: Path) -> None:
    texts = (GERMAN, GERMAN + " Ja.", "The minister said on Monday that the council would vote on the budget.", "Hi.")
    for number, text in enumerate(texts):
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    assert run("add", "0.txt", "1.txt", "2.txt", "3.txt").stdout.splitlines()[1:] == [
        "Language: German 2, English 1 (told from the text; `--lang CODE` says otherwise).",
        "Language of 1 text not clear: German 1, as most are (`--lang CODE` says otherwise).",
    ]


@pytest.mark.parametrize("said", ["pt-BR", "Portuguese", "por"])
def test_add_takes_codes_and_names_of_languages(run: Run, tmp_path: Path, said: str) -> None:
    (tmp_path / "a.txt").write_text(GERMAN, encoding="utf-8")
    assert run("add", "a.txt", "--lang", said).stdout == "1 added, 0 known already, 0 refused.\n"
    assert run("add", "a.txt", "--lang", said).stdout == "0 added, 1 known already, 0 refused.\n"
    run("add", "a.txt", "--lang", "fr")
    assert run("add", "a.txt", "--lang", said).stdout.splitlines()[1:] == [
        "1 article known already: now in the language of `--lang`."
    ]
    with Store.open(tmp_path / "annotator.db") as store:
        assert store.article(article_key(GERMAN)).language == ("pt-BR" if said == "pt-BR" else "pt")


def test_add_takes_no_language_that_is_none(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GERMAN, encoding="utf-8")
    assert run("add", "a.txt", "--lang", "deutsch", code=2).stderr.endswith(
        "'deutsch' is no language. Did you mean de (German)?\n"
    )
    assert not (tmp_path / "annotator.db").exists()


def test_what_a_refused_article_came_with_is_not_said_to_be_kept(run: Run, tmp_path: Path) -> None:
    spans = [{"start": 0, "end": 3, "label": "PERSON"}, {"start": 2, "end": 9, "label": "PERSON"}]
    row = {"text": "Ada Brook met Lin.", "spans": spans, "relations": [{"head": 0, "child": 1, "label": "x"}]}
    (tmp_path / "a.jsonl").write_text(json.dumps(row))
    refused = run("add", "a.jsonl", "--as", "ana", code=1).stderr
    assert "overlap" in refused
    assert "kept in meta" not in refused
    assert "set aside: relations 1: kept in meta" in run("add", "a.jsonl").stderr
