"""Texts that are not UTF-8: guessed, and told; or read as the user says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import InputError, WrongUsage
from annotator.formats.common.text.decoding import damage, decode, wide
from annotator.formats.common.text.encodings import guess, known
from annotator.services.importing.add import AddOptions, AddReport, add
from annotator.storage.queries.counts import articles
from annotator.storage.store import Store


def encoding_told(report: AddReport) -> list[str]:
    """What is said of encodings."""
    return [one for one in report.notices if "encoding" in one]


RUSSIAN = "Совет города вчера принял новый план, сообщила мэр Анна Петрова."
TEXTS = [
    ("cp1252", "Der Bürgermeister sagte “ja” – und ging nach Köln."),
    ("cp1250", "Příliš žluťoučký kůň úpěl ďábelské ódy, řekl starosta."),
    ("cp1251", RUSSIAN),
    ("koi8_r", RUSSIAN),
    ("cp866", RUSSIAN),
    ("shift_jis", "東京の市長は月曜日に新しい計画を発表しました。"),
    ("euc_jp", "東京の市長は月曜日に新しい計画を発表しました。"),
    ("gbk", "北京市长星期一宣布了一项新的计划，并回答了记者的问题。"),
    ("big5", "臺北市長星期一宣布了一項新的計畫，並回答了記者的問題。"),
    ("mac_roman", "Café “Müller” – naïve façade, señor, c’est très bien."),
    ("mac_roman", "Die Größe der Brücke überraschte Jörg Müller am Dienstag."),
    ("cp850", "Åke Öberg mötte Älvsjö i Malmö."),
    ("cp1252", "Forsætisráðherra sagði í Reykjavík að það væri ágætt."),
    ("cp1252", "Ada – “yes” — café’s £5"),
    ("iso8859_2", "Árvíztűrő tükörfúrógép Győrben."),
    ("cp852", "Zażółć gęślą jaźń, Wałęsa w Gdańsku."),
    ("cp1254", "Cumhurbaşkanı Ankara'da konuştu ve bakanlarla görüştü."),
    ("cp1253", "Ο πρωθυπουργός μίλησε στην Αθήνα τη Δευτέρα."),
    ("cp1255", "ראש הממשלה דיבר בירושלים ביום שני"),
    ("cp1256", "تحدث رئيس الوزراء في القاهرة يوم الاثنين"),
    ("iso8859_5", RUSSIAN),
    ("mac_cyrillic", RUSSIAN),
    ("cp1251", f"In Moscow the mayor said on Monday that all would be well, as the paper wrote: {RUSSIAN}"),
    ("koi8_u", "Київ прийняв гостей, їжа й ґанок."),
    ("cp949", "서울 시장이 월요일에 연설했다."),
    ("cp1250", "Včera večer zemřel v pražské nemocnici spisovatel Jiří Dvořák, bylo mu osmdesát let."),
    ("cp1250", "Včera večer zomrel v bratislavskej nemocnici spisovateľ Ján Kováč, mal osemdesiat rokov."),
    ("cp1250", "Wczoraj wieczorem w warszawskim szpitalu zmarł pisarz Józef Wiśniewski, miał osiemdziesiąt lat."),
    ("cp1250", "Święto Łodzi."),
    ("cp1250", "Sinoć je u zagrebačkoj bolnici umro književnik Ivan Horvat, imao je osamdeset godina."),
    ("iso8859_2", "Aseară a murit într-un spital din Bucureşti scriitorul Ion Popescu, avea optzeci de ani."),
    ("cp1254", "Yazar Ahmet Yılmaz dün gece İstanbul'da bir hastanede öldü, seksen yaşındaydı."),
    ("cp1257", "Vakar vakare Vilniaus ligoninėje mirė rašytojas Jonas Kazlauskas, jam buvo aštuoniasdešimt metų."),
    ("cp1257", "Vakar vakarā Rīgas slimnīcā nomira rakstnieks Jānis Bērziņš, viņam bija astoņdesmit gadu."),
    ("cp1257", "Eile õhtul suri Tallinna haiglas kirjanik Jaan Tamm, ta oli kaheksakümneaastane."),
    ("cp1255", "הסופר יוסף כהן מת אמש בבית חולים בתל אביב, הוא היה בן שמונים."),
    ("cp874", "นักเขียนสมชายเสียชีวิตเมื่อคืนนี้ที่โรงพยาบาลในกรุงเทพ อายุแปดสิบปี"),
    ("iso8859_7", "Ο συγγραφέας Γιώργος Παπαδόπουλος πέθανε χθες το βράδυ σε νοσοκομείο της Αθήνας."),
    ("cp1251", "Снощи в софийска болница почина писателят Иван Петров, той беше на осемдесет години."),
    ("mac_roman", "O escritor João Conceição morreu ontem à noite num hospital de São Paulo; não tinha filhos."),
    ("cp850", "Forfatteren Søren Kjær døde i går aftes på et hospital i Århus, han blev firs år."),
    ("cp1252", "Rithöfundurinn lést í gærkvöldi á sjúkrahúsi í Reykjavík, hann var áttræður."),
    ("cp1252", "“It’s over,” said the writer’s wife – he was 80."),
    ("cp1252", "The price rose to £5.20, 3% more than in May."),
    ("cp1252", "A copyright © notice and a trade mark ®, naïve résumé."),
    ("cp1252", "It’s late – or early."),
    ("cp1252", "§ 5 holds at 20 °C for ½ cup."),
    ("iso8859_15", "Le cœur de l'Europe, 5 €, déjà."),
    ("mac_latin2", "Včera večer zemřel v nemocnici spisovatel Jiří Dvořák."),
    ("utf-16-le", "Ada Brook met Lin Ode in Quay Town."),
    ("utf-16-be", "Ada Brook met Lin Ode in Quay Town."),
]


@pytest.mark.parametrize(("name", "text"), TEXTS, ids=[f"{name} {text[:12]}" for name, text in TEXTS])
def test_a_text_of_some_length_is_guessed_right_and_that_is_said(name: str, text: str) -> None:
    found, told = decode(text.encode(name))
    assert found == text
    assert told


def test_single_bytes_in_utf8_are_mended_and_counted() -> None:
    found, told = decode("café — “yes” — Müller".encode().replace("ü".encode(), b"\xfc"))
    assert found == "café — “yes” — Müller"
    assert "1 byte of" in told


WIDE = {
    "a.jsonl": '{"text": "Анна met Bo 😀.", "spans": [[0, 4, "PER"]]}\n',
    "a.json": '[\n  {"text": "Анна met Bo.", "spans": [[0, 4, "PER"]]}\n]\n',
    "a.csv": "key;layer;kind;start;end;label;quote;text\n1;;span;0;4;PER;Анна;Анна met Bo.\n",
    "a.conll": "-DOCSTART- O\n\nАнна B-PER\nmet O\n",
    "a.iob": "ab O\nАнна B-PER\n",
    "a.txt": "At noon Анна met Bo.",
    "labels": '{"text": "Анна met Bo.", "label": [[0, 4, "PER"]]}\n',
}


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("name", WIDE)
def test_wide_encodings_without_a_mark_are_told_by_their_zeros(name: str, codec: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(WIDE[name].encode(codec))
    with Store.create(tmp_path / "p.db") as store:
        report = add(store, [str(path)], AddOptions())
        assert (report.refused, report.added) == ([], 1)
        assert report.suggestions == (name != "a.txt")
        (only,) = articles(store)
        assert "Анна" in store.article(only.key).text
    assert [one for one in report.notices if codec.upper() in one and "--encoding" in one]


SHIFTED = [
    ("iso2022_jp", "東京で首相が会見を開いた。", "ISO2022_JP_EXT"),
    ("iso2022_kr", "서울에서 회견을 열었다.", "ISO2022_KR"),
]


@pytest.mark.parametrize(("codec", "text", "told"), SHIFTED)
@pytest.mark.parametrize("name", ["a.txt", "a.jsonl"])
def test_encodings_that_are_all_ascii_are_told_by_their_codes(
    name: str, codec: str, text: str, told: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes((text if name == "a.txt" else f'{{"text": "{text}"}}').encode(codec))
    with Store.create(tmp_path / "p.db") as store:
        report = add(store, [str(path)], AddOptions())
        assert (report.refused, report.added) == ([], 1)
        (only,) = articles(store)
        assert store.article(only.key).text == text
    assert [one for one in report.notices if told in one and "--encoding" in one]


@pytest.mark.parametrize("text", ["\x1b[31mred\x1b[0m", "\x1b$Bno end", "a\x1b$)C only"])
def test_other_escape_codes_change_no_encoding(text: str) -> None:
    assert wide(text.encode()) == ""


FEED = """<?xml version='1.0' encoding='{}' standalone='yes'?><rss><channel><item><description>{}</description>\
</item></channel></rss>"""
DECLARED = [
    ("Shift_JIS", "東京で会見"),
    ("EUC-JP", "東京で会見"),
    ("EUC-KR", "서울에서"),
    ("GB2312", "北京天气"),
    ("Big5", "臺北天氣"),
    ("Shift_JIS", "Ada met Bo."),
    ("ISO-2022-JP", "東京で会見"),
]


@pytest.mark.parametrize(("codec", "text", "said"), [*((*one, "") for one in DECLARED), ("cp1251", RUSSIAN, "cp1251")])
def test_a_feed_is_read_in_the_encoding_it_declares(codec: str, text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "a.rss"
    path.write_bytes(FEED.format(codec.replace("cp", "windows-"), text).encode(codec))
    with Store.create(tmp_path / "p.db") as store:
        assert add(store, [str(path)], AddOptions(encoding=said)).refused == []
        (only,) = articles(store)
        assert store.article(only.key).text == text


def test_what_is_utf8_is_not_taken_for_what_it_declares() -> None:
    assert wide("<?xml version='1.0' encoding='GB2312'?><p>北京天气</p>".encode()) == ""
    assert wide("<?xml version='1.0' encoding='nonsense'?><p>北京天气</p>".encode("gbk")) == ""


def test_what_the_user_says_of_an_encoding_holds_and_is_no_guess(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(WIDE["a.jsonl"].encode("utf-16-le"))
    with Store.create(tmp_path / "p.db") as store:
        report = add(store, [str(path)], AddOptions(encoding="utf-16-le"))
    assert (report.refused, report.added, encoding_told(report)) == ([], 1, [])


def test_files_that_belong_to_one_in_a_wide_encoding_are_no_articles_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_bytes("Ada met Bo.".encode("utf-16-le"))
    (tmp_path / "in" / "a.ann").write_bytes("T1\tPER 0 3\tAda\n".encode("utf-16-le"))
    with Store.create(tmp_path / "p.db") as store:
        report = add(store, [str(tmp_path / "in")], AddOptions())
    assert (report.refused, report.added, report.known, report.suggestions) == ([], 1, 0, 1)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_text_or_refused(data: bytes) -> None:
    try:
        text, told = decode(data)
    except InputError:
        return
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff"))
    assert told or marked or text == data.decode("utf-8-sig")


def test_bytes_that_are_no_text_are_not_guessed() -> None:
    assert guess(bytes(range(256)) * 40) is None or "\x00" in guess(bytes(range(256)) * 40)[0]  # type: ignore[index]


@pytest.mark.parametrize(
    ("text", "said"),
    [("GrÃ¼ÃŸe aus KÃ¶ln", "3 times"), ("itâ€™s", "1 time,"), ("Gr\ufffd\ufffde", "2 signs"), ("Größe, Ämter, Â", "")],
)
def test_damage_done_before_is_said(text: str, said: str) -> None:
    notices = damage(text)
    assert bool(notices) == bool(said)
    assert all(said in notice.text for notice in notices)


def test_a_name_that_is_no_encoding_is_wrong_usage() -> None:
    assert known("KOI8-R") == "koi8-r"
    with pytest.raises(WrongUsage, match="no encoding 'klingon'"):
        known("klingon")


def test_files_are_read_in_the_encoding_the_user_names_with_what_belongs_to_them(tmp_path: Path) -> None:
    text = "Мэр Анна ушла."
    (tmp_path / "a.jsonl").write_bytes(json.dumps({"text": text}, ensure_ascii=False).encode("cp1251"))
    (tmp_path / "b.txt").write_bytes("Анна ушла.".encode("cp1251"))
    (tmp_path / "b.ann").write_bytes("T1\tPER 0 4\tАнна\n".encode("cp1251"))
    with Store.create(tmp_path / "p.db") as store:
        sources = [str(tmp_path / "a.jsonl"), str(tmp_path / "b.ann")]
        report = add(store, sources, AddOptions(as_name="ana", encoding="cp1251"))
        assert (report.added, report.refused, encoding_told(report)) == (2, [], [])
        assert report.layers == {"ana": 1}
        wrong = add(store, sources[:1], AddOptions(encoding="ascii"))
    assert "It is not ascii" in str(wrong.refused[0])
