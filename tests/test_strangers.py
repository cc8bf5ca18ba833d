"""A package of somebody else, installed: its format, suggester and measure do all that those built in do.

Everything is done from outside, by the command line, in processes that find the package on their path.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.strangers import SHOUTING, SHOUTING_JOINS, install

from annotator import plugins
from annotator.domain.article import article_key
from annotator.storage.store import Store

Ran = subprocess.CompletedProcess[str]
Run = Callable[..., Ran]
BERGEN = "STORM hits BERGEN on 3 May, says UN"
FRENCH = "ORAGE sur LYON"


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run `annotator` in a folder beside the packages; `code` is what it must end with, `config` its settings."""
    install(tmp_path / "packages", "shouting", SHOUTING_JOINS, SHOUTING)
    work = tmp_path / "work"
    work.mkdir()

    def running(*args: str, code: int = 0, config: str = "") -> Ran:
        (work / "config.toml").write_text(config, encoding="utf-8")
        around = {
            "PYTHONPATH": str(tmp_path / "packages"), "ANNOTATOR_CONFIG": str(work / "config.toml"),
            "ANNOTATOR_NAME": "ana",
        }  # fmt: skip
        command = [sys.executable, "-m", "annotator", *args]
        ran = subprocess.run(command, capture_output=True, text=True, check=False, cwd=work, env=os.environ | around)
        assert ran.returncode == code, ran.stdout + ran.stderr
        assert "Traceback" not in ran.stderr
        return ran

    (work / "a.txt").write_text(f"SHOUT:{BERGEN}\n0 5 EVENT\n11 17 GPE\n", encoding="utf-8")
    return running


def found(ran: Ran) -> Any:
    return json.loads(ran.stdout)


def test_its_format_is_listed_read_and_written(run: Run, tmp_path: Path) -> None:
    row = next(row for row in found(run("formats", "--json")) if row["name"] == "shout")
    assert (row["about"], row["reads"], row["writes"]) == ("Texts in capitals, for those who cannot hear", True, True)
    assert "shout: Texts in capitals" in run("formats").stdout
    assert run("add", "a.txt", "--as", "ana").stdout.startswith("1 added")
    said = run("export", "shout", "-o", "out.shout").stdout
    assert "Lost: text 1, article 1." in said
    assert (tmp_path / "work" / "out.shout").read_text() == f"SHOUT:{BERGEN.upper()}\n0 5 EVENT\n11 17 GPE\n"
    assert ", prodigy, shout, slate, " in run("export", "nix", code=2).stderr
    assert run("add", "a.txt", "--format", "shout").stdout.startswith("0 added, 1 known")


def test_its_suggester_suggests_and_is_a_source_as_any_other(run: Run, tmp_path: Path) -> None:
    run("add", "a.txt")
    said = run("suggest", "--model", "shouter:ORG").stdout
    assert said == "3 suggestions in 1 article by shouter:org-2.0.\n"
    assert run("suggest", "--model", "shouter:ORG").stdout.startswith("0 suggestions in 0 articles")
    assert found(run("stats", "--json"))["sources"]["shouter:org-2.0"]["proposed"] == 3
    with Store.open(tmp_path / "work" / "annotator.db") as store:
        suggested = [one.span for one in store.suggestions(article_key(BERGEN)) if "shouter:org-2.0" in one.sources]
    assert [span.quote(BERGEN) for span in suggested] == ["STORM", "BERGEN", "UN"]


def test_the_settings_may_name_it_and_a_name_alone_is_told_nothing(run: Run) -> None:
    run("add", "a.txt")
    assert "by shouter:org-2.0." in run("suggest", config='models = ["shouter"]').stdout
    both = run("suggest", config='models = ["shouter:GPE", "shouter:NORP"]').stdout
    assert both == "6 suggestions in 1 article by shouter:gpe-2.0, shouter:norp-2.0.\n"


def test_it_is_asked_what_there_is_and_which_language_it_is_for(run: Run, tmp_path: Path) -> None:
    run("add", "a.txt")
    said = run("suggest", "--model", "shouter:org", code=2).stderr
    assert said == "The shouter cannot hear 'org'; say it louder.\n"
    (tmp_path / "work" / "b.txt").write_text(FRENCH, encoding="utf-8")
    run("add", "b.txt", "--lang", "fr")
    english = run("suggest", config='models = ["shouter:ORG"]')
    assert english.stderr.startswith("1 article in French was read by lists of names. No model for French is installed")
    french = run("suggest", config='models = ["shouter:LAW"]\nname_lists = false')
    passed = "1 article in English was passed over, because no model is for that; `--model NAME` takes one.\n"
    assert french.stderr == passed
    assert french.stdout == "2 suggestions in 1 article by shouter:law-2.0.\n"


def test_its_worth_is_told_before_anyone_labels(run: Run) -> None:
    runs = found(run("simulate", "a.txt", "--model", "shouter:EVENT", "--json"))["runs"]
    assert (runs["model"]["accept"], runs["model"]["gold"]) == (1, 2)


