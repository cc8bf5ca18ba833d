"""The labelling configuration beside a Label Studio export, as an XML parser reads it."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

from annotator.domain.article import Article
from annotator.domain.default_scheme import DEFAULT_SCHEME
from annotator.domain.document import Document
from annotator.domain.layer import Held
from annotator.domain.span import Span
from annotator.formats import label_studio
from annotator.formats.base import WriteOptions


def test_labels_keep_their_marks_and_blanks(tmp_path: Path) -> None:
    labels = ["\"a\" 'b'", "<c>&\n\td"]
    held = [Held(Span(place, place + 3, label)) for place, label in zip((0, 4), labels, strict=True)]
    document = Document(Article.of("One two."), "ana", spans=held)
    label_studio.write([document], tmp_path / "o.json", WriteOptions(DEFAULT_SCHEME))
    config = ET.parse(tmp_path / "o.config.xml")  # noqa: S314 - we wrote it ourselves
    assert [one.get("value") for one in config.iter("Label")][-2:] == labels


def test_a_label_with_a_control_code_leaves_the_configuration_readable(tmp_path: Path) -> None:
    held = [Held(Span(0, 3, "L\x1b[31m\x00\ufffe"))]
    document = Document(Article.of("One two."), "ana", spans=held)
    label_studio.write([document], tmp_path / "o.json", WriteOptions(DEFAULT_SCHEME))
    config = ET.parse(tmp_path / "o.config.xml")  # noqa: S314 - we wrote it ourselves
    assert [one.get("value") for one in config.iter("Label")][-1] == "L\ufffd[31m\ufffd\ufffd"
