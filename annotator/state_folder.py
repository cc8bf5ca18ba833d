"""Where the program keeps for a user what is no setting and belongs to no project.

That is `annotator` below `XDG_STATE_HOME`, or where the system keeps such things; where `ANNOTATOR_CONFIG` names the
settings, it is their folder.
"""

from __future__ import annotations

import os
from pathlib import Path


def state_folder() -> Path:
    """The folder, whether it is there or not."""
    if named := os.environ.get("ANNOTATOR_CONFIG"):
        return Path(named).parent
    if base := os.environ.get("XDG_STATE_HOME"):
        return Path(base) / "annotator"
    from platformdirs import user_state_path  # noqa: PLC0415 - not needed where the environment says it

    return user_state_path("annotator")
