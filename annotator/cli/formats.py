"""`annotator formats`: what can be read and written, what each loses."""

from __future__ import annotations

from typing import Any

import click

from annotator.cli.base import Verb
from annotator.cli.common.console import put_json, say

ORDER = 180
STOPPED = "Nothing was changed."


@click.command(cls=Verb)
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def formats(as_json: bool) -> None:
    """What can be read and written, and what each format cannot hold.

    Example: annotator formats
    """
    from annotator import plugins

    rows = [described(name) for name in plugins.names("formats")]
    if as_json:
        put_json(rows)
        return
    for row in rows:
        ways = " and ".join(word for word, there in (("read", row["reads"]), ("written", row["writes"])) if there)
        say(f"{row['name']}: {row['about']} ({ways or row['missing']})")
        if row["suffixes"]:
            say(f"    known by {' '.join(row['suffixes'])}")
        for setting, values in row["settings"].items():
            say(f"    --set {setting}={'|'.join(values)}")
        for loss, sentence in row["loses"].items():
            say(f"    loses {loss}: {sentence}")


def described(name: str) -> dict[str, Any]:
    """What a format is, or which library it lacks."""
    from annotator.errors import PluginError
    from annotator.formats.common.detect import load
    from annotator.formats.common.loss_account import losses

    try:
        module = load(name)
    except PluginError as error:
        return {
            "name": name, "about": "", "reads": False, "writes": False, "suffixes": [], "folder": False,
            "settings": {}, "loses": {}, "missing": str(error),
        }  # fmt: skip
    return {
        "name": name, "about": module.ABOUT, "reads": hasattr(module, "read"), "writes": hasattr(module, "write"),
        "suffixes": [suffix for suffix in module.SUFFIXES if suffix], "folder": module.FOLDER,
        "settings": {name: list(values) for name, values in getattr(module, "SETTINGS", {}).items()},
        "loses": losses(module) if hasattr(module, "write") else {}, "missing": "",
    }  # fmt: skip
