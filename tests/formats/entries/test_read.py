"""Files of entries: what each tool's say, told by content; hostile lines cost themselves and nothing else."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.linking.entry import Alias
from annotator.domain.linking.said import Said, SaidAlias
from annotator.errors import InputError
from annotator.formats.entries.fields import LONGEST_ABOUT, LONGEST_NAME, MOST_ALIASES, MOST_NAMES, Aside
from annotator.formats.entries.lines import LONGEST_LINE, opened
from annotator.formats.entries.read import read

Reading = Callable[..., list[Said | SaidAlias | InputError]]
MERKEL = {
    "type": "item", "id": "Q567",
    "labels": {"en": {"language": "en", "value": "Angela Merkel"}, "ja": {"language": "ja", "value": "メルケル"}},
    "descriptions": {"en": {"language": "en", "value": "chancellor"}, "de": {"language": "de", "value": "Kanzlerin"}},
    "aliases": {"en": [{"language": "en", "value": "Merkel"}], "fr": [{"language": "fr", "value": "Mme Merkel"}]},
    "claims": {"P31": [
        {"mainsnak": {"datavalue": {"value": {"id": "Q5"}}}, "rank": "normal"},
        {"mainsnak": {"datavalue": {"value": {"id": "Q0"}}}, "rank": "deprecated"},
        {"mainsnak": {"snaktype": "novalue"}, "rank": "normal"},
    ]},
    "sitelinks": {"enwiki": {}, "dewiki": {}},
}  # fmt: skip


class Read:
    """Reads texts from a file of no telling name; `aside` is what was set aside of the last one."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "file"
        self.aside: dict[str, int] = {}

    def __call__(self, text: str | bytes, *languages: str, encoding: str = "") -> list[Said | SaidAlias | InputError]:
        self._path.write_bytes(text if isinstance(text, bytes) else text.encode())
        aside = Aside()
        with opened(self._path, encoding) as lines:
            found = list(read(lines, languages or ("en",), aside))
        self.aside = dict(aside)
        return found


@pytest.fixture
def reading(tmp_path: Path) -> Read:
    return Read(tmp_path)


def said(name: str = "Ana", key: str = "1", aliases: tuple[str, ...] | None = None, **rest: Any) -> Said:
    return Said(key, name, **rest, aliases=None if aliases is None else tuple(map(Alias, aliases)))


def test_our_own_records_say_what_they_say_and_nothing_more(reading: Read) -> None:
    line = {
        "id": 1,
        "name": "Ana",
        "about": "a",
        "kind": ["person", "poet"],
        "prior": 2,
        "aliases": ["A.", "A.", " "],
        "x": 1,
    }
    assert reading(json.dumps(line)) == [said(about="a", kind="person, poet", prior=2.0, aliases=("A.",))]
    assert reading.aside == {"value of 'x'": 1}
    assert reading('{"id": "1", "name": "Ana"}\n\n{"id": "2", "name": "Bo", "aliases": null},\n') == [
        said(),
        said("Bo", "2"),
    ]


@pytest.mark.parametrize("line", [
    '{"id": "1", "label": "Ana", "description": "a", "type": "person", "synonyms": "A.|B."}',
    '{"qid": "1", "title": "Ana", "definition": "a", "label": "person", "alt_labels": ["A.", "B."]}',
    '{"ID": "1", "Name": "Ana", "Desc": "a", "Category": "person", "altLabels": "A.; B."}',
])  # fmt: skip
def test_the_fields_of_others_are_known_by_their_names(reading: Read, line: str) -> None:
    assert reading(line) == [said(about="a", kind="person", aliases=("A.", "B."))]


@pytest.mark.parametrize("text", [
    '[{"id": "1", "name": "Ana"}, {"id": "2", "name": "Bo"}]',
    '[\n{"id": "1", "name": "Ana"},\n{"id": "2", "name": "Bo"}\n]\n',
    '[{"id": "1", "name": "Ana"},\n{"id": "2", "name": "Bo"}]',
    json.dumps([{"id": "1", "name": "Ana"}, {"id": "2", "name": "Bo"}], indent=1),
    '{\n "id": "1",\n "name": "Ana"\n}\n{\n "id": "2",\n "name": "Bo"\n}\n',
    "id,name\n1,Ana\n2,Bo\n", "ID\tLabel\n1\tAna\n2\tBo", "sep=;\r\nid;name\r\n1;Ana\r\n2;Bo\r\n",
    'name|id|\nAna|1|\n"Bo"|2\n',
    "1\tname:Name:Ana\n2\tname:Name:Bo\n",
])  # fmt: skip
def test_a_list_is_read_however_it_is_laid_out(reading: Read, text: str) -> None:
    found = [one for one in reading(text) if isinstance(one, Said)]
    assert [(one.key, one.name) for one in found] == [("1", "Ana"), ("2", "Bo")]


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress, lambda data: b"\xef\xbb\xbf" + data])
def test_packed_and_marked_files_are_read_as_they_are(reading: Read, pack: Callable[[bytes], bytes]) -> None:
    assert reading(pack(b'{"id": "1", "name": "Ana"}\n')) == [said()]


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-8-sig"])
def test_encodings_that_show_themselves_are_read(reading: Read, codec: str) -> None:
    assert reading("id,name\n1,Müller\n".encode(codec)) == [said("Müller")]


