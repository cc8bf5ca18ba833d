"""The guideline of a label as a page of Markdown, for people to write in an editor, and back.

The definition stands first, then come `## include`, `## exclude`, `## examples` (a list) and `## notes`, as far as
there is something to say; whatever stands behind `## notes` is notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from annotator.domain.scheme import Label

_HEADING = re.compile(r"##[ \t]+(include|exclude|examples|notes)[ \t]*", re.IGNORECASE)
_DEEPER = re.compile(r"^(?=#+ )", re.MULTILINE)
_ITEM = re.compile(r"[ \t]*[-*•][ \t]+")


def page_of(label: Label, examples: Iterable[str] | None = None) -> str:
    """The guideline of a label as Markdown, without its name; `examples` stand for those that it has."""
    items = [f"- {one}" for one in (label.examples if examples is None else examples)]
    parts = (
        ("", label.description), ("include", label.include), ("exclude", label.exclude),
        ("examples", "\n".join(items)), ("notes", label.notes),
    )  # fmt: skip
    sections = [f"## {name}\n\n{text}" if name else text for name, text in parts if text.strip()]
    return "\n\n".join(sections) + "\n" if sections else ""


def chapter(label: Label, examples: Iterable[str] | None = None) -> str:
    """A label with its guideline as a part of a longer page, under a heading of its own."""
    about = [f"key {label.key}"] if label.key else []
    about += ["of the article as a whole"] if label.kind == "article" else []
    about += ["put away"] if label.archived else []
    behind = f" ({', '.join(about)})" if about else ""
    return f"## {label.name}{behind}\n\n{_DEEPER.sub('#', page_of(label, examples))}"


def told_in(page: str, label: Label) -> Label:
    """The label with the guideline that a page tells; an example may go on in lines behind its own."""
    found: dict[str, list[str]] = {"": []}
    here = ""
    for line in page.splitlines():
        heading = _HEADING.fullmatch(line.rstrip())
        if heading and here != "notes":
            here = heading[1].lower()
            found.setdefault(here, [])
        else:
            found[here].append(line.rstrip())
    texts = {name: "\n".join(lines).strip("\n") for name, lines in found.items()}
    return replace(
        label,
        description=texts[""],
        include=texts.get("include", ""),
        exclude=texts.get("exclude", ""),
        notes=texts.get("notes", ""),
        examples=_items(texts.get("examples", "")),
    )


def _items(text: str) -> tuple[str, ...]:
    items: list[str] = []
    for line in filter(str.strip, text.splitlines()):
        begins = _ITEM.match(line)
        if begins or not items:
            items.append(line[begins.end() if begins else 0 :].strip())
        else:
            items[-1] += f" {line.strip()}"
    return tuple(dict.fromkeys(filter(None, items)))
