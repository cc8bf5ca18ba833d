"""Lists to go through, and strings set aside, come to whoever may see the layer that they are about."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from gzip import compress, decompress
from pathlib import Path
from typing import Any

import pytest
from support.in_step import InStep, keys, label, sound
from support.teams import put

from annotator.domain.span import Span
from annotator.progress import to_the_end as do
from annotator.services.worklists.begin import walk_of
from annotator.services.worklists.lists import all_lists, drop, save_list
from annotator.storage.store import Store
from annotator.storage.strings.set_aside import bring_back, set_aside, strings_aside
from annotator.storage.worklists.places import ListedPlace
from annotator.sync import team


@pytest.fixture
def together(tmp_path: Path) -> Iterator[InStep]:
    """olga owns, ana and ben have labelled every article, rosa reviews; all are in step."""
    made = InStep(tmp_path)
    made.owner()
    for name in ("ana", "ben"):
        store = made.join(name)
        for key in keys(store):
            label(store, key, name, (0, 9, "PER"), (27, 31, "ORG"))
    made.join("rosa", "reviewer")
    made.all_in_step()
    yield made
    made.close()


def listed(store: Store) -> dict[str, dict[str, tuple[int, int]]]:
    """Of each list, how many places of each layer are on it, and how many of those were seen."""
    return {one.list.name: {who: (of.places, of.seen) for who, of in one.layers.items()} for one in all_lists(store)}


def recheck(store: Store, by: str, *layers: str) -> None:
    """Make a list of all ORG of some layers."""
    places = [ListedPlace(key, layer, Span(27, 31, "ORG")) for key in keys(store) for layer in layers]
    save_list(store, "recheck ORG", "recheck", places, by=by, about={"labels": ["ORG"]})


def test_a_list_comes_to_those_whose_layers_it_is_about_and_what_they_have_seen_comes_back(together: InStep) -> None:
    olga, ana, ben, rosa = (together.stores[name] for name in ("olga", "ana", "ben", "rosa"))
    recheck(olga, "olga", "ana", "ben")
    team.in_step(olga)
    assert team.in_step(ana).pulled.lists == ["recheck ORG"]
    assert listed(ana) == {"recheck ORG": {"ana": (6, 0)}}
    walk = walk_of(ana, "ana")
    do(walk.stay())
    do(walk.label("PER"))
    together.all_in_step()
    assert listed(ana) == {"recheck ORG": {"ana": (6, 2)}}
    assert listed(ben) == {"recheck ORG": {"ben": (6, 0)}}
    assert listed(olga) == listed(rosa) == {"recheck ORG": {"ana": (6, 2), "ben": (6, 0)}}
    do(walk.undo())
    together.all_in_step()
    assert listed(olga)["recheck ORG"] == {"ana": (6, 1), "ben": (6, 0)}
    assert [(one.sent.bytes, one.pulled.bytes) for one in together.all_in_step(1)] == [(0, 0)] * 4
    assert all(map(sound, together.stores.values()))


def test_a_list_is_gone_everywhere_where_the_owner_takes_it_away_and_for_an_annotator_in_their_copies(
    together: InStep,
) -> None:
    olga, ana, rosa = (together.stores[name] for name in ("olga", "ana", "rosa"))
    laptop = together.join("ana", where="laptop")
    together.all_in_step()
    recheck(olga, "olga", "ana")
    recheck(ana, "ana", "ana")
    save_list(ana, "hers", "find", [ListedPlace(keys(ana)[0], "ana", Span(0, 9, "PER"))], by="ana", about={})
    together.all_in_step()
    assert listed(ana) == listed(laptop) == {"recheck ORG": {"ana": (6, 0)}, "hers": {"ana": (1, 0)}}
    assert listed(rosa) == listed(olga) == {"recheck ORG": {"ana": (6, 0)}}
    assert [one.list.by for one in all_lists(rosa)] == ["olga"]
    drop(ana, ["recheck ORG", "hers"])
    together.all_in_step()
    assert listed(ana) == listed(laptop) == {}
    assert listed(olga) == listed(rosa) == {"recheck ORG": {"ana": (6, 0)}}
    drop(olga, ["recheck ORG"])
    recheck(olga, "olga", "ana")
    together.all_in_step()
    assert listed(ana) == listed(laptop) == {"recheck ORG": {"ana": (6, 0)}}
    drop(olga, ["recheck ORG"])
    together.all_in_step()
    assert listed(olga) == listed(rosa) == listed(ana) == {}
    assert all(map(sound, together.stores.values()))


def test_of_what_is_said_anew_each_time_the_last_ones_stay_on_the_share(together: InStep) -> None:
    olga = together.stores["olga"]
    place = [ListedPlace(keys(olga)[0], "ana", Span(0, 9, "PER"))]
    for number in range(12):
        save_list(olga, f"list {number}", "find", place, by="olga", about={})
        team.in_step(olga)
    assert len([*(Path(together.url) / "p" / "ana" / olga.uuid).glob("0*")]) == 8
    rita = together.join("rita", "reviewer")
    together.all_in_step()
    assert listed(rita) == listed(together.stores["ana"]) == listed(olga)
    assert len(listed(rita)) == 12


def test_strings_set_aside_come_to_whoever_sees_the_layer(together: InStep) -> None:
    olga, ana, ben, rosa = (together.stores[name] for name in ("olga", "ana", "ben", "rosa"))
    for store, layer, by in ((ana, "ana", "ana"), (rosa, "gold", "rosa")):
        with store.write():
            set_aside(store, layer, "Acme", ["ORG", ""], by=by, why="a man, too")
    together.all_in_step()
    assert strings_aside(olga, "ana")["Acme"].why == strings_aside(olga, "gold")["Acme"].why == "a man, too"
    assert not strings_aside(ben, "ana")
    with olga.write():
        bring_back(olga, "ana", "Acme", by="olga")
    together.all_in_step()
    assert not strings_aside(ana, "ana")


def test_what_is_about_articles_of_ones_own_stays_and_what_comes_after_a_fork_is_sent(together: InStep) -> None:
    olga, ana = together.stores["olga"], together.stores["ana"]
    recheck(olga, "olga", "ana")
    together.all_in_step()
    own = put(ana, "A story of her own.")
    save_list(ana, "recheck ORG", "recheck", [ListedPlace(own, "ana", Span(0, 1, ""))], by="ana", about={})
    do(walk_of(ana, "ana").stay())
    team.fork(ana)
    team.in_step(ana)
    team.admit(olga, "ana", None)
    together.all_in_step()
    assert listed(olga) == {"recheck ORG": {"ana": (6, 1)}}
    assert listed(ana) == {"recheck ORG": {"ana": (7, 1)}}


def rewrite(together: InStep, change: Callable[[dict[str, Any]], None]) -> str:
    """Have what ana says of her layer changed before the owner reads it; gives why it is refused."""
    olga, ana = together.stores["olga"], together.stores["ana"]
    recheck(ana, "ana", "ana")
    team.in_step(ana)
    path = max((Path(together.url) / "p" / "ana" / ana.uuid).glob("0*"))
    head, *rows = map(json.loads, decompress(path.read_bytes()).split(b"\n"))
    said = dict(rows)
    change(said)
    path.chmod(0o600)
    path.write_bytes(compress("\n".join(map(json.dumps, [head, *said.items()])).encode()))
    (why,) = team.in_step(olga).pulled.refused.values()
    assert listed(olga) == {}
    assert sound(olga)
    return why


FUTURE = "0fffffff-ffff-7000-8000-000000000000"


@pytest.mark.parametrize(
    ("table", "place", "value", "why"),
    [
        ("worklist_places", 2, "ben", "another place"),
        ("worklist_places", 10, FUTURE, "from the future"),
        ("worklists", 4, FUTURE, "from the future"),
        ("worklists", 3, "tomorrow", "an id in it is none"),
        ("worklist_places", 3, "first", ""),
        ("worklist_places", 9, "forgotten", ""),
    ],
)
def test_what_an_annotator_may_not_say_or_makes_no_sense_is_refused(
    together: InStep, table: str, place: int, value: str, why: str
) -> None:
    def change(said: dict[str, Any]) -> None:
        said[table][0][place] = value

    assert why in rewrite(together, change)


def test_a_document_that_is_none_is_refused(together: InStep) -> None:
    assert rewrite(together, lambda said: said.clear())


def test_an_annotator_says_nothing_of_the_layer_of_another(together: InStep) -> None:
    olga, ana = together.stores["olga"], together.stores["ana"]
    recheck(olga, "olga", "ben")
    team.in_step(olga)
    there = Path(together.url) / "p" / "ben"
    (there / ana.uuid).mkdir()
    body = next((there / olga.uuid).glob("0*")).read_bytes()
    text = decompress(body).replace(olga.uuid.encode(), ana.uuid.encode())
    (there / ana.uuid / "000000000001").write_bytes(compress(text))
    (why,) = team.in_step(together.stores["rosa"]).pulled.refused.values()
    assert why == "ana (annotator) may not say what is in it: something of ben"
