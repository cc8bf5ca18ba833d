"""Settings written into the user's TOML file as a person would: what stands there stays, and so do comments."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import cast

from annotator.config import Remembered, config_path, load, remember
from annotator.errors import ConfigError

SettingValue = str | bool | int
_CHOSEN_IN_APP = ("theme", "display")


def save(changes: Mapping[str, SettingValue], path: Path | None = None) -> str:
    """Keep settings; gives the sentence that says where. What `f2` and `o` choose lies beside the file, if not in it.

    Raises `ConfigError` where the file makes no sense or cannot be written; then it is as it was.
    """
    import tomlkit  # noqa: PLC0415 - only where something is written
    from tomlkit.exceptions import TOMLKitError  # noqa: PLC0415 - likewise

    path = (path or config_path()).resolve()
    load(path)
    try:
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        document = tomlkit.parse(text)
        for name, value in changes.items():
            if name in _CHOSEN_IN_APP and name not in document:
                remember(cast("Remembered", name), str(value))
            else:
                document[name] = value
        if (after := tomlkit.dumps(document)) != text:
            _write(path, after)
    except (OSError, ValueError, TOMLKitError) as error:
        lines = "; ".join(f"{name} = {tomlkit.item(value).as_string()}" for name, value in changes.items())
        raise ConfigError(f"{path} cannot be written ({error}). It would say: {lines}.") from error
    return f"Kept in {path}." if after != text else "Kept for the next time."


def _write(path: Path, text: str) -> None:
    """Put a text in the place of a file, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        new.write_text(text, encoding="utf-8")
        if path.exists():
            new.chmod(path.stat().st_mode & 0o777)
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
