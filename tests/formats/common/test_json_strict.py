"""Lines of JSON: the quick reader gives what the strict one gives, or leaves the line to it."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotator.errors import InputError
from annotator.formats.base import Notice
from annotator.formats.common.json_strict import DEEPEST, _quickly, parse, records
from annotator.formats.common.json_twice import KeysTwice

NUMBERS = (
    "0", "-0", "-0.0", "1.0", "01", "1.", ".5", "+1", "-", "1e5", "1E+5", "1e-400", "1e999", "-1e999", "NaN",
    "Infinity", "-Infinity", "9007199254740993", "9223372036854775807", "9223372036854775808", "18446744073709551615",
    "18446744073709551616", "-9223372036854775809", "123456789012345678901234567890", "1" * 400, "1" * 5000,
    "0.1234567890123456789012345", "2.2250738585072011e-308", "179769313486231580793e289", "5e-324",
)  # fmt: skip
TEXTS = (
    '"a"', '"é"', '"\\u00e9"', '"\\ud83d\\ude00"', '"\\ud83d"', '"\\ude00\\ud83d"', '"\\u0000"', '"\x7f"', '"\x01"',
    '"\t"', '"\\x"', '"\\/"', '"a', "'a'", '"\u2028"', '"1234567890123456789012"', '"[[[["', '""',
)  # fmt: skip
OTHERS = ("true", "nul", "[]", "{}", "[1,]", '{"a":1,"a":"b"}', "[" * 70 + "]" * 70, "[" * 1100 + "]" * 1100, "")
SPACES = ("", " ", "\t", "\r", "\n", "\x0c", "\u00a0", "\ufeff", ",", "x")

values = st.sampled_from(NUMBERS + TEXTS + OTHERS) | st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=8,
).map(lambda value: json.dumps(value, ensure_ascii=False))
names = st.sampled_from(('"text"', '"title"', '"spans"', '"text"', "text", '"\\ud800"'))
objects = st.lists(st.tuples(names, values), max_size=4).map(
    lambda pairs: f"{{{','.join(f'{name}:{value}' for name, value in pairs)}}}"
)
lines = st.tuples(st.sampled_from(SPACES), objects | values, st.sampled_from(SPACES)).map("".join)


def strictly(line: bytes) -> Any:
    """What the strict reader gives, or the error it raises."""
    try:
        return parse(line.decode())
    except (InputError, UnicodeDecodeError) as error:
        return error


def keys(pairs: list[tuple[str, object]]) -> list[str]:
    """The keys of an object, as often as they stand."""
    return [key for key, _ in pairs]


@given(lines.map(lambda line: line.encode("utf-8", "surrogatepass")) | st.binary(max_size=12))
@example(b'{"text":"a","n":18446744073709551616}')
@example(b'{"text":"\xff"}')
@example(b'{"text":"\xed\xa0\x80"}')
@example(b'{"text":"a","text":"b"}')
@example(b'{"text":"a","te\\u0078t":""}')
@example(b'{"a":' * 65 + b"1" + b"}" * 65)
def test_what_is_read_quickly_is_what_is_read_strictly(line: bytes) -> None:
    value, has_each_key_once = _quickly(line)
    if value is not None:
        assert repr(value) == repr(strictly(line))
    if has_each_key_once:
        assert all(count == 1 for count in Counter(json.loads(line, object_pairs_hook=keys)).values())


@pytest.mark.parametrize("line", [b'{"text":"a","title":"b"}', b'{"text":"a","meta":{"n":1.5,"m":[1,null,true]}}\r\n'])
def test_a_plain_line_is_read_quickly(line: bytes) -> None:
    assert _quickly(line)[0] == json.loads(line)


def test_each_line_that_is_refused_has_its_number_and_column_and_the_others_are_read(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    # deeper than any interpreter goes: 3.12 takes more than 3.11, and hypothesis raises the limit while it works
    deep = b'{"n":' + b"[" * 100_000 + b"]" * 100_000 + b"}"  # deeper than hypothesis lets recursion go
    bad = {
        2: (b'{"text":NaN}', "column 9: NaN is no JSON value"),
        3: (b'{"text":"\\ud800"}', "half of a UTF-16 surrogate pair"),
        5: (b'{"text":1e999}', "column 9: a number is too large"),
        6: (deep, f"column {5 + DEEPEST}: brackets are nested too deep"),
        7: (b'{"text":"\xff"}', "Byte 0xff at column 10 is not UTF-8"),
        8: (b'{"n":' + b"1" * 5000 + b"}", "column 6: a number is too long"),
    }
    path.write_bytes(b"".join(bad.get(number, (b'{"text":"a"}', ""))[0] + b"\n" for number in range(1, 10)))
    found = {one.line: one.reason for one in records(path) if isinstance(one, InputError)}
    assert found.keys() == bad.keys()
    for number, (_, reason) in bad.items():
        assert reason in found[number]


TWICE = {
    "1 object has": b'{"text": "a", "text": "b"}\n{"text": "c"}',
    "2 objects have": b'[{"text": "a", "spans": [{"start": 0, "start" : 1}]}, {"text": "c", "text": "c"}]',
    "3 objects have": b'{"text": "a",\n "text": "b"}\n{"text" : "c", "text" : "d"}{"meta": {"x": 1, "x": 2}}',
}


@pytest.mark.parametrize("said", TWICE)
def test_a_key_that_stands_twice_is_told(tmp_path: Path, said: str) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(TWICE[said])
    *_, notice = records(path)
    assert isinstance(notice, Notice)
    assert notice.text.startswith(f"{said} a key twice, such as 't" if said[0] != "2" else f"{said} a key twice")


VALUES = st.recursive(
    st.text() | st.integers() | st.none(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
)


@given(VALUES)
def test_no_key_is_told_that_stands_once(value: object) -> None:
    spaced = json.dumps(value, separators=(" ,", " : "))
    for written in (json.dumps(value), json.dumps(value, ensure_ascii=False), spaced):
        twice = KeysTwice()
        twice.look(written.encode(errors="surrogatepass"), value, 1)
        assert list(twice) == []
