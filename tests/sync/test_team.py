"""A team on a shelf: what everybody did comes to everybody who may see it, the same everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.in_step import Share, exported, held, keys, label, sound
from support.teams import act

from annotator.domain.decisions import Approved, Returned, decide
from annotator.domain.layer import step_all
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.store import Store


@pytest.fixture
def share(tmp_path: Path) -> Iterator[Share]:
    made = Share(tmp_path)
    yield made
    made.close()


def layers(store: Store) -> set[str]:
    return {name for (name,) in store.conn.execute("SELECT DISTINCT layer FROM decisions")}


def test_what_annotators_do_comes_to_owner_and_reviewer_and_exports_are_equal_byte_by_byte(
    share: Share, tmp_path: Path
) -> None:
    olga = share.owner()
    ana, ben, rosa = share.join("ana"), share.join("ben"), share.join("rosa", "reviewer")
    for number, key in enumerate(keys(ana)):
        label(ana, key, "ana", (0, 9, "PER"), (27, 31, "ORG"))
        label(ben, key, "ben", (0, 9, "PER" if number % 2 else "LOC"))
    share.all_in_step()
    assert held(rosa) == held(olga)
    assert exported(rosa, tmp_path) == exported(olga, tmp_path)
    assert layers(olga) == {"ana", "ben"}
    assert layers(ana) == {"ana"}
    assert layers(ben) == {"ben"}
    assert all(map(sound, share.stores.values()))


def test_nothing_new_sends_and_takes_nothing(share: Share) -> None:
    share.owner()
    share.join("ana")
    done = share.all_in_step()
    assert [(one.sent, one.pulled.bytes) for one in done] == [(0, 0), (0, 0)]


def test_what_a_reviewer_says_in_a_layer_comes_to_its_annotator(share: Share) -> None:
    share.owner()
    ana, rosa = share.join("ana"), share.join("rosa", "reviewer")
    key = keys(ana)[0]
    label(ana, key, "ana", (0, 9, "PER"))
    share.all_in_step()
    state = rosa.layer(key, "ana")
    decisions = decide([Returned("look again")], layer="ana", by="rosa")
    step_all(state.layer, decisions)
    with rosa.write():
        rosa.append(key, rosa.article(key).text, decisions, state.layer, revision=state.revision)
    act(rosa, key, "gold", Approved())
    share.all_in_step()
    assert ana.layer(key, "ana").layer.status == rosa.layer(key, "ana").layer.status == "returned"
    assert layers(ana) == {"ana"}


def test_labels_of_the_owner_hold_everywhere(share: Share) -> None:
    olga = share.owner()
    ana = share.join("ana")
    save_scheme(olga, olga.scheme().with_label("EVENT").renamed("LOC", "PLACE"))
    share.all_in_step()
    assert ana.scheme() == olga.scheme()
    assert sound(ana)


def test_undo_takes_back_what_was_decided_here_alone(share: Share) -> None:
    olga = share.owner()
    ana = share.join("ana")
    label(ana, keys(ana)[0], "ana", (0, 9, "PER"))
    share.all_in_step()
    assert olga.last_step("ana") is None
    assert ana.last_step("ana") is not None
