"""What is not taken from a share, whoever laid it there: said in a sentence, with nothing of it in the project."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from gzip import compress, decompress
from pathlib import Path
from typing import Any

import pytest
from support.in_step import InStep, held, keys, label, sound

from annotator.domain.decisions import new_id
from annotator.errors import SyncError
from annotator.storage.store import Store
from annotator.sync import team
from annotator.sync.push import CopiedProject
from annotator.sync.segment import DECISIONS, ROSTER, Segment, place_of
from annotator.sync.share import open_share


@pytest.fixture
def together(tmp_path: Path) -> Iterator[InStep]:
    made = InStep(tmp_path)
    yield made
    made.close()


def last_segment(together: InStep, who: str, layer: str = "") -> Path:
    """The last file of decisions of somebody."""
    place = Path(together.url) / place_of(DECISIONS, together.stores[who].uuid, layer or who)
    return max(path for path in place.iterdir() if not path.name.startswith("."))


def rewrite(path: Path, change: Callable[[dict[str, Any], list[dict[str, Any]]], None]) -> None:
    """Put a changed head and changed rows in the place of a segment."""
    head, *lines = map(json.loads, decompress(path.read_bytes()).split(b"\n"))
    rows = [dict(zip(head["columns"], line, strict=True)) for line in lines]
    change(head, rows)
    path.chmod(0o600)
    path.write_bytes(compress("\n".join(map(json.dumps, [head, *(list(row.values()) for row in rows)])).encode()))


def is_refused(together: InStep, change: Callable[[dict[str, Any], list[dict[str, Any]]], None]) -> str:
    """Have a segment of ana changed before the owner reads it; gives what is said of that."""
    olga = together.stores["olga"]
    ana = together.stores["ana"]
    label(ana, keys(ana)[1], "ana", (0, 9, "PER"))
    team.in_step(ana)
    rewrite(last_segment(together, "ana"), change)
    before = held(olga)
    done = team.in_step(olga)
    assert held(olga) == before
    assert sound(olga)
    (said,) = done.pulled.refused.values()
    assert team.status(olga)["refused"] == done.pulled.refused
    assert team.status(olga)["is"] == "refused"
    return said


@pytest.fixture
def team_of_two(together: InStep) -> InStep:
    together.owner()
    together.join("ana")
    return together


def every(name: str, value: object) -> Callable[[dict[str, Any], list[dict[str, Any]]], None]:
    def change(_: dict[str, Any], rows: list[dict[str, Any]]) -> None:
        for row in rows:
            row[name] = value

    return change


def head(name: str, value: object) -> Callable[[dict[str, Any], list[dict[str, Any]]], None]:
    return lambda said, _: said.update({name: value})


FAR = "0fffffff-ffff-7000-8000-000000000000"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (every("by", "ben"), "ana (annotator) may not say what is in it: ben in the layer of ana"),
        (every("layer", "ben"), "ana (annotator) may not say what is in it: ana in the layer of ben"),
        (every("layer", "gold"), "may not say"),
        (every("id", FAR), "from the future"),
        (every("id", "nonsense"), "an id in it is none"),
        (every("action", "glorified"), "newer version"),
        (every("start", -4), "its start makes no sense"),
        (every("start", 10**30), "its start makes no sense"),
        (every("start", [1]), "its start makes no sense"),
        (every("label", 7), "its label makes no sense"),
        (head("version", 2), "newer version"),
        (head("columns", ["x"] * 20), "newer version"),
        (head("writer", "somebody"), "another place"),
        (head("place", "d/ben/x"), "another place"),
        (head("before_hash", "00"), "changed after it was written"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(
    team_of_two: InStep, change: Callable[[dict[str, Any], list[dict[str, Any]]], None], says: str
) -> None:
    assert says in is_refused(team_of_two, change)


def test_an_id_that_comes_with_other_contents_is_refused(team_of_two: InStep) -> None:
    olga, ana = team_of_two.stores["olga"], team_of_two.stores["ana"]
    label(ana, keys(ana)[0], "ana", (0, 9, "PER"))
    team_of_two.all_in_step()
    (known,) = olga.conn.execute("SELECT id FROM decisions LIMIT 1").fetchone()
    assert f"the decision {known} is another one here" in is_refused(team_of_two, every("id", known))


DAMAGES = {
    "empty": b"", "cut": b"\x1f\x8b", "nonsense": b"nonsense", "no head": compress(b"{}"), "a list": compress(b"[]"),
    "half": compress(b"{"),
}  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_is_damaged_is_refused_and_taken_when_it_is_whole_again(team_of_two: InStep, damage: str) -> None:
    olga, ana = team_of_two.stores["olga"], team_of_two.stores["ana"]
    label(ana, keys(ana)[0], "ana", (0, 9, "PER"))
    team.in_step(ana)
    path = last_segment(team_of_two, "ana")
    whole = path.read_bytes()
    path.write_bytes(DAMAGES[damage])
    assert list(team.in_step(olga).pulled.refused.values()) in (["it is damaged"], ["it is cut off, or too large"])
    path.write_bytes(whole)
    assert team.in_step(olga).pulled.refused == {}
    assert team.status(olga)["is"] == "in step"
    assert olga.layers_of(keys(ana)[0]) == ["ana"]


def test_one_bad_segment_stops_its_place_alone(team_of_two: InStep) -> None:
    olga, ana = team_of_two.stores["olga"], team_of_two.stores["ana"]
    ben = team_of_two.join("ben")
    for number, store in enumerate((ana, ben)):
        name = store.path.parent.name
        label(store, keys(store)[number], name, (0, 9, "PER"))
        team.in_step(store)
    rewrite(last_segment(team_of_two, "ana"), every("by", "ben"))
    label(ana, keys(ana)[2], "ana", (0, 9, "PER"))
    team.in_step(ana)
    done = team.in_step(olga)
    assert len(done.pulled.refused) == 1
    assert {name for (name,) in olga.conn.execute("SELECT layer FROM layers")} == {"ben"}


def test_what_comes_out_of_order_waits_for_what_is_before_it(team_of_two: InStep) -> None:
    olga, ana = team_of_two.stores["olga"], team_of_two.stores["ana"]
    paths = []
    for key in keys(ana):
        label(ana, key, "ana", (0, 9, "PER"))
        team.in_step(ana)
        paths.append(last_segment(team_of_two, "ana"))
    bodies = {path: path.read_bytes() for path in paths}
    for path in paths:
        path.unlink()
    for path in (paths[3], paths[1], paths[5], paths[0], paths[4], paths[2]):
        path.write_bytes(bodies[path])
        done = team.in_step(olga)
        assert done.pulled.refused == {}
    assert held(olga) == held(ana)


def test_somebody_whom_the_owner_does_not_know_is_not_read(team_of_two: InStep) -> None:
    olga = team_of_two.stores["olga"]
    eve = Store.create(team_of_two.path("eve"))
    team_of_two.stores["eve"] = eve
    team.join(eve, team_of_two.url, "eve")
    team.in_step(eve)
    label(eve, keys(eve)[0], "eve", (0, 9, "PER"))
    team.in_step(eve)
    done = team.in_step(olga)
    assert done.asking == ["eve"]
    assert done.pulled.strangers == {eve.uuid}
    assert olga.layers_of(keys(olga)[0]) == []
    assert team.admit(olga, "eve", None).admitted == ["eve"]
    team.in_step(olga)
    assert olga.layers_of(keys(olga)[0]) == ["eve"]


def test_a_name_is_taken_by_the_first_who_comes_with_it(team_of_two: InStep) -> None:
    olga = team_of_two.stores["olga"]
    second = Store.create(team_of_two.path("second"))
    team_of_two.stores["second"] = second
    team.join(second, team_of_two.url, "ana")
    team.in_step(second)
    label(second, keys(second)[0], "ana", (0, 9, "PER"))
    team.in_step(second)
    assert team.in_step(olga).asking == ["ana"]
    assert olga.layers_of(keys(olga)[0]) == []


def copied(together: InStep, articles: int = 1) -> tuple[Store, Store]:
    """Ana's project and a copy of its file, in both of which something was decided since."""
    ana = together.stores["ana"]
    path = together.path("ana2")
    ana.conn.execute("VACUUM INTO ?", (str(path),))
    copy = together.open("ana2")
    label(ana, keys(ana)[0], "ana", (0, 9, "PER"))
    for key in keys(copy)[1 : 1 + articles]:
        label(copy, key, "ana", (14, 22, "PER"))
    team.in_step(ana)
    return ana, copy


