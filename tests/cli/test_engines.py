"""`annotator suggest` in several processes, and what it says of those that end."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.commands import Run, document
from support.mortal import mortal
from support.strangers import joined


def test_an_article_that_ends_processes_is_named_each_time_and_the_others_are_stored(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec = mortal(tmp_path, monkeypatch)
    for number in range(9):
        (tmp_path / f"{number}.txt").write_text("poison" if number == 4 else f"Acme {number}", encoding="utf-8")
    run("add", *(f"{number}.txt" for number in range(9)))
    with joined(tmp_path / "packages"):
        first = run("suggest", "--model", spec, "--jobs", "2", code=1)
        assert "8 suggestions in 8 articles by mortal:1.0." in first.stdout
        again = document(run("suggest", "--model", spec, "--json", code=1))
    assert (again["articles"], again["known"], again["engine"], again["workers"]) == (0, 8, "local", 1)
    (lost,) = again["lost"]
    assert lost["reason"].startswith(f"Article {lost['article'][:12]} ends the model's process each time")
    assert again["problems"] == [lost["reason"]] == first.stderr.splitlines()


def test_where_it_runs_is_said_by_a_setting_or_an_option(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Acme", encoding="utf-8")
    (tmp_path / "ORG.txt").write_text("Acme", encoding="utf-8")
    (tmp_path / "none.toml").write_text('engine = "nowhere"', encoding="utf-8")
    run("add", "a.txt")
    assert (
        "There is no engine 'nowhere'. There are: local, ray." in run("suggest", "--patterns", "ORG.txt", code=2).stderr
    )
    local = ("suggest", "--patterns", "ORG.txt", "--engine", "local")
    assert "a cluster needs `--engine ray`" in run(*local, "--cluster", "auto", code=2).stderr
    assert run(*local).stdout.startswith("1 suggestion in 1 article")


def test_parts_that_were_read_in_copies_are_merged(run: Run, tmp_path: Path) -> None:
    for number in range(6):
        (tmp_path / f"{number}.txt").write_text(f"Acme {number}", encoding="utf-8")
    (tmp_path / "ORG.txt").write_text("Acme", encoding="utf-8")
    run("add", *(f"{number}.txt" for number in range(6)))
    for part in ("1", "2"):
        (tmp_path / f"part-{part}.db").write_bytes((tmp_path / "annotator.db").read_bytes())
        run("-p", f"part-{part}.db", "suggest", "--patterns", "ORG.txt", "--shard", f"{part}/2")
        said = run("merge", f"part-{part}.db").stdout
        assert said.startswith("0 added, 6 known already, 0 new decisions, 3 new suggestions.")
        assert "new suggestion" not in run("merge", f"part-{part}.db").stdout
    assert document(run("suggest", "--patterns", "ORG.txt", "--json"))["known"] == 6
