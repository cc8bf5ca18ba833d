"""What is left to do for a project whose file is gone from under the app."""

from __future__ import annotations

from annotator.errors import ProjectGone
from annotator.storage.maintenance.backup import rescue
from annotator.storage.store import Store


def farewell(store: Store, error: ProjectGone) -> str:
    """Keep what the connection still has in a new file beside the old place, and say what happened."""
    copy = rescue(store)
    kept = f" All that was kept before is in {copy}; `annotator merge` takes it into a project." if copy else ""
    return f"{error}{kept}"
