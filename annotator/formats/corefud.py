"""CorefUD: CoNLL-U with mentions of entities in its last column, their types, and what else is said of them.

`# global.Entity = eid-etype-head-other-identity` says which fields a mention has, and `Entity=(e1-PER-1-case:nom-Q7`
opens one, `e1)` ends it. `etype` is the label of the span, `other` has its attributes, and `identity` the entry that it
is linked to, with `identity.base` and `identity.name` in `other`. What would part fields is written `%2D`.

Read are CorefUD and GUM in all their versions, whose other fields (`infstat`, `centering`, `link`, ...) are attributes,
too; a mention without a type has the label that `--set mention=` gives. A bridge (`Bridge=e1<e7:part`) is a relation
from the mention to the other entity. Grammar is counted.

Written, every span is a mention, by itself where it is of no entity. No grammar is known here: all words of a sentence
hang on its first as `dep`, and `head` is the first word. As for `conll`, a file beside it keeps the texts
(`<name>.articles.jsonl`), and what the format has no room for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from annotator.domain.document import Document
from annotator.errors import InputError
from annotator.formats.base import Holds, Loss, Lost, Read, ReadOptions, SetAside, WriteOptions
from annotator.formats.common.columns.conllu import conllu_articles
from annotator.formats.common.columns.side import records_beside, side_of
from annotator.formats.common.losses import ALIGN
from annotator.formats.common.text.decoding import guess_told, opened_text
from annotator.formats.parts.corefud import HEADER, Writer

NAME = "corefud"
ABOUT = "CorefUD and GUM: CoNLL-U with entities, their attributes and links"
SUFFIXES = (".conllu",)
SIGNS = ({"head": r"(?m)^#\s*global\.Entity\s*="}, {"name": r"\.conllu$", "head": r"[\t|]Entity=[^\s|]*[()]"})
ORDER = -1
HOLDS: tuple[Holds, ...] = ("title", "byline", "source", "date", "language", "meta")
LOSES: Mapping[Loss, str] = {
    "misaligned": "Spans whose edges are not those of tokens are left out, or moved there, as `align` says.",
    "entity": "Entities are written without mentions that are left out, or that cross another of their mentions.",
    "link": "Links of spans that are left out are left out, too.",
    "attribute": "Attributes of spans that are left out are left out, too.",
}
FOLDER = False
STREAMS = True
EXTRA = ""
READ_SETTINGS = {"mention": "the label of mentions without a type: mention=MENTION"}
SETTINGS = {"align": ALIGN}

_MENTION = "MENTION"
_OF_OURS = {f"values ({name})" for name in ("UPOS", "HEAD", "DEPREL")} | {"comments on sentences"}
"""What we write where we know nothing."""


def companions(path: Path) -> Iterable[Path]:
    """The side file with the texts."""
    return (side_of(path),)


def read(path: Path, options: ReadOptions) -> Iterator[Read]:
    """The documents of a file."""
    side = side_of(path)
    try:
        with opened_text(path, "\n") as (file, guessed):
            yield from guess_told(guessed)
            mention = options.settings.get("mention") or _MENTION
            for one in conllu_articles(file, options, mention, records_beside(side)):
                if not (isinstance(one, SetAside) and one.name in _OF_OURS and side.is_file()):
                    yield one
    except InputError as error:
        yield error


def write(documents: Iterable[Document], out: Path, options: WriteOptions) -> list[Lost]:
    """Write documents, and the side file with the texts."""
    entries: list[Lost] = []
    with (
        out.open("w", encoding="utf-8", newline="\n") as file,
        side_of(out).open("w", encoding="utf-8", newline="\n") as side,
    ):
        writer = Writer(options.setting("align", SETTINGS))
        for nth, document in enumerate(documents):
            made = writer.written(document)
            file.write(("" if nth else HEADER) + made.rows)
            side.write(made.beside)
            entries += made.lost
    return entries
