"""Records of words with tags, or with spans counted in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeGuard

from annotator.domain.tokens import own_tokens
from annotator.errors import InputError
from annotator.formats.base import ReadOptions
from annotator.formats.common.columns.wikiann import said_of, wiki_prefix
from annotator.formats.common.records.base import Record, Shape, Shaped, has_all, has_words, without
from annotator.formats.common.records.shapes.tagged_tokens import tagged_record
from annotator.formats.common.records.span_entries import looks_like_spans, tagged
from annotator.formats.common.span_reader import number
from annotator.plural import counted

_TAG_KEYS = ("ner_tags", "tags", "ner", "entities", "labels", "label")
_OF_SPANS = {"entities", "labels", "label"}
"""Those under which tags would be taken for spans, or for labels of the article."""
_SPANS = ("spans", "entities", "entity_mentions", "ner", "label", "labels")
_LABELS = ("label", "type", "entity_type", "tag", "entity")
_WORD_KEYS = ("words", "sentence", "text", "sent", "token", "str_words")
_NAMELESS = "Tags are numbers without names: `--map 0=O --map 1=B-PER --map 2=I-PER` names them."
_SAID = {"entities", "spans", "cats"}
_SAID_BESIDE = {"label", "labels", "relations", "rejected", "tokens", "links"}
_DERIVED = {"pos_tags", "chunk_tags", "upos", "xpos"}


def _gliner(record: Record, _: ReadOptions) -> Shaped:
    """GLiNER: words, and entities as the first and the last word with a label."""
    rest = without(record, "tokenized_text", "ner", "label", "labels", "negative", "negatives")
    return Shaped({**rest, **tagged_record(record["tokenized_text"], None, words_of=record.get("ner") or [])})


def _tokens(record: Record, options: ReadOptions) -> Shaped:
    """Words with tags, as Hugging Face datasets have them; spans, where there are some, say more."""
    prefix = wiki_prefix(record["tokens"])
    words = [word[len(prefix) :] for word in record["tokens"]] if prefix else record["tokens"]
    key = next((key for key in _TAG_KEYS if _are_tags(record.get(key), words)), None)
    unlike = next((len(tags) for tags in map(record.get, _TAG_KEYS) if _are_others(tags, words)), None)
    if key is None and unlike is not None:
        raise InputError(f"It has {counted(unlike, 'tag')} for {counted(len(words), 'word')}.")
    rest = {name: value for name, value in record.items() if name not in {"tokens", key, *_DERIVED}}
    text = record.get("text")
    if isinstance(text, str) and isinstance(record.get("spans"), list):
        return Shaped(_own_row({name: value for name, value in rest.items() if name != "ner_tags"}))
    if not isinstance(text, str) and (spans := _by_words(record, words)):
        name, places, says = spans
        made = tagged_record(words, None, words_of=[one[:3] for one in places])
        made["spans"] = [{**span, **entry} for span, (*_, entry) in zip(made["spans"], places, strict=True)]
        return Shaped({**without(rest, name), **made}, says=[says])
    tags = _named_tags(key, record[key], options) if key else None
    made = {**rest, **tagged_record(words, tags, text=text if isinstance(text, str) else None)}
    given = rest.get("spans")
    if isinstance(given, list) and not key:
        made["spans"] = given
    if key and tags is None:
        kept = "ner_tags" if key in _OF_SPANS else key
        asides = [(f'"{kept}" without names', len(words), True)]
        return Shaped({**without(made, "spans"), kept: record[key]}, asides=asides, says=[_NAMELESS])
    asides = [("spans beside tags, which were taken", len(given), False)] if key and isinstance(given, list) else []
    return Shaped(made, asides=asides, says=[said_of(prefix)] if prefix else [])


def _by_words(record: Record, words: Sequence[str]) -> tuple[str, list[tuple[int, int, Any, Record]], str] | None:
    """Spans that are counted in words, as those of a record without a text are: key, first, last, label, and the rest.

    Their ends are exclusive, unless one of them is also its start. None where one lies beyond the words.
    """
    for key in _SPANS:
        entries = record.get(key)
        if not looks_like_spans(entries):
            continue
        parts = [(number(one.get("start")), number(one.get("end")), one) for one in entries or ()]
        inclusive = any(start == end for start, end, _ in parts)
        found = []
        for start, end, one in parts:
            last = None if end is None else end - (not inclusive)
            if start is None or last is None or not 0 <= start <= last < len(words):
                return None
            label = next((one[name] for name in _LABELS if isinstance(one.get(name), str)), None)
            found.append((start, last, label, without(one, "start", "end", *_LABELS)))
        ends = "within" if inclusive else "behind"
        return key, found, f'Places under "{key}" were taken for numbers of words, the end for that of the word {ends}.'
    return None


def _docred(record: Record, _: ReadOptions) -> Shaped:
    """DocRED: sentences of words, and the mentions of each thing; relations between things stay as they are."""
    starts = [sum(map(len, record["sents"][:nth])) for nth in range(len(record["sents"]))]
    mentions = [one for thing in record["vertexSet"] for one in thing]
    words_of = [
        (starts[one["sent_id"]] + one["pos"][0], starts[one["sent_id"]] + one["pos"][1] - 1, one["type"])
        for one in mentions
    ]
    made = tagged_record([word for one in record["sents"] for word in one], None, words_of=words_of)
    labels = record.get("labels") or []
    kept = {"relations_between_things": labels} if labels else {}
    rest = without(record, "sents", "vertexSet", "labels")
    return Shaped({**rest, **kept, **made})


def _other_words(record: Record) -> str:
    """Under which other key a record has words, with a tag for each of them; nothing where it has none."""
    lists = ((key, record.get(key)) for key in _WORD_KEYS)
    words = ((key, one) for key, one in lists if isinstance(one, list) and one and isinstance(one[0], str))
    return next((key for key, one in words if any(_are_tags(record.get(tags), one) for tags in _TAG_KEYS)), "")


def _renamed(record: Record, options: ReadOptions) -> Shaped:
    """Words under another key than "tokens"."""
    key = _other_words(record)
    return _tokens({**without(record, key), "tokens": record[key]}, options)


def _dygie(record: Record, _: ReadOptions) -> Shaped:
    """DyGIE and SciERC: sentences of words, and of each its entities, counted in words of the whole."""
    entities = [one[:3] for sentence in record["ner"] for one in sentence]
    counts = {name: sum(map(len, record.get(name) or ())) for name in ("relations", "clusters", "events")}
    kept = {f"sentences_{name}": record[name] for name, count in counts.items() if count}
    made = tagged_record([word for one in record["sentences"] for word in one], None, words_of=entities)
    rest = without(record, "sentences", "ner", *counts)
    return Shaped({**rest, **kept, **made}, asides=[(name, count, True) for name, count in counts.items()])


def _has_lists_of_words(record: Record) -> bool:
    sentences, ner = record.get("sentences"), record.get("ner")
    return bool(sentences) and isinstance(ner, list) and isinstance(sentences, list) and isinstance(sentences[0], list)


def _are_tags(value: Any, words: Sequence[Any]) -> bool:
    if not isinstance(value, list) or len(value) != len(words):
        return False
    return all(isinstance(one, int) for one in value) or (all(isinstance(one, str) for one in value) and tagged(value))


def _are_others(value: Any, words: Sequence[Any]) -> TypeGuard[list[str]]:
    """Whether a value is a list of tags, and not of as many as there are words."""
    if not isinstance(value, list) or not value or len(value) == len(words):
        return False
    return all(isinstance(one, str) for one in value) and tagged(value)


def _named_tags(key: str, tags: Sequence[Any], options: ReadOptions) -> list[str] | None:
    """The tags as texts; numbers by the names that the dataset or the user gives, None where there are none.

    Raises `InputError` where spans are wanted and the names are lacking.
    """
    names = options.classes(key) if any(isinstance(tag, int) for tag in tags) else ()
    given = {str(place): name for place, name in enumerate(names)} | dict(options.renames)
    found = [given.get(str(tag), str(tag)) for tag in tags]
    if tagged(found):
        return found
    if options.named:
        raise InputError(_NAMELESS)
    return None


def _own_row(row: Record) -> Record:
    """A row of our own Hugging Face export: its article labels as a mapping, its layer as the annotator."""
    cats = row.get("cats")
    if isinstance(cats, list):
        row["cats"] = {one["label"]: one["value"] for one in cats if isinstance(one, dict) and "label" in one}
    if isinstance(layer := row.pop("layer", None), str):
        row["_annotator_id"] = layer
    row.pop("key", None)
    row.pop("tokenizer", None)
    status = row.pop("status", None)
    return row | ({"_status": status} if isinstance(status, str) else {})


def _bilou(record: Record, _: ReadOptions) -> Shaped:
    """A text with a tag for each of its words under `entities`, as spaCy 2 took it."""
    text, count = str(record["text"]), len(record["entities"])
    words = next((words for words in (own_tokens(text)[2], text.split()) if len(words) == count), None)
    if words is None:
        raise InputError(f"It has {counted(count, 'tag')}, which is not the number of its words.")
    rest = {key: value for key, value in record.items() if key != "entities"}
    return Shaped({**rest, **tagged_record(words, record["entities"], text=record["text"])})


def _tags_alone(record: Record) -> bool:
    tags = record.get("entities")
    return isinstance(tags, list) and bool(tags) and tagged(tags) and isinstance(record.get("text"), str)


def _has_sentences(record: Record) -> bool:
    """Whether a record is made of sentences of tokens, and has no text of its own beside them."""
    sentences = record.get("sentences")
    made = isinstance(sentences, list) and all(isinstance(one, dict) and "tokens" in one for one in sentences)
    tokens = (
        (token for one in sentences for token in one["tokens"] or ()) if made and isinstance(sentences, list) else ()
    )
    return "orth" in next(iter(tokens), ()) and "text" not in record


def _paragraph(record: Record, _: ReadOptions) -> Shaped:
    """A paragraph of spaCy 2's training data: sentences of tokens with tags."""
    tokens = [token for sentence in record["sentences"] for token in sentence.get("tokens") or ()]
    tags = [token.get("ner", "-") for token in tokens]
    rest = without(record, "sentences", "raw", "cats")
    cats = {one["label"]: one["value"] for one in record.get("cats") or () if isinstance(one, dict) and "label" in one}
    made = tagged_record([str(token.get("orth", "")) for token in tokens], tags, text=record.get("raw"))
    state = {"_status": "open"} if "-" in tags else {}
    return Shaped({**rest, **made, **({"cats": cats} if cats else {}), **state})


def _nested(record: Record, _: ReadOptions) -> Shaped:
    """What spaCy's examples say of a text, in an object of its own."""
    return Shaped({**without(record, "annotations"), **record["annotations"]})


def _has_nested(record: Record) -> bool:
    said = record.get("annotations")
    return isinstance(said, dict) and not said.keys().isdisjoint(_SAID) and said.keys() <= _SAID | _SAID_BESIDE


SHAPES = (
    Shape("spaCy's Example", _has_nested, _nested),
    Shape("GLiNER", has_all("tokenized_text"), _gliner),
    Shape("DocRED", has_all("sents", "vertexSet"), _docred),
    Shape("DyGIE", _has_lists_of_words, _dygie),
    Shape("spaCy 2's training data", _has_sentences, _paragraph),
    Shape("Hugging Face's datasets", has_words, _tokens),
    Shape("Hugging Face's datasets", lambda record: bool(_other_words(record)), _renamed),
    Shape("spaCy 2's tags", _tags_alone, _bilou),
)
