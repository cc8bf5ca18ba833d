"""Small segments put together: fewer files, the same for whoever has read none, some or all of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.in_step import InStep, held, keys, label, sound

from annotator.storage.store import Store
from annotator.sync import compact, team
from annotator.sync.segment import DECISIONS, place_of, proper, span_name, uncovered
from annotator.sync.share import ShareError
from annotator.sync.shares.folder import Folder

TEXTS = tuple(f"Ana Gomez met Ben Kofi of Acme in Town {number} today." for number in range(30))


@pytest.fixture
def together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[InStep]:
    """A team of ana, who sends each article by itself, and of olga, who has read the first eleven."""
    made = InStep(tmp_path)
    olga = made.owner(texts=TEXTS)
    ana = made.join("ana")
    for number, key in enumerate(keys(ana)):
        label(ana, key, "ana", (0, 9, "PER"))
        team.in_step(ana)
        if number == 10:
            team.in_step(olga)
    monkeypatch.setattr(compact, "_NUMBERS", 10)
    monkeypatch.setattr(compact, "_FEWEST", 2)
    monkeypatch.setattr(compact, "_LEFT", 2)
    yield made
    made.close()


def files(together: InStep) -> list[str]:
    place = Path(together.url) / place_of(DECISIONS, together.stores["ana"].uuid, "ana")
    return proper(sorted(path.name for path in place.iterdir()))


def all_have_the_same(together: InStep) -> None:
    ana: Store = together.stores["ana"]
    together.join("rosa", "reviewer")
    label(ana, keys(ana)[0], "ana", (14, 22, "PER"), finish=False)
    done = together.all_in_step()
    assert [(one.pulled.refused, one.pulled.late) for one in done] == [({}, {})] * 3
    assert held(ana) == held(together.stores["olga"]) == held(together.stores["rosa"])
    assert all(map(sound, together.stores.values()))


def test_whoever_has_read_some_or_none_finds_all(together: InStep) -> None:
    assert len(files(together)) == 30
    team.in_step(together.stores["ana"])
    assert len(files(together)) <= 10
    all_have_the_same(together)


@pytest.mark.parametrize("done", [0, 1, 3, 7])
def test_what_was_broken_off_is_as_good(together: InStep, monkeypatch: pytest.MonkeyPatch, done: int) -> None:
    drop, left = Folder.drop, [done]

    def dropping(folder: Folder, key: str) -> None:
        if not left[0]:
            raise ShareError("The cable was pulled.")
        left[0] -= 1
        drop(folder, key)

    with monkeypatch.context() as away:
        away.setattr(Folder, "drop", dropping)
        with pytest.raises(ShareError):
            team.in_step(together.stores["ana"])
    all_have_the_same(together)


def test_what_is_put_together_is_put_together_again_only_when_there_is_more(together: InStep) -> None:
    ana = together.stores["ana"]
    team.in_step(ana)
    before = files(together)
    team.in_step(ana)
    assert files(together) == before


@given(st.lists(st.tuples(st.integers(1, 50), st.integers(0, 9)), unique=True))
def test_of_names_those_remain_that_cover_the_others(spans: list[tuple[int, int]]) -> None:
    names = sorted({span_name(first, first + more) for first, more in spans})
    kept = uncovered(names)
    numbers = {number for first, more in spans for number in range(first, first + more + 1)}
    ends = [tuple(map(int, reversed(name.split("-")))) for name in kept]
    assert {number for first, last in ends for number in range(first, last + 1)} == numbers
    assert [first for first, _ in ends] == sorted(first for first, _ in ends)


def test_other_files_in_a_place_are_none_of_ours(together: InStep) -> None:
    place = Path(together.url) / place_of(DECISIONS, together.stores["ana"].uuid, "ana")
    (place / "Thumbs.db").write_bytes(b"")
    (place / "desktop.ini").write_bytes(b"")
    all_have_the_same(together)
