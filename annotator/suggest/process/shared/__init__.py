"""One process of models for many apps: where `AT` names a socket, workers speak with a broker there."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotator.suggest.process.shared.connection import SharedProcess

AT = "ANNOTATOR_MODELS_AT"
"""The environment variable that names the broker's Unix socket."""


def shared_process(specs: Sequence[str]) -> SharedProcess | None:
    """A line to the broker for these suggesters; None where there is no broker. Raises `OSError` where it is gone."""
    path = os.environ.get(AT)
    if not path:
        return None
    from annotator.suggest.process.shared.connection import SharedProcess  # noqa: PLC0415 - nobody else needs sockets

    return SharedProcess(path, specs)