def test_another_encoding_is_refused_line_by_line_until_it_is_named(reading: Read) -> None:
    data = "id,name\n1,Müller\n2,Bo\n".encode("cp1252")
    refused, other = reading(data)
    assert isinstance(refused, InputError) and refused.line == 2 and "--encoding" in refused.reason
    assert other == said("Bo", "2")
    assert reading(data, encoding="cp1252") == [said("Müller"), said("Bo", "2")]


def test_an_entity_of_wikidata_has_its_names_pages_and_kinds(reading: Read) -> None:
    dump = "[\n" + json.dumps(MERKEL) + ",\n" + json.dumps({"type": "property", "id": "P1", "labels": {}}) + "\n]\n"
    assert reading(dump) == [Said("Q567", "Angela Merkel", "chancellor", "Q5", 2.0, (Alias("Merkel"),))]
    assert reading.aside == {"property or lexeme": 1}
    (japanese,) = reading(json.dumps({"entities": {"Q567": MERKEL}}), "ja", "de")
    assert japanese == Said("Q567", "メルケル", "Kanzlerin", "Q5", 2.0, ())
    (german,) = reading(json.dumps(MERKEL), "de")
    assert isinstance(german, Said) and (german.name, german.about) == ("Angela Merkel", "Kanzlerin")
    assert reading.aside == {"name taken in another language than de, where there is none": 1}


def test_entities_in_a_simpler_form_and_with_empty_lists_are_read(reading: Read) -> None:
    simple = {
        "id": "Q1",
        "labels": {"en": "universe"},
        "aliases": {"en": ["cosmos"]},
        "claims": {"P31": ["Q2"]},
        "sitelinks": {"enwiki": "Universe"},
    }
    assert reading(json.dumps(simple)) == [Said("Q1", "universe", "", "Q2", 1.0, (Alias("cosmos"),))]
    assert reading('{"id": "Q1", "type": "item", "labels": [], "aliases": [], "claims": []}') == []
    assert reading.aside == {"item without a name in any language": 1}


def test_what_the_query_service_of_wikidata_answers_is_a_table(reading: Read) -> None:
    text = (
        'item,itemLabel,itemDescription,itemAltLabel\nhttp://www.wikidata.org/entity/Q1,universe,all,"cosmos, world"\n'
    )
    assert reading(text) == [Said("Q1", "universe", "all", None, None, (Alias("cosmos"), Alias("world")))]


def test_norm_lines_of_brat_say_names_kinds_and_the_rest(reading: Read) -> None:
    text = (
        "P01258\tname:Protein:Calcitonin\tattr:Organism:Human\n"
        "7\tname:Name:Zen: a book\tname:Also known as:Chan\tattr:Type:Film\tinfo:<IMG>:http://x/y\tinfo:Info:a: b\n"
        "8\tnonsense\n9\n"
    )
    calcitonin, zen, *refused = reading(text)
    assert calcitonin == Said("P01258", "Calcitonin", "Organism: Human", "Protein", None, ())
    assert zen == Said("7", "Zen: a book", "a: b", "Film", None, (Alias("Chan"),))
    assert reading.aside == {"value of '<IMG>'": 1}
    assert [one.line for one in refused if isinstance(one, InputError)] == [3]
    assert refused[1] == Said("9", None, "", "", None, ())


def test_names_of_spacy_ann_linker_are_said_apart_from_entries(reading: Read) -> None:
    alias = '{"alias": "ML", "entities": ["a1", "a2"], "probabilities": [0.5, 0.25]}'
    text = alias + '\n{"id": "a1", "description": "d", "label": "SKILL", "name": "n"}'
    assert reading(text) == [SaidAlias("ML", (("a1", 0.5), ("a2", 0.25))), Said("a1", "n", "d", "SKILL")]
    (refused,) = reading('{"alias": "ML", "entities": ["a1"], "probabilities": []}')
    assert isinstance(refused, InputError)


BAD = [
    '{"name": "no id"}', '{"id": "", "name": "x"}', '{"id": null}', '{"id": true}', '{"id": "a\\nb"}', '{"id": ["a"]}',
    '{"id": "1", "name": {}}', '{"id": "1", "prior": NaN}', '{"id": "1", "prior": -1}', '{"id": "1", "prior": true}',
    '{"id": "1", "prior": "much"}', '{"id": "1", "prior": 1e999}', '{"id": "1", "name": "\\ud800"}',
    '{"id": "1", "aliases": 7}', '{"id": "1", "aliases": [{}]}', '{"id": "1", "name": "' + "x" * 501 + '"}',
    '{"id": "' + "x" * 501 + '"}', "{", "nonsense", "[1]", "7", '"text"', "null", "[" * 100_000, '{"id": "1", "name":',
    '{"id": "Q1", "labels": 7}', '{"id": "Q1", "labels": {"en": 7}}', '{"alias": 7, "entities": ["a"]}',
    '{"alias": "a", "entities": [null]}', '{"id": "1", "kind": [["x"]]}',
]  # fmt: skip


