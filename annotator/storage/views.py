"""The views: how people who query the file with `sqlite3`, `sqlite-utils` or Datasette see it.

They are laid anew whenever a project is migrated, so they may change where tables must not.
"""

from __future__ import annotations

from annotator.storage.conditions import COMPLETE

VIEWS = {
    "labels": """
SELECT json_extract(value, '$.name') AS name,
       json_extract(value, '$.key') AS key,
       json_extract(value, '$.colour') AS colour,
       json_extract(value, '$.kind') AS kind,
       json_extract(value, '$.description') AS description,
       json_extract(value, '$.archived') AS archived
FROM project, json_each(project.scheme, '$.label')""",
    "all_spans": """
SELECT articles.key AS article, articles.title, layer, spans.start, spans."end", label, quote, decided,
       spans.source, score, auto, by, at
FROM spans JOIN articles ON articles.id = spans.article WHERE state = 'held'""",
    "gold_spans": """
SELECT articles.key AS article, articles.title, spans.start, spans."end", label, quote, decided, by, at
FROM spans JOIN articles ON articles.id = spans.article WHERE state = 'held' AND layer = 'gold'""",
    "decision_log": """
SELECT decisions.id, at, articles.key AS article, layer, by, action, start, "end", label,
       was_start, was_end, was_label, decisions.source, score, note, elapsed_ms, bulk, step
FROM decisions JOIN articles ON articles.id = decisions.article""",
    "progress": f"""
SELECT layer, count(*) AS articles, sum({COMPLETE}) AS finished,
       sum(status = 'skipped') AS skipped, sum(undecided) AS undecided, sum(elapsed_ms) AS elapsed_ms,
       max(at) AS last
FROM layers GROUP BY layer""",
    "all_suggestions": """
SELECT articles.key AS article, suggestions.start, suggestions."end", label, sources.name AS source, score
FROM suggestions JOIN articles ON articles.id = suggestions.article
JOIN sources ON sources.id = suggestions.source""",
}
