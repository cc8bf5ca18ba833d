"""The tables of kept counts, the triggers that keep them right whoever writes, and indexes of what is rare.

Spans, layers, what is undecided, answers about articles as a whole (`cats`), and the days on which articles were
finished by hand are counted row by row. Suggestions come by the million, so whoever stores them counts them
(see `stored`). `away` is whether the article was put away. A row may count 0.
"""

from __future__ import annotations

import re

_TABLES = """
CREATE TABLE span_counts (
  layer TEXT NOT NULL,
  state TEXT NOT NULL,
  label TEXT NOT NULL,
  was_label TEXT NOT NULL,
  source TEXT NOT NULL,
  decided TEXT NOT NULL,
  auto INTEGER NOT NULL,
  away INTEGER NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (layer, state, label, was_label, source, decided, auto, away)
) STRICT, WITHOUT ROWID;

CREATE TABLE layer_counts (
  layer TEXT NOT NULL,
  status TEXT NOT NULL,
  flagged INTEGER NOT NULL,
  away INTEGER NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (layer, status, flagged, away)
) STRICT, WITHOUT ROWID;

CREATE TABLE undecided_counts (
  layer TEXT NOT NULL,
  away INTEGER NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (layer, away)
) STRICT, WITHOUT ROWID;

CREATE TABLE answer_counts (
  layer TEXT NOT NULL,
  cats TEXT NOT NULL,
  away INTEGER NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (layer, cats, away)
) STRICT, WITHOUT ROWID;

CREATE TABLE day_counts (
  day TEXT NOT NULL,
  layer TEXT NOT NULL,
  away INTEGER NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (day, layer, away)
) STRICT, WITHOUT ROWID;

CREATE TABLE suggestion_counts (
  source INTEGER NOT NULL,
  label TEXT NOT NULL,
  away INTEGER NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (source, label, away)
) STRICT, WITHOUT ROWID
"""

_ADD = "ON CONFLICT DO UPDATE SET number = number + excluded.number"
_COMPLETE = "status IN ('finished', 'approved')"
_FINISHED = "action IN ('finished', 'approved') AND origin != 'import'"
_SIDES = "(SELECT NEW.archived AS away, 1 AS sign UNION ALL SELECT OLD.archived, -1)"


def _away(row: str) -> str:
    return f"(SELECT archived FROM articles WHERE id = {row}.article)"


def _span(row: str) -> str:
    columns = (f"{row}.{name}" for name in ("layer", "state", "label", "was_label", "source", "decided", "auto"))
    return ", ".join(columns).replace(f"{row}.was_label", f"coalesce({row}.was_label, '')")


def _count_span(row: str, sign: int) -> str:
    return f"INSERT INTO span_counts VALUES ({_span(row)}, {_away(row)}, {sign}) {_ADD};"


def _count_layer(row: str, sign: int) -> str:
    return f"INSERT INTO layer_counts VALUES ({row}.layer, {row}.status, {row}.flagged, {_away(row)}, {sign}) {_ADD};"


def _count_suggestion(row: str, sign: int) -> str:
    return f"INSERT INTO suggestion_counts VALUES ({row}.source, {row}.label, {_away(row)}, {sign}) {_ADD};"


def _count_answers(row: str, sign: int) -> str:
    return f"INSERT INTO answer_counts VALUES ({row}.layer, {row}.cats, {_away(row)}, {sign}) {_ADD};"


