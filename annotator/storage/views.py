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
    "all_relations": """
SELECT articles.key AS article, articles.title, layer, state, relation, start, "end", label, quote,
       other_start, other_end, other_label, other_quote, claims.source, score, auto, by, at
FROM claims JOIN articles ON articles.id = claims.article WHERE kind = 'relation'""",
    "gold_relations": """
SELECT articles.key AS article, articles.title, relation, start, "end", label, quote,
       other_start, other_end, other_label, other_quote, by, at
FROM claims JOIN articles ON articles.id = claims.article
WHERE kind = 'relation' AND state = 'held' AND layer = 'gold'""",
    "all_mentions": """
SELECT articles.key AS article, articles.title, layer, entity, start, "end", label, quote,
       mentions.source, score, auto, by, at
FROM mentions JOIN articles ON articles.id = mentions.article""",
    "entities": """
SELECT articles.key AS article, articles.title, mentions.layer, entity,
       substr(max(printf('%06d', length(mentions.quote)) || mentions.quote), 7) AS name,
       count(DISTINCT mentions.start || ' ' || mentions."end" || mentions.label) AS mentions,
       substr(max(claims.decision || claims.value), 37) AS link
FROM mentions JOIN articles ON articles.id = mentions.article
LEFT JOIN claims ON claims.article = mentions.article AND claims.layer = mentions.layer AND kind = 'link'
  AND state = 'held' AND claims.start = mentions.start AND claims."end" = mentions."end"
  AND claims.label = mentions.label
GROUP BY mentions.article, mentions.layer, entity""",
    "all_links": """
SELECT articles.key AS article, articles.title, layer, state, name AS base, value AS entry, other_quote AS name,
       start, "end", label, quote, claims.source, score, auto, by, at
FROM claims JOIN articles ON articles.id = claims.article WHERE kind = 'link'""",
    "all_attributes": """
SELECT articles.key AS article, articles.title, layer, state, name, value, start, "end", label, quote,
       relation, other_start, other_end, other_label, other_quote, claims.source, score, auto, by, at
FROM claims JOIN articles ON articles.id = claims.article WHERE kind = 'attribute'""",
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