@pytest.mark.parametrize("bad", BAD, ids=range(len(BAD)))
def test_a_bad_line_costs_itself_alone_and_is_told_with_its_number(reading: Read, bad: str) -> None:
    good = '{"id": "1", "name": "Ana"}'
    first, refused, last = reading(f"{good}\n{bad}\n{good}\n")
    assert (first, last) == (said(), said())
    assert isinstance(refused, InputError)
    assert refused.line == 2


def test_what_is_too_long_is_cut_or_set_aside_and_counted(reading: Read) -> None:
    many = ["x" * (LONGEST_NAME + 1), *map(str, range(MOST_ALIASES + 2))]
    (one,) = reading(json.dumps({"id": "1", "name": "Ana", "about": "y" * (LONGEST_ABOUT + 1), "aliases": many}))
    assert isinstance(one, Said) and one.about == "y" * LONGEST_ABOUT and len(one.aliases or ()) == MOST_ALIASES
    assert reading.aside == {
        "alias of more than 500 characters": 1, "aliases beyond 1,000 of an entry": 2,
        "description cut at 2,000 characters": 1,
    }  # fmt: skip


def test_of_endless_names_that_are_no_fields_the_others_are_counted_together(reading: Read) -> None:
    reading(json.dumps({"id": "1", **{f"x{at}": at for at in range(MOST_NAMES + 7)}}))
    assert len(reading.aside) == MOST_NAMES + 1
    assert reading.aside["values of another name"] == 7


def test_a_line_without_an_end_is_passed_over(reading: Read) -> None:
    good = '{"id": "1", "name": "Ana"}'
    first, refused, last = reading(f'{good}\n{{"id": "{"x" * (LONGEST_LINE + 5)}"}}\n{good}\n')
    assert (first, last) == (said(), said())
    assert isinstance(refused, InputError) and refused.line == 2


@pytest.mark.parametrize("data", [
    b"", b" \n", b"%PDF-1.4", b"SQLite format 3\0", b"PK\x03\x04", b"Once upon a time\nthere was.\n", b"a,b\n1,2\n",
    b"id\n1\n", gzip.compress(b'{"id": "1"}' * 9_999, mtime=0)[:-20], b"\x1f\x8bnonsense", b"name,about\nx,y\n",
    b"\0\0\0", b'{"a": [\n' + b"1,\n" * 9 + b"2]",
])  # fmt: skip
def test_what_is_no_file_of_entries_is_refused_in_a_sentence(reading: Read, data: bytes) -> None:
    try:
        found = reading(data)
    except InputError as error:
        assert error.reason.endswith(".")
    else:
        assert any(isinstance(one, InputError) for one in found)


@pytest.mark.parametrize("data", ["id,name,é\n1,Ana\n".encode("cp1252"), b'id;name;\xff\n1;"Ana "x"";\n'])
def test_a_table_whose_names_cannot_be_read_is_refused_as_a_whole(reading: Read, data: bytes) -> None:
    with pytest.raises(InputError, match=r"line 1: The (line is not UTF-8|row that names)"):
        reading(data)


@pytest.mark.parametrize("row", ["1,Ana,x,y", '1,"An"a', "\0,\0", '1,"Ana'])
def test_a_bad_row_of_a_table_is_told_with_its_line(reading: Read, row: str) -> None:
    found = reading(f"id,name\n1,Ana\n{row}\n")
    assert found[0] == said()
    assert isinstance(found[1], InputError) and found[1].line == 3


entries = st.lists(
    st.fixed_dictionaries({
        "id": st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=9),
        "name": st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
        "about": st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
        "aliases": st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=9), max_size=3),
        "prior": st.floats(0, 1e9),
    }), min_size=1, max_size=5,
)  # fmt: skip


@given(entries, st.sampled_from([None, 1]), st.booleans())
def test_what_was_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, object]], indent: int | None, several: bool
) -> None:
    reading = Read(tmp_path_factory.mktemp("entries"))
    text = (
        "\n".join(json.dumps(one, ensure_ascii=several) for one in rows)
        if indent is None
        else json.dumps(rows, indent=indent)
    )
    found = [one for one in reading(text) if isinstance(one, Said)]
    assert [(one.key, one.name, one.about, one.prior) for one in found] == [
        (row["id"], str(row["name"]).strip(), str(row["about"]).strip(), row["prior"]) for row in rows
    ]


@given(st.binary(max_size=200))
def test_whatever_bytes_come_it_is_said_in_a_sentence_or_read(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    reading = Read(tmp_path_factory.mktemp("bytes"))
    for head in (b"", b'{"id": "1"}\n', b"id,name\n", b"1\tname:a:b\n", b"[\n"):
        try:
            reading(head + data)
        except InputError as error:
            assert str(error)
