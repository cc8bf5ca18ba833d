from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from annotator.engines.base import Article
from annotator.engines.common.chunks import IN_A_ROW, Chunks


def chunks(texts: Sequence[str], *, most: int = 8, characters: int = 1_000) -> Chunks:
    return Chunks(((str(number), text) for number, text in enumerate(texts)), most=most, characters=characters)


def test_a_chunk_has_so_many_articles_or_characters() -> None:
    many, long = chunks(["x"] * 20), chunks(["x" * 600] * 3)
    assert [len(many.fresh()) for _ in range(4)] == [8, 8, 4, 0]
    assert [len(long.fresh()) for _ in range(3)] == [2, 1, 0]


@given(st.lists(st.booleans(), max_size=60), st.sets(st.integers(0, 40)), st.integers(1, 9))
def test_each_article_is_answered_or_lost_once_and_lost_only_if_it_ends_its_process(
    poisons: list[bool], accidents: set[int], most: int
) -> None:
    found = chunks(["poison" if poison else "fine" for poison in poisons], most=most)
    done, lost, turn, single = list[str](), list[str](), 0, set[str]()
    while chunk := found.fresh() or found.again():
        turn += 1
        accident = turn in accidents and not (len(chunk) == 1 and chunk[0][0] in single)
        if accident or any(text == "poison" for _, text in chunk):
            single |= {key for key, _ in chunk} if len(chunk) == 1 else set()
            lost += [one.key for one in found.ended(chunk)]
        else:
            done += [key for key, _ in chunk]
            found.answered()
    assert sorted(done + lost, key=int) == [str(number) for number in range(len(poisons))]
    assert set(lost) == {str(number) for number, poison in enumerate(poisons) if poison}


def test_what_ended_a_process_comes_last_and_alone_in_the_end() -> None:
    found = chunks(["a", "b", "c"], most=2)
    assert found.ended(found.fresh()) == []
    tried = [list[Article](found.fresh()), list(found.again()), list(found.again())]
    assert tried == [[("2", "c")], [("0", "a")], [("1", "b")]]
    assert found.ended(tried[1]) == []
    assert [one.sentence for one in found.ended(found.again(), "ouch")] == [
        "Article 0 ends the model's process each time, so it is left without suggestions. It said: ouch"
    ]


def test_where_process_after_process_ends_it_is_given_up() -> None:
    found = chunks(["x"])
    for _ in range(IN_A_ROW + 2):
        assert found.hopeless(1) == ""
        found.ended([])
    assert "30 times" not in found.hopeless(1)
    assert f"ended {IN_A_ROW + 2} times in a row" in found.hopeless(1)
    found.answered()
    assert found.hopeless(1) == ""
