"""Completion in bash, to which a name is offered so that it is typed as one word, whatever is in it."""

from __future__ import annotations

import os
import re
from typing import Any

from click.shell_completion import BashComplete, CompletionItem, add_completion_class

_SPECIAL, _ESCAPED = re.compile(r"([^\w@%+=:,./-])"), r"\\\1"


class _Bash(BashComplete):
    """Escapes what means something to bash, but for a word that begins with a quote: bash itself goes on with that."""

    def format_completion(self, item: CompletionItem[Any]) -> str:
        quoted = self._typed.startswith(('"', "'"))
        value = str(item.value) if quoted else _SPECIAL.sub(_ESCAPED, str(item.value))
        return f"{item.type},{value}".replace("\\", r"\\")  # the script reads the line without `-r`

    @property
    def _typed(self) -> str:
        """The word that is typed, as it stands on the line; bash sends one on each line."""
        words, at = os.environ["COMP_WORDS"].split("\n"), int(os.environ["COMP_CWORD"])
        return words[at] if at < len(words) else ""


def complete_in_bash() -> None:
    """Let click complete so."""
    add_completion_class(_Bash)