@pytest.mark.parametrize("articles", [1, 2])
def test_a_copied_project_is_noticed_and_nothing_is_written_over(team_of_two: InStep, articles: int) -> None:
    _, copy = copied(team_of_two, articles)
    before = last_segment(team_of_two, "ana").read_bytes()
    with pytest.raises(CopiedProject, match=r"^Another copy .* share: `annotator sync fork`"):
        team.in_step(copy)
    assert last_segment(team_of_two, "ana").read_bytes() == before
    assert team.status(copy)["is"] == "refused"


def test_a_copy_that_is_parted_goes_on_as_one_of_its_own(team_of_two: InStep) -> None:
    olga = team_of_two.stores["olga"]
    ana, copy = copied(team_of_two)
    with pytest.raises(CopiedProject):
        team.in_step(copy)
    team.fork(copy)
    team.in_step(copy)
    team.admit(olga, "ana", None)
    team_of_two.all_in_step()
    assert held(copy) == held(ana) == held(olga)
    assert sound(copy)
    assert new_id() > copy.decisions(keys(copy)[0], "ana")[-1].id


def test_a_share_that_another_team_took_is_left_alone(team_of_two: InStep) -> None:
    about = Path(team_of_two.url) / "team" / "about"
    said = json.loads(about.read_bytes())
    about.write_text(json.dumps({**said, "team": "another"}))
    with pytest.raises(SyncError, match="another team"):
        team.in_step(team_of_two.stores["ana"])


