"""Answers of language models by what was asked, kept in the user's state folder: the same is never paid for twice.

An answer is a file of its own, named by a hash of model, options and question. What cannot be written is kept as long
as the process runs.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from annotator.state_folder import state_folder

FOLDER = "language_models"


class AnswerCache:
    """The answers of one model under certain options."""

    def __init__(self, model: str, options: Mapping[str, Any], folder: Path | None = None) -> None:
        self._folder = folder or state_folder() / FOLDER
        self._asked = json.dumps([model, options], sort_keys=True, default=str)
        self._known: dict[str, str] = {}

    def get(self, question: str) -> str | None:
        """The answer to a question that was asked before, or None."""
        name = self._name(question)
        if name not in self._known:
            try:
                self._known[name] = str(json.loads(self._file(name).read_bytes())["answer"])
            except (OSError, ValueError, LookupError, TypeError, RecursionError):
                return None
        return self._known[name]

    def put(self, question: str, answer: str) -> None:
        """Keep an answer; readable to this user alone."""
        name = self._name(question)
        self._known[name] = answer
        file = self._file(name)
        new = file.with_name(f".{file.name}.{os.getpid()}")
        with suppress(OSError):
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            new.touch(mode=0o600)
            new.write_text(json.dumps({"asked": self._asked, "answer": answer}), encoding="utf-8")
            new.replace(file)

    def _name(self, question: str) -> str:
        return hashlib.sha256(f"{self._asked}\n{question}".encode(errors="backslashreplace")).hexdigest()

    def _file(self, name: str) -> Path:
        return self._folder / name[:2] / f"{name[2:]}.json"
