"""Whether the texts of a project may be sent to a language model: only where this user has said so, on this machine.

What was said is kept in the user's state folder, by project and model; nothing in a project, which may have come from
somebody else, can say it. What cannot be read is a no.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from annotator.errors import ConfigError
from annotator.state_folder import state_folder

_NAME = "may_send.json"


def consent_file() -> Path:
    """Where it is kept; taking a line out of it takes it back."""
    return state_folder() / _NAME


def may_send(project: str, model: str) -> bool:
    """Whether the texts of the project of this mark may go to the model, `llm:NAME`."""
    return model in _said().get(project, [])


def allowed(project: str) -> list[str]:
    """The models that the texts of a project may go to."""
    return sorted(map(str, _said().get(project, [])))


def allow(project: str, model: str) -> None:
    """Keep that texts may be sent from now on. Raises `ConfigError` where that cannot be kept."""
    said = _said()
    _keep({**said, project: sorted({*said.get(project, []), model})})


def withdraw(project: str, model: str) -> bool:
    """Keep that texts may not be sent any more; whether they might before. Raises `ConfigError` likewise."""
    said = _said()
    if model not in said.get(project, []):
        return False
    _keep({**said, project: [one for one in said[project] if one != model]})
    return True


def _said() -> dict[str, list[str]]:
    try:
        found = json.loads(consent_file().read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {project: models for project, models in found.items() if isinstance(models, list)}


def _keep(said: dict[str, list[str]]) -> None:
    file = consent_file()
    new = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        new.write_text(json.dumps({project: models for project, models in said.items() if models}, indent=1), "utf-8")
        new.replace(file)
    except (OSError, ValueError) as error:
        raise ConfigError(f"It cannot be kept in {file} ({error}).") from error