def test_a_folder_that_is_away_is_said_and_what_was_done_waits(team_of_two: InStep) -> None:
    ana, share = team_of_two.stores["ana"], Path(team_of_two.url)
    share.rename(share.with_name("away"))
    label(ana, keys(ana)[0], "ana", (0, 9, "PER"))
    with pytest.raises(SyncError, match="is not there"):
        team.in_step(ana)
    said = team.status(ana)
    assert (said["is"], said["waiting"]) == ("offline", 2)
    share.with_name("away").rename(share)
    team_of_two.all_in_step()
    assert team.status(ana)["waiting"] == 0
    assert held(ana) == held(team_of_two.stores["olga"])


@pytest.mark.parametrize(
    "rows", [[], [["roster"]], [["roster", []]], [["roster", [["{"]]]], [["roster", [['{"ana": 1}']]]]]
)
def test_a_roster_that_makes_no_sense_is_refused(team_of_two: InStep, rows: list[Any]) -> None:
    olga, ana = team_of_two.stores["olga"], team_of_two.stores["ana"]
    place, name = place_of(ROSTER, olga.uuid), "000000000099"
    segment = Segment(place, name, olga.uuid, "", "", ("table", "rows"), rows)
    open_share(team_of_two.url).put_new(segment.key, segment.encode())
    assert list(team.in_step(ana).pulled.refused) == [place]
    assert team.status(ana)["role"] == "annotator"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root gives files to others")
def test_what_another_user_laid_down_for_a_copy_is_refused(team_of_two: InStep) -> None:
    olga, ana = team_of_two.stores["olga"], team_of_two.stores["ana"]
    label(ana, keys(ana)[0], "ana", (0, 9, "PER"))
    team.in_step(ana)
    place = place_of(DECISIONS, ana.uuid, "ana")
    os.chown(Path(team_of_two.url) / place, 12345, -1)
    assert team.in_step(olga).pulled.refused == {place: "its folder is of another user than that copy's own"}
    assert olga.last_decision == 0
