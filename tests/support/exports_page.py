"""The page that says what each format keeps and loses, made from the declarations in the formats themselves."""

from __future__ import annotations

from typing import Any

from annotator.errors import PluginError
from annotator.formats.common.detect import load
from annotator.formats.common.loss_account import losses

_HEAD = """\
# Exports

`annotator export [FORMAT]` writes here unless `-o` says otherwise; what users export is not under version control.
`samples/<format>/` holds what each format writes for the same few articles; tests compare it byte for byte.

Every span of a layer is either in the file as it was, or in the loss report with what was done to it.
`--strict` makes any loss exit with 1. Offsets are Unicode code points, half-open, unless a format wants others.
`annotator formats` prints this list. This page is made from the formats (`tests/formats/test_formats_samples.py`).
"""
_VARIANTS = """\
## Variants

Of each the first is what is written where nothing is set.
"""


def page(names: list[str]) -> str:
    """The page about the formats of these names, as Markdown."""
    modules: list[Any] = []
    for name in names:
        try:
            modules.append(load(name))
        except PluginError:
            continue
    rows = [_row(module) for module in modules]
    table = ["| format | what | read | written | known by | needs |", "|---|---|---|---|---|---|", *rows]
    losses = [_losses(module) for module in modules if hasattr(module, "write")]
    variants = [line for module in modules for line in _variants(module)]
    return "\n".join([_HEAD, *table, "", _VARIANTS, *variants, "", "## What each format loses", "", *losses]) + "\n"


def _row(module: Any) -> str:
    ways = ["yes" if hasattr(module, way) else "" for way in ("read", "write")]
    suffixes = " ".join(f"`{suffix}`" for suffix in module.SUFFIXES)
    needs = f"extra `{module.EXTRA}`" if module.EXTRA else ""
    return f"| {' | '.join([f'`{module.NAME}`', module.ABOUT, *ways, suffixes, needs])} |"


def _losses(module: Any) -> str:
    found = losses(module)
    if not found:
        return f"**{module.NAME}**: nothing.\n"
    sentences = "\n".join(f"- {loss}: {sentence}" for loss, sentence in found.items())
    return f"**{module.NAME}**\n\n{sentences}\n"


def _variants(module: Any) -> list[str]:
    return [
        f"- `annotator export {module.NAME} --set {name}={'|'.join(values)}`"
        for name, values in getattr(module, "SETTINGS", {}).items()
    ]