_HERE = f"{_SIDES} WHERE article = NEW.id"
_SCRIPT = f"""
CREATE TRIGGER spans_in AFTER INSERT ON spans BEGIN
  {_count_span("NEW", 1)}
END;

CREATE TRIGGER spans_out AFTER DELETE ON spans BEGIN
  {_count_span("OLD", -1)}
END;

CREATE TRIGGER spans_turned AFTER UPDATE OF layer, state, label, was_label, source, decided, auto ON spans BEGIN
  {_count_span("OLD", -1)}
  {_count_span("NEW", 1)}
END;

CREATE TRIGGER layers_in AFTER INSERT ON layers BEGIN
  {_count_layer("NEW", 1)}
  {_count_answers("NEW", 1)}
  INSERT INTO undecided_counts VALUES (NEW.layer, {_away("NEW")}, NEW.undecided) {_ADD};
END;

CREATE TRIGGER layers_turned AFTER UPDATE OF status, flagged ON layers
WHEN OLD.status != NEW.status OR OLD.flagged != NEW.flagged BEGIN
  {_count_layer("OLD", -1)}
  {_count_layer("NEW", 1)}
END;

CREATE TRIGGER undecided_turned AFTER UPDATE OF undecided ON layers WHEN OLD.undecided != NEW.undecided BEGIN
  INSERT INTO undecided_counts VALUES (NEW.layer, {_away("NEW")}, NEW.undecided - OLD.undecided) {_ADD};
END;

CREATE TRIGGER answers_turned AFTER UPDATE OF cats ON layers WHEN OLD.cats != NEW.cats BEGIN
  {_count_answers("OLD", -1)}
  {_count_answers("NEW", 1)}
END;

CREATE TRIGGER days_in AFTER INSERT ON decisions
WHEN NEW.action IN ('finished', 'approved') AND NEW.origin != 'import' AND NOT EXISTS (
  SELECT 1 FROM decisions WHERE article = NEW.article AND layer = NEW.layer AND seq != NEW.seq
  AND {_FINISHED} AND substr(at, 1, 10) = substr(NEW.at, 1, 10)
) BEGIN
  INSERT INTO day_counts VALUES (substr(NEW.at, 1, 10), NEW.layer, {_away("NEW")}, 1) {_ADD};
END;

CREATE TRIGGER suggestions_out AFTER DELETE ON suggestions BEGIN
  {_count_suggestion("OLD", -1)}
END;

CREATE TRIGGER suggestions_turned AFTER UPDATE OF label ON suggestions BEGIN
  {_count_suggestion("OLD", -1)}
  {_count_suggestion("NEW", 1)}
END;

CREATE TRIGGER articles_turned AFTER UPDATE OF archived ON articles WHEN OLD.archived != NEW.archived BEGIN
  INSERT INTO span_counts SELECT {_span("spans")}, away, sign FROM spans, {_HERE} {_ADD};
  INSERT INTO layer_counts SELECT layer, status, flagged, away, sign FROM layers, {_HERE} {_ADD};
  INSERT INTO undecided_counts SELECT layer, away, sign * undecided FROM layers, {_HERE} {_ADD};
  INSERT INTO answer_counts SELECT layer, cats, away, sign FROM layers, {_HERE} {_ADD};
  INSERT INTO day_counts SELECT DISTINCT substr(at, 1, 10), layer, away, sign FROM decisions, {_HERE}
  AND {_FINISHED} {_ADD};
  INSERT INTO suggestion_counts SELECT source, label, away, sign FROM suggestions, {_HERE} {_ADD};
END;
"""

TABLES = tuple(part.strip() for part in _TABLES.split(";\n"))
TRIGGERS = {found[1]: found[0] for found in re.finditer(r"CREATE TRIGGER (\w+).*?\nEND(?=;)", _SCRIPT, re.DOTALL)}
FORMER = {
    "suggestions_out": f"""CREATE TRIGGER suggestions_out AFTER DELETE ON suggestions BEGIN
  INSERT INTO suggestion_counts VALUES (OLD.source, {_away("OLD")}, -1) {_ADD};
END""",
    "articles_turned": TRIGGERS["articles_turned"].replace("SELECT source, label, away", "SELECT source, away"),
}
"""Triggers as they are in a project of schema 7, which counts suggestions by source alone."""
INDEXES = (
    f"CREATE INDEX layers_took ON layers (layer, elapsed_ms, status) WHERE {_COMPLETE} AND elapsed_ms > 0",
    "CREATE INDEX layers_flagged ON layers (layer) WHERE flagged",
    "CREATE INDEX decisions_commented ON decisions (article, layer) WHERE action = 'commented'",
    "CREATE INDEX decisions_imported ON decisions (article, layer) WHERE action = 'finished' AND origin = 'import'",
    "CREATE INDEX decisions_bulk ON decisions (article, layer) WHERE bulk",
)
