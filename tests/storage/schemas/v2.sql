PRAGMA application_id = 1634627444;
PRAGMA user_version = 2;
BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
) STRICT;
INSERT INTO "_sqlite_migrations" VALUES(1,'annotator','m001_the_first_house','2026-11-29 09:06:04.811821+00:00');
INSERT INTO "_sqlite_migrations" VALUES(2,'annotator','m002_groups_of_near_duplicates','2026-11-29 09:06:04.812024+00:00');
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
) STRICT;
INSERT INTO "decisions" VALUES(1,'01a2268d-eba1-7000-a7dc-de14f656e9a9','01a2268d-eba1-7000-a7dc-de14f656e9a9',1,'ana','ana','2026-11-29T09:06:04.833Z','superseded',0,3,'ORG',NULL,NULL,NULL,'spacy:test-1',0.4,NULL,0,0,'b8673ee1-8782-4ef2-a4fd-04add9a4dacc');
INSERT INTO "decisions" VALUES(2,'01a2268d-eba1-7001-97cc-3f54a9767d8a','01a2268d-eba1-7000-a7dc-de14f656e9a9',1,'ana','ana','2026-11-29T09:06:04.833Z','accepted',0,8,'PERSON',NULL,NULL,NULL,'spacy:test-1',0.9,NULL,0,0,'b8673ee1-8782-4ef2-a4fd-04add9a4dacc');
INSERT INTO "decisions" VALUES(3,'01a2268d-eba3-7000-805f-8cd70b14d59f','01a2268d-eba3-7000-805f-8cd70b14d59f',1,'ana','ana','2026-11-29T09:06:04.835Z','relabelled',13,18,'ORG',13,18,'PERSON','spacy:test-1',NULL,NULL,2,0,'b8673ee1-8782-4ef2-a4fd-04add9a4dacc');
INSERT INTO "decisions" VALUES(4,'01a2268d-eba6-7000-bcfe-4c444432eea4','01a2268d-eba6-7000-bcfe-4c444432eea4',1,'ana','ana','2026-11-29T09:06:04.838Z','accepted',22,26,'GPE',NULL,NULL,NULL,'spacy:test-1',0.99,NULL,3,0,'b8673ee1-8782-4ef2-a4fd-04add9a4dacc');
INSERT INTO "decisions" VALUES(5,'01a2268d-eba6-7001-abbe-443ac06f7c35','01a2268d-eba6-7001-abbe-443ac06f7c35',1,'ana','ana','2026-11-29T09:06:04.838Z','relabelled',28,36,'PERSON',28,36,'LOC','spacy:test-1',0.5,NULL,0,0,'b8673ee1-8782-4ef2-a4fd-04add9a4dacc');
INSERT INTO "decisions" VALUES(6,'01a2268d-eba7-7000-ad47-d33a6889cee1','01a2268d-eba7-7000-ad47-d33a6889cee1',1,'ana','ana','2026-11-29T09:06:04.839Z','resized',19,26,'GPE',22,26,'GPE','',NULL,NULL,0,0,'b8673ee1-8782-4ef2-a4fd-04add9a4dacc');
INSERT INTO "decisions" VALUES(7,'01a2268d-eba8-7000-b55e-c860ebeab8de','01a2268d-eba8-7000-b55e-c860ebeab8de',1,'ana','ana','2026-11-29T09:06:04.840Z','undone',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a2268d-eba7-7000-ad47-d33a6889cee1',0,0,'b8673ee1-8782-4ef2-a4fd-04add9a4dacc');
INSERT INTO "decisions" VALUES(8,'01a2268d-ebaa-7000-b117-33a27c9a9d1d','01a2268d-ebaa-7000-b117-33a27c9a9d1d',1,'ana','ana','2026-11-29T09:06:04.842Z','redone',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a2268d-eba7-7000-ad47-d33a6889cee1',2,0,'b8673ee1-8782-4ef2-a4fd-04add9a4dacc');
INSERT INTO "decisions" VALUES(9,'01a2268d-ebba-7000-837f-a5aab623123c','01a2268d-ebba-7000-837f-a5aab623123c',1,'ana','ana','2026-11-29T09:06:04.858Z','added',49,51,'PERSON',NULL,NULL,NULL,NULL,NULL,NULL,16,0,'b8673ee1-8782-4ef2-a4fd-04add9a4dacc');
INSERT INTO "decisions" VALUES(10,'01a2268d-ebbe-7000-a5ca-671ac3f390e1','01a2268d-ebbe-7000-a5ca-671ac3f390e1',1,'ana','ana','2026-11-29T09:06:04.862Z','commented',22,26,'GPE',NULL,NULL,NULL,NULL,NULL,'Is Rome a city here?',3,0,'b8673ee1-8782-4ef2-a4fd-04add9a4dacc');
INSERT INTO "decisions" VALUES(11,'01a2268d-ebc2-7000-a432-dafb676605d0','01a2268d-ebc2-7000-a432-dafb676605d0',1,'ana','ana','2026-11-29T09:06:04.866Z','flagged',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'on',4,0,'b8673ee1-8782-4ef2-a4fd-04add9a4dacc');
INSERT INTO "decisions" VALUES(12,'01a2268d-ebcd-7000-9610-758f2ba806c8','01a2268d-ebcd-7000-9610-758f2ba806c8',1,'ana','ana','2026-11-29T09:06:04.877Z','rejected',37,43,'EVENT',NULL,NULL,NULL,'patterns',0.3,NULL,10,1,'b8673ee1-8782-4ef2-a4fd-04add9a4dacc');
INSERT INTO "decisions" VALUES(13,'01a2268d-ebcd-7001-8fda-3d0e73ff0b7b','01a2268d-ebcd-7000-9610-758f2ba806c8',1,'ana','ana','2026-11-29T09:06:04.877Z','finished',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,1,'b8673ee1-8782-4ef2-a4fd-04add9a4dacc');
INSERT INTO "decisions" VALUES(14,'01a2268d-ebd3-7000-a1ae-f3c3d43977d1','01a2268d-ebd3-7000-a1ae-f3c3d43977d1',2,'ana','ana','2026-11-29T09:06:04.883Z','accepted',10,17,'GPE',NULL,NULL,NULL,'spacy:test-1',0.9,NULL,0,0,'b8673ee1-8782-4ef2-a4fd-04add9a4dacc');
INSERT INTO "decisions" VALUES(15,'01a2268d-ebdb-7000-96a7-dc0823b63b5a','01a2268d-ebdb-7000-96a7-dc0823b63b5a',2,'ana','ana','2026-11-29T09:06:04.891Z','undone',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a2268d-ebd3-7000-a1ae-f3c3d43977d1',7,0,'b8673ee1-8782-4ef2-a4fd-04add9a4dacc');
INSERT INTO "decisions" VALUES(16,'01a2268d-ebe2-7000-8afb-cd66b5ec6fe6','01a2268d-ebe2-7000-8afb-cd66b5ec6fe6',2,'ana','ana','2026-11-29T09:06:04.898Z','rejected',10,17,'GPE',NULL,NULL,NULL,'spacy:test-1',0.9,NULL,7,0,'b8673ee1-8782-4ef2-a4fd-04add9a4dacc');
INSERT INTO "decisions" VALUES(17,'01a2268d-ebe6-7000-a073-e47048c47aaf','01a2268d-ebe6-7000-a073-e47048c47aaf',2,'ana','ana','2026-11-29T09:06:04.902Z','finished',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,3,0,'b8673ee1-8782-4ef2-a4fd-04add9a4dacc');
INSERT INTO "decisions" VALUES(18,'01a2268d-ebeb-7000-89b1-1ab9d851efa2','01a2268d-ebeb-7000-89b1-1ab9d851efa2',1,'ben','ben','2026-11-29T09:06:04.907Z','superseded',0,3,'ORG',NULL,NULL,NULL,'spacy:test-1',0.4,NULL,0,0,'b8673ee1-8782-4ef2-a4fd-04add9a4dacc');
INSERT INTO "decisions" VALUES(19,'01a2268d-ebeb-7001-bb3a-c34b1ff5fe1c','01a2268d-ebeb-7000-89b1-1ab9d851efa2',1,'ben','ben','2026-11-29T09:06:04.907Z','accepted',0,8,'PERSON',NULL,NULL,NULL,'spacy:test-1',0.9,NULL,0,0,'b8673ee1-8782-4ef2-a4fd-04add9a4dacc');
INSERT INTO "decisions" VALUES(20,'01a2268d-ebf2-7000-9590-ac464ea056ab','01a2268d-ebf2-7000-9590-ac464ea056ab',1,'ben','ben','2026-11-29T09:06:04.914Z','accepted',13,18,'PERSON',NULL,NULL,NULL,'spacy:test-1',NULL,NULL,7,0,'b8673ee1-8782-4ef2-a4fd-04add9a4dacc');
INSERT INTO "decisions" VALUES(21,'01a2268d-ebf6-7000-bca2-a202d267b66e','01a2268d-ebf6-7000-bca2-a202d267b66e',1,'ben','ben','2026-11-29T09:06:04.918Z','superseded',22,26,'GPE',NULL,NULL,NULL,'spacy:test-1',0.99,NULL,4,0,'b8673ee1-8782-4ef2-a4fd-04add9a4dacc');
INSERT INTO "decisions" VALUES(22,'01a2268d-ebf6-7001-aac4-ac443f0fddc5','01a2268d-ebf6-7000-bca2-a202d267b66e',1,'ben','ben','2026-11-29T09:06:04.918Z','superseded',28,36,'LOC',NULL,NULL,NULL,'spacy:test-1',0.5,NULL,0,0,'b8673ee1-8782-4ef2-a4fd-04add9a4dacc');
INSERT INTO "decisions" VALUES(23,'01a2268d-ebf6-7002-b3ab-4935672c1d6c','01a2268d-ebf6-7000-bca2-a202d267b66e',1,'ben','ben','2026-11-29T09:06:04.918Z','added',22,36,'EVENT',NULL,NULL,NULL,NULL,NULL,NULL,0,0,'b8673ee1-8782-4ef2-a4fd-04add9a4dacc');
INSERT INTO "decisions" VALUES(24,'01a2268d-ebfe-7000-a2e3-94c46aac7c2a','01a2268d-ebfe-7000-a2e3-94c46aac7c2a',1,'ben','ben','2026-11-29T09:06:04.926Z','finished',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,8,0,'b8673ee1-8782-4ef2-a4fd-04add9a4dacc');
INSERT INTO "decisions" VALUES(25,'01a2268d-ec01-7000-9d8d-31a03b0e2b00','01a2268d-ec01-7000-9d8d-31a03b0e2b00',2,'ben','ben','2026-11-29T09:06:04.929Z','accepted',45,53,'PERSON',NULL,NULL,NULL,'spacy:test-1',0.8,NULL,0,0,'b8673ee1-8782-4ef2-a4fd-04add9a4dacc');
INSERT INTO "decisions" VALUES(26,'01a2268d-ec05-7000-bff4-d52c6f03d75e','01a2268d-ec05-7000-bff4-d52c6f03d75e',2,'ben','ben','2026-11-29T09:06:04.933Z','commented',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'A byline, too.',3,0,'b8673ee1-8782-4ef2-a4fd-04add9a4dacc');
INSERT INTO "decisions" VALUES(27,'01a2268d-ec08-7000-b2f6-7fe6cda02768','01a2268d-ec08-7000-b2f6-7fe6cda02768',2,'ben','ben','2026-11-29T09:06:04.936Z','skipped',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,3,0,'b8673ee1-8782-4ef2-a4fd-04add9a4dacc');
INSERT INTO "decisions" VALUES(28,'01a2268d-ec0f-7000-b618-f72f1a9692ee','01a2268d-ec0f-7000-b618-f72f1a9692ee',3,'ben','ben','2026-11-29T09:06:04.943Z','added',0,6,'PERSON',NULL,NULL,NULL,NULL,NULL,NULL,0,0,'b8673ee1-8782-4ef2-a4fd-04add9a4dacc');
INSERT INTO "decisions" VALUES(29,'01a2268d-ec11-7000-9124-f37b269e297c','01a2268d-ec11-7000-9124-f37b269e297c',3,'ben','ben','2026-11-29T09:06:04.945Z','undone',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a2268d-ec0f-7000-b618-f72f1a9692ee',2,0,'b8673ee1-8782-4ef2-a4fd-04add9a4dacc');
INSERT INTO "decisions" VALUES(30,'01a2268d-ec15-7000-b45f-9fd5c26b7f7f','01a2268d-ec15-7000-b45f-9fd5c26b7f7f',2,'cid','cid','2026-11-29T09:06:04.949Z','noted',NULL,NULL,'weather',NULL,NULL,NULL,NULL,NULL,'on',0,0,'b8673ee1-8782-4ef2-a4fd-04add9a4dacc');
INSERT INTO "decisions" VALUES(31,'01a2268d-ec16-7000-9514-54e34a87e1de','01a2268d-ec16-7000-9514-54e34a87e1de',2,'cid','cid','2026-11-29T09:06:04.950Z','accepted',31,38,'GPE',NULL,NULL,NULL,'spacy:test-1',0.9,NULL,0,0,'b8673ee1-8782-4ef2-a4fd-04add9a4dacc');
INSERT INTO "decisions" VALUES(32,'01a2268d-ec69-7000-aa65-2716a5114649','01a2268d-ec69-7000-aa65-2716a5114649',3,'eve','eve','2026-11-29T09:06:05.033Z','imported',0,6,'THING',NULL,NULL,NULL,NULL,NULL,NULL,0,1,'import');
INSERT INTO "decisions" VALUES(33,'01a2268d-ec69-7001-a51d-850de945c3bf','01a2268d-ec69-7000-aa65-2716a5114649',3,'eve','eve','2026-11-29T09:06:05.033Z','finished',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,1,'import');
INSERT INTO "decisions" VALUES(34,'01a2268d-ec74-7000-83da-2249df62046b','01a2268d-ec74-7000-83da-2249df62046b',1,'gold','gold','2026-11-29T09:06:05.044Z','ruled',0,52,NULL,NULL,NULL,NULL,NULL,NULL,'{"conflict": "[\"ana\", \"ben\"]", "choice": "agreed", "spans": [[0, 8, "PERSON"]]}',0,1,'review');
INSERT INTO "decisions" VALUES(35,'01a2268d-ec74-7001-92a9-e322ecb877d6','01a2268d-ec74-7001-92a9-e322ecb877d6',1,'gold','rita','2026-11-29T09:06:05.044Z','ruled',19,36,NULL,NULL,NULL,NULL,NULL,NULL,'{"conflict": "{\"ana\": [[19, 26, \"PLACE\"], [28, 36, \"PERSON\"]], \"ben\": [[22, 36, \"EVENT\"]]}", "choice": "ben", "spans": [[22, 36, "EVENT"]]}',0,0,'b8673ee1-8782-4ef2-a4fd-04add9a4dacc');
INSERT INTO "decisions" VALUES(36,'01a2268d-ec75-7000-99f1-fb0ae250c877','01a2268d-ec75-7000-99f1-fb0ae250c877',1,'gold','rita','2026-11-29T09:06:05.045Z','ruled',13,18,NULL,NULL,NULL,NULL,NULL,NULL,'{"conflict": "{\"ana\": [[13, 18, \"ORG\"]], \"ben\": [[13, 18, \"PERSON\"]]}", "choice": "ana", "spans": [[13, 18, "ORG"]]}',0,0,'b8673ee1-8782-4ef2-a4fd-04add9a4dacc');
INSERT INTO "decisions" VALUES(37,'01a2268d-ec76-7000-a987-1b1ee830c719','01a2268d-ec76-7000-a987-1b1ee830c719',1,'gold','rita','2026-11-29T09:06:05.046Z','ruled',49,51,NULL,NULL,NULL,NULL,NULL,NULL,'{"conflict": "{\"ana\": [[49, 51, \"PERSON\"]], \"ben\": []}", "choice": "ben", "spans": []}',1,0,'b8673ee1-8782-4ef2-a4fd-04add9a4dacc');
INSERT INTO "decisions" VALUES(38,'01a2268d-ec77-7000-9f9d-a93c40a37ff8','01a2268d-ec77-7000-9f9d-a93c40a37ff8',1,'gold','rita','2026-11-29T09:06:05.047Z','commented',49,51,'PERSON',NULL,NULL,NULL,NULL,NULL,'A city is a place.',1,0,'b8673ee1-8782-4ef2-a4fd-04add9a4dacc');
INSERT INTO "decisions" VALUES(39,'01a2268d-ec79-7000-8dc0-fa864809bd1b','01a2268d-ec79-7000-8dc0-fa864809bd1b',1,'gold','rita','2026-11-29T09:06:05.049Z','approved',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1,0,'b8673ee1-8782-4ef2-a4fd-04add9a4dacc');
INSERT INTO "decisions" VALUES(40,'01a2268d-ec7b-7000-9d0d-e43d620ce485','01a2268d-ec7b-7000-9d0d-e43d620ce485',2,'ana','rita','2026-11-29T09:06:05.051Z','returned',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'Look at Norsund again.',0,0,'b8673ee1-8782-4ef2-a4fd-04add9a4dacc');
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
INSERT INTO "layers" VALUES(1,'ana','finished',1,'{}',0,11,40,'2026-11-29T09:06:04.877Z');
INSERT INTO "layers" VALUES(1,'ben','finished',0,'{}',1,4,19,'2026-11-29T09:06:04.926Z');
INSERT INTO "layers" VALUES(1,'gold','approved',0,'{}',0,6,3,'2026-11-29T09:06:05.049Z');
INSERT INTO "layers" VALUES(2,'ana','returned',0,'{}',2,5,17,'2026-11-29T09:06:05.051Z');
INSERT INTO "layers" VALUES(2,'ben','skipped',0,'{}',2,3,6,'2026-11-29T09:06:04.936Z');
INSERT INTO "layers" VALUES(2,'cid','open',0,'{"weather": true}',2,3,0,'2026-11-29T09:06:04.950Z');
INSERT INTO "layers" VALUES(3,'ben','open',0,'{}',0,2,2,'2026-11-29T09:06:04.945Z');
INSERT INTO "layers" VALUES(3,'eve','finished',0,'{}',0,1,0,'2026-11-29T09:06:05.033Z');
CREATE TABLE likeness (
  article INTEGER PRIMARY KEY REFERENCES articles (id),
  first INTEGER NOT NULL REFERENCES articles (id),
  sketch BLOB NOT NULL
) STRICT;
INSERT INTO "likeness" VALUES(1,1,X'CCA43715000000007B8A3E3600000000A7F81E530000000047772A6C000000004355798900000000A123C78E000000000EF5C0A3000000004EC565AD0000000001B92AB1000000009A0427F300000000');
INSERT INTO "likeness" VALUES(2,2,X'EED8541E000000000E22AE490000000034E25D580000000025FBFC6F000000008FB57A7100000000A4A6988D00000000BD169B98000000000050AF9B00000000924AB9BC0000000005DCA2E20000000057B44BE300000000');
INSERT INTO "likeness" VALUES(3,3,X'BEE762A900000000');
CREATE TABLE places (
  annotator TEXT NOT NULL,
  article INTEGER NOT NULL REFERENCES articles (id),
  at TEXT NOT NULL,
  place TEXT NOT NULL,
  PRIMARY KEY (annotator, article)
) STRICT, WITHOUT ROWID;
INSERT INTO "places" VALUES('ana',1,'2026-11-29T09:06:04.877Z','{"cursor": 37, "focus": [37, 43, "EVENT"]}');
INSERT INTO "places" VALUES('ana',2,'2026-11-29T09:06:04.902Z','{"cursor": 31, "focus": [31, 38, "GPE"]}');
INSERT INTO "places" VALUES('ben',1,'2026-11-29T09:06:04.926Z','{"cursor": 37, "focus": [37, 43, "EVENT"]}');
INSERT INTO "places" VALUES('ben',2,'2026-11-29T09:06:04.936Z','{"cursor": 10, "focus": [10, 17, "GPE"]}');
INSERT INTO "places" VALUES('ben',3,'2026-11-29T09:06:04.945Z','{"cursor": 0, "focus": null}');
INSERT INTO "places" VALUES('cid',2,'2026-11-29T09:06:04.950Z','{"cursor": 45, "focus": [45, 53, "PERSON"]}');
CREATE TABLE project (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  uuid TEXT NOT NULL,
  scheme TEXT NOT NULL,
  revision INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO "project" VALUES(1,'b8673ee1-8782-4ef2-a4fd-04add9a4dacc','{"overlap": "none", "trim_borders": true, "auto_accept": "article", "accept_at": 0.95, "suffixes": {"Festival": "EVENT", "Cup": "EVENT", "Championship": "EVENT", "Olympics": "EVENT", "War": "EVENT", "Station": "FAC", "Airport": "FAC", "Bridge": "FAC", "Stadium": "FAC", "Party": "ORG", "Inc": "ORG", "Inc.": "ORG", "Ltd": "ORG", "Corp": "ORG", "Corp.": "ORG", "University": "ORG", "Ministry": "ORG", "Union": "ORG", "Committee": "ORG", "Council": "ORG", "Agency": "ORG", "Association": "ORG", "River": "LOC", "Lake": "LOC", "Island": "LOC", "Islands": "LOC", "Valley": "LOC", "Mountains": "LOC", "Act": "LAW", "Treaty": "LAW"}, "aliases": {"GPE": "PLACE", "THING": "ORG"}, "label": [{"name": "PERSON", "key": "P", "colour": "blue", "kind": "span", "description": "Named people, real or fictional; without title or job.", "from": [], "archived": false}, {"name": "NORP", "key": "N", "colour": "yellow", "kind": "span", "description": "Nationalities, religious and political groups: “Danish”, “Catholics”, “Liberals”.", "from": [], "archived": false}, {"name": "FAC", "key": "F", "colour": "orange", "kind": "span", "description": "Buildings, airports, roads, bridges: built things with a name.", "from": [], "archived": false}, {"name": "ORG", "key": "O", "colour": "magenta", "kind": "span", "description": "Companies, agencies, institutions, parties, teams.", "from": [], "archived": false}, {"name": "PLACE", "key": "G", "colour": "green", "kind": "span", "description": "Countries, regions and cities that have a government.", "from": [], "archived": false}, {"name": "LOC", "key": "L", "colour": "cyan", "kind": "span", "description": "Places without a government: rivers, mountains, continents.", "from": [], "archived": false}, {"name": "PRODUCT", "key": "R", "colour": "red", "kind": "span", "description": "Named objects, vehicles, foods, programs; not services.", "from": [], "archived": false}, {"name": "EVENT", "key": "E", "colour": "red", "kind": "span", "description": "Named wars, elections, storms, matches, festivals.", "from": [], "archived": false}, {"name": "WORK_OF_ART", "key": "W", "colour": "magenta", "kind": "span", "description": "Titles of books, films, songs, programmes.", "from": [], "archived": false}, {"name": "LAW", "key": "A", "colour": "orange", "kind": "span", "description": "Named laws, treaties, court cases.", "from": [], "archived": true}, {"name": "LANGUAGE", "key": "U", "colour": "yellow", "kind": "span", "description": "Any named language.", "from": [], "archived": false}, {"name": "DATE", "key": "D", "colour": "cyan", "kind": "span", "description": "Dates and periods of a day or longer, absolute or relative.", "from": [], "archived": false}, {"name": "TIME", "key": "T", "colour": "green", "kind": "span", "description": "Times and periods shorter than a day.", "from": [], "archived": false}, {"name": "PERCENT", "key": "H", "colour": "grey", "kind": "span", "description": "Percentages, with the sign or word.", "from": [], "archived": false}, {"name": "MONEY", "key": "M", "colour": "green", "kind": "span", "description": "Sums of money, with the unit.", "from": [], "archived": false}, {"name": "QUANTITY", "key": "Q", "colour": "blue", "kind": "span", "description": "Measured weights, distances, areas, with the unit.", "from": [], "archived": false}, {"name": "ORDINAL", "key": "I", "colour": "grey", "kind": "span", "description": "“First”, “second”, “3rd”.", "from": [], "archived": false}, {"name": "CARDINAL", "key": "C", "colour": "grey", "kind": "span", "description": "Numbers that fall under no other label.", "from": [], "archived": false}, {"name": "weather", "key": "", "colour": "green", "kind": "article", "description": "", "from": [], "archived": false}], "group": []}',5);
CREATE TABLE sources (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  off INTEGER NOT NULL DEFAULT 0,
  folds TEXT NOT NULL DEFAULT '{}'
) STRICT;
INSERT INTO "sources" VALUES(1,'spacy:test-1',0,'{}');
INSERT INTO "sources" VALUES(2,'patterns',0,'{}');
INSERT INTO "sources" VALUES(3,'near:spacy:test-1',0,'{}');
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
INSERT INTO "spans" VALUES(1,'ana','held',0,8,'PERSON','Ana Ruiz','accepted','spacy:test-1',0.9,0,8,'PERSON',0,'ana','2026-11-29T09:06:04.833Z');
INSERT INTO "spans" VALUES(1,'ana','held',13,18,'ORG','Bo Li','relabelled','spacy:test-1',NULL,13,18,'PERSON',0,'ana','2026-11-29T09:06:04.835Z');
INSERT INTO "spans" VALUES(1,'ana','held',19,26,'PLACE','in Rome','resized','spacy:test-1',0.99,22,26,'PLACE',0,'ana','2026-11-29T09:06:04.839Z');
INSERT INTO "spans" VALUES(1,'ana','held',28,36,'PERSON','Ana Ruiz','relabelled','spacy:test-1',0.5,28,36,'LOC',0,'ana','2026-11-29T09:06:04.838Z');
INSERT INTO "spans" VALUES(1,'ana','held',49,51,'PERSON','Bo','added','',NULL,NULL,NULL,NULL,0,'ana','2026-11-29T09:06:04.858Z');
INSERT INTO "spans" VALUES(1,'ana','rejected',37,43,'EVENT','smiled','rejected','patterns',0.3,37,43,'EVENT',0,'ana','2026-11-29T09:06:04.877Z');
INSERT INTO "spans" VALUES(1,'ben','held',0,8,'PERSON','Ana Ruiz','accepted','spacy:test-1',0.9,0,8,'PERSON',0,'ben','2026-11-29T09:06:04.907Z');
INSERT INTO "spans" VALUES(1,'ben','held',13,18,'PERSON','Bo Li','accepted','spacy:test-1',NULL,13,18,'PERSON',0,'ben','2026-11-29T09:06:04.914Z');
INSERT INTO "spans" VALUES(1,'ben','held',22,36,'EVENT','Rome. Ana Ruiz','added','',NULL,NULL,NULL,NULL,0,'ben','2026-11-29T09:06:04.918Z');
INSERT INTO "spans" VALUES(1,'gold','held',0,8,'PERSON','Ana Ruiz','ruled','ana, ben',NULL,0,8,'PERSON',0,'gold','2026-11-29T09:06:05.044Z');
INSERT INTO "spans" VALUES(1,'gold','held',13,18,'ORG','Bo Li','ruled','ana',NULL,NULL,NULL,NULL,0,'rita','2026-11-29T09:06:05.045Z');
INSERT INTO "spans" VALUES(1,'gold','held',22,36,'EVENT','Rome. Ana Ruiz','ruled','ben',NULL,NULL,NULL,NULL,0,'rita','2026-11-29T09:06:05.044Z');
INSERT INTO "spans" VALUES(2,'ana','rejected',10,17,'PLACE','Norsund','rejected','spacy:test-1',0.9,10,17,'PLACE',0,'ana','2026-11-29T09:06:04.898Z');
INSERT INTO "spans" VALUES(2,'ben','held',45,53,'PERSON',' Ana Rui','accepted','spacy:test-1',0.8,45,53,'PERSON',0,'ben','2026-11-29T09:06:04.929Z');
INSERT INTO "spans" VALUES(2,'cid','held',31,38,'PLACE',' Norsun','accepted','spacy:test-1',0.9,31,38,'PLACE',0,'cid','2026-11-29T09:06:04.950Z');
INSERT INTO "spans" VALUES(3,'eve','held',0,6,'ORG','Nobody','imported','',NULL,NULL,NULL,NULL,0,'eve','2026-11-29T09:06:05.033Z');
CREATE TABLE steps (
  step TEXT PRIMARY KEY,
  by TEXT NOT NULL,
  article INTEGER NOT NULL REFERENCES articles (id),
  layer TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'done' CHECK (state IN ('done', 'undone', 'dead'))
) STRICT, WITHOUT ROWID;
INSERT INTO "steps" VALUES('01a2268d-eba1-7000-a7dc-de14f656e9a9','ana',1,'ana','done');
INSERT INTO "steps" VALUES('01a2268d-eba3-7000-805f-8cd70b14d59f','ana',1,'ana','done');
INSERT INTO "steps" VALUES('01a2268d-eba6-7000-bcfe-4c444432eea4','ana',1,'ana','done');
INSERT INTO "steps" VALUES('01a2268d-eba6-7001-abbe-443ac06f7c35','ana',1,'ana','done');
INSERT INTO "steps" VALUES('01a2268d-eba7-7000-ad47-d33a6889cee1','ana',1,'ana','done');
INSERT INTO "steps" VALUES('01a2268d-ebba-7000-837f-a5aab623123c','ana',1,'ana','done');
INSERT INTO "steps" VALUES('01a2268d-ebbe-7000-a5ca-671ac3f390e1','ana',1,'ana','done');
INSERT INTO "steps" VALUES('01a2268d-ebc2-7000-a432-dafb676605d0','ana',1,'ana','done');
INSERT INTO "steps" VALUES('01a2268d-ebcd-7000-9610-758f2ba806c8','ana',1,'ana','done');
INSERT INTO "steps" VALUES('01a2268d-ebd3-7000-a1ae-f3c3d43977d1','ana',2,'ana','dead');
INSERT INTO "steps" VALUES('01a2268d-ebe2-7000-8afb-cd66b5ec6fe6','ana',2,'ana','done');
INSERT INTO "steps" VALUES('01a2268d-ebe6-7000-a073-e47048c47aaf','ana',2,'ana','done');
INSERT INTO "steps" VALUES('01a2268d-ebeb-7000-89b1-1ab9d851efa2','ben',1,'ben','done');
INSERT INTO "steps" VALUES('01a2268d-ebf2-7000-9590-ac464ea056ab','ben',1,'ben','done');
INSERT INTO "steps" VALUES('01a2268d-ebf6-7000-bca2-a202d267b66e','ben',1,'ben','done');
INSERT INTO "steps" VALUES('01a2268d-ebfe-7000-a2e3-94c46aac7c2a','ben',1,'ben','done');
INSERT INTO "steps" VALUES('01a2268d-ec01-7000-9d8d-31a03b0e2b00','ben',2,'ben','done');
INSERT INTO "steps" VALUES('01a2268d-ec05-7000-bff4-d52c6f03d75e','ben',2,'ben','done');
INSERT INTO "steps" VALUES('01a2268d-ec08-7000-b2f6-7fe6cda02768','ben',2,'ben','done');
INSERT INTO "steps" VALUES('01a2268d-ec0f-7000-b618-f72f1a9692ee','ben',3,'ben','undone');
INSERT INTO "steps" VALUES('01a2268d-ec15-7000-b45f-9fd5c26b7f7f','cid',2,'cid','done');
INSERT INTO "steps" VALUES('01a2268d-ec16-7000-9514-54e34a87e1de','cid',2,'cid','done');
INSERT INTO "steps" VALUES('01a2268d-ec74-7001-92a9-e322ecb877d6','rita',1,'gold','done');
INSERT INTO "steps" VALUES('01a2268d-ec75-7000-99f1-fb0ae250c877','rita',1,'gold','done');
INSERT INTO "steps" VALUES('01a2268d-ec76-7000-a987-1b1ee830c719','rita',1,'gold','done');
INSERT INTO "steps" VALUES('01a2268d-ec77-7000-9f9d-a93c40a37ff8','rita',1,'gold','done');
INSERT INTO "steps" VALUES('01a2268d-ec79-7000-8dc0-fa864809bd1b','rita',1,'gold','done');
INSERT INTO "steps" VALUES('01a2268d-ec7b-7000-9d0d-e43d620ce485','rita',2,'ana','done');
CREATE TABLE suggested (
  article INTEGER NOT NULL REFERENCES articles (id),
  source INTEGER NOT NULL REFERENCES sources (id),
  PRIMARY KEY (article, source)
) STRICT, WITHOUT ROWID;
INSERT INTO "suggested" VALUES(1,1);
INSERT INTO "suggested" VALUES(1,2);
INSERT INTO "suggested" VALUES(2,1);
INSERT INTO "suggested" VALUES(2,3);
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
