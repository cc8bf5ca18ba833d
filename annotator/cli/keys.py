"""`annotator keys`: the key map in use."""

from __future__ import annotations

from itertools import groupby

import click

from annotator.cli.console import put_json, say, table
from annotator.cli.settings import Verb


@click.command(cls=Verb)
@click.option("--toml", "as_toml", is_flag=True, help="As a part of the settings file, to edit.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def keys(as_toml: bool, as_json: bool) -> None:
    """The key map in use: each key, what it does and its name for remapping.

    Example: annotator keys --toml >> ~/.config/annotator/config.toml
    """
    from annotator.config import load
    from annotator.tui.keymap import resolve
    from annotator.tui.keys import KEYS, sign

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
