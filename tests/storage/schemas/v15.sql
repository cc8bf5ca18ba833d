PRAGMA application_id = 1634627444;
PRAGMA user_version = 15;
BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
) STRICT;
INSERT INTO "_sqlite_migrations" VALUES(1,'annotator','m001_the_first_house','2026-11-29 09:06:05.985033+00:00');
INSERT INTO "_sqlite_migrations" VALUES(2,'annotator','m002_groups_of_near_duplicates','2026-11-29 09:06:05.985242+00:00');
INSERT INTO "_sqlite_migrations" VALUES(3,'annotator','m003_who_labels_what','2026-11-29 09:06:05.990780+00:00');
INSERT INTO "_sqlite_migrations" VALUES(4,'annotator','m004_count_articles','2026-11-29 09:06:05.990957+00:00');
INSERT INTO "_sqlite_migrations" VALUES(5,'annotator','m005_last_words','2026-11-29 10:34:06.367157+00:00');
INSERT INTO "_sqlite_migrations" VALUES(6,'annotator','m006_unsettled','2026-11-29 11:55:50.919623+00:00');
INSERT INTO "_sqlite_migrations" VALUES(7,'annotator','m007_kept_counts','2026-11-29 14:52:28.564942+00:00');
INSERT INTO "_sqlite_migrations" VALUES(8,'annotator','m008_the_scheme_has_a_history','2026-11-29 18:07:46.430189+00:00');
INSERT INTO "_sqlite_migrations" VALUES(9,'annotator','m009_worklists','2026-11-29 20:50:51.575579+00:00');
INSERT INTO "_sqlite_migrations" VALUES(10,'annotator','m010_the_team','2026-11-29 20:56:00.321149+00:00');
INSERT INTO "_sqlite_migrations" VALUES(11,'annotator','m011_names_of_one_person','2026-11-29 21:42:11.687190+00:00');
INSERT INTO "_sqlite_migrations" VALUES(12,'annotator','m012_tags','2026-11-29 22:32:00.985797+00:00');
INSERT INTO "_sqlite_migrations" VALUES(13,'annotator','m013_strings_set_aside','2026-11-29 23:48:07.880547+00:00');
INSERT INTO "_sqlite_migrations" VALUES(14,'annotator','m014_sync','2026-11-29 23:49:47.201879+00:00');
INSERT INTO "_sqlite_migrations" VALUES(15,'annotator','m015_claims','2026-11-30 03:07:52.258203+00:00');
CREATE TABLE answer_counts (
  layer TEXT NOT NULL,
  cats TEXT NOT NULL,
  away INTEGER NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (layer, cats, away)
) STRICT, WITHOUT ROWID;
INSERT INTO "answer_counts" VALUES('ana','{}',0,2);
INSERT INTO "answer_counts" VALUES('ben','{}',0,3);
INSERT INTO "answer_counts" VALUES('cid','{"weather": true}',0,1);
INSERT INTO "answer_counts" VALUES('eve','{}',0,1);
INSERT INTO "answer_counts" VALUES('gold','{}',0,1);
CREATE TABLE articles (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  byline TEXT NOT NULL,
  source TEXT NOT NULL,
  date TEXT NOT NULL,
  language TEXT NOT NULL,
  meta TEXT NOT NULL,
  length INTEGER NOT NULL,
  added TEXT NOT NULL,
  archived INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO "articles" VALUES(1,'89a7924171b4bda9b49401b35ad4436c','Ana Ruiz met Bo Li in Rome. Ana Ruiz smiled 😀 at Bo.','','https://news.example/1','2026-01-01','en','{"n": 1}',52,'2026-01-01T00:00:00.000000Z',0);
INSERT INTO "articles" VALUES(2,'ac54f3d0ee522251d7077d67ab949a53','Rain over Norsund','By Ada Berg','','','en','{}',68,'2026-01-01T00:00:00.000001Z',0);
INSERT INTO "articles" VALUES(3,'8e8704a85c81ecaa11c9497da552d55d','Nobody was here.','','','','en','{}',17,'2026-01-01T00:00:00.000002Z',0);
CREATE TABLE assignments (
  article INTEGER NOT NULL REFERENCES articles (id),
  annotator TEXT NOT NULL,
  PRIMARY KEY (article, annotator)
) STRICT, WITHOUT ROWID;
INSERT INTO "assignments" VALUES(1,'ana');
INSERT INTO "assignments" VALUES(2,'ana');
INSERT INTO "assignments" VALUES(2,'dan');
INSERT INTO "assignments" VALUES(3,'ana');
INSERT INTO "assignments" VALUES(3,'dan');
CREATE TABLE claims (
  article INTEGER NOT NULL REFERENCES articles (id),
  layer TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('held', 'refused')),
  kind TEXT NOT NULL CHECK (kind IN ('same', 'relation', 'link', 'attribute')),
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  label TEXT NOT NULL,
  relation TEXT NOT NULL,
  other_start INTEGER NOT NULL,
  other_end INTEGER NOT NULL,
  other_label TEXT NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  source TEXT NOT NULL,
  score REAL,
  auto INTEGER NOT NULL,
  ruled INTEGER NOT NULL,
  by TEXT NOT NULL,
  at TEXT NOT NULL,
  decision TEXT NOT NULL,
  quote TEXT NOT NULL,
  other_quote TEXT NOT NULL,
  PRIMARY KEY (
    article, layer, state, kind, start, "end", label, relation, other_start, other_end, other_label, name, value
  )
) STRICT, WITHOUT ROWID;
INSERT INTO "claims" VALUES(1,'ana','held','attribute',13,18,'ORG','',-1,-1,'','quoted','true','',NULL,0,0,'ana','2026-11-30T03:07:52.265Z','01a22a6c-5449-7003-a936-7b73014735eb','Bo Li','');
INSERT INTO "claims" VALUES(1,'ana','held','link',0,8,'PERSON','',-1,-1,'','newsroom','Q1','',NULL,0,0,'ana','2026-11-30T03:07:52.265Z','01a22a6c-5449-7002-b594-6410a2636a5e','Ana Ruiz','One');
INSERT INTO "claims" VALUES(1,'ana','held','relation',0,8,'PERSON','head_of',13,18,'ORG','','','memory',0.5,0,0,'ana','2026-11-30T03:07:52.265Z','01a22a6c-5449-7000-94e3-13c8be52c51d','Ana Ruiz','Bo Li');
INSERT INTO "claims" VALUES(1,'ana','refused','relation',13,18,'ORG','owns',28,36,'PERSON','','','',NULL,0,0,'ana','2026-11-30T03:07:52.265Z','01a22a6c-5449-7004-a230-90bfeac9a689','Bo Li','Ana Ruiz');
CREATE TABLE collected (
  id TEXT PRIMARY KEY,
  file TEXT NOT NULL,
  by TEXT NOT NULL,
  person TEXT NOT NULL,
  decisions INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "collected" VALUES('019ad000-0000-7000-8000-000000000004','ana.db','rosa','ana',7);
CREATE TABLE day_counts (
  day TEXT NOT NULL,
  layer TEXT NOT NULL,
  away INTEGER NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (day, layer, away)
) STRICT, WITHOUT ROWID;
INSERT INTO "day_counts" VALUES('2026-11-29','ana',0,2);
INSERT INTO "day_counts" VALUES('2026-11-29','ben',0,1);
INSERT INTO "day_counts" VALUES('2026-11-29','gold',0,1);
CREATE TABLE deals (
  id TEXT PRIMARY KEY,
  round TEXT NOT NULL,
  article INTEGER NOT NULL REFERENCES articles (id),
  annotator TEXT NOT NULL,
  said INTEGER NOT NULL,
  by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "deals" VALUES('019ad000-0000-7000-8000-000000000002','019ad000-0000-7000-8000-000000000001',2,'ana',1,'rosa');
INSERT INTO "deals" VALUES('019ad000-0000-7000-8000-000000000003','019ad000-0000-7000-8000-000000000001',2,'dan',1,'rosa');
CREATE TABLE decisions (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  step TEXT NOT NULL,
  article INTEGER NOT NULL REFERENCES articles (id),
  layer TEXT NOT NULL,
  by TEXT NOT NULL,
  at TEXT NOT NULL,
  action TEXT NOT NULL,
  start INTEGER,
  "end" INTEGER,
  label TEXT,
  was_start INTEGER,
  was_end INTEGER,
  was_label TEXT,
  source TEXT,
  score REAL,
  note TEXT,
  elapsed_ms INTEGER NOT NULL DEFAULT 0,
  bulk INTEGER NOT NULL DEFAULT 0,
  origin TEXT NOT NULL
, guide TEXT NOT NULL DEFAULT '') STRICT;
INSERT INTO "decisions" VALUES(1,'01a2268d-f02c-7000-8aeb-9f790cd457f8','01a2268d-f02c-7000-8aeb-9f790cd457f8',1,'ana','ana','2026-11-29T09:06:05.996Z','superseded',0,3,'ORG',NULL,NULL,NULL,'spacy:test-1',0.4,NULL,0,0,'98184654-68a0-4de9-a34e-016d320c8dc6','');
INSERT INTO "decisions" VALUES(2,'01a2268d-f02c-7001-ac3b-1f8e5d9e4167','01a2268d-f02c-7000-8aeb-9f790cd457f8',1,'ana','ana','2026-11-29T09:06:05.996Z','accepted',0,8,'PERSON',NULL,NULL,NULL,'spacy:test-1',0.9,NULL,0,0,'98184654-68a0-4de9-a34e-016d320c8dc6','');
INSERT INTO "decisions" VALUES(3,'01a2268d-f02f-7000-a149-f40213abe12d','01a2268d-f02f-7000-a149-f40213abe12d',1,'ana','ana','2026-11-29T09:06:05.999Z','relabelled',13,18,'ORG',13,18,'PERSON','spacy:test-1',NULL,NULL,2,0,'98184654-68a0-4de9-a34e-016d320c8dc6','');
INSERT INTO "decisions" VALUES(4,'01a2268d-f032-7000-a7a4-0f3c7726d40c','01a2268d-f032-7000-a7a4-0f3c7726d40c',1,'ana','ana','2026-11-29T09:06:06.002Z','accepted',22,26,'GPE',NULL,NULL,NULL,'spacy:test-1',0.99,NULL,3,0,'98184654-68a0-4de9-a34e-016d320c8dc6','');
INSERT INTO "decisions" VALUES(5,'01a2268d-f033-7000-a9a2-c9059be7ec44','01a2268d-f033-7000-a9a2-c9059be7ec44',1,'ana','ana','2026-11-29T09:06:06.003Z','relabelled',28,36,'PERSON',28,36,'LOC','spacy:test-1',0.5,NULL,1,0,'98184654-68a0-4de9-a34e-016d320c8dc6','');
INSERT INTO "decisions" VALUES(6,'01a2268d-f039-7000-b2a0-11a79d9a4294','01a2268d-f039-7000-b2a0-11a79d9a4294',1,'ana','ana','2026-11-29T09:06:06.009Z','resized',19,26,'GPE',22,26,'GPE','',NULL,NULL,5,0,'98184654-68a0-4de9-a34e-016d320c8dc6','');
INSERT INTO "decisions" VALUES(7,'01a2268d-f03b-7000-b752-883a5a0b258a','01a2268d-f03b-7000-b752-883a5a0b258a',1,'ana','ana','2026-11-29T09:06:06.011Z','undone',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a2268d-f039-7000-b2a0-11a79d9a4294',2,0,'98184654-68a0-4de9-a34e-016d320c8dc6','');
INSERT INTO "decisions" VALUES(8,'01a2268d-f03e-7000-9aae-5a6e73bbfb2a','01a2268d-f03e-7000-9aae-5a6e73bbfb2a',1,'ana','ana','2026-11-29T09:06:06.014Z','redone',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a2268d-f039-7000-b2a0-11a79d9a4294',2,0,'98184654-68a0-4de9-a34e-016d320c8dc6','');
INSERT INTO "decisions" VALUES(9,'01a2268d-f040-7000-b236-074641d1b5f1','01a2268d-f040-7000-b236-074641d1b5f1',1,'ana','ana','2026-11-29T09:06:06.016Z','added',49,51,'PERSON',NULL,NULL,NULL,NULL,NULL,NULL,2,0,'98184654-68a0-4de9-a34e-016d320c8dc6','');
INSERT INTO "decisions" VALUES(10,'01a2268d-f042-7000-b9e1-75cfef363053','01a2268d-f042-7000-b9e1-75cfef363053',1,'ana','ana','2026-11-29T09:06:06.018Z','commented',22,26,'GPE',NULL,NULL,NULL,NULL,NULL,'Is Rome a city here?',2,0,'98184654-68a0-4de9-a34e-016d320c8dc6','');
INSERT INTO "decisions" VALUES(11,'01a2268d-f045-7000-91ac-8fd3bba8b967','01a2268d-f045-7000-91ac-8fd3bba8b967',1,'ana','ana','2026-11-29T09:06:06.021Z','flagged',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'on',3,0,'98184654-68a0-4de9-a34e-016d320c8dc6','');
INSERT INTO "decisions" VALUES(12,'01a2268d-f04a-7000-9f3c-f4253dc7c792','01a2268d-f04a-7000-9f3c-f4253dc7c792',1,'ana','ana','2026-11-29T09:06:06.026Z','rejected',37,43,'EVENT',NULL,NULL,NULL,'patterns',0.3,NULL,5,1,'98184654-68a0-4de9-a34e-016d320c8dc6','');
INSERT INTO "decisions" VALUES(13,'01a2268d-f04a-7001-9268-aa4a5eec9007','01a2268d-f04a-7000-9f3c-f4253dc7c792',1,'ana','ana','2026-11-29T09:06:06.026Z','finished',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,1,'98184654-68a0-4de9-a34e-016d320c8dc6','');
INSERT INTO "decisions" VALUES(14,'01a2268d-f04f-7000-af93-b487d39684e7','01a2268d-f04f-7000-af93-b487d39684e7',2,'ana','ana','2026-11-29T09:06:06.031Z','accepted',10,17,'GPE',NULL,NULL,NULL,'spacy:test-1',0.9,NULL,0,0,'98184654-68a0-4de9-a34e-016d320c8dc6','');
INSERT INTO "decisions" VALUES(15,'01a2268d-f051-7000-9b08-631ddc43142c','01a2268d-f051-7000-9b08-631ddc43142c',2,'ana','ana','2026-11-29T09:06:06.033Z','undone',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a2268d-f04f-7000-af93-b487d39684e7',2,0,'98184654-68a0-4de9-a34e-016d320c8dc6','');
INSERT INTO "decisions" VALUES(16,'01a2268d-f052-7000-b92b-1c2ddd5105e3','01a2268d-f052-7000-b92b-1c2ddd5105e3',2,'ana','ana','2026-11-29T09:06:06.034Z','rejected',10,17,'GPE',NULL,NULL,NULL,'spacy:test-1',0.9,NULL,0,0,'98184654-68a0-4de9-a34e-016d320c8dc6','');
INSERT INTO "decisions" VALUES(17,'01a2268d-f055-7000-a1dd-b441a281c910','01a2268d-f055-7000-a1dd-b441a281c910',2,'ana','ana','2026-11-29T09:06:06.037Z','finished',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,2,0,'98184654-68a0-4de9-a34e-016d320c8dc6','');
INSERT INTO "decisions" VALUES(18,'01a2268d-f056-7000-b5a0-4e9b2180405a','01a2268d-f056-7000-b5a0-4e9b2180405a',1,'ben','ben','2026-11-29T09:06:06.038Z','superseded',0,3,'ORG',NULL,NULL,NULL,'spacy:test-1',0.4,NULL,0,0,'98184654-68a0-4de9-a34e-016d320c8dc6','');
INSERT INTO "decisions" VALUES(19,'01a2268d-f056-7001-a8c4-0336cc6b8475','01a2268d-f056-7000-b5a0-4e9b2180405a',1,'ben','ben','2026-11-29T09:06:06.038Z','accepted',0,8,'PERSON',NULL,NULL,NULL,'spacy:test-1',0.9,NULL,0,0,'98184654-68a0-4de9-a34e-016d320c8dc6','');
INSERT INTO "decisions" VALUES(20,'01a2268d-f057-7000-b40d-cadcf0c69cdd','01a2268d-f057-7000-b40d-cadcf0c69cdd',1,'ben','ben','2026-11-29T09:06:06.039Z','accepted',13,18,'PERSON',NULL,NULL,NULL,'spacy:test-1',NULL,NULL,0,0,'98184654-68a0-4de9-a34e-016d320c8dc6','');
INSERT INTO "decisions" VALUES(21,'01a2268d-f059-7000-abd3-eb2f129ae1e8','01a2268d-f059-7000-abd3-eb2f129ae1e8',1,'ben','ben','2026-11-29T09:06:06.041Z','superseded',22,26,'GPE',NULL,NULL,NULL,'spacy:test-1',0.99,NULL,1,0,'98184654-68a0-4de9-a34e-016d320c8dc6','');
INSERT INTO "decisions" VALUES(22,'01a2268d-f059-7001-af42-55ea0ca7d242','01a2268d-f059-7000-abd3-eb2f129ae1e8',1,'ben','ben','2026-11-29T09:06:06.041Z','superseded',28,36,'LOC',NULL,NULL,NULL,'spacy:test-1',0.5,NULL,0,0,'98184654-68a0-4de9-a34e-016d320c8dc6','');
INSERT INTO "decisions" VALUES(23,'01a2268d-f059-7002-b54e-422e4773d19b','01a2268d-f059-7000-abd3-eb2f129ae1e8',1,'ben','ben','2026-11-29T09:06:06.041Z','added',22,36,'EVENT',NULL,NULL,NULL,NULL,NULL,NULL,0,0,'98184654-68a0-4de9-a34e-016d320c8dc6','');
INSERT INTO "decisions" VALUES(24,'01a2268d-f05a-7000-be0f-b3f83745fe62','01a2268d-f05a-7000-be0f-b3f83745fe62',1,'ben','ben','2026-11-29T09:06:06.042Z','finished',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,'98184654-68a0-4de9-a34e-016d320c8dc6','');
INSERT INTO "decisions" VALUES(25,'01a2268d-f063-7000-98fd-7518696edeb5','01a2268d-f063-7000-98fd-7518696edeb5',2,'ben','ben','2026-11-29T09:06:06.051Z','accepted',45,53,'PERSON',NULL,NULL,NULL,'spacy:test-1',0.8,NULL,0,0,'98184654-68a0-4de9-a34e-016d320c8dc6','');
INSERT INTO "decisions" VALUES(26,'01a2268d-f066-7000-8e64-042dbce60bab','01a2268d-f066-7000-8e64-042dbce60bab',2,'ben','ben','2026-11-29T09:06:06.054Z','commented',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'A byline, too.',3,0,'98184654-68a0-4de9-a34e-016d320c8dc6','');
INSERT INTO "decisions" VALUES(27,'01a2268d-f069-7000-bfe9-7938d3ca49a5','01a2268d-f069-7000-bfe9-7938d3ca49a5',2,'ben','ben','2026-11-29T09:06:06.057Z','skipped',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,2,0,'98184654-68a0-4de9-a34e-016d320c8dc6','');
INSERT INTO "decisions" VALUES(28,'01a2268d-f06c-7000-89e3-859b97033728','01a2268d-f06c-7000-89e3-859b97033728',3,'ben','ben','2026-11-29T09:06:06.060Z','added',0,6,'PERSON',NULL,NULL,NULL,NULL,NULL,NULL,0,0,'98184654-68a0-4de9-a34e-016d320c8dc6','');
INSERT INTO "decisions" VALUES(29,'01a2268d-f06e-7000-9590-16423600e290','01a2268d-f06e-7000-9590-16423600e290',3,'ben','ben','2026-11-29T09:06:06.062Z','undone',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a2268d-f06c-7000-89e3-859b97033728',1,0,'98184654-68a0-4de9-a34e-016d320c8dc6','');
INSERT INTO "decisions" VALUES(30,'01a2268d-f074-7000-a7ce-78a28646b2e1','01a2268d-f074-7000-a7ce-78a28646b2e1',2,'cid','cid','2026-11-29T09:06:06.068Z','noted',NULL,NULL,'weather',NULL,NULL,NULL,NULL,NULL,'on',0,0,'98184654-68a0-4de9-a34e-016d320c8dc6','');
INSERT INTO "decisions" VALUES(31,'01a2268d-f075-7000-baac-0189d0ad1293','01a2268d-f075-7000-baac-0189d0ad1293',2,'cid','cid','2026-11-29T09:06:06.069Z','accepted',31,38,'GPE',NULL,NULL,NULL,'spacy:test-1',0.9,NULL,0,0,'98184654-68a0-4de9-a34e-016d320c8dc6','');
INSERT INTO "decisions" VALUES(32,'01a2268d-f0a4-7000-9590-79eddee2c68e','01a2268d-f0a4-7000-9590-79eddee2c68e',3,'eve','eve','2026-11-29T09:06:06.116Z','imported',0,6,'THING',NULL,NULL,NULL,NULL,NULL,NULL,0,1,'import','');
INSERT INTO "decisions" VALUES(33,'01a2268d-f0a4-7001-bc38-9054c0059002','01a2268d-f0a4-7000-9590-79eddee2c68e',3,'eve','eve','2026-11-29T09:06:06.116Z','finished',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,1,'import','');
INSERT INTO "decisions" VALUES(34,'01a2268d-f0b0-7000-8c40-3e9d11552f16','01a2268d-f0b0-7000-8c40-3e9d11552f16',1,'gold','gold','2026-11-29T09:06:06.128Z','ruled',0,52,NULL,NULL,NULL,NULL,NULL,NULL,'{"conflict": "[\"ana\", \"ben\"]", "choice": "agreed", "spans": [[0, 8, "PERSON"]]}',0,1,'review','');
INSERT INTO "decisions" VALUES(35,'01a2268d-f0b0-7001-9eec-866e38723da2','01a2268d-f0b0-7001-9eec-866e38723da2',1,'gold','rita','2026-11-29T09:06:06.128Z','ruled',19,36,NULL,NULL,NULL,NULL,NULL,NULL,'{"conflict": "{\"ana\": [[19, 26, \"PLACE\"], [28, 36, \"PERSON\"]], \"ben\": [[22, 36, \"EVENT\"]]}", "choice": "ben", "spans": [[22, 36, "EVENT"]]}',0,0,'98184654-68a0-4de9-a34e-016d320c8dc6','');
INSERT INTO "decisions" VALUES(36,'01a2268d-f0b1-7000-9c53-289f38b4fbe0','01a2268d-f0b1-7000-9c53-289f38b4fbe0',1,'gold','rita','2026-11-29T09:06:06.129Z','ruled',13,18,NULL,NULL,NULL,NULL,NULL,NULL,'{"conflict": "{\"ana\": [[13, 18, \"ORG\"]], \"ben\": [[13, 18, \"PERSON\"]]}", "choice": "ana", "spans": [[13, 18, "ORG"]]}',1,0,'98184654-68a0-4de9-a34e-016d320c8dc6','');
INSERT INTO "decisions" VALUES(37,'01a2268d-f0b2-7000-a50b-d278dfb72e19','01a2268d-f0b2-7000-a50b-d278dfb72e19',1,'gold','rita','2026-11-29T09:06:06.130Z','ruled',49,51,NULL,NULL,NULL,NULL,NULL,NULL,'{"conflict": "{\"ana\": [[49, 51, \"PERSON\"]], \"ben\": []}", "choice": "ben", "spans": []}',0,0,'98184654-68a0-4de9-a34e-016d320c8dc6','');
INSERT INTO "decisions" VALUES(38,'01a2268d-f0b4-7000-9790-6999ea161ae4','01a2268d-f0b4-7000-9790-6999ea161ae4',1,'gold','rita','2026-11-29T09:06:06.132Z','commented',49,51,'PERSON',NULL,NULL,NULL,NULL,NULL,'A city is a place.',1,0,'98184654-68a0-4de9-a34e-016d320c8dc6','');
INSERT INTO "decisions" VALUES(39,'01a2268d-f0b4-7001-b0b7-2a0d8d8ee14e','01a2268d-f0b4-7001-b0b7-2a0d8d8ee14e',1,'gold','rita','2026-11-29T09:06:06.132Z','approved',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,'98184654-68a0-4de9-a34e-016d320c8dc6','');
INSERT INTO "decisions" VALUES(40,'01a2268d-f0b8-7000-979f-7b0a221bba18','01a2268d-f0b8-7000-979f-7b0a221bba18',2,'ana','rita','2026-11-29T09:06:06.136Z','returned',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'Look at Norsund again.',0,0,'98184654-68a0-4de9-a34e-016d320c8dc6','');
INSERT INTO "decisions" VALUES(41,'01a22913-2a55-7001-bd96-d656e75045f0','01a22913-2a55-7001-bd96-d656e75045f0',1,'ben','ben','2026-11-29T20:50:51.605Z','confirmed',0,8,'PERSON',NULL,NULL,NULL,NULL,NULL,NULL,0,0,'98184654-68a0-4de9-a34e-016d320c8dc6','778b10e4efcd');
INSERT INTO "decisions" VALUES(42,'01a22913-2a57-7000-98dd-4c84768feecf','01a22913-2a57-7000-98dd-4c84768feecf',1,'ben','ben','2026-11-29T20:50:51.607Z','flagged',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'on',0,0,'98184654-68a0-4de9-a34e-016d320c8dc6','778b10e4efcd');
INSERT INTO "decisions" VALUES(43,'01a22a6c-5449-7000-94e3-13c8be52c51d','01a22a6c-5449-7000-94e3-13c8be52c51d',1,'ana','ana','2026-11-30T03:07:52.265Z','claimed',0,8,'PERSON',13,18,'ORG','memory',0.5,'{"claim": "relation", "relation": "head_of"}',0,0,'98184654-68a0-4de9-a34e-016d320c8dc6','778b10e4efcd');
INSERT INTO "decisions" VALUES(44,'01a22a6c-5449-7001-942a-9f694935f6a7','01a22a6c-5449-7000-94e3-13c8be52c51d',1,'ana','ana','2026-11-30T03:07:52.265Z','claimed',28,36,'PERSON',0,8,'PERSON',NULL,NULL,'{"claim": "same"}',0,0,'98184654-68a0-4de9-a34e-016d320c8dc6','778b10e4efcd');
INSERT INTO "decisions" VALUES(45,'01a22a6c-5449-7002-b594-6410a2636a5e','01a22a6c-5449-7000-94e3-13c8be52c51d',1,'ana','ana','2026-11-30T03:07:52.265Z','claimed',0,8,'PERSON',NULL,NULL,NULL,NULL,NULL,'{"called": "One", "claim": "link", "name": "newsroom", "value": "Q1"}',0,0,'98184654-68a0-4de9-a34e-016d320c8dc6','778b10e4efcd');
INSERT INTO "decisions" VALUES(46,'01a22a6c-5449-7003-a936-7b73014735eb','01a22a6c-5449-7000-94e3-13c8be52c51d',1,'ana','ana','2026-11-30T03:07:52.265Z','claimed',13,18,'ORG',NULL,NULL,NULL,NULL,NULL,'{"claim": "attribute", "name": "quoted", "value": true}',0,0,'98184654-68a0-4de9-a34e-016d320c8dc6','778b10e4efcd');
INSERT INTO "decisions" VALUES(47,'01a22a6c-5449-7004-a230-90bfeac9a689','01a22a6c-5449-7000-94e3-13c8be52c51d',1,'ana','ana','2026-11-30T03:07:52.265Z','refused',13,18,'ORG',28,36,'PERSON',NULL,NULL,'{"claim": "relation", "relation": "owns"}',0,0,'98184654-68a0-4de9-a34e-016d320c8dc6','778b10e4efcd');
CREATE TABLE frontiers (
  annotator TEXT PRIMARY KEY,
  added TEXT NOT NULL,
  key TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE hashes (
  hash INTEGER NOT NULL,
  article INTEGER NOT NULL REFERENCES articles (id),
  PRIMARY KEY (hash, article)
) STRICT, WITHOUT ROWID;
INSERT INTO "hashes" VALUES(355968204,1);
INSERT INTO "hashes" VALUES(508877038,2);
INSERT INTO "hashes" VALUES(910068347,1);
INSERT INTO "hashes" VALUES(1236148750,2);
INSERT INTO "hashes" VALUES(1394538663,1);
INSERT INTO "hashes" VALUES(1482547764,2);
INSERT INTO "hashes" VALUES(1814722375,1);
INSERT INTO "hashes" VALUES(1878850341,2);
INSERT INTO "hashes" VALUES(1903867279,2);
INSERT INTO "hashes" VALUES(2306430275,1);
INSERT INTO "hashes" VALUES(2375591588,2);
INSERT INTO "hashes" VALUES(2395415457,1);
INSERT INTO "hashes" VALUES(2560300733,2);
INSERT INTO "hashes" VALUES(2611957760,2);
INSERT INTO "hashes" VALUES(2747331854,1);
INSERT INTO "hashes" VALUES(2841831358,3);
INSERT INTO "hashes" VALUES(2909128014,1);
INSERT INTO "hashes" VALUES(2972367105,1);
INSERT INTO "hashes" VALUES(3166259858,2);
INSERT INTO "hashes" VALUES(3802323973,2);
INSERT INTO "hashes" VALUES(3813389399,2);
INSERT INTO "hashes" VALUES(4079420570,1);
CREATE TABLE hidden_gold (
  article INTEGER PRIMARY KEY REFERENCES articles (id),
  round TEXT NOT NULL,
  spans TEXT NOT NULL,
  whole INTEGER NOT NULL,
  at TEXT NOT NULL
) STRICT;
INSERT INTO "hidden_gold" VALUES(2,'019ad000-0000-7000-8000-000000000001','[[0, 4, "EVENT"]]',1,'2026-11-29T21:00:00.000000Z');
CREATE TABLE last_words (
  article INTEGER NOT NULL REFERENCES articles (id),
  word TEXT NOT NULL,
  said INTEGER NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (article, word)
) STRICT, WITHOUT ROWID;
CREATE TABLE layer_counts (
  layer TEXT NOT NULL,
  status TEXT NOT NULL,
  flagged INTEGER NOT NULL,
  away INTEGER NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (layer, status, flagged, away)
) STRICT, WITHOUT ROWID;
INSERT INTO "layer_counts" VALUES('ana','finished',1,0,1);
INSERT INTO "layer_counts" VALUES('ana','returned',0,0,1);
INSERT INTO "layer_counts" VALUES('ben','finished',0,0,0);
INSERT INTO "layer_counts" VALUES('ben','finished',1,0,1);
INSERT INTO "layer_counts" VALUES('ben','open',0,0,1);
INSERT INTO "layer_counts" VALUES('ben','skipped',0,0,1);
INSERT INTO "layer_counts" VALUES('cid','open',0,0,1);
INSERT INTO "layer_counts" VALUES('eve','finished',0,0,1);
INSERT INTO "layer_counts" VALUES('gold','approved',0,0,1);
CREATE TABLE layers (
  article INTEGER NOT NULL REFERENCES articles (id),
  layer TEXT NOT NULL,
  status TEXT NOT NULL DEFAULT 'open',
  flagged INTEGER NOT NULL DEFAULT 0,
  cats TEXT NOT NULL DEFAULT '{}',
  undecided INTEGER NOT NULL DEFAULT 0,
  revision INTEGER NOT NULL DEFAULT 0,
  elapsed_ms INTEGER NOT NULL DEFAULT 0,
  at TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (article, layer)
) STRICT, WITHOUT ROWID;
INSERT INTO "layers" VALUES(1,'ana','finished',1,'{}',0,15,27,'2026-11-30T03:07:52.265Z');
INSERT INTO "layers" VALUES(1,'ben','finished',1,'{}',0,8,1,'2026-11-29T20:50:51.607Z');
INSERT INTO "layers" VALUES(1,'gold','approved',0,'{}',0,9,2,'2026-11-29T09:06:06.132Z');
INSERT INTO "layers" VALUES(2,'ana','returned',0,'{}',2,5,4,'2026-11-29T09:06:06.136Z');
INSERT INTO "layers" VALUES(2,'ben','skipped',0,'{}',2,4,5,'2026-11-29T09:06:06.057Z');
INSERT INTO "layers" VALUES(2,'cid','open',0,'{"weather": true}',2,3,0,'2026-11-29T09:06:06.069Z');
INSERT INTO "layers" VALUES(3,'ben','open',0,'{}',0,3,1,'2026-11-29T09:06:06.062Z');
INSERT INTO "layers" VALUES(3,'eve','finished',0,'{}',0,1,0,'2026-11-29T09:06:06.116Z');
CREATE TABLE leases (
  article INTEGER NOT NULL REFERENCES articles (id),
  annotator TEXT NOT NULL,
  until TEXT NOT NULL,
  PRIMARY KEY (article, annotator)
) STRICT, WITHOUT ROWID;
CREATE TABLE likeness (
  article INTEGER PRIMARY KEY REFERENCES articles (id),
  first INTEGER NOT NULL REFERENCES articles (id),
  sketch BLOB NOT NULL
) STRICT;
INSERT INTO "likeness" VALUES(1,1,X'CCA43715000000007B8A3E3600000000A7F81E530000000047772A6C000000004355798900000000A123C78E000000000EF5C0A3000000004EC565AD0000000001B92AB1000000009A0427F300000000');
INSERT INTO "likeness" VALUES(2,2,X'EED8541E000000000E22AE490000000034E25D580000000025FBFC6F000000008FB57A7100000000A4A6988D00000000BD169B98000000000050AF9B00000000924AB9BC0000000005DCA2E20000000057B44BE300000000');
INSERT INTO "likeness" VALUES(3,3,X'BEE762A900000000');
CREATE TABLE mentions (
  article INTEGER NOT NULL REFERENCES articles (id),
  layer TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  label TEXT NOT NULL,
  entity TEXT NOT NULL,
  source TEXT NOT NULL,
  score REAL,
  auto INTEGER NOT NULL,
  ruled INTEGER NOT NULL,
  by TEXT NOT NULL,
  at TEXT NOT NULL,
  decision TEXT NOT NULL,
  quote TEXT NOT NULL,
  PRIMARY KEY (article, layer, start, "end", label)
) STRICT, WITHOUT ROWID;
INSERT INTO "mentions" VALUES(1,'ana',0,8,'PERSON','01a22a6c-5449-7001-942a-9f694935f6a7','',NULL,0,0,'ana','2026-11-30T03:07:52.265Z','','Ana Ruiz');
INSERT INTO "mentions" VALUES(1,'ana',28,36,'PERSON','01a22a6c-5449-7001-942a-9f694935f6a7','',NULL,0,0,'ana','2026-11-30T03:07:52.265Z','01a22a6c-5449-7001-942a-9f694935f6a7','Ana Ruiz');
CREATE TABLE merged_suggestions (
  article INTEGER NOT NULL REFERENCES articles (id),
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  label TEXT NOT NULL,
  source INTEGER NOT NULL REFERENCES sources (id),
  score REAL,
  became TEXT NOT NULL,
  PRIMARY KEY (article, start, "end", label, source)
) STRICT, WITHOUT ROWID;
CREATE TABLE people (
  name TEXT PRIMARY KEY,
  role TEXT NOT NULL,
  pseudonym TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "people" VALUES('ANA','annotator','','2026-11-29T21:00:00.000000Z');
INSERT INTO "people" VALUES('ana','annotator','A1','2026-11-29T21:00:00.000000Z');
INSERT INTO "people" VALUES('rosa','reviewer','R1','2026-11-29T21:00:00.000000Z');
CREATE TABLE places (
  annotator TEXT NOT NULL,
  article INTEGER NOT NULL REFERENCES articles (id),
  at TEXT NOT NULL,
  place TEXT NOT NULL,
  PRIMARY KEY (annotator, article)
) STRICT, WITHOUT ROWID;
INSERT INTO "places" VALUES('ana',1,'2026-11-29T09:06:06.026Z','{"cursor": 37, "focus": [37, 43, "EVENT"]}');
INSERT INTO "places" VALUES('ana',2,'2026-11-29T09:06:06.037Z','{"cursor": 31, "focus": [31, 38, "GPE"]}');
INSERT INTO "places" VALUES('ben',1,'2026-11-29T09:06:06.042Z','{"cursor": 37, "focus": [37, 43, "EVENT"]}');
INSERT INTO "places" VALUES('ben',2,'2026-11-29T09:06:06.057Z','{"cursor": 10, "focus": [10, 17, "GPE"]}');
INSERT INTO "places" VALUES('ben',3,'2026-11-29T09:06:06.062Z','{"cursor": 0, "focus": null}');
INSERT INTO "places" VALUES('cid',2,'2026-11-29T09:06:06.069Z','{"cursor": 45, "focus": [45, 53, "PERSON"]}');
CREATE TABLE project (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  uuid TEXT NOT NULL,
  scheme TEXT NOT NULL,
  revision INTEGER NOT NULL DEFAULT 0
, unsettled TEXT NOT NULL DEFAULT '', guide TEXT NOT NULL DEFAULT '') STRICT;
INSERT INTO "project" VALUES(1,'98184654-68a0-4de9-a34e-016d320c8dc6','{"overlap": "none", "trim_borders": true, "auto_accept": "article", "accept_at": 0.95, "suffixes": {"Festival": "EVENT", "Cup": "EVENT", "Championship": "EVENT", "Olympics": "EVENT", "War": "EVENT", "Station": "FAC", "Airport": "FAC", "Bridge": "FAC", "Stadium": "FAC", "Party": "ORG", "Inc": "ORG", "Inc.": "ORG", "Ltd": "ORG", "Corp": "ORG", "Corp.": "ORG", "University": "ORG", "Ministry": "ORG", "Union": "ORG", "Committee": "ORG", "Council": "ORG", "Agency": "ORG", "Association": "ORG", "River": "LOC", "Lake": "LOC", "Island": "LOC", "Islands": "LOC", "Valley": "LOC", "Mountains": "LOC", "Act": "ACT", "Treaty": "ACT"}, "aliases": {"GPE": "PLACE", "THING": "ORG", "LAW": "ACT"}, "label": [{"name": "PERSON", "key": "P", "colour": "blue", "kind": "span", "description": "Named people, real or fictional; without title or job.", "from": [], "archived": false}, {"name": "NORP", "key": "N", "colour": "yellow", "kind": "span", "description": "Nationalities, religious and political groups: “Danish”, “Catholics”, “Liberals”.", "from": [], "archived": false}, {"name": "FAC", "key": "F", "colour": "orange", "kind": "span", "description": "Buildings, airports, roads, bridges: built things with a name.", "from": [], "archived": false}, {"name": "ORG", "key": "O", "colour": "magenta", "kind": "span", "description": "Bodies with a name.", "from": [], "archived": false, "former": ["Companies, agencies, institutions, parties, teams."]}, {"name": "PLACE", "key": "G", "colour": "green", "kind": "span", "description": "Countries, regions and cities that have a government.", "from": [], "archived": false}, {"name": "LOC", "key": "L", "colour": "cyan", "kind": "span", "description": "Places without a government: rivers, mountains, continents.", "from": [], "archived": false}, {"name": "PRODUCT", "key": "R", "colour": "red", "kind": "span", "description": "Named objects, vehicles, foods, programs; not services.", "from": [], "archived": false}, {"name": "EVENT", "key": "E", "colour": "red", "kind": "span", "description": "Named wars, elections, storms, matches, festivals.", "from": [], "archived": false}, {"name": "WORK_OF_ART", "key": "W", "colour": "magenta", "kind": "span", "description": "Titles of books, films, songs, programmes.", "from": [], "archived": false}, {"name": "ACT", "key": "A", "colour": "orange", "kind": "span", "description": "Named laws, treaties, court cases.", "from": [], "archived": true}, {"name": "LANGUAGE", "key": "U", "colour": "yellow", "kind": "span", "description": "Any named language.", "from": [], "archived": false}, {"name": "DATE", "key": "D", "colour": "cyan", "kind": "span", "description": "Dates and periods of a day or longer, absolute or relative.", "from": [], "archived": false}, {"name": "TIME", "key": "T", "colour": "green", "kind": "span", "description": "Times and periods shorter than a day.", "from": [], "archived": false}, {"name": "PERCENT", "key": "H", "colour": "grey", "kind": "span", "description": "Percentages, with the sign or word.", "from": [], "archived": false}, {"name": "MONEY", "key": "M", "colour": "green", "kind": "span", "description": "Sums of money, with the unit.", "from": [], "archived": false}, {"name": "QUANTITY", "key": "Q", "colour": "blue", "kind": "span", "description": "Measured weights, distances, areas, with the unit.", "from": [], "archived": false}, {"name": "ORDINAL", "key": "I", "colour": "grey", "kind": "span", "description": "“First”, “second”, “3rd”.", "from": [], "archived": false}, {"name": "CARDINAL", "key": "C", "colour": "grey", "kind": "span", "description": "Numbers that fall under no other label.", "from": [], "archived": false}, {"name": "weather", "key": "", "colour": "green", "kind": "article", "description": "", "from": [], "archived": false}], "group": []}',9,'','778b10e4efcd');
CREATE TABLE rounds (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  by TEXT NOT NULL,
  settings TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "rounds" VALUES('019ad000-0000-7000-8000-000000000001','pilot','rosa','{"to": ["ana", "dan"], "per_article": 2}');
CREATE TABLE same_people (
  old TEXT NOT NULL,
  new TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (old, new)
) STRICT, WITHOUT ROWID;
INSERT INTO "same_people" VALUES('ANA','ana','');
CREATE TABLE scheme_events (
  id TEXT PRIMARY KEY,
  step TEXT NOT NULL,
  at TEXT NOT NULL,
  by TEXT NOT NULL,
  kind TEXT NOT NULL,
  label TEXT NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  why TEXT NOT NULL,
  minor INTEGER NOT NULL,
  undoes TEXT NOT NULL,
  counts INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "scheme_events" VALUES('00000000-0000-7000-8000-b216c8ada3a0','00000000-0000-7000-8000-b216c8ada3a0','','','began','','{}','{"overlap": "none", "trim_borders": true, "auto_accept": "article", "accept_at": 0.95, "suffixes": {"Festival": "EVENT", "Cup": "EVENT", "Championship": "EVENT", "Olympics": "EVENT", "War": "EVENT", "Station": "FAC", "Airport": "FAC", "Bridge": "FAC", "Stadium": "FAC", "Party": "ORG", "Inc": "ORG", "Inc.": "ORG", "Ltd": "ORG", "Corp": "ORG", "Corp.": "ORG", "University": "ORG", "Ministry": "ORG", "Union": "ORG", "Committee": "ORG", "Council": "ORG", "Agency": "ORG", "Association": "ORG", "River": "LOC", "Lake": "LOC", "Island": "LOC", "Islands": "LOC", "Valley": "LOC", "Mountains": "LOC", "Act": "LAW", "Treaty": "LAW"}, "aliases": {"GPE": "PLACE", "THING": "ORG"}, "label": [{"name": "PERSON", "key": "P", "colour": "blue", "kind": "span", "description": "Named people, real or fictional; without title or job.", "from": [], "archived": false}, {"name": "NORP", "key": "N", "colour": "yellow", "kind": "span", "description": "Nationalities, religious and political groups: “Danish”, “Catholics”, “Liberals”.", "from": [], "archived": false}, {"name": "FAC", "key": "F", "colour": "orange", "kind": "span", "description": "Buildings, airports, roads, bridges: built things with a name.", "from": [], "archived": false}, {"name": "ORG", "key": "O", "colour": "magenta", "kind": "span", "description": "Companies, agencies, institutions, parties, teams.", "from": [], "archived": false}, {"name": "PLACE", "key": "G", "colour": "green", "kind": "span", "description": "Countries, regions and cities that have a government.", "from": [], "archived": false}, {"name": "LOC", "key": "L", "colour": "cyan", "kind": "span", "description": "Places without a government: rivers, mountains, continents.", "from": [], "archived": false}, {"name": "PRODUCT", "key": "R", "colour": "red", "kind": "span", "description": "Named objects, vehicles, foods, programs; not services.", "from": [], "archived": false}, {"name": "EVENT", "key": "E", "colour": "red", "kind": "span", "description": "Named wars, elections, storms, matches, festivals.", "from": [], "archived": false}, {"name": "WORK_OF_ART", "key": "W", "colour": "magenta", "kind": "span", "description": "Titles of books, films, songs, programmes.", "from": [], "archived": false}, {"name": "LAW", "key": "A", "colour": "orange", "kind": "span", "description": "Named laws, treaties, court cases.", "from": [], "archived": true}, {"name": "LANGUAGE", "key": "U", "colour": "yellow", "kind": "span", "description": "Any named language.", "from": [], "archived": false}, {"name": "DATE", "key": "D", "colour": "cyan", "kind": "span", "description": "Dates and periods of a day or longer, absolute or relative.", "from": [], "archived": false}, {"name": "TIME", "key": "T", "colour": "green", "kind": "span", "description": "Times and periods shorter than a day.", "from": [], "archived": false}, {"name": "PERCENT", "key": "H", "colour": "grey", "kind": "span", "description": "Percentages, with the sign or word.", "from": [], "archived": false}, {"name": "MONEY", "key": "M", "colour": "green", "kind": "span", "description": "Sums of money, with the unit.", "from": [], "archived": false}, {"name": "QUANTITY", "key": "Q", "colour": "blue", "kind": "span", "description": "Measured weights, distances, areas, with the unit.", "from": [], "archived": false}, {"name": "ORDINAL", "key": "I", "colour": "grey", "kind": "span", "description": "“First”, “second”, “3rd”.", "from": [], "archived": false}, {"name": "CARDINAL", "key": "C", "colour": "grey", "kind": "span", "description": "Numbers that fall under no other label.", "from": [], "archived": false}, {"name": "weather", "key": "", "colour": "green", "kind": "article", "description": "", "from": [], "archived": false}], "group": []}','',0,'',1);
INSERT INTO "scheme_events" VALUES('01a2287d-db05-7000-a01c-4e000a77e0e7','01a2287d-db05-7000-a01c-4e000a77e0e7','2026-11-29T18:07:46.437Z','lea','renamed','LAW','{"name": "LAW"}','{"name": "ACT"}','It is called so.',0,'',1);
INSERT INTO "scheme_events" VALUES('01a2287d-db37-7000-8611-2cc291b8c8e4','01a2287d-db37-7000-8611-2cc291b8c8e4','2026-11-29T18:07:46.487Z','lea','changed','ORG','{"description": "Companies, agencies, institutions, parties, teams."}','{"description": "Bodies with a name."}','',1,'',1);
INSERT INTO "scheme_events" VALUES('01a2287d-db47-7000-b7b9-85206e80be4c','01a2287d-db47-7000-b7b9-85206e80be4c','2026-11-29T18:07:46.503Z','lea','merged','PERSON','{"label": {"name": "PERSON", "key": "P", "colour": "blue", "kind": "span", "description": "Named people, real or fictional; without title or job.", "from": [], "archived": false}, "next": "NORP", "names": [], "suffixes": [], "groups": {}}','{"name": "ORG"}','',0,'',1);
INSERT INTO "scheme_events" VALUES('01a2287d-db6c-7000-ac3d-59ab1a9fa681','01a2287d-db6c-7000-ac3d-59ab1a9fa681','2026-11-29T18:07:46.540Z','ben','parted','PERSON','{"name": "ORG"}','{"label": {"name": "PERSON", "key": "P", "colour": "blue", "kind": "span", "description": "Named people, real or fictional; without title or job.", "from": [], "archived": false}, "next": "NORP", "names": [], "suffixes": [], "groups": {}}','',0,'01a2287d-db47-7000-b7b9-85206e80be4c',1);
CREATE TABLE scheme_versions (
  id TEXT PRIMARY KEY,
  parents TEXT NOT NULL,
  step TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "scheme_versions" VALUES('5489a1f759ac','','01a2287d-db05-7000-a01c-4e000a77e0e7');
INSERT INTO "scheme_versions" VALUES('778b10e4efcd','b27d358b7c30','01a2287d-db6c-7000-ac3d-59ab1a9fa681');
INSERT INTO "scheme_versions" VALUES('a58818e8ccba','5489a1f759ac','01a2287d-db37-7000-8611-2cc291b8c8e4');
INSERT INTO "scheme_versions" VALUES('b27d358b7c30','a58818e8ccba','01a2287d-db47-7000-b7b9-85206e80be4c');
CREATE TABLE shared (
  article INTEGER PRIMARY KEY REFERENCES articles (id),
  enough INTEGER NOT NULL CHECK (enough > 0)
) STRICT;
CREATE TABLE shared_steps (
  step TEXT NOT NULL,
  article INTEGER NOT NULL REFERENCES articles (id),
  layer TEXT NOT NULL,
  PRIMARY KEY (step, article, layer)
) STRICT, WITHOUT ROWID;
CREATE TABLE sources (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  off INTEGER NOT NULL DEFAULT 0,
  folds TEXT NOT NULL DEFAULT '{}'
) STRICT;
INSERT INTO "sources" VALUES(1,'spacy:test-1',0,'{}');
INSERT INTO "sources" VALUES(2,'patterns',0,'{"EVENT": 0.4}');
INSERT INTO "sources" VALUES(3,'near:spacy:test-1',0,'{}');
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
INSERT INTO "span_counts" VALUES('ana','held','ORG','','','added',0,0,0);
INSERT INTO "span_counts" VALUES('ana','held','ORG','LOC','spacy:test-1','relabelled',0,0,0);
INSERT INTO "span_counts" VALUES('ana','held','ORG','ORG','spacy:test-1','accepted',0,0,0);
INSERT INTO "span_counts" VALUES('ana','held','ORG','ORG','spacy:test-1','relabelled',0,0,0);
INSERT INTO "span_counts" VALUES('ana','held','ORG','PERSON','spacy:test-1','accepted',0,0,0);
INSERT INTO "span_counts" VALUES('ana','held','ORG','PERSON','spacy:test-1','relabelled',0,0,1);
INSERT INTO "span_counts" VALUES('ana','held','PERSON','','','added',0,0,1);
INSERT INTO "span_counts" VALUES('ana','held','PERSON','LOC','spacy:test-1','relabelled',0,0,1);
INSERT INTO "span_counts" VALUES('ana','held','PERSON','PERSON','spacy:test-1','accepted',0,0,1);
INSERT INTO "span_counts" VALUES('ana','held','PLACE','PLACE','spacy:test-1','resized',0,0,1);
INSERT INTO "span_counts" VALUES('ana','rejected','EVENT','EVENT','patterns','rejected',0,0,1);
INSERT INTO "span_counts" VALUES('ana','rejected','PLACE','PLACE','spacy:test-1','rejected',0,0,1);
INSERT INTO "span_counts" VALUES('ben','held','EVENT','','','added',0,0,1);
INSERT INTO "span_counts" VALUES('ben','held','ORG','ORG','spacy:test-1','accepted',0,0,0);
INSERT INTO "span_counts" VALUES('ben','held','ORG','PERSON','spacy:test-1','accepted',0,0,0);
INSERT INTO "span_counts" VALUES('ben','held','PERSON','PERSON','spacy:test-1','accepted',0,0,3);
INSERT INTO "span_counts" VALUES('cid','held','PLACE','PLACE','spacy:test-1','accepted',0,0,1);
INSERT INTO "span_counts" VALUES('eve','held','ORG','','','imported',0,0,1);
INSERT INTO "span_counts" VALUES('gold','held','EVENT','','ben','ruled',0,0,1);
INSERT INTO "span_counts" VALUES('gold','held','ORG','','ana','ruled',0,0,1);
INSERT INTO "span_counts" VALUES('gold','held','ORG','','ana, ben','ruled',0,0,0);
INSERT INTO "span_counts" VALUES('gold','held','ORG','ORG','ana, ben','ruled',0,0,0);
INSERT INTO "span_counts" VALUES('gold','held','ORG','PERSON','ana, ben','ruled',0,0,0);
INSERT INTO "span_counts" VALUES('gold','held','PERSON','PERSON','ana, ben','ruled',0,0,1);
CREATE TABLE spans (
  article INTEGER NOT NULL REFERENCES articles (id),
  layer TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('held', 'rejected')),
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  label TEXT NOT NULL,
  quote TEXT NOT NULL,
  decided TEXT NOT NULL,
  source TEXT NOT NULL,
  score REAL,
  was_start INTEGER,
  was_end INTEGER,
  was_label TEXT,
  auto INTEGER NOT NULL,
  by TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (article, layer, state, start, "end", label)
) STRICT, WITHOUT ROWID;
INSERT INTO "spans" VALUES(1,'ana','held',0,8,'PERSON','Ana Ruiz','accepted','spacy:test-1',0.9,0,8,'PERSON',0,'ana','2026-11-29T09:06:05.996Z');
INSERT INTO "spans" VALUES(1,'ana','held',13,18,'ORG','Bo Li','relabelled','spacy:test-1',NULL,13,18,'PERSON',0,'ana','2026-11-29T09:06:05.999Z');
INSERT INTO "spans" VALUES(1,'ana','held',19,26,'PLACE','in Rome','resized','spacy:test-1',0.99,22,26,'PLACE',0,'ana','2026-11-29T09:06:06.009Z');
INSERT INTO "spans" VALUES(1,'ana','held',28,36,'PERSON','Ana Ruiz','relabelled','spacy:test-1',0.5,28,36,'LOC',0,'ana','2026-11-29T09:06:06.003Z');
INSERT INTO "spans" VALUES(1,'ana','held',49,51,'PERSON','Bo','added','',NULL,NULL,NULL,NULL,0,'ana','2026-11-29T09:06:06.016Z');
INSERT INTO "spans" VALUES(1,'ana','rejected',37,43,'EVENT','smiled','rejected','patterns',0.3,37,43,'EVENT',0,'ana','2026-11-29T09:06:06.026Z');
INSERT INTO "spans" VALUES(1,'ben','held',0,8,'PERSON','Ana Ruiz','accepted','spacy:test-1',0.9,0,8,'PERSON',0,'ben','2026-11-29T09:06:06.038Z');
INSERT INTO "spans" VALUES(1,'ben','held',13,18,'PERSON','Bo Li','accepted','spacy:test-1',NULL,13,18,'PERSON',0,'ben','2026-11-29T09:06:06.039Z');
INSERT INTO "spans" VALUES(1,'ben','held',22,36,'EVENT','Rome. Ana Ruiz','added','',NULL,NULL,NULL,NULL,0,'ben','2026-11-29T09:06:06.041Z');
INSERT INTO "spans" VALUES(1,'gold','held',0,8,'PERSON','Ana Ruiz','ruled','ana, ben',NULL,0,8,'PERSON',0,'gold','2026-11-29T09:06:06.128Z');
INSERT INTO "spans" VALUES(1,'gold','held',13,18,'ORG','Bo Li','ruled','ana',NULL,NULL,NULL,NULL,0,'rita','2026-11-29T09:06:06.129Z');
INSERT INTO "spans" VALUES(1,'gold','held',22,36,'EVENT','Rome. Ana Ruiz','ruled','ben',NULL,NULL,NULL,NULL,0,'rita','2026-11-29T09:06:06.128Z');
INSERT INTO "spans" VALUES(2,'ana','rejected',10,17,'PLACE','Norsund','rejected','spacy:test-1',0.9,10,17,'PLACE',0,'ana','2026-11-29T09:06:06.034Z');
INSERT INTO "spans" VALUES(2,'ben','held',45,53,'PERSON',' Ana Rui','accepted','spacy:test-1',0.8,45,53,'PERSON',0,'ben','2026-11-29T09:06:06.051Z');
INSERT INTO "spans" VALUES(2,'cid','held',31,38,'PLACE',' Norsun','accepted','spacy:test-1',0.9,31,38,'PLACE',0,'cid','2026-11-29T09:06:06.069Z');
INSERT INTO "spans" VALUES(3,'eve','held',0,6,'ORG','Nobody','imported','',NULL,NULL,NULL,NULL,0,'eve','2026-11-29T09:06:06.116Z');
CREATE TABLE steps (
  step TEXT PRIMARY KEY,
  by TEXT NOT NULL,
  article INTEGER NOT NULL REFERENCES articles (id),
  layer TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'done' CHECK (state IN ('done', 'undone', 'dead'))
) STRICT, WITHOUT ROWID;
INSERT INTO "steps" VALUES('01a2268d-f02c-7000-8aeb-9f790cd457f8','ana',1,'ana','done');
INSERT INTO "steps" VALUES('01a2268d-f02f-7000-a149-f40213abe12d','ana',1,'ana','done');
INSERT INTO "steps" VALUES('01a2268d-f032-7000-a7a4-0f3c7726d40c','ana',1,'ana','done');
INSERT INTO "steps" VALUES('01a2268d-f033-7000-a9a2-c9059be7ec44','ana',1,'ana','done');
INSERT INTO "steps" VALUES('01a2268d-f039-7000-b2a0-11a79d9a4294','ana',1,'ana','done');
INSERT INTO "steps" VALUES('01a2268d-f040-7000-b236-074641d1b5f1','ana',1,'ana','done');
INSERT INTO "steps" VALUES('01a2268d-f042-7000-b9e1-75cfef363053','ana',1,'ana','done');
INSERT INTO "steps" VALUES('01a2268d-f045-7000-91ac-8fd3bba8b967','ana',1,'ana','done');
INSERT INTO "steps" VALUES('01a2268d-f04a-7000-9f3c-f4253dc7c792','ana',1,'ana','done');
INSERT INTO "steps" VALUES('01a2268d-f04f-7000-af93-b487d39684e7','ana',2,'ana','dead');
INSERT INTO "steps" VALUES('01a2268d-f052-7000-b92b-1c2ddd5105e3','ana',2,'ana','done');
INSERT INTO "steps" VALUES('01a2268d-f055-7000-a1dd-b441a281c910','ana',2,'ana','done');
INSERT INTO "steps" VALUES('01a2268d-f056-7000-b5a0-4e9b2180405a','ben',1,'ben','done');
INSERT INTO "steps" VALUES('01a2268d-f057-7000-b40d-cadcf0c69cdd','ben',1,'ben','done');
INSERT INTO "steps" VALUES('01a2268d-f059-7000-abd3-eb2f129ae1e8','ben',1,'ben','done');
INSERT INTO "steps" VALUES('01a2268d-f05a-7000-be0f-b3f83745fe62','ben',1,'ben','done');
INSERT INTO "steps" VALUES('01a2268d-f063-7000-98fd-7518696edeb5','ben',2,'ben','done');
INSERT INTO "steps" VALUES('01a2268d-f066-7000-8e64-042dbce60bab','ben',2,'ben','done');
INSERT INTO "steps" VALUES('01a2268d-f069-7000-bfe9-7938d3ca49a5','ben',2,'ben','done');
INSERT INTO "steps" VALUES('01a2268d-f06c-7000-89e3-859b97033728','ben',3,'ben','dead');
INSERT INTO "steps" VALUES('01a2268d-f074-7000-a7ce-78a28646b2e1','cid',2,'cid','done');
INSERT INTO "steps" VALUES('01a2268d-f075-7000-baac-0189d0ad1293','cid',2,'cid','done');
INSERT INTO "steps" VALUES('01a2268d-f0b0-7001-9eec-866e38723da2','rita',1,'gold','done');
INSERT INTO "steps" VALUES('01a2268d-f0b1-7000-9c53-289f38b4fbe0','rita',1,'gold','done');
INSERT INTO "steps" VALUES('01a2268d-f0b2-7000-a50b-d278dfb72e19','rita',1,'gold','done');
INSERT INTO "steps" VALUES('01a2268d-f0b4-7000-9790-6999ea161ae4','rita',1,'gold','done');
INSERT INTO "steps" VALUES('01a2268d-f0b4-7001-b0b7-2a0d8d8ee14e','rita',1,'gold','done');
INSERT INTO "steps" VALUES('01a2268d-f0b8-7000-979f-7b0a221bba18','rita',2,'ana','done');
INSERT INTO "steps" VALUES('01a22913-2a55-7001-bd96-d656e75045f0','ben',1,'ben','done');
INSERT INTO "steps" VALUES('01a22913-2a57-7000-98dd-4c84768feecf','ben',1,'ben','done');
INSERT INTO "steps" VALUES('01a22a6c-5449-7000-94e3-13c8be52c51d','ana',1,'ana','done');
CREATE TABLE strings_aside (
  layer TEXT NOT NULL,
  string TEXT NOT NULL,
  aside INTEGER NOT NULL CHECK (aside IN (0, 1)),
  treated TEXT NOT NULL,
  why TEXT NOT NULL,
  by TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (layer, string)
) STRICT, WITHOUT ROWID;
INSERT INTO "strings_aside" VALUES('','Bo',0,'[]','','ana','01a229b5-764f-7002-bf96-1244fa3d3b23');
INSERT INTO "strings_aside" VALUES('ana','Rome',1,'["", "LOC"]','the town, and a brand','ana','01a229b5-764f-7000-b204-c0294dafa665');
CREATE TABLE suggested (
  article INTEGER NOT NULL REFERENCES articles (id),
  source INTEGER NOT NULL REFERENCES sources (id),
  PRIMARY KEY (article, source)
) STRICT, WITHOUT ROWID;
INSERT INTO "suggested" VALUES(1,1);
INSERT INTO "suggested" VALUES(1,2);
INSERT INTO "suggested" VALUES(2,1);
INSERT INTO "suggested" VALUES(2,3);
CREATE TABLE suggestion_counts (
  source INTEGER NOT NULL,
  label TEXT NOT NULL,
  away INTEGER NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (source, label, away)
) STRICT, WITHOUT ROWID;
INSERT INTO "suggestion_counts" VALUES(1,'LOC',0,1);
INSERT INTO "suggestion_counts" VALUES(1,'ORG',0,1);
INSERT INTO "suggestion_counts" VALUES(1,'PERSON',0,3);
INSERT INTO "suggestion_counts" VALUES(1,'PLACE',0,3);
INSERT INTO "suggestion_counts" VALUES(2,'EVENT',0,1);
INSERT INTO "suggestion_counts" VALUES(2,'PLACE',0,1);
INSERT INTO "suggestion_counts" VALUES(3,'EVENT',0,1);
CREATE TABLE suggestions (
  article INTEGER NOT NULL REFERENCES articles (id),
  start INTEGER NOT NULL CHECK (start >= 0),
  "end" INTEGER NOT NULL CHECK ("end" > start),
  label TEXT NOT NULL,
  source INTEGER NOT NULL REFERENCES sources (id),
  score REAL,
  PRIMARY KEY (article, start, "end", label, source)
) STRICT, WITHOUT ROWID;
INSERT INTO "suggestions" VALUES(1,0,3,'ORG',1,0.4);
INSERT INTO "suggestions" VALUES(1,0,8,'PERSON',1,0.9);
INSERT INTO "suggestions" VALUES(1,13,18,'PERSON',1,NULL);
INSERT INTO "suggestions" VALUES(1,22,26,'PLACE',1,0.99);
INSERT INTO "suggestions" VALUES(1,22,26,'PLACE',2,NULL);
INSERT INTO "suggestions" VALUES(1,28,36,'LOC',1,0.5);
INSERT INTO "suggestions" VALUES(1,37,43,'EVENT',2,0.3);
INSERT INTO "suggestions" VALUES(2,10,17,'PLACE',1,0.9);
INSERT INTO "suggestions" VALUES(2,22,28,'EVENT',3,0.1);
INSERT INTO "suggestions" VALUES(2,31,38,'PLACE',1,0.9);
INSERT INTO "suggestions" VALUES(2,45,53,'PERSON',1,0.8);
CREATE TABLE sync (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  url TEXT NOT NULL,
  team TEXT NOT NULL,
  name TEXT NOT NULL,
  owner TEXT NOT NULL,
  annotator TEXT NOT NULL,
  role TEXT NOT NULL,
  pushed INTEGER NOT NULL,
  roster TEXT NOT NULL,
  state TEXT NOT NULL
) STRICT;
INSERT INTO "sync" VALUES(1,'/srv/team','7d3f0a52-0c1e-4a55-9a0e-0d7b0a3f5c11','team','98184654-68a0-4de9-a34e-016d320c8dc6','ana','owner',3,'{}','{}');
CREATE TABLE sync_outbox (
  number INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  body BLOB NOT NULL
) STRICT;
INSERT INTO "sync_outbox" VALUES(1,'d/ana/x/000000000006-000000000006',X'00');
CREATE TABLE sync_places (
  place TEXT PRIMARY KEY,
  last TEXT NOT NULL,
  hash TEXT NOT NULL,
  refused TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "sync_places" VALUES('d/ana/x','000000000001-000000000003','ab','');
CREATE TABLE sync_pulled (
  first INTEGER PRIMARY KEY,
  last INTEGER NOT NULL
) STRICT;
INSERT INTO "sync_pulled" VALUES(4,5);
CREATE TABLE sync_sent (
  article INTEGER PRIMARY KEY REFERENCES articles (id),
  hash TEXT NOT NULL
) STRICT;
INSERT INTO "sync_sent" VALUES(1,'ab');
CREATE TABLE tagged_articles (
  tag TEXT NOT NULL REFERENCES tags (name),
  place INTEGER NOT NULL,
  article INTEGER NOT NULL REFERENCES articles (id),
  title TEXT NOT NULL,
  byline TEXT NOT NULL,
  source TEXT NOT NULL,
  date TEXT NOT NULL,
  language TEXT NOT NULL,
  meta TEXT NOT NULL,
  tokenizer TEXT,
  edges BLOB,
  PRIMARY KEY (tag, place)
) STRICT;
INSERT INTO "tagged_articles" VALUES('v1.0',1,1,'Ana Ruiz met Bo Li in Rome. Ana Ruiz smiled 😀 at Bo.','','https://news.example/1','2026-01-01','en','{"n": 1}',NULL,NULL);
INSERT INTO "tagged_articles" VALUES('v1.0',2,2,'Rain over Norsund','By Ada Berg','','','en','{}','en-test-1',X'00000000050000000A00000013000000160000001D0000001F000000040000000900000011000000150000001C0000001E00000026000000');
INSERT INTO "tagged_articles" VALUES('v1.0',3,3,'Nobody was here.','','','','en','{}',NULL,NULL);
CREATE TABLE tags (
  name TEXT PRIMARY KEY,
  at TEXT NOT NULL,
  by TEXT NOT NULL,
  note TEXT NOT NULL,
  last INTEGER NOT NULL,
  scheme TEXT NOT NULL,
  guide TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "tags" VALUES('v1.0','2026-11-29T22:32:00.992Z','ana','first release',42,'{"overlap": "none", "trim_borders": true, "auto_accept": "article", "accept_at": 0.95, "suffixes": {"Festival": "EVENT", "Cup": "EVENT", "Championship": "EVENT", "Olympics": "EVENT", "War": "EVENT", "Station": "FAC", "Airport": "FAC", "Bridge": "FAC", "Stadium": "FAC", "Party": "ORG", "Inc": "ORG", "Inc.": "ORG", "Ltd": "ORG", "Corp": "ORG", "Corp.": "ORG", "University": "ORG", "Ministry": "ORG", "Union": "ORG", "Committee": "ORG", "Council": "ORG", "Agency": "ORG", "Association": "ORG", "River": "LOC", "Lake": "LOC", "Island": "LOC", "Islands": "LOC", "Valley": "LOC", "Mountains": "LOC", "Act": "ACT", "Treaty": "ACT"}, "aliases": {"GPE": "PLACE", "THING": "ORG", "LAW": "ACT"}, "label": [{"name": "PERSON", "key": "P", "colour": "blue", "kind": "span", "description": "Named people, real or fictional; without title or job.", "from": [], "archived": false}, {"name": "NORP", "key": "N", "colour": "yellow", "kind": "span", "description": "Nationalities, religious and political groups: “Danish”, “Catholics”, “Liberals”.", "from": [], "archived": false}, {"name": "FAC", "key": "F", "colour": "orange", "kind": "span", "description": "Buildings, airports, roads, bridges: built things with a name.", "from": [], "archived": false}, {"name": "ORG", "key": "O", "colour": "magenta", "kind": "span", "description": "Bodies with a name.", "from": [], "archived": false, "former": ["Companies, agencies, institutions, parties, teams."]}, {"name": "PLACE", "key": "G", "colour": "green", "kind": "span", "description": "Countries, regions and cities that have a government.", "from": [], "archived": false}, {"name": "LOC", "key": "L", "colour": "cyan", "kind": "span", "description": "Places without a government: rivers, mountains, continents.", "from": [], "archived": false}, {"name": "PRODUCT", "key": "R", "colour": "red", "kind": "span", "description": "Named objects, vehicles, foods, programs; not services.", "from": [], "archived": false}, {"name": "EVENT", "key": "E", "colour": "red", "kind": "span", "description": "Named wars, elections, storms, matches, festivals.", "from": [], "archived": false}, {"name": "WORK_OF_ART", "key": "W", "colour": "magenta", "kind": "span", "description": "Titles of books, films, songs, programmes.", "from": [], "archived": false}, {"name": "ACT", "key": "A", "colour": "orange", "kind": "span", "description": "Named laws, treaties, court cases.", "from": [], "archived": true}, {"name": "LANGUAGE", "key": "U", "colour": "yellow", "kind": "span", "description": "Any named language.", "from": [], "archived": false}, {"name": "DATE", "key": "D", "colour": "cyan", "kind": "span", "description": "Dates and periods of a day or longer, absolute or relative.", "from": [], "archived": false}, {"name": "TIME", "key": "T", "colour": "green", "kind": "span", "description": "Times and periods shorter than a day.", "from": [], "archived": false}, {"name": "PERCENT", "key": "H", "colour": "grey", "kind": "span", "description": "Percentages, with the sign or word.", "from": [], "archived": false}, {"name": "MONEY", "key": "M", "colour": "green", "kind": "span", "description": "Sums of money, with the unit.", "from": [], "archived": false}, {"name": "QUANTITY", "key": "Q", "colour": "blue", "kind": "span", "description": "Measured weights, distances, areas, with the unit.", "from": [], "archived": false}, {"name": "ORDINAL", "key": "I", "colour": "grey", "kind": "span", "description": "“First”, “second”, “3rd”.", "from": [], "archived": false}, {"name": "CARDINAL", "key": "C", "colour": "grey", "kind": "span", "description": "Numbers that fall under no other label.", "from": [], "archived": false}, {"name": "weather", "key": "", "colour": "green", "kind": "article", "description": "", "from": [], "archived": false}], "group": []}','778b10e4efcd');
CREATE TABLE texts (
  article INTEGER PRIMARY KEY REFERENCES articles (id),
  text TEXT NOT NULL
) STRICT;
INSERT INTO "texts" VALUES(1,'Ana Ruiz met Bo Li in Rome. Ana Ruiz smiled 😀 at Bo.');
INSERT INTO "texts" VALUES(2,'Rain over Norsund

It rained in Norsund, said Ana Ruiz.

By Ada Berg');
INSERT INTO "texts" VALUES(3,'Nobody was here.
');
CREATE TABLE tokens (
  article INTEGER PRIMARY KEY REFERENCES articles (id),
  name TEXT NOT NULL,
  edges BLOB NOT NULL
) STRICT;
INSERT INTO "tokens" VALUES(2,'en-test-1',X'00000000050000000A00000013000000160000001D0000001F000000040000000900000011000000150000001C0000001E00000026000000');
CREATE TABLE undecided_counts (
  layer TEXT NOT NULL,
  away INTEGER NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (layer, away)
) STRICT, WITHOUT ROWID;
INSERT INTO "undecided_counts" VALUES('ana',0,2);
INSERT INTO "undecided_counts" VALUES('ben',0,2);
INSERT INTO "undecided_counts" VALUES('cid',0,2);
CREATE TABLE worklist_places (
  list TEXT NOT NULL REFERENCES worklists (name),
  article INTEGER NOT NULL REFERENCES articles (id),
  layer TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  label TEXT NOT NULL,
  suggested TEXT NOT NULL,
  guide TEXT NOT NULL,
  made TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'seen')),
  at TEXT NOT NULL,
  step TEXT NOT NULL,
  PRIMARY KEY (list, article, layer, start, "end", label)
) STRICT, WITHOUT ROWID;
INSERT INTO "worklist_places" VALUES('recheck PERSON',1,'ben',0,8,'PERSON','','','01a22913-2a55-7000-94bb-13ffd76e3f5f','seen','01a22913-2a56-7000-8b27-86cd2f41a356','01a22913-2a55-7001-bd96-d656e75045f0');
INSERT INTO "worklist_places" VALUES('recheck PERSON',1,'ben',13,18,'PERSON','','','01a22913-2a55-7000-94bb-13ffd76e3f5f','open','01a22913-2a55-7000-94bb-13ffd76e3f5f','');
INSERT INTO "worklist_places" VALUES('recheck PERSON',2,'ben',45,53,'PERSON','','','01a22913-2a55-7000-94bb-13ffd76e3f5f','open','01a22913-2a55-7000-94bb-13ffd76e3f5f','');
CREATE TABLE worklists (
  name TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  by TEXT NOT NULL,
  at TEXT NOT NULL,
  dropped TEXT NOT NULL,
  about TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "worklists" VALUES('gone','find','ana','01a22913-2a57-7001-977a-2affd3b335fb','01a22913-2a58-7000-8927-53f7a20c3597','{}');
INSERT INTO "worklists" VALUES('recheck PERSON','recheck','ben','01a22913-2a54-7000-aeee-de81fb003134','','{"changes": [], "labels": ["PERSON"]}');
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX articles_order ON articles (added, key);
CREATE INDEX suggestions_source ON suggestions (source);
CREATE INDEX decisions_layer ON decisions (article, layer);
CREATE TRIGGER decisions_stay BEFORE UPDATE ON decisions
BEGIN SELECT RAISE(ABORT, 'decisions are only ever appended'); END;
CREATE TRIGGER decisions_keep BEFORE DELETE ON decisions
BEGIN SELECT RAISE(ABORT, 'decisions are only ever appended'); END;
CREATE TRIGGER texts_stay BEFORE UPDATE ON texts
BEGIN SELECT RAISE(ABORT, 'the text of an article never changes'); END;
CREATE INDEX steps_stack ON steps (by, state, step);
CREATE INDEX layers_status ON layers (layer, status);
CREATE INDEX places_latest ON places (annotator, at);
CREATE INDEX articles_archived ON articles (archived + 0);
CREATE INDEX layers_took ON layers (layer, elapsed_ms, status) WHERE status IN ('finished', 'approved') AND elapsed_ms > 0;
CREATE INDEX layers_flagged ON layers (layer) WHERE flagged;
CREATE INDEX decisions_commented ON decisions (article, layer) WHERE action = 'commented';
CREATE INDEX decisions_imported ON decisions (article, layer) WHERE action = 'finished' AND origin = 'import';
CREATE INDEX decisions_bulk ON decisions (article, layer) WHERE bulk;
CREATE TRIGGER spans_in AFTER INSERT ON spans BEGIN
  INSERT INTO span_counts VALUES (NEW.layer, NEW.state, NEW.label, coalesce(NEW.was_label, ''), NEW.source, NEW.decided, NEW.auto, (SELECT archived FROM articles WHERE id = NEW.article), 1) ON CONFLICT DO UPDATE SET number = number + excluded.number;
END;
CREATE TRIGGER spans_out AFTER DELETE ON spans BEGIN
  INSERT INTO span_counts VALUES (OLD.layer, OLD.state, OLD.label, coalesce(OLD.was_label, ''), OLD.source, OLD.decided, OLD.auto, (SELECT archived FROM articles WHERE id = OLD.article), -1) ON CONFLICT DO UPDATE SET number = number + excluded.number;
END;
CREATE TRIGGER spans_turned AFTER UPDATE OF layer, state, label, was_label, source, decided, auto ON spans BEGIN
  INSERT INTO span_counts VALUES (OLD.layer, OLD.state, OLD.label, coalesce(OLD.was_label, ''), OLD.source, OLD.decided, OLD.auto, (SELECT archived FROM articles WHERE id = OLD.article), -1) ON CONFLICT DO UPDATE SET number = number + excluded.number;
  INSERT INTO span_counts VALUES (NEW.layer, NEW.state, NEW.label, coalesce(NEW.was_label, ''), NEW.source, NEW.decided, NEW.auto, (SELECT archived FROM articles WHERE id = NEW.article), 1) ON CONFLICT DO UPDATE SET number = number + excluded.number;
END;
CREATE TRIGGER layers_in AFTER INSERT ON layers BEGIN
  INSERT INTO layer_counts VALUES (NEW.layer, NEW.status, NEW.flagged, (SELECT archived FROM articles WHERE id = NEW.article), 1) ON CONFLICT DO UPDATE SET number = number + excluded.number;
  INSERT INTO answer_counts VALUES (NEW.layer, NEW.cats, (SELECT archived FROM articles WHERE id = NEW.article), 1) ON CONFLICT DO UPDATE SET number = number + excluded.number;
  INSERT INTO undecided_counts VALUES (NEW.layer, (SELECT archived FROM articles WHERE id = NEW.article), NEW.undecided) ON CONFLICT DO UPDATE SET number = number + excluded.number;
END;
CREATE TRIGGER layers_turned AFTER UPDATE OF status, flagged ON layers
WHEN OLD.status != NEW.status OR OLD.flagged != NEW.flagged BEGIN
  INSERT INTO layer_counts VALUES (OLD.layer, OLD.status, OLD.flagged, (SELECT archived FROM articles WHERE id = OLD.article), -1) ON CONFLICT DO UPDATE SET number = number + excluded.number;
  INSERT INTO layer_counts VALUES (NEW.layer, NEW.status, NEW.flagged, (SELECT archived FROM articles WHERE id = NEW.article), 1) ON CONFLICT DO UPDATE SET number = number + excluded.number;
END;
CREATE TRIGGER undecided_turned AFTER UPDATE OF undecided ON layers WHEN OLD.undecided != NEW.undecided BEGIN
  INSERT INTO undecided_counts VALUES (NEW.layer, (SELECT archived FROM articles WHERE id = NEW.article), NEW.undecided - OLD.undecided) ON CONFLICT DO UPDATE SET number = number + excluded.number;
END;
CREATE TRIGGER answers_turned AFTER UPDATE OF cats ON layers WHEN OLD.cats != NEW.cats BEGIN
  INSERT INTO answer_counts VALUES (OLD.layer, OLD.cats, (SELECT archived FROM articles WHERE id = OLD.article), -1) ON CONFLICT DO UPDATE SET number = number + excluded.number;
  INSERT INTO answer_counts VALUES (NEW.layer, NEW.cats, (SELECT archived FROM articles WHERE id = NEW.article), 1) ON CONFLICT DO UPDATE SET number = number + excluded.number;
END;
CREATE TRIGGER days_in AFTER INSERT ON decisions
WHEN NEW.action IN ('finished', 'approved') AND NEW.origin != 'import' AND NOT EXISTS (
  SELECT 1 FROM decisions WHERE article = NEW.article AND layer = NEW.layer AND seq != NEW.seq
  AND action IN ('finished', 'approved') AND origin != 'import' AND substr(at, 1, 10) = substr(NEW.at, 1, 10)
) BEGIN
  INSERT INTO day_counts VALUES (substr(NEW.at, 1, 10), NEW.layer, (SELECT archived FROM articles WHERE id = NEW.article), 1) ON CONFLICT DO UPDATE SET number = number + excluded.number;
END;
CREATE TRIGGER scheme_events_stay BEFORE UPDATE ON scheme_events
BEGIN SELECT RAISE(ABORT, 'the history of the scheme is only ever appended to'); END;
CREATE TRIGGER scheme_events_keep BEFORE DELETE ON scheme_events
BEGIN SELECT RAISE(ABORT, 'the history of the scheme is only ever appended to'); END;
CREATE TRIGGER suggestions_out AFTER DELETE ON suggestions BEGIN
  INSERT INTO suggestion_counts VALUES (OLD.source, OLD.label, (SELECT archived FROM articles WHERE id = OLD.article), -1) ON CONFLICT DO UPDATE SET number = number + excluded.number;
END;
CREATE TRIGGER suggestions_turned AFTER UPDATE OF label ON suggestions BEGIN
  INSERT INTO suggestion_counts VALUES (OLD.source, OLD.label, (SELECT archived FROM articles WHERE id = OLD.article), -1) ON CONFLICT DO UPDATE SET number = number + excluded.number;
  INSERT INTO suggestion_counts VALUES (NEW.source, NEW.label, (SELECT archived FROM articles WHERE id = NEW.article), 1) ON CONFLICT DO UPDATE SET number = number + excluded.number;
END;
CREATE TRIGGER articles_turned AFTER UPDATE OF archived ON articles WHEN OLD.archived != NEW.archived BEGIN
  INSERT INTO span_counts SELECT spans.layer, spans.state, spans.label, coalesce(spans.was_label, ''), spans.source, spans.decided, spans.auto, away, sign FROM spans, (SELECT NEW.archived AS away, 1 AS sign UNION ALL SELECT OLD.archived, -1) WHERE article = NEW.id ON CONFLICT DO UPDATE SET number = number + excluded.number;
  INSERT INTO layer_counts SELECT layer, status, flagged, away, sign FROM layers, (SELECT NEW.archived AS away, 1 AS sign UNION ALL SELECT OLD.archived, -1) WHERE article = NEW.id ON CONFLICT DO UPDATE SET number = number + excluded.number;
  INSERT INTO undecided_counts SELECT layer, away, sign * undecided FROM layers, (SELECT NEW.archived AS away, 1 AS sign UNION ALL SELECT OLD.archived, -1) WHERE article = NEW.id ON CONFLICT DO UPDATE SET number = number + excluded.number;
  INSERT INTO answer_counts SELECT layer, cats, away, sign FROM layers, (SELECT NEW.archived AS away, 1 AS sign UNION ALL SELECT OLD.archived, -1) WHERE article = NEW.id ON CONFLICT DO UPDATE SET number = number + excluded.number;
  INSERT INTO day_counts SELECT DISTINCT substr(at, 1, 10), layer, away, sign FROM decisions, (SELECT NEW.archived AS away, 1 AS sign UNION ALL SELECT OLD.archived, -1) WHERE article = NEW.id
  AND action IN ('finished', 'approved') AND origin != 'import' ON CONFLICT DO UPDATE SET number = number + excluded.number;
  INSERT INTO suggestion_counts SELECT source, label, away, sign FROM suggestions, (SELECT NEW.archived AS away, 1 AS sign UNION ALL SELECT OLD.archived, -1) WHERE article = NEW.id ON CONFLICT DO UPDATE SET number = number + excluded.number;
END;
CREATE INDEX worklist_steps ON worklist_places (step) WHERE step != '';
CREATE INDEX deals_article ON deals (article);
CREATE TRIGGER deals_stay BEFORE UPDATE ON deals
WHEN (NEW.id, NEW.round, NEW.article, NEW.said) IS NOT (OLD.id, OLD.round, OLD.article, OLD.said)
BEGIN SELECT RAISE(ABORT, 'deals are only ever appended'); END;
CREATE TRIGGER deals_keep BEFORE DELETE ON deals
BEGIN SELECT RAISE(ABORT, 'deals are only ever appended'); END;
CREATE INDEX claims_pairs ON claims (kind, quote, other_quote, relation, state);
CREATE VIEW "labels" AS 
SELECT json_extract(value, '$.name') AS name,
       json_extract(value, '$.key') AS key,
       json_extract(value, '$.colour') AS colour,
       json_extract(value, '$.kind') AS kind,
       json_extract(value, '$.description') AS description,
       json_extract(value, '$.archived') AS archived
FROM project, json_each(project.scheme, '$.label');
CREATE VIEW "all_spans" AS 
SELECT articles.key AS article, articles.title, layer, spans.start, spans."end", label, quote, decided,
       spans.source, score, auto, by, at
FROM spans JOIN articles ON articles.id = spans.article WHERE state = 'held';
CREATE VIEW "gold_spans" AS 
SELECT articles.key AS article, articles.title, spans.start, spans."end", label, quote, decided, by, at
FROM spans JOIN articles ON articles.id = spans.article WHERE state = 'held' AND layer = 'gold';
CREATE VIEW "all_relations" AS 
SELECT articles.key AS article, articles.title, layer, state, relation, start, "end", label, quote,
       other_start, other_end, other_label, other_quote, claims.source, score, auto, by, at
FROM claims JOIN articles ON articles.id = claims.article WHERE kind = 'relation';
CREATE VIEW "gold_relations" AS 
SELECT articles.key AS article, articles.title, relation, start, "end", label, quote,
       other_start, other_end, other_label, other_quote, by, at
FROM claims JOIN articles ON articles.id = claims.article
WHERE kind = 'relation' AND state = 'held' AND layer = 'gold';
CREATE VIEW "all_mentions" AS 
SELECT articles.key AS article, articles.title, layer, entity, start, "end", label, quote,
       mentions.source, score, auto, by, at
FROM mentions JOIN articles ON articles.id = mentions.article;
CREATE VIEW "entities" AS 
SELECT articles.key AS article, articles.title, mentions.layer, entity,
       substr(max(printf('%06d', length(mentions.quote)) || mentions.quote), 7) AS name,
       count(DISTINCT mentions.start || ' ' || mentions."end" || mentions.label) AS mentions,
       substr(max(claims.decision || claims.value), 37) AS link
FROM mentions JOIN articles ON articles.id = mentions.article
LEFT JOIN claims ON claims.article = mentions.article AND claims.layer = mentions.layer AND kind = 'link'
  AND state = 'held' AND claims.start = mentions.start AND claims."end" = mentions."end"
  AND claims.label = mentions.label
GROUP BY mentions.article, mentions.layer, entity;
CREATE VIEW "all_links" AS 
SELECT articles.key AS article, articles.title, layer, state, name AS base, value AS entry, other_quote AS name,
       start, "end", label, quote, claims.source, score, auto, by, at
FROM claims JOIN articles ON articles.id = claims.article WHERE kind = 'link';
CREATE VIEW "all_attributes" AS 
SELECT articles.key AS article, articles.title, layer, state, name, value, start, "end", label, quote,
       relation, other_start, other_end, other_label, other_quote, claims.source, score, auto, by, at
FROM claims JOIN articles ON articles.id = claims.article WHERE kind = 'attribute';
CREATE VIEW "decision_log" AS 
SELECT decisions.id, at, articles.key AS article, layer, by, action, start, "end", label,
       was_start, was_end, was_label, decisions.source, score, note, elapsed_ms, bulk, step
FROM decisions JOIN articles ON articles.id = decisions.article;
CREATE VIEW "progress" AS 
SELECT layer, count(*) AS articles, sum(status IN ('finished', 'approved')) AS finished,
       sum(status = 'skipped') AS skipped, sum(undecided) AS undecided, sum(elapsed_ms) AS elapsed_ms,
       max(at) AS last
FROM layers GROUP BY layer;
CREATE VIEW "all_suggestions" AS 
SELECT articles.key AS article, suggestions.start, suggestions."end", label, sources.name AS source, score
FROM suggestions JOIN articles ON articles.id = suggestions.article
JOIN sources ON sources.id = suggestions.source;
COMMIT;
