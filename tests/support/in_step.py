"""Projects of a team that are kept in step on a share: an owner, annotators, a reviewer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from support.blank import blank
from support.teams import act, project, put

from annotator.domain.decisions import Added, Finished
from annotator.domain.span import Span
from annotator.services.exporting.export import ExportOptions, export
from annotator.services.project.doctor import check_up
from annotator.storage.store import Store
from annotator.sync import team
from annotator.sync.roster import Role

TEXTS = tuple(f"Ana Gomez met Ben Kofi of Acme in Town {number} today." for number in range(6))


class InStep:
    """A folder that a team shares, and its projects, each in a folder of its own under one name."""

    def __init__(self, folder: Path, url: str = "") -> None:
        self.folder, self.url = folder, url or str(folder / "together")
        if not url:
            Path(self.url).mkdir()
        self.stores: dict[str, Store] = {}

    def owner(self, name: str = "olga", texts: tuple[str, ...] = TEXTS) -> Store:
        """The project that the team is founded from."""
        store = project(self.path(name))
        for text in texts:
            put(store, text)
        store.close()
        return self.founded(name)

    def founded(self, name: str) -> Store:
        """The project that is there already, and the team is founded from."""
        store = self.open(name)
        team.found(store, self.url, name, "news")
        team.in_step(store)
        return store

    def open(self, name: str) -> Store:
        """A project that was closed."""
        self.stores[name] = Store.open(self.path(name))
        return self.stores[name]

    def join(self, name: str, role: Role = "annotator", *, where: str = "") -> Store:
        """A project of somebody who joins and is let in."""
        owner = next(iter(self.stores.values()))
        team.admit(owner, name, role)
        store = self.stores[where or name] = blank(self.path(where or name))
        team.join(store, self.url, name)
        team.in_step(store)
        team.admit(owner, name, None)
        team.in_step(owner)
        team.in_step(store)
        return store

    def all_in_step(self, rounds: int = 3) -> list[team.Synced]:
        """Have every project kept in step, one after the other, several times; gives the last round."""
        done: list[team.Synced] = []
        for _ in range(rounds):
            done = [team.in_step(store) for store in self.stores.values()]
        return done

    def close(self) -> None:
        """Close all projects."""
        for store in self.stores.values():
            store.close()

    def path(self, name: str) -> Path:
        """Where somebody's project is."""
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        return folder / "news.db"


def keys(store: Store) -> list[str]:
    """The keys of the articles, in order."""
    return [key for (key,) in store.conn.execute("SELECT key FROM articles ORDER BY added, key")]


def label(store: Store, key: str, who: str, *spans: tuple[int, int, str], finish: bool = True) -> None:
    """Let somebody add spans, and finish."""
    act(store, key, who, *(Added(Span(*span)) for span in spans), *([Finished()] if finish else []))


def held(store: Store) -> dict[str, Any]:
    """What every layer holds, by article."""
    rows = store.conn.execute(
        'SELECT key, layer, state, start, "end", label, decided, spans.by FROM spans JOIN articles ON id = article '
        "ORDER BY 1, 2, 3, 4, 5, 6"
    )
    layers = store.conn.execute(
        "SELECT key, layer, status, flagged, cats, undecided, elapsed_ms FROM layers JOIN articles ON id = article "
        "ORDER BY 1, 2"
    )
    return {"spans": rows.fetchall(), "layers": layers.fetchall(), "scheme": store.scheme()}


def exported(store: Store, folder: Path) -> bytes:
    """All layers as one file."""
    target = folder / f"{store.path.parent.name}.jsonl"
    export(store, ExportOptions("jsonl", layer="all", out=target))
    return target.read_bytes()


def sound(store: Store) -> bool:
    """Whether the doctor finds nothing."""
    return check_up(store).sound