def test_its_measure_is_beside_the_others(run: Run, tmp_path: Path) -> None:
    run("add", "a.txt", "--as", "ana")
    (tmp_path / "work" / "a.txt").write_text(f"SHOUT:{BERGEN}\n0 5 EVENT\n", encoding="utf-8")
    run("add", "a.txt", "--as", "ben")
    said = run("agree").stdout
    assert ["loudness", "0.500", "-", "2"] in [line.split() for line in said.split("\n")]
    (pair,) = found(run("agree", "--json"))["pairs"]
    assert (pair["loudness"], pair["n"]["loudness"]) == (0.5, 2)
    assert "pair,ana,ben,,,,1,2,loudness,0.5,,," in run("agree", "--csv").stdout
    assert "F1 exact" not in run("agree", "--measure", "loudness").stdout
    assert (
        "There is no measure 'nix'. There are: alpha, attributes, coref, f1, gamma, kappa, links, loudness, relations."
        in run("agree", "--measure", "nix", code=2).stderr
    )


def test_a_wrong_name_is_answered_with_the_names_there_are(run: Run) -> None:
    run("add", "a.txt")
    for verb in (("suggest",), ("simulate", "a.txt"), ("train",)):
        said = run(*verb, "--model", "nix:ORG", code=2).stderr
        assert said.startswith("There is no suggester 'nix'. There are: ")
        assert {"patterns,", "shouter,", "zeroshot."} <= set(said.split())
    assert (
        "begins with a spaCy pipeline, and 'shouter:ORG' is none"
        in run("train", "--model", "shouter:ORG", code=2).stderr
    )


def test_what_it_does_wrong_is_told_and_the_rest_goes_on(run: Run, tmp_path: Path) -> None:
    for name, text in (("b", "CHOKE on it"), ("c", "FAR BEYOND it"), ("d", "ACME")):
        (tmp_path / "work" / f"{name}.txt").write_text(text, encoding="utf-8")
    run("add", *(f"{name}.txt" for name in "abcd"))
    ran = run("suggest", "--model", "shouter:ORG", code=1)
    failed, left_out, unanswered = ran.stderr.splitlines()
    assert failed == "shouter:org-2.0 failed: It was too loud"
    assert left_out.startswith(
        "Left out of what shouter:org-2.0 proposes, because it makes no sense (outside the text, "
    )
    assert left_out.endswith("): 1.")
    assert unanswered.startswith("1 article got no answer of a source, and is as before: ")
    assert ran.stdout == "6 suggestions in 3 articles by shouter:org-2.0.\n"
    again = run("suggest", "--model", "shouter:ORG", code=1)
    assert again.stdout.startswith("0 suggestions in 0 articles")


def test_the_example_of_the_page_works_as_it_stands(run: Run, tmp_path: Path) -> None:
    page = (Path(plugins.__file__).parent / "suggest" / "README.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    *_, table = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    (joins,) = tomllib.loads(table)["project"]["entry-points"].values()
    assert joins == {"capitals": "my_package.capitals"}
    install(tmp_path / "packages", "mine", {"suggest": {"capitals": "my_capitals"}}, ("my_capitals", code))
    run("add", "a.txt")
    assert run("suggest", "--model", "capitals:GPE").stdout == "3 suggestions in 1 article by capitals:GPE-1.0.\n"


BROKEN = {
    "no_import": ("import nothing_of_this_name", "cannot be loaded: No module named 'nothing_of_this_name'"),
    "no_open": ("x = 1", "cannot be used: module 'odd_no_open' has no attribute 'open'"),
    "no_suggester": ("def open(spec): return 3", "cannot be used: 'int' object has no attribute 'name'"),
    "no_answer": (
        "class Odd:\n    name = 'odd'\n    def suggest(self, texts, cancelled): yield 3\ndef open(spec): return Odd()",
        "no_answer:odd failed: it answered with something of the kind int",
    ),
    "too_few": (
        "class Odd:\n    name = 'odd'\n    def suggest(self, *_): return []\ndef open(spec): return Odd()",
        "too_few:odd failed: it gave 0 answers for 1 texts",
    ),
    "no_hook": ("def missing(spec): return 1 / 0", "The suggester 'no_hook' failed: division by zero"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_one_that_is_broken_is_told_in_one_sentence(run: Run, tmp_path: Path, name: str) -> None:
    source, sentence = BROKEN[name]
    install(tmp_path / "packages", "odd", {"suggest": {name: f"odd_{name}"}}, (f"odd_{name}", source))
    run("add", "a.txt")
    ran = run("suggest", "--model", f"{name}:x", code=1)
    said = ran.stderr.splitlines()
    assert [sentence in line for line in said] == [True, *[False] * (len(said) - 1)]
    assert [line.partition(",")[0] for line in said[1:]] in ([], ["1 article got no answer of a source"])
    assert run("suggest", "--model", "shouter:ORG").stdout == "3 suggestions in 1 article by shouter:org-2.0.\n"
