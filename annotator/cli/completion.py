"""`annotator completion`: what a shell needs to complete verbs, formats, labels and keys."""

from __future__ import annotations

import click

from annotator.cli.base import Verb
from annotator.cli.common.console import say

ORDER = 190
STOPPED = "Nothing was changed."


@click.command(cls=Verb)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    r"""Print what makes a shell complete verbs, options, formats, layers, labels and keys of articles.

    \b
    annotator completion bash >> ~/.bashrc
    annotator completion zsh >> ~/.zshrc
    annotator completion fish > ~/.config/fish/completions/annotator.fish
    """
    from click.shell_completion import get_completion_class

    from annotator.cli._main import COMPLETING, annotator

    if kind := get_completion_class(shell):
        say(kind(annotator, {}, "annotator", COMPLETING).source())
