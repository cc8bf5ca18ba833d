"""Layers with features: which feature is the label, and what is kept beside it by place."""

from __future__ import annotations

from itertools import cycle, islice
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.document import UNNAMED, Incoming
from annotator.errors import InputError
from annotator.formats import webanno_tsv
from annotator.formats.base import Notice, Read, ReadOptions, SetAside
from annotator.formats.common.standoff.annotation_layers import Annotation, Annotations, Relation, tag_feature

NAMED = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"
CLAIM = "webanno.custom.Claim"
ENTITIES = ("person", "place", "organization", "object", "event", "time", "abstract", "animal", "plant", "substance")


@pytest.mark.parametrize(
    ("values", "tag"),
    [
        ({"identifier": ["Q1", "Q2"], "value": ["PER", "LOC"]}, "value"),
        ({"identifier": ["http://x/Q1"]}, None),
        ({"identity": ["Rome", "Ada"], "infstat": ["new", "giv"], "entity": ["place", "person"]}, "entity"),
        ({"salience": ["sal", "nonsal", "sal"], "etype": ["a", "b", "a"]}, "etype"),
        ({"subtype": ["x", "y"], "type": ["PER", "LOC"]}, "type"),
        ({"polarity": ["neg", "pos"], "state": ["done", "done"]}, "polarity"),
        ({"state": ["done", "done"], "polarity": ["neg", "pos"]}, "polarity"),
        ({"certain": [True, False], "weight": [1, 2]}, None),
        ({"value": ["1", "2"], "kind": ["A", "B"]}, "kind"),
        ({"value": [3, 4]}, None),
        ({"note": ["see there"], "kind": ["factual"]}, "kind"),
        ({"remark": ["I am not sure about this one"]}, None),
        ({"form": [f"word{n}" for n in range(40)]}, None),
        ({}, None),
    ],
)  # fmt: skip
def test_the_label_is_the_feature_that_names_a_kind(values: dict[str, list[Any]], tag: str | None) -> None:
    assert tag_feature(values) == tag


def test_a_wanted_feature_wins_and_then_one_with_a_tag_set() -> None:
    values: dict[str, list[Any]] = {"certain": [True], "colour": ["red"], "kind": ["A"]}
    assert tag_feature(values, ["certain"]) == "certain"
    assert tag_feature(values, ["elsewhere"]) == "kind"
    assert tag_feature(values, [], ["colour"]) == "colour"
    assert tag_feature({**values, "value": ["X"]}, [], ["colour"]) == "value"


def claims() -> Annotations:
    ada = Annotation(NAMED, 0, 3, {"value": "PER", "identifier": "Q567"})
    claim = Annotation(CLAIM, 0, 17, {"kind": "factual", "certain": True, "weight": 3})
    bare = Annotation(NAMED, 8, 11)
    lemma = Annotation("dkpro.Lemma", 0, 3, {"value": "ada"})
    link = Relation("webanno.custom.Link", ada, bare, {"how": "met", "sure": "true"})
    return Annotations([ada, claim, bare, lemma], [link], [("webanno.custom.Coref", [ada, bare])])


def test_what_is_beside_the_label_is_kept_by_place_and_counted() -> None:
    taken = claims().taken({})
    assert [(span.start, span.end, span.label) for span in taken.spans] == [
        (0, 3, "PER"), (0, 17, "factual"), (8, 11, "NamedEntity"),
    ]  # fmt: skip
    assert [(entry["span"], entry["name"], entry["value"]) for entry in taken.claims["attributes"]] == [
        ([0, 17, "factual"], "certain", True),
        ([0, 17, "factual"], "weight", 3),
    ]
    assert taken.claims["links"] == [{"span": [0, 3, "PER"], "base": "", "entry": "Q567"}]
    (relation,), (entity,) = taken.claims["relations"], taken.claims["entities"]
    assert (relation["head"], relation["label"], relation["tail"]) == ([0, 3, "PER"], "met", [8, 11, "NamedEntity"])
    assert relation["features"] == {"sure": "true"}
    assert entity["spans"] == [[0, 3, "PER"], [8, 11, "NamedEntity"]]
    assert taken.aside == [
        SetAside("entities"), SetAside("links"), SetAside("relations"), SetAside("values of certain"),
        SetAside("values of weight"), SetAside("annotations of Lemma", kept=False),
    ]  # fmt: skip


