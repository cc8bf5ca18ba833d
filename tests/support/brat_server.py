"""What brat's own server makes of a folder of standoff, as JSON: a program, since its modules have names of anybody's.

python -m support.brat_server FOLDER
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any, TextIO


def read(folder: Path) -> dict[str, dict[str, Any]]:
    """By the stem of a document: what it says, the lines that were not understood, and what its config forbids."""
    annotation, verify, project = _modules()
    config = project.ProjectConfiguration(str(folder))
    found = {}
    for path in sorted(folder.glob("*.ann")):
        text = path.with_suffix(".txt").read_bytes().decode()
        source = path.read_bytes().decode()
        doc = annotation.TextAnnotations(text=text, source=source)
        said = doc.get_messages()
        failed = [source.splitlines()[line] for line in doc.failed_lines]
        found[path.stem] = {
            "failed": failed,
            "messages": [*said.errors, *said.warnings],
            "issues": [] if failed else [str(one) for one in _issues(verify, doc, config)],
            "spans": {one.id: [one.type, [*map(list, one.spans)], one.text] for one in doc.get_textbounds()},
            "relations": {one.id: [one.type, one.arg1, one.arg2] for one in doc.get_relations()},
            "equivalences": [[one.type, one.entities] for one in doc.get_equivs()],
            "attributes": [[one.type, one.target, one.value] for one in doc.get_attributes()],
            "links": [[one.target, one.refdb, one.refid, one.reftext] for one in doc.get_normalizations()],
            "notes": [[one.target, one.get_text()] for one in doc.get_oneline_comments()],
        }
    return found


def _issues(verify: Any, doc: Any, config: Any) -> list[Any]:
    """What its own check finds, but for the overlaps, which are our business."""
    checks = [getattr(verify, name) for name in dir(verify) if name.startswith("verify_")]
    others = {"verify_annotation", "verify_entity_overlap"}
    return [issue for check in checks if check.__name__ not in others for issue in check(doc, config)]


def _modules() -> tuple[Any, Any, Any]:
    """Its parser, its check of annotations, and its reader of configurations."""
    spec = importlib.util.find_spec("brat.server")
    assert spec
    assert spec.submodule_search_locations
    sys.path.insert(0, str(Path(next(iter(spec.submodule_search_locations))) / "src"))
    sys.modules["config"] = config = ModuleType("config")
    config.__dict__.update(BASE_DIR="", DATA_DIR="", WORK_DIR="", DEBUG=False)
    annotation: Any = importlib.import_module("annotation")
    annotation.open_textfile = _opened
    return annotation, importlib.import_module("verify_annotations"), importlib.import_module("projectconfig")


def _opened(name: str, _mode: str = "") -> TextIO:
    """A file of text; brat's own way has a mode that Python 3.11 knows no more."""
    return Path(name).open(encoding="utf-8")


if __name__ == "__main__":
    print(json.dumps(read(Path(sys.argv[1]))))
