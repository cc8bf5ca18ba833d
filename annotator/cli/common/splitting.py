"""The options of a split, which `export`, `train` and `release` share: one split of a project, whoever asks for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from annotator.services.split import Ratio

_F = TypeVar("_F", bound=Callable[..., Any])
_STRATIFY = "What each side has its share of: label, or a field (source, meta.genre)."


def _split(_: click.Context, __: click.Parameter, value: str | None) -> Ratio | None:
    from annotator.errors import AnnotatorError
    from annotator.services.split import Ratio

    try:
        return Ratio.parse(value) if value is not None else None
    except AnnotatorError as error:
        raise click.BadParameter(str(error)) from None


def split_options(of_split: str, of_seed: str) -> Callable[[_F], _F]:
    """The options `--split`, `--seed` and `--stratify` of a verb, the first two with its own lines of help."""
    options = (
        click.option("--split", metavar="80/10/10", callback=_split, help=of_split),
        click.option("--seed", type=int, default=0, show_default=True, help=of_seed),
        click.option("--stratify", metavar="FIELD", default="", help=_STRATIFY),
    )

    def decorate(command: _F) -> _F:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


def check_split(split: Ratio | None, stratify: str) -> None:
    """Raise `click.UsageError` where it is said what sides have shares of, and there are none."""
    if stratify and split is None:
        raise click.UsageError("`--stratify` is about the sides of a split: say `--split 80/10/10`, too.")
