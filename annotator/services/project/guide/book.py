"""The guideline of all labels as one page, and that of a label written anew."""

from __future__ import annotations

from collections.abc import Iterable

from annotator.domain.guideline.claims import claim_chapters
from annotator.domain.guideline.page import chapter, page_of, told_in
from annotator.domain.history.versions import name_of, numbered
from annotator.domain.scheme import Label
from annotator.errors import SchemeError
from annotator.plural import counted
from annotator.services.project.guide.examples import example_told
from annotator.services.project.labels import Plan, changing
from annotator.storage.maintenance.scheme_history import history
from annotator.storage.store import Store


def book(store: Store, name: str = "") -> str:
    """The guideline of a project as Markdown, of all labels and claims or of one. Raises `NoSuchLabel`."""
    scheme = store.scheme()
    claims = [text for of, text in claim_chapters(scheme.claims) if name in ("", of)]
    if name and claims and not scheme.label(name):
        return "\n".join(claims)
    labels = [scheme.known(name)] if name else sorted(scheme.labels, key=lambda label: label.archived)
    version = name_of(max(numbered(history(store)).values()))
    head = [] if name else [f"# Guideline of {store.name}, version {version}\n"]
    chapters = (chapter(label, [example_told(store, one) for one in label.examples]) for label in labels)
    return "\n".join([*head, *chapters, *_bare(labels), *(() if name else claims)])


def _bare(labels: Iterable[Label]) -> list[str]:
    bare = [label.name for label in labels if not page_of(label)]
    return [f"{counted(len(bare), 'label')} without a guideline: {', '.join(bare)}.\n"] if bare else []


def page(store: Store, name: str) -> str:
    """The guideline of a label as people write it. Raises `NoSuchLabel`."""
    return page_of(store.scheme().known(name))


def rewriting(store: Store, name: str, text: str) -> Plan | None:
    """Plan that a page is the guideline of a label; None where it says nothing new. Raises `SchemeError`."""
    label = store.scheme().known(name)
    try:
        text.encode()
    except UnicodeEncodeError:
        raise SchemeError("A guideline is Unicode text.") from None
    told = told_in(text, label)
    if page_of(told) == page_of(label):
        return None
    fields = {field: getattr(told, field) for field in ("description", "include", "exclude", "notes", "examples")}
    return changing(store, label.name, **fields)
