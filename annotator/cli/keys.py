"""`annotator keys`: the key map in use; as a file to edit."""

from __future__ import annotations

from itertools import groupby

import click

from annotator.cli.base import Verb
from annotator.cli.common.console import put_json, say, table

ORDER = 170
STOPPED = "Nothing was changed."


class _Keys(Verb):
    """A verb that says in its help where the settings lie."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's
        """The place of the settings file."""
        from annotator.config import config_path

        formatter.write_paragraph()
        formatter.write_text(f"The settings file is {config_path()} (ANNOTATOR_CONFIG names another).")


@click.command(cls=_Keys)
@click.option("--toml", "as_toml", is_flag=True, help="As a part of the settings file, to edit.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def keys(as_toml: bool, as_json: bool) -> None:
    r"""The key map in use: each key, what it does and its name for remapping.

    \b
    annotator keys
    annotator keys --toml > keys.toml
    """
    from annotator.config import load
    from annotator.tui.keys.keymap import resolve
    from annotator.tui.keys.table import KEYS, sign

    own = load()
    keymap = resolve(own.preset, own.keymap)
    rows = [(key, [name for name in keymap.get(key.id, key.keys).split(",") if name]) for key in KEYS]
    if as_json:
        put_json(
            [
                {
                    "id": key.id,
                    "keys": names,
                    "about": key.about,
                    "group": key.group,
                    "scope": key.scope,
                    "fixed": key.hot,
                }
                for key, names in rows
            ]
        )
        return
    if as_toml:
        say("[keymap]")
        for key, names in rows:
            if not key.hot:
                say(f'{key.id} = "{",".join(names)}"  # {key.scope}: {key.about}')
        return
    for group, members in groupby(rows, key=lambda row: row[0].group):
        say(f"\n{group}")
        table(("key", "what", "name"), ((" ".join(map(sign, names)), key.about, key.id) for key, names in members))
