"""The language of a text is told where it tells; public texts are read where they are beside the project."""

from __future__ import annotations

import errno
import json
import os
import tempfile

import pytest
from support.shared import SHARED

from annotator.errors import ModelError
from annotator.suggest.common import language_detector
from annotator.suggest.common.language_detector import detect

GOLD = SHARED / "data" / "gold"
FILES = {
    "gum_news.ne": "en", "gum_interview.ne": "en", "wikigold": "en", "uner_en_pud": "en", "uner_en_ewt_test": "en",
    "wnut17_test": "en", "btc_g_newstweets": "en", "uner_de_pud": "de", "germeval14_de_dev_nested": "de",
    "uner_da_ddt_dev": "da", "uner_sv_pud": "sv", "uner_zh_pud": "zh", "uner_zh_gsd_test": "zh", "ja_gsd_test_ne": "ja",
    "hiner_hi_val_sample": "hi", "uner_ru_pud": "ru",
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The minister said on Monday that the council would vote on the new budget.", "en"),
        ("Dinamo Brezno now meet Atlético Palmar, the winners of the Southern Cup, in Montevideo on 7 December.", "en"),
        ("THE MINISTER SAID ON MONDAY THAT THE COUNCIL WOULD VOTE ON THE NEW BUDGET.", "en"),
        ("Der Minister sagte am Montag, der Rat werde über den neuen Haushalt abstimmen.", "de"),
        ("Ministeren sa mandag at kommunestyret ikke skulle stemme over det nye budsjettet før uka er over.", "nb"),
        ("Ministeren sa mandag at kommunestyret skal stemme over det nye budsjettet.", "nb"),
        ("Ministar je u ponedjeljak rekao da će vijeće glasovati o novom proračunu idućega tjedna.", "hr"),
        ("Menteri mengatakan pada hari Senin bahwa dewan akan memberikan suara tentang anggaran baru.", "id"),
        ("Министр сообщил в понедельник, что совет проголосует по новому бюджету.", "ru"),
        ("Ｔｈｅ　ｍｉｎｉｓｔｅｒ　ｓａｉｄ　ｏｎ　Ｍｏｎｄａｙ　ｔｈａｔ he would vote for it.", "en"),
        ("部长周一表示，市议会将就新的预算进行投票，并讨论学校和道路。", "zh"),
    ],
)
def test_a_sentence_tells_its_language(text: str, language: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize("text", ["", "Hi there", "12 345 " * 50, "🙂" * 100, "\x00\ud800" * 50, "Ana met Bo in Rome"])
def test_what_is_too_short_or_no_language_tells_nothing(text: str) -> None:
    assert detect(text) == ""


@pytest.mark.skipif(not GOLD.exists(), reason="needs public texts in ../shared/data")
@pytest.mark.parametrize("name", FILES)
def test_the_beginning_of_a_long_text_is_enough(name: str) -> None:
    lines = (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    text = " ".join(json.loads(line)["text"] for line in lines)
    told = [detect(text[start : start + 1_000]) for start in range(0, len(text) - 1_000, 500)]
    assert {*told} <= {"", FILES[name]}
    assert told.count("") <= len(told) * 0.1


def test_only_the_beginning_is_read() -> None:
    english = "The minister said on Monday that the council would vote on it. " * 20
    assert detect(english + "Der Minister sagte am Montag, der Rat werde abstimmen. " * 200) == "en"


def test_plain_english_needs_no_model_and_english_names_in_german_make_no_english(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    german = (
        "Nach dem Konzert der Rolling Stones, die „You Can’t Always Get What You Want“ spielten, und The Who mit "
        "The Cure und The Clash gingen alle nach Hause. "
    )
    assert detect(german * 4) == "de"
    monkeypatch.setattr(language_detector, "_identifier", None)
    assert (
        detect("The council voted on the budget that the mayor had proposed, and the schools have money. " * 4) == "en"
    )


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("市議会は月曜日に、新しい予算について採決を行うと市長が発表した。学校と道路のことも話し合われる。", "ja"),
        ("시장은 월요일에 시의회가 새 예산안을 표결에 부칠 것이라고 밝혔다.", "ko"),
        ("นายกเทศมนตรีกล่าวเมื่อวันจันทร์ว่าสภาจะลงมติเรื่องงบประมาณใหม่", "th"),
        ("მერმა ორშაბათს განაცხადა, რომ საბჭო ახალ ბიუჯეტს კენჭს უყრის.", "ka"),
        ("நகர சபை புதிய வரவு செலவுத் திட்டத்தின் மீது வாக்களிக்கும் என்று மேயர் கூறினார்.", "ta"),
    ],
)
def test_a_script_of_its_own_needs_no_model(text: str, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert detect(text) == language
    monkeypatch.setattr(language_detector, "_identifier", None)
    assert detect(text) == detect(text * 9) == language


def test_names_in_another_script_make_no_language() -> None:
    chinese = "部长周一表示，市议会将就新的预算进行投票，并讨论学校和道路。日本歌曲《さくら》也在会上播放。"
    assert detect(chinese) == "zh"
    english = "The minister said on Monday that the council would vote on the budget of さくら and 서울 next week."
    assert detect(english) == "en"
    assert detect("さくら 서울") == ""


def test_where_the_model_cannot_be_unpacked_a_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    language_detector._identifier.cache_clear()
    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    with pytest.raises(ModelError, match=r"told apart: No space left on device\. `--lang CODE` says"):
        detect("Der Minister sagte am Montag, der Rat werde über den neuen Haushalt abstimmen.")


@pytest.mark.skipif(not GOLD.exists(), reason="needs public texts in ../shared/data")
@pytest.mark.parametrize("name", FILES)
def test_no_public_text_is_taken_for_another_language(name: str) -> None:
    lines = (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    told = [detect(json.loads(line)["text"]) for line in lines]
    assert {*told} <= {"", FILES[name]}
    assert told.count("") <= len(told) * (0.6 if name in ("wnut17_test", "btc_g_newstweets") else 0.2)
