"""A team on a share: what everybody did comes to everybody who may see it, the same everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from support.in_step import InStep, exported, held, keys, label, sound
from support.teams import act, put

from annotator.domain.decisions import Approved, Returned, decide
from annotator.domain.layer import step_all
from annotator.errors import WrongUsage
from annotator.services.project.articles import put_away
from annotator.services.project.next_article import next_for
from annotator.services.team.people import rename, renaming
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.queries.assignments import give, people
from annotator.storage.store import Store
from annotator.storage.sync.membership import lying_ready
from annotator.sync import push, team
from annotator.sync.share import open_share


@pytest.fixture
def together(tmp_path: Path) -> Iterator[InStep]:
    made = InStep(tmp_path)
    yield made
    made.close()


def away(store: Store) -> list[str]:
    return [key for (key,) in store.conn.execute("SELECT key FROM articles WHERE archived ORDER BY added, key")]


def layers(store: Store) -> set[str]:
    return {name for (name,) in store.conn.execute("SELECT DISTINCT layer FROM decisions")}


def test_what_annotators_do_comes_to_owner_and_reviewer_and_exports_are_equal_byte_by_byte(
    together: InStep, tmp_path: Path
) -> None:
    olga = together.owner()
    ana, ben, rosa = together.join("ana"), together.join("ben"), together.join("rosa", "reviewer")
    for number, key in enumerate(keys(ana)):
        label(ana, key, "ana", (0, 9, "PER"), (27, 31, "ORG"))
        label(ben, key, "ben", (0, 9, "PER" if number % 2 else "LOC"))
    together.all_in_step()
    assert held(rosa) == held(olga)
    assert exported(rosa, tmp_path) == exported(olga, tmp_path)
    assert layers(olga) == {"ana", "ben"}
    assert layers(ana) == {"ana"}
    assert layers(ben) == {"ben"}
    assert all(map(sound, together.stores.values()))


def test_nothing_new_sends_and_takes_nothing(together: InStep) -> None:
    together.owner()
    together.join("ana")
    done = together.all_in_step()
    assert [(one.sent.bytes, one.pulled.bytes) for one in done] == [(0, 0), (0, 0)]


def test_what_a_reviewer_says_in_a_layer_comes_to_its_annotator(together: InStep) -> None:
    together.owner()
    ana, rosa = together.join("ana"), together.join("rosa", "reviewer")
    key = keys(ana)[0]
    label(ana, key, "ana", (0, 9, "PER"))
    together.all_in_step()
    state = rosa.layer(key, "ana")
    decisions = decide([Returned("look again")], layer="ana", by="rosa")
    step_all(state.layer, decisions)
    with rosa.write():
        rosa.append(key, rosa.article(key).text, decisions, state.layer, revision=state.revision)
    act(rosa, key, "gold", Approved())
    together.all_in_step()
    assert ana.layer(key, "ana").layer.status == rosa.layer(key, "ana").layer.status == "returned"
    assert layers(ana) == {"ana"}


def test_labels_of_the_owner_hold_everywhere(together: InStep) -> None:
    olga = together.owner()
    ana = together.join("ana")
    save_scheme(olga, olga.scheme().with_label("EVENT").renamed("LOC", "PLACE"))
    together.all_in_step()
    assert ana.scheme() == olga.scheme()
    assert sound(ana)


def test_undo_takes_back_what_was_decided_here_alone(together: InStep) -> None:
    olga = together.owner()
    ana = together.join("ana")
    label(ana, keys(ana)[0], "ana", (0, 9, "PER"))
    together.all_in_step()
    assert olga.last_step("ana") is None
    assert ana.last_step("ana") is not None


def test_a_label_that_an_annotator_made_is_one_of_the_project(together: InStep, tmp_path: Path) -> None:
    olga = together.owner()
    ana, rosa = together.join("ana"), together.join("rosa", "reviewer")
    save_scheme(ana, ana.scheme().with_label("EVENT"))
    label(ana, keys(ana)[0], "ana", (0, 9, "EVENT"))
    assert [one.labels for one in together.all_in_step(1)] == [(), (), ()]
    assert team.in_step(olga).labels == ("EVENT",)
    together.all_in_step()
    assert held(rosa) == held(olga)
    assert exported(rosa, tmp_path) == exported(olga, tmp_path)


def test_what_is_about_an_article_of_ones_own_stays_here_and_holds_up_nothing(together: InStep) -> None:
    olga = together.owner()
    ana = together.join("ana")
    label(ana, put(ana, "A story of her own."), "ana", (0, 1, "PER"))
    label(ana, keys(ana)[0], "ana", (0, 9, "PER"))
    together.all_in_step()
    assert team.status(ana)["kept"] == 2
    assert olga.last_decision == 2
    assert team.status(olga)["is"] == "in step"


def test_who_has_another_name_by_now_sends_under_that(together: InStep) -> None:
    olga = together.owner()
    ana = together.join("ana")
    label(ana, keys(ana)[0], "ana", (0, 9, "PER"))
    together.all_in_step()
    rename(olga, renaming(olga, "ana", "anna"))
    together.all_in_step()
    label(ana, keys(ana)[1], "anna", (0, 9, "PER"))
    together.all_in_step()
    assert layers(olga) == layers(ana) == {"anna"}
    assert held(ana) == held(olga)
    assert sound(ana)


def test_two_owners_do_not_send_each_other_the_same_articles_again(together: InStep) -> None:
    together.owner()
    oscar = together.join("oscar", "owner")
    put(oscar, "A story that came later.")
    together.all_in_step()
    assert [one.sent.bytes for one in together.all_in_step()] == [0, 0]
    assert [len(keys(store)) for store in together.stores.values()] == [7, 7]


def test_whom_articles_are_for_and_what_is_put_away_follows_the_owner(together: InStep) -> None:
    olga = together.owner()
    ana = together.join("ana")
    with olga.write():
        give(olga, [(key, "ana") for key in keys(olga)[:2]])
    put_away(olga, keys(olga)[5:])
    together.all_in_step()
    assert people(ana) == people(olga) == ["ana"]
    assert away(ana) == away(olga) == keys(olga)[5:]
    put_away(olga, keys(olga)[5:], archived=False)
    together.all_in_step()
    assert away(ana) == []
    assert sound(ana)


def test_hidden_gold_comes_to_reviewers_alone(together: InStep) -> None:
    olga = together.owner()
    ana, rosa = together.join("ana"), together.join("rosa", "reviewer")
    with olga.write() as conn:
        conn.execute("INSERT INTO hidden_gold VALUES (1, 'r', '[[0, 3, \"PER\"]]', 1, '2026-01-01T00:00:00.000Z')")
    together.all_in_step()
    counts = [store.conn.execute("SELECT count(*) FROM hidden_gold").fetchone()[0] for store in (olga, ana, rosa)]
    assert counts == [1, 0, 1]


def test_shared_articles_are_done_once_by_people_who_do_not_see_each_other(together: InStep) -> None:
    olga = together.owner(texts=tuple(f"Story {number}." for number in range(30)))
    ana, ben = together.join("ana"), together.join("ben")
    with olga.write():
        give(olga, [], shared=keys(olga), enough=1)
    together.all_in_step()
    done: dict[str, list[str]] = {"ana": [], "ben": []}
    for name, store in (("ana", ana), ("ben", ben)):
        while key := next_for(store, name):
            label(store, key, name, (0, 5, "PER"))
            done[name].append(key)
    assert min(map(len, done.values())) > 5
    assert sorted([*done["ana"], *done["ben"]]) == sorted(keys(olga))
    team.in_step(ana)
    assert next_for(ana, "ana") in done["ben"]
    assert sound(ana)


def test_two_programs_that_have_one_project_open_may_send_at_once(together: InStep) -> None:
    olga = together.owner()
    ana = together.join("ana")
    other = Store.open(together.path("ana"))
    share, again = open_share(together.url), [True]

    def late(store: Store, many: int) -> list[tuple[int, str, bytes]]:
        """What lies ready, after which the other program makes more ready and sends it."""
        found = lying_ready(store, many)
        if again.pop() if again else False:
            label(other, keys(other)[1], "ana", (0, 9, "PER"))
            push.push(other, share)
        return found

    label(ana, keys(ana)[0], "ana", (0, 9, "PER"))
    with patch.object(push, "lying_ready", late):
        push.push(ana, share)
    other.close()
    together.all_in_step()
    assert held(ana) == held(olga)
    assert team.status(ana)["waiting"] == 0


def test_what_came_is_not_looked_at_again_for_what_is_to_be_sent(together: InStep) -> None:
    together.owner()
    ana, rosa = together.join("ana"), together.join("rosa", "reviewer")
    label(ana, keys(ana)[0], "ana", (0, 9, "PER"))
    together.all_in_step()
    act(rosa, keys(rosa)[0], "gold", Approved())
    assert team.status(rosa)["waiting"] == 1
    assert rosa.conn.execute("SELECT pushed FROM sync").fetchone() == (2,)


def test_who_founded_a_team_stays_its_owner(together: InStep) -> None:
    with pytest.raises(WrongUsage, match="stays its owner"):
        team.admit(together.owner(), "olga", "reviewer")
