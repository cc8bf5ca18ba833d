"""INCEpTION's exports: a project, packed or as a folder, or one document; a layer for each annotator.

In a project, `annotation/DOCUMENT/` has a file for each annotator and `curation/DOCUMENT/` the curated one, which is
gold: UIMA CAS, WebAnno TSV, or such a file packed with its type system. How far each is says `exportedproject.json`;
what that means says `common/answers.py`. An export of one document names its annotator where it is named
`webanno123export.zip`. What belongs to nobody (`INITIAL_CAS`, work not begun) becomes suggestions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any
from zipfile import BadZipFile, ZipFile

from annotator.domain.article import Article
from annotator.domain.decisions import GOLD
from annotator.domain.document import CLAIMS, UNNAMED, Incoming, IncomingLayer
from annotator.domain.span import Span
from annotator.errors import InputError
from annotator.formats.base import Holds, Loss, Notice, Read, ReadOptions
from annotator.formats.common.answers import Meaning, meaning
from annotator.formats.common.detect import load
from annotator.formats.common.json_strict import decode_json, parse
from annotator.formats.common.span_reader import sorted_spans
from annotator.formats.common.standoff import annotation_layers
from annotator.work_folder import work_folder

NAME = "inception"
ABOUT = "INCEpTION projects and documents, packed or not: a layer for each annotator"
SUFFIXES = (".zip",)
SIGNS = (
    {"name": r"\.zip$", "head": r"\APK"},
    {"name": r"\.xmi$", "tag": "xmi:xmi"},
    {"name": r"\.json$", "head": r'\A\s*\{(?s:.*)"%(FEATURE_STRUCTURES|TYPES)"'},
    {"name": r"\.tsv$", "head": r"\A#FORMAT=WebAnno TSV"},
)
ORDER = -1
HOLDS: tuple[Holds, ...] = ()
LOSES: Mapping[Loss, str] = {}
FOLDER = False
EXTRA = ""
READ_SETTINGS = annotation_layers.READ_SETTINGS

_READERS = {".json": "uima", ".xmi": "uima", ".tsv": "webanno_tsv"}
_FOLDERS = {"annotation": "document", "curation": "curation"}
_NOBODY = {"INITIAL_CAS", "CORRECTION_USER"}
_PROJECT = "exportedproject*.json"
_NAMED_BY_USER = re.compile(r"(?i)webanno\d+export")
_LARGEST, _MOST = 1 << 29, 100_000


@dataclass(frozen=True, slots=True)
class _Part:
    """What one annotator made of a document: the file, whose it is ("" for nobody), and which table its state is in."""

    document: str
    user: str
    view: str
    path: Path


@dataclass(frozen=True, slots=True)
class _Project:
    """What `exportedproject.json` says: states by document and annotator (curation: ""), features with a tag set."""

    states: Mapping[tuple[str, str], str] = field(default_factory=dict)
    tag_sets: annotation_layers.TagSets = field(default_factory=dict)

    @classmethod
    def beside(cls, root: Path) -> _Project:
        """What the description in a folder says. Raises `InputError` where it cannot be read."""
        path = next(iter(sorted(root.glob(_PROJECT))), None)
        said = parse(decode_json(path.read_bytes())) if path else {}
        said = said if isinstance(said, dict) else {}
        states = {
            (str(one.get("name")), str(one.get("user", ""))): str(one.get("state") or "")
            for key in ("source_documents", "annotation_documents")
            for one in _objects(said.get(key))
        }
        tag_sets = {
            str(layer.get("name")): [
                str(one.get("name")) for one in _objects(layer.get("features")) if one.get("tag_set")
            ]
            for layer in _objects(said.get("layers"))
        }
        return cls(states, tag_sets)

    def meaning(self, part: _Part) -> Meaning:
        """What the state of a part means. Raises `InputError` for one that INCEpTION does not have."""
        curated = part.view == "curation"
        whose = (part.document, "" if curated else part.user)
        state = self.states.get(whose, "") if curated or part.user else ""
        return meaning("inception", part.view, state.upper().replace("IN_PROGRESS", "INPROGRESS"))


def _place(path: Path) -> str:
    return path.absolute().parent.parent.name


def sniff(path: Path, head: bytes) -> bool:
    """Whether a file lies where a project has those of annotators, or is a packed export."""
    if _place(path) in _FOLDERS:
        return True
    if not head.startswith(b"PK"):
        return False
    try:
        with ZipFile(path) as packed:
            return bool(_members(packed))
    except (BadZipFile, OSError):
        return False


def companions(path: Path) -> Iterable[Path]:
    """The type system of a file, the description of its project, and the document it is about."""
    if _place(path) in _FOLDERS:
        root = path.absolute().parents[2]
        yield from root.glob(_PROJECT)
        yield root / "source" / path.parent.name
    if path.suffix.lower() == ".xmi":
        yield from path.parent.glob("*ype[sS]ystem.xml")


def read(path: Path, options: ReadOptions) -> Iterator[Read]:
    """The article of each document, with the layers of all who worked at it."""
    with work_folder("annotator-inception-") as folder:
        try:
            parts = list(_parts(path, folder))
            root = path.absolute().parents[2] if _place(path) in _FOLDERS else _root(folder / "0")
            project = _Project.beside(root)
        except InputError as error:
            yield error
            return
        if not parts:
            yield InputError("No annotations are in it as UIMA CAS or WebAnno TSV: export it in such a format.")
        for name in dict.fromkeys(part.document for part in parts):
            yield from _document(name, [part for part in parts if part.document == name], project, options)


def _parts(path: Path, folder: Path) -> Iterator[_Part]:
    """What there is to read of a file; what is packed is unpacked into `folder`. Raises `InputError`."""
    place = _place(path)
    if place in _FOLDERS:
        yield from _part(path, path.parent.name, place, folder)
        return
    root = _root(_unpacked(path, folder))
    for name in _FOLDERS:
        for document in sorted((root / name).glob("*")):
            for one in sorted(document.glob("*")):
                yield from _part(one, document.name, name, folder)
    if not any((root / name).is_dir() for name in _FOLDERS):
        user = _NAMED_BY_USER.match(path.stem)
        for one in sorted(root.glob("*")):
            if one.suffix.lower() in _READERS and not one.match(_PROJECT):
                yield _Part(path.name, one.stem if user else UNNAMED, "document", one)


def _part(path: Path, document: str, place: str, folder: Path) -> Iterator[_Part]:
    """The part that a file of a project is. Raises `InputError`."""
    user, one = path.stem, path
    if path.suffix.lower() == ".zip":
        inner = sorted(_unpacked(path, folder).glob("*"))
        one = next((file for file in inner if file.suffix.lower() in _READERS), path)
    if one.suffix.lower() in _READERS:
        yield _Part(document, UNNAMED if user in _NOBODY else user, _FOLDERS[place], one)


def _unpacked(path: Path, folder: Path) -> Path:
    """A new folder in `folder` with what is of use in a packed export. Raises `InputError`."""
    into = folder / str(len(list(folder.iterdir())))
    into.mkdir()
    try:
        with ZipFile(path) as packed:
            members = _members(packed)
            if len(members) > _MOST or sum(packed.getinfo(name).file_size for name in members) > _LARGEST:
                raise InputError("It would unpack to far more than any export of articles does.")
            packed.extractall(into, members)
    except (BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        raise InputError(f"{path.name} cannot be unpacked: {str(error).rstrip('.')[:200]}.") from None
    return into


def _members(packed: ZipFile) -> list[str]:
    """The files of a packed export that say something; none where it is another kind of archive."""
    names = [name for name in packed.namelist() if not name.endswith("/")]
    types = any(PurePosixPath(name).name.lower() == "typesystem.xml" for name in names)
    project = any(PurePosixPath(name).match(_PROJECT) for name in names)
    placed = any(len(PurePosixPath(name).parts) > 2 and PurePosixPath(name).parts[-3] in _FOLDERS for name in names)
    if not (types or project or placed):
        return []
    return [name for name in names if PurePosixPath(name).suffix.lower() in {*_READERS, ".xml", ".zip"}]


def _root(folder: Path) -> Path:
    """Where in what was unpacked the project begins: some wrap it into a folder."""
    inner = [one for one in folder.glob("*") if one.is_dir()] if folder.is_dir() else []
    return inner[0] if len(inner) == 1 and inner[0].name not in _FOLDERS else folder


def _document(name: str, parts: Iterable[_Part], project: _Project, options: ReadOptions) -> Iterator[Read]:
    """The article of a document with the layers of its parts, and what there is to say about them."""
    article: Incoming | None = None
    layers: dict[str, IncomingLayer] = {}
    unsaid: list[Span] = []
    claims: dict[str, list[Any]] = {}
    for part in parts:
        try:
            means = project.meaning(part)
        except InputError as error:
            yield Notice(f"{name}, {part.user}: {error.reason} It counts as finished.")
            means = meaning("inception", part.view, "")
        for one in load(_READERS[part.path.suffix.lower()]).read(part.path, options, project.tag_sets):
            if not isinstance(one, Incoming):
                yield InputError(f"{name}, {part.user}: {one.reason}") if isinstance(one, InputError) else one
                continue
            if article and one.article.key != article.article.key:
                yield InputError(f"{name}, {part.user}: its text is another one than that of the others.")
                continue
            article = article or one
            spans = one.layers[UNNAMED].spans
            who = GOLD if part.view == "curation" else part.user
            if who == UNNAMED or means.marks == "unsaid":
                unsaid += spans
            else:
                layers[who] = means.layer(spans, {})
            for claim in CLAIMS:
                claims.setdefault(claim, []).extend({**entry, "by": who} for entry in one.article.meta.get(claim, ()))
    if article:
        yield _incoming(article, name, layers, unsaid, {key: given for key, given in claims.items() if given})


def _incoming(
    read_: Incoming, name: str, layers: dict[str, IncomingLayer], unsaid: list[Span], claims: dict[str, Any]
) -> Incoming:
    article = read_.article
    if unsaid or not layers:
        layers[UNNAMED] = IncomingLayer(sorted_spans(unsaid))
    named = Article.of(article.text, source=name, language=article.language, meta=claims)
    return read_._replace(article=named, layers=layers)


def _objects(given: Any) -> Iterator[dict[str, Any]]:
    return (one for one in given if isinstance(one, dict)) if isinstance(given, list) else iter(())