def test_settings_choose_the_feature_and_the_layers() -> None:
    taken = claims().taken({"label": "weight,identifier", "layer": "Claim,NamedEntity"})
    assert [span.label for span in taken.spans] == ["Q567", "3", "NamedEntity"]
    assert [span.label for span in claims().taken({"layer": "Lemma"}).spans] == ["ada"]


def test_mentions_of_chains_are_spans_where_they_are_chosen_or_alone() -> None:
    link, place = "coref.type.CoreferenceLink", Annotation(NAMED, 8, 11, {"value": "LOC"})
    chain = [Annotation(link, 0, 3, {"referenceType": "nam"}), Annotation(link, 12, 15, {"referenceType": "pro"})]
    alone, beside = Annotations([], [], [("Coref", chain)]), Annotations([place], [], [("Coref", chain)])
    for found, settings in ((alone, {}), (beside, {"layer": "CoreferenceLink"})):
        taken = found.taken(settings)
        assert [(span.start, span.label) for span in taken.spans] == [(0, "nam"), (12, "pro")]
        assert taken.claims["entities"][0]["spans"] == [[0, 3, "nam"], [12, 15, "pro"]]
    assert [span.label for span in beside.taken({}).spans] == ["LOC"]


@pytest.mark.parametrize("settings", [{"label": "weigth"}, {"layer": "Claims"}])
def test_a_setting_that_names_nothing_is_refused_with_what_there_is(settings: dict[str, str]) -> None:
    with pytest.raises(InputError, match=r"there are: .*(weight|Claim)"):
        claims().taken(settings)


def gum_like(mentions: int) -> str:
    """A file as the GUM corpus has them: entities with their article in an encyclopedia, status, salience; chains."""
    lines = [
        "#FORMAT=WebAnno TSV 3.2",
        "#T_SP=webanno.custom.Referent|centering|entity|identity|infstat|salience",
        "#T_RL=webanno.custom.Coref|type|BT_webanno.custom.Referent",
        "", "",
        "#Text=" + " ".join(f"w{n}" for n in range(2 * mentions)),
    ]  # fmt: skip
    kinds, status = islice(cycle(ENTITIES), mentions), cycle(["new", "giv:act", "giv:inact", "acc:inf"])
    at = 0
    for number, (kind, told) in enumerate(zip(kinds, status, strict=False), 1):
        values = (
            f"cf{number % 20}[{number}]\t{kind}[{number}]\tArticle_{number}[{number}]\t{told}[{number}]\tsal[{number}]"
        )
        coref = f"coref\t1-{2 * number - 3}[{number - 1}_{number}]" if number % 3 == 0 else "_\t_"
        for word in (2 * number - 2, 2 * number - 1):
            end = at + len(f"w{word}")
            lines.append(f"1-{word + 1}\t{at}-{end}\tw{word}\t{values}\t{coref}\t")
            at, coref = end + 1, "_\t_"
    return "\n".join(lines) + "\n"


def read(path: Path, text: str, **settings: str) -> list[Read]:
    path.write_text(text, encoding="utf-8")
    return list(webanno_tsv.read(path, ReadOptions(settings=settings)))


def test_a_file_like_those_of_gum_has_ten_labels(tmp_path: Path) -> None:
    reads = read(tmp_path / "gum.tsv", gum_like(180))
    (article,) = (one for one in reads if isinstance(one, Incoming))
    spans = article.layers[UNNAMED].spans
    assert {span.label for span in spans} == {*ENTITIES}
    assert len(spans) == 180
    aside = {one.name: one.count for one in reads if isinstance(one, SetAside)}
    assert aside == {
        "relations": 60, "values of centering": 180, "values of identity": 180, "values of infstat": 180,
        "values of salience": 180,
    }  # fmt: skip
    first = article.article.meta["relations"][0]
    assert (first["head"][2], first["label"], first["tail"][2]) == ("place", "coref", "organization")
    assert not any(isinstance(one, Notice) for one in reads)


def test_another_feature_of_it_is_the_label_where_that_is_said(tmp_path: Path) -> None:
    reads = read(tmp_path / "gum.tsv", gum_like(12), label="infstat")
    (article,) = (one for one in reads if isinstance(one, Incoming))
    assert {span.label for span in article.layers[UNNAMED].spans} == {"new", "giv:act", "giv:inact", "acc:inf"}
