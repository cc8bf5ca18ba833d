"""`annotator suggest` with a language model: what is said before, and that nothing goes anywhere unsaid."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.commands import Run, document
from support.model_server import ModelServer, configured, model_server

pytest.importorskip("llm", reason="the extra `llm` is not installed")


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelServer]:
    with model_server() as served:
        prices = "[llm]\nprice_in = 100\nprice_out = 100\n"
        for name, value in configured(tmp_path / "mine", served.url, prices).items():
            monkeypatch.setenv(name, value)
        yield served


@pytest.fixture
def added(run: Run, tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(f"Acme met Acme {number} times.", encoding="utf-8")
        run("add", str(tmp_path / f"{number}.txt"))


def test_the_cost_is_told_and_nothing_is_sent_before_it_is_allowed(run: Run, added: None, server: ModelServer) -> None:
    asked = ("suggest", "--model", "llm:loop")
    dry = run(*asked, "--dry-run")
    assert dry.stdout.startswith("llm:loop would be asked about 3 articles, 3 requests, about ")
    assert run(*asked, "--dry-run", "--send").stderr == (
        "A dry run changes nothing: --send and --no-send count without it.\n"
    )
    about = document(run(*asked, "--dry-run", "--json"))["llm:loop"]
    assert (about["articles"], about["requests"]) == (3, 3)
    assert about["cost"] > 0
    assert "until you allow it" in run(*asked, code=1).stderr
    assert server.asked == []
    sent = run(*asked, "--send")
    assert sent.stdout == (
        "llm:loop: 3 requests, 300 tokens in and 30 out, 0.0330.\n6 suggestions in 3 articles by llm:loop.\n"
    )
    told = sent.stderr.splitlines()
    assert told[0].endswith("may go to llm:loop; `--no-send` (in the app: ctrl+p) takes it back.")
    assert told[1].startswith("llm:loop is asked about 3 articles, 3 requests, about ")
    assert "Texts of this project may go to llm:loop; " in run("models").stdout
    assert document(run("models", "--json"))["may_send"] == ["llm:loop"]
    again = document(run(*asked, "--redo", "--json"))
    assert (again["suggestions"], again["notes"], again["costs"]) == (6, {"llm:loop": {"cached": 3}}, {"llm:loop": 0.0})
    assert run(*asked, "--no-send").stderr.endswith(" do not go to llm:loop any more.\n")
    assert "until you allow it" in run(*asked, "--redo", code=1).stderr
    assert len(server.asked) == 3


def test_a_limit_is_kept_to(run: Run, added: None, server: ModelServer) -> None:
    for nothing in ("nan", "inf", "-1"):
        assert "Invalid value for '--limit'" in run("suggest", "--limit", nothing, code=2).stderr
    said = run("suggest", "--model", "llm:loop", "--send", "--limit", "0.01", code=1)
    assert "llm:loop has reached its limit of cost: 0.0000 of 0.0100 are spent" in said.stderr
    assert "3 articles got no answer of a source, and are as before" in said.stderr
    assert server.asked == []


def test_only_language_models_are_sent_to_and_cost_anything(run: Run, added: None, tmp_path: Path) -> None:
    (tmp_path / "ORG.txt").write_text("Acme\n", encoding="utf-8")
    patterns = ("suggest", "--patterns", str(tmp_path / "ORG.txt"))
    assert "other models send nothing" in run(*patterns, "--send", code=2).stderr
    assert run(*patterns, "--dry-run").stdout.startswith("No language model would be asked, so nothing is sent")


def test_the_report_is_a_document_whatever_was_passed_over(run: Run, added: None, tmp_path: Path) -> None:
    (tmp_path / "DRINK.txt").write_text("Acme\n", encoding="utf-8")
    said = document(run("suggest", "--patterns", str(tmp_path / "DRINK.txt"), "--json"))
    assert (said["unknown"], said["unanswered"]) == ({"DRINK": 6}, 0)
