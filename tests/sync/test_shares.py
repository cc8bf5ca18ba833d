"""What every kind of share has to do."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from support.shares import KINDS, new_share

from annotator.sync.share import Share, ShareError, open_share


@pytest.fixture(params=KINDS)
def share(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Share]:
    with new_share(request.param, tmp_path, monkeypatch) as url:
        yield open_share(url)


def test_what_is_laid_down_is_found_and_never_written_over(share: Share) -> None:
    assert share.put_new("d/%61na/one/000000000001-000000000002", b"x\0y")
    assert not share.put_new("d/%61na/one/000000000001-000000000002", b"other")
    assert share.get("d/%61na/one/000000000001-000000000002") == b"x\0y"


def test_keys_are_in_order_and_behind_the_last_known(share: Share) -> None:
    for number in (3, 1, 2):
        share.put_new(f"a/one/{number:03}", b"x")
    share.put_new("a/two/004", b"x")
    assert share.keys("a/one") == ["001", "002", "003"]
    assert share.keys("a/one", "002") == ["003"]
    assert share.keys("a/three") == []


def test_places_are_told_once_each(share: Share) -> None:
    assert share.places("d", 2) == []
    for key in ("d/ana/one/1", "d/ana/one/2", "d/ben/two/1", "a/one/1"):
        share.put_new(key, b"x")
    assert share.places("d", 2) == ["d/ana/one", "d/ben/two"]
    assert share.places("a") == ["a/one"]


def test_what_is_not_there_is_said(share: Share) -> None:
    with pytest.raises(ShareError):
        share.get("a/one/1")


def test_several_may_read_at_once(share: Share) -> None:
    bodies = {f"a/one/{number:03}": b"%d" % number * 1000 for number in range(40)}
    for key, body in bodies.items():
        share.put_new(key, body)
    with ThreadPoolExecutor(8) as readers:
        assert list(readers.map(share.get, bodies)) == list(bodies.values())
