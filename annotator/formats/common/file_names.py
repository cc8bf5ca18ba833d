"""Names of files that belong together, and of those in folders of one file for each document."""

from __future__ import annotations

import re
from pathlib import Path

from annotator.domain.document import Document


def beside(path: Path, suffix: str) -> Path:
    """The file beside another one that has this suffix for its own, in lower case or in capitals."""
    every = [path.with_suffix(suffix), path.with_suffix(suffix.upper())]
    return next((one for one in every if one.is_file()), every[0])


class Stems:
    """File names without suffix: the article's key, with the layer's name behind it where the key is taken."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def __call__(self, document: Document) -> str:
        """The name for a document; no two are the same, on a disk that ignores case neither."""
        stem = document.article.key
        if stem in self._taken:
            layer = re.sub(r"[^\w-]+", "_", document.layer.casefold())
            stem, number = f"{stem}.{layer}", 2
            while stem in self._taken:
                stem, number = f"{document.article.key}.{layer}-{number}", number + 1
        self._taken.add(stem)
        return stem
