"""UIMA CAS: XML of version 1.1, and control codes that XML of version 1.0 cannot have."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.formats import FORMATS

from annotator.domain.document import UNNAMED, Incoming
from annotator.formats.base import Notice, ReadOptions

pytest.importorskip("cassis")

XMI = """<?xml version="{version}" encoding="UTF-8"?><xmi:XMI xmlns:xmi="http://www.omg.org/XMI"
 xmlns:cas="http:///uima/cas.ecore" xmlns:type="http:///de/tudarmstadt/ukp/dkpro/core/api/ner/type.ecore"
 xmi:version="2.0"><cas:NULL xmi:id="0"/><type:NamedEntity xmi:id="2" sofa="1" begin="4" end="7" value="PER"/>
<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text/plain" sofaString="{text}"/>
<cas:View sofa="1" members="2"/></xmi:XMI>"""


@pytest.mark.parametrize("version", ["1.0", "1.1"])
@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("Is. Ada.", "Is. Ada."),
        ("Is&#1; Ada.", "Is\ufffd Ada."),
        ("Is&#x1F; Ada&#xB;", "Is\ufffd Ada\ufffd"),
        ("Is\x0c Ada.", "Is\ufffd Ada."),
        ("Is&#233; Ada&#10;", "Isé Ada\n"),
    ],
)
def test_control_codes_are_read_as_signs_of_loss(version: str, written: str, text: str, tmp_path: Path) -> None:
    path = tmp_path / "doc.xmi"
    path.write_text(XMI.format(version=version, text=written), encoding="utf-8")
    *others, article = FORMATS["uima"].read(path, ReadOptions())
    assert isinstance(article, Incoming)
    assert article.article.text == text
    assert [span.quote(text) for span in article.layers[UNNAMED].spans] == ["Ada"]
    assert [type(one) for one in others] == [Notice] * ("\ufffd" in text)
