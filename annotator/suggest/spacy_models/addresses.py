"""Web and mail addresses: no name begins, ends or runs on in one, although a recogniser may well say so.

It was taught on text that has hardly any, and takes them for people and companies. Their tokens are *blocked*, as
spaCy calls it, before it reads, so that what stands beside one is found with the right borders. A model with labels of
its own kind, or one that was trained here on spans which take in addresses, is left to what it has learned.
"""

from __future__ import annotations

import re
from typing import Any

from spacy.tokens import Doc, Token

LEARNED = "learned_addresses"
"""In the `meta` of a pipeline that was trained here: whether spans that it learned from take in addresses."""

_ADDRESS = re.compile(
    r"(?:\b[a-z][a-z0-9+.-]{0,20}://|\bwww\.(?=\w))[!#-;=?-~]*"  # all but blanks, quotation marks and <>
    r"|(?<![a-z0-9.+_-])[a-z0-9.+_-]{1,64}@[a-z0-9-]+(?:\.[a-z0-9-]+)+",
    re.IGNORECASE | re.ASCII,
)
_SIGNS = ("://", "@", "www.", "WWW.", "Www.")
_BEGINS = 3  # what spaCy keeps for a token that begins an entity; where it has no label, it is blocked

_NAMES = (
    "PERSON NORP FAC ORG GPE LOC PRODUCT EVENT WORK_OF_ART LAW LANGUAGE DATE TIME PERCENT MONEY QUANTITY ORDINAL "
    "CARDINAL PER MISC PRS EVN MSR OBJ TME WRK DRV EVT GPE_LOC GPE_ORG PROD PERSNAME ORGNAME PLACENAME GEOGNAME "
    "DATETIME FACILITY NAT_REL_POL NUMERIC ORGANIZATION PERIOD LOCATION DERIV_PER MOVEMENT PET_NAME PHONE TITLE_AFFIX "
    "DT LC OG PS QT TI"
)
"""What the pipelines of all languages call names and numbers, in capitals."""


def passes_over_addresses(nlp: Any, givers: list[str]) -> bool:
    """Whether the spans of a pipeline, which these components give, are names that no address can be part of."""
    labels = {label.upper() for name in givers for label in nlp.pipe_labels.get(name, ())}
    recognises = all(nlp.get_pipe_meta(name).factory == "ner" for name in givers)
    return recognises and labels.issubset(_NAMES.split()) and not nlp.meta.get(LEARNED)


def addresses(text: str) -> list[tuple[int, int]]:
    """The edges of all addresses in a text."""
    return [found.span() for found in _ADDRESS.finditer(text)] if any(sign in text for sign in _SIGNS) else []


def block_addresses(doc: Doc) -> None:
    """Block all tokens of a doc without entities that begin in an address."""
    if found := addresses(doc.text):
        tokens = [token.i for token in doc if any(start <= token.idx < end for start, end in found)]
        doc.set_ents([], blocked=[doc[at : at + 1] for at in tokens], default="unmodified")


def is_blocked(token: Token) -> bool:
    """Whether no entity may take in a token."""
    return token.ent_iob == _BEGINS and not token.ent_type
