PRAGMA application_id = 1634627444;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
) STRICT;
INSERT INTO "_sqlite_migrations" VALUES(1,'annotator','m001_the_first_house','2026-11-29 09:06:04.387734+00:00');
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
INSERT INTO "decisions" VALUES(1,'01a2268d-ea07-7000-852e-3459cc572654','01a2268d-ea07-7000-852e-3459cc572654',1,'ana','ana','2026-11-29T09:06:04.423Z','superseded',0,3,'ORG',NULL,NULL,NULL,'spacy:test-1',0.4,NULL,0,0,'c2e2e1d5-69cd-4f3b-89a2-87e81abd42cb');
INSERT INTO "decisions" VALUES(2,'01a2268d-ea07-7001-bb0f-ffcecb7d5799','01a2268d-ea07-7000-852e-3459cc572654',1,'ana','ana','2026-11-29T09:06:04.423Z','accepted',0,8,'PERSON',NULL,NULL,NULL,'spacy:test-1',0.9,NULL,0,0,'c2e2e1d5-69cd-4f3b-89a2-87e81abd42cb');
INSERT INTO "decisions" VALUES(3,'01a2268d-ea09-7000-a8f1-389c0ba8dea0','01a2268d-ea09-7000-a8f1-389c0ba8dea0',1,'ana','ana','2026-11-29T09:06:04.425Z','relabelled',13,18,'ORG',13,18,'PERSON','spacy:test-1',NULL,NULL,1,0,'c2e2e1d5-69cd-4f3b-89a2-87e81abd42cb');
INSERT INTO "decisions" VALUES(4,'01a2268d-ea0b-7000-b54e-11c80006f313','01a2268d-ea0b-7000-b54e-11c80006f313',1,'ana','ana','2026-11-29T09:06:04.427Z','accepted',22,26,'GPE',NULL,NULL,NULL,'spacy:test-1',0.99,NULL,1,0,'c2e2e1d5-69cd-4f3b-89a2-87e81abd42cb');
INSERT INTO "decisions" VALUES(5,'01a2268d-ea13-7000-bdbf-541b9950c78f','01a2268d-ea13-7000-bdbf-541b9950c78f',1,'ana','ana','2026-11-29T09:06:04.435Z','relabelled',28,36,'PERSON',28,36,'LOC','spacy:test-1',0.5,NULL,8,0,'c2e2e1d5-69cd-4f3b-89a2-87e81abd42cb');
INSERT INTO "decisions" VALUES(6,'01a2268d-ea16-7000-8ccb-9a11c5a3ffc5','01a2268d-ea16-7000-8ccb-9a11c5a3ffc5',1,'ana','ana','2026-11-29T09:06:04.438Z','resized',19,26,'GPE',22,26,'GPE','',NULL,NULL,3,0,'c2e2e1d5-69cd-4f3b-89a2-87e81abd42cb');
INSERT INTO "decisions" VALUES(7,'01a2268d-ea1b-7000-afcb-b748b1d69299','01a2268d-ea1b-7000-afcb-b748b1d69299',1,'ana','ana','2026-11-29T09:06:04.443Z','undone',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a2268d-ea16-7000-8ccb-9a11c5a3ffc5',4,0,'c2e2e1d5-69cd-4f3b-89a2-87e81abd42cb');
INSERT INTO "decisions" VALUES(8,'01a2268d-ea1f-7000-b812-b21660073477','01a2268d-ea1f-7000-b812-b21660073477',1,'ana','ana','2026-11-29T09:06:04.447Z','redone',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a2268d-ea16-7000-8ccb-9a11c5a3ffc5',4,0,'c2e2e1d5-69cd-4f3b-89a2-87e81abd42cb');
INSERT INTO "decisions" VALUES(9,'01a2268d-ea26-7000-98e0-cef33678634f','01a2268d-ea26-7000-98e0-cef33678634f',1,'ana','ana','2026-11-29T09:06:04.454Z','added',49,51,'PERSON',NULL,NULL,NULL,NULL,NULL,NULL,6,0,'c2e2e1d5-69cd-4f3b-89a2-87e81abd42cb');
INSERT INTO "decisions" VALUES(10,'01a2268d-ea29-7000-9f6e-98f000c318c8','01a2268d-ea29-7000-9f6e-98f000c318c8',1,'ana','ana','2026-11-29T09:06:04.457Z','commented',22,26,'GPE',NULL,NULL,NULL,NULL,NULL,'Is Rome a city here?',3,0,'c2e2e1d5-69cd-4f3b-89a2-87e81abd42cb');
INSERT INTO "decisions" VALUES(11,'01a2268d-ea2a-7000-bbc5-d691f3d59ae0','01a2268d-ea2a-7000-bbc5-d691f3d59ae0',1,'ana','ana','2026-11-29T09:06:04.458Z','flagged',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'on',0,0,'c2e2e1d5-69cd-4f3b-89a2-87e81abd42cb');
INSERT INTO "decisions" VALUES(12,'01a2268d-ea2b-7000-a847-33e2a59614ea','01a2268d-ea2b-7000-a847-33e2a59614ea',1,'ana','ana','2026-11-29T09:06:04.459Z','rejected',37,43,'EVENT',NULL,NULL,NULL,'patterns',0.3,NULL,0,1,'c2e2e1d5-69cd-4f3b-89a2-87e81abd42cb');
INSERT INTO "decisions" VALUES(13,'01a2268d-ea2b-7001-8ed5-34cb2f05f010','01a2268d-ea2b-7000-a847-33e2a59614ea',1,'ana','ana','2026-11-29T09:06:04.459Z','finished',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,1,'c2e2e1d5-69cd-4f3b-89a2-87e81abd42cb');
INSERT INTO "decisions" VALUES(14,'01a2268d-ea2e-7000-b407-fe511c3913cd','01a2268d-ea2e-7000-b407-fe511c3913cd',2,'ana','ana','2026-11-29T09:06:04.462Z','accepted',10,17,'GPE',NULL,NULL,NULL,'spacy:test-1',0.9,NULL,0,0,'c2e2e1d5-69cd-4f3b-89a2-87e81abd42cb');
INSERT INTO "decisions" VALUES(15,'01a2268d-ea2f-7000-80ac-547de4ad80bc','01a2268d-ea2f-7000-80ac-547de4ad80bc',2,'ana','ana','2026-11-29T09:06:04.463Z','undone',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a2268d-ea2e-7000-b407-fe511c3913cd',0,0,'c2e2e1d5-69cd-4f3b-89a2-87e81abd42cb');
INSERT INTO "decisions" VALUES(16,'01a2268d-ea30-7000-a8ed-008a803e3bb8','01a2268d-ea30-7000-a8ed-008a803e3bb8',2,'ana','ana','2026-11-29T09:06:04.464Z','rejected',10,17,'GPE',NULL,NULL,NULL,'spacy:test-1',0.9,NULL,1,0,'c2e2e1d5-69cd-4f3b-89a2-87e81abd42cb');
INSERT INTO "decisions" VALUES(17,'01a2268d-ea32-7000-9294-4136992087d1','01a2268d-ea32-7000-9294-4136992087d1',2,'ana','ana','2026-11-29T09:06:04.466Z','finished',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1,0,'c2e2e1d5-69cd-4f3b-89a2-87e81abd42cb');
INSERT INTO "decisions" VALUES(18,'01a2268d-ea33-7000-929a-0ca4c3decaab','01a2268d-ea33-7000-929a-0ca4c3decaab',1,'ben','ben','2026-11-29T09:06:04.467Z','superseded',0,3,'ORG',NULL,NULL,NULL,'spacy:test-1',0.4,NULL,0,0,'c2e2e1d5-69cd-4f3b-89a2-87e81abd42cb');
INSERT INTO "decisions" VALUES(19,'01a2268d-ea33-7001-9d42-200c4972aa87','01a2268d-ea33-7000-929a-0ca4c3decaab',1,'ben','ben','2026-11-29T09:06:04.467Z','accepted',0,8,'PERSON',NULL,NULL,NULL,'spacy:test-1',0.9,NULL,0,0,'c2e2e1d5-69cd-4f3b-89a2-87e81abd42cb');
INSERT INTO "decisions" VALUES(20,'01a2268d-ea35-7000-8d6d-a67ec0e1584c','01a2268d-ea35-7000-8d6d-a67ec0e1584c',1,'ben','ben','2026-11-29T09:06:04.469Z','accepted',13,18,'PERSON',NULL,NULL,NULL,'spacy:test-1',NULL,NULL,2,0,'c2e2e1d5-69cd-4f3b-89a2-87e81abd42cb');
INSERT INTO "decisions" VALUES(21,'01a2268d-ea36-7000-9781-3f3688d27cdc','01a2268d-ea36-7000-9781-3f3688d27cdc',1,'ben','ben','2026-11-29T09:06:04.470Z','superseded',22,26,'GPE',NULL,NULL,NULL,'spacy:test-1',0.99,NULL,1,0,'c2e2e1d5-69cd-4f3b-89a2-87e81abd42cb');
INSERT INTO "decisions" VALUES(22,'01a2268d-ea36-7001-8231-5ab054f6c63d','01a2268d-ea36-7000-9781-3f3688d27cdc',1,'ben','ben','2026-11-29T09:06:04.470Z','superseded',28,36,'LOC',NULL,NULL,NULL,'spacy:test-1',0.5,NULL,0,0,'c2e2e1d5-69cd-4f3b-89a2-87e81abd42cb');
INSERT INTO "decisions" VALUES(23,'01a2268d-ea36-7002-bbe9-23f8a38d00b1','01a2268d-ea36-7000-9781-3f3688d27cdc',1,'ben','ben','2026-11-29T09:06:04.470Z','added',22,36,'EVENT',NULL,NULL,NULL,NULL,NULL,NULL,0,0,'c2e2e1d5-69cd-4f3b-89a2-87e81abd42cb');
INSERT INTO "decisions" VALUES(24,'01a2268d-ea38-7000-b771-5d3e39899a5e','01a2268d-ea38-7000-b771-5d3e39899a5e',1,'ben','ben','2026-11-29T09:06:04.472Z','finished',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1,0,'c2e2e1d5-69cd-4f3b-89a2-87e81abd42cb');
INSERT INTO "decisions" VALUES(25,'01a2268d-ea39-7000-92f7-f110a5cb4766','01a2268d-ea39-7000-92f7-f110a5cb4766',2,'ben','ben','2026-11-29T09:06:04.473Z','accepted',45,53,'PERSON',NULL,NULL,NULL,'spacy:test-1',0.8,NULL,0,0,'c2e2e1d5-69cd-4f3b-89a2-87e81abd42cb');
INSERT INTO "decisions" VALUES(26,'01a2268d-ea3b-7000-855a-edcbbf266c6d','01a2268d-ea3b-7000-855a-edcbbf266c6d',2,'ben','ben','2026-11-29T09:06:04.475Z','commented',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'A byline, too.',1,0,'c2e2e1d5-69cd-4f3b-89a2-87e81abd42cb');
INSERT INTO "decisions" VALUES(27,'01a2268d-ea3c-7000-a1d3-72f3f26a617d','01a2268d-ea3c-7000-a1d3-72f3f26a617d',2,'ben','ben','2026-11-29T09:06:04.476Z','skipped',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1,0,'c2e2e1d5-69cd-4f3b-89a2-87e81abd42cb');
INSERT INTO "decisions" VALUES(28,'01a2268d-ea3e-7000-b1bd-11503e4f8980','01a2268d-ea3e-7000-b1bd-11503e4f8980',3,'ben','ben','2026-11-29T09:06:04.478Z','added',0,6,'PERSON',NULL,NULL,NULL,NULL,NULL,NULL,0,0,'c2e2e1d5-69cd-4f3b-89a2-87e81abd42cb');
INSERT INTO "decisions" VALUES(29,'01a2268d-ea3f-7000-8560-08ad98081454','01a2268d-ea3f-7000-8560-08ad98081454',3,'ben','ben','2026-11-29T09:06:04.479Z','undone',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a2268d-ea3e-7000-b1bd-11503e4f8980',1,0,'c2e2e1d5-69cd-4f3b-89a2-87e81abd42cb');
INSERT INTO "decisions" VALUES(30,'01a2268d-ea43-7000-84eb-a77bac77cdc2','01a2268d-ea43-7000-84eb-a77bac77cdc2',2,'cid','cid','2026-11-29T09:06:04.483Z','noted',NULL,NULL,'weather',NULL,NULL,NULL,NULL,NULL,'on',0,0,'c2e2e1d5-69cd-4f3b-89a2-87e81abd42cb');
INSERT INTO "decisions" VALUES(31,'01a2268d-ea47-7000-832c-a92e1b5c4b65','01a2268d-ea47-7000-832c-a92e1b5c4b65',2,'cid','cid','2026-11-29T09:06:04.487Z','accepted',31,38,'GPE',NULL,NULL,NULL,'spacy:test-1',0.9,NULL,3,0,'c2e2e1d5-69cd-4f3b-89a2-87e81abd42cb');
INSERT INTO "decisions" VALUES(32,'01a2268d-ea60-7000-b765-4fd8645eaa80','01a2268d-ea60-7000-b765-4fd8645eaa80',3,'eve','eve','2026-11-29T09:06:04.512Z','imported',0,6,'THING',NULL,NULL,NULL,NULL,NULL,NULL,0,1,'import');
INSERT INTO "decisions" VALUES(33,'01a2268d-ea60-7001-abf9-35c3c61967ce','01a2268d-ea60-7000-b765-4fd8645eaa80',3,'eve','eve','2026-11-29T09:06:04.512Z','finished',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,1,'import');
CREATE TABLE frontiers (
  annotator TEXT PRIMARY KEY,
  added TEXT NOT NULL,
  key TEXT NOT NULL
) STRICT, WITHOUT ROWID;
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
INSERT INTO "layers" VALUES(1,'ana','finished',1,'{}',0,11,30,'2026-11-29T09:06:04.459Z');
INSERT INTO "layers" VALUES(1,'ben','finished',0,'{}',1,4,4,'2026-11-29T09:06:04.472Z');
INSERT INTO "layers" VALUES(2,'ana','finished',0,'{}',2,4,2,'2026-11-29T09:06:04.466Z');
INSERT INTO "layers" VALUES(2,'ben','skipped',0,'{}',2,3,2,'2026-11-29T09:06:04.476Z');
INSERT INTO "layers" VALUES(2,'cid','open',0,'{"weather": true}',2,3,3,'2026-11-29T09:06:04.487Z');
INSERT INTO "layers" VALUES(3,'ben','open',0,'{}',0,2,1,'2026-11-29T09:06:04.479Z');
INSERT INTO "layers" VALUES(3,'eve','finished',0,'{}',0,1,0,'2026-11-29T09:06:04.512Z');
CREATE TABLE places (
  annotator TEXT NOT NULL,
  article INTEGER NOT NULL REFERENCES articles (id),
  at TEXT NOT NULL,
  place TEXT NOT NULL,
  PRIMARY KEY (annotator, article)
) STRICT, WITHOUT ROWID;
INSERT INTO "places" VALUES('ana',1,'2026-11-29T09:06:04.459Z','{"cursor": 37, "focus": [37, 43, "EVENT"]}');
INSERT INTO "places" VALUES('ana',2,'2026-11-29T09:06:04.466Z','{"cursor": 31, "focus": [31, 38, "GPE"]}');
INSERT INTO "places" VALUES('ben',1,'2026-11-29T09:06:04.472Z','{"cursor": 37, "focus": [37, 43, "EVENT"]}');
INSERT INTO "places" VALUES('ben',2,'2026-11-29T09:06:04.476Z','{"cursor": 10, "focus": [10, 17, "GPE"]}');
INSERT INTO "places" VALUES('ben',3,'2026-11-29T09:06:04.479Z','{"cursor": 0, "focus": null}');
INSERT INTO "places" VALUES('cid',2,'2026-11-29T09:06:04.487Z','{"cursor": 45, "focus": [45, 53, "PERSON"]}');
CREATE TABLE project (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  uuid TEXT NOT NULL,
  scheme TEXT NOT NULL,
  revision INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO "project" VALUES(1,'c2e2e1d5-69cd-4f3b-89a2-87e81abd42cb','{"overlap": "none", "trim_borders": true, "auto_accept": "article", "accept_at": 0.95, "suffixes": {"Festival": "EVENT", "Cup": "EVENT", "Championship": "EVENT", "Olympics": "EVENT", "War": "EVENT", "Station": "FAC", "Airport": "FAC", "Bridge": "FAC", "Stadium": "FAC", "Party": "ORG", "Inc": "ORG", "Inc.": "ORG", "Ltd": "ORG", "Corp": "ORG", "Corp.": "ORG", "University": "ORG", "Ministry": "ORG", "Union": "ORG", "Committee": "ORG", "Council": "ORG", "Agency": "ORG", "Association": "ORG", "River": "LOC", "Lake": "LOC", "Island": "LOC", "Islands": "LOC", "Valley": "LOC", "Mountains": "LOC", "Act": "LAW", "Treaty": "LAW"}, "aliases": {"GPE": "PLACE", "THING": "ORG"}, "label": [{"name": "PERSON", "key": "P", "colour": "blue", "kind": "span", "description": "Named people, real or fictional; without title or job.", "from": [], "archived": false}, {"name": "NORP", "key": "N", "colour": "yellow", "kind": "span", "description": "Nationalities, religious and political groups: “Danish”, “Catholics”, “Liberals”.", "from": [], "archived": false}, {"name": "FAC", "key": "F", "colour": "orange", "kind": "span", "description": "Buildings, airports, roads, bridges: built things with a name.", "from": [], "archived": false}, {"name": "ORG", "key": "O", "colour": "magenta", "kind": "span", "description": "Companies, agencies, institutions, parties, teams.", "from": [], "archived": false}, {"name": "PLACE", "key": "G", "colour": "green", "kind": "span", "description": "Countries, regions and cities that have a government.", "from": [], "archived": false}, {"name": "LOC", "key": "L", "colour": "cyan", "kind": "span", "description": "Places without a government: rivers, mountains, continents.", "from": [], "archived": false}, {"name": "PRODUCT", "key": "R", "colour": "red", "kind": "span", "description": "Named objects, vehicles, foods, programs; not services.", "from": [], "archived": false}, {"name": "EVENT", "key": "E", "colour": "red", "kind": "span", "description": "Named wars, elections, storms, matches, festivals.", "from": [], "archived": false}, {"name": "WORK_OF_ART", "key": "W", "colour": "magenta", "kind": "span", "description": "Titles of books, films, songs, programmes.", "from": [], "archived": false}, {"name": "LAW", "key": "A", "colour": "orange", "kind": "span", "description": "Named laws, treaties, court cases.", "from": [], "archived": true}, {"name": "LANGUAGE", "key": "U", "colour": "yellow", "kind": "span", "description": "Any named language.", "from": [], "archived": false}, {"name": "DATE", "key": "D", "colour": "cyan", "kind": "span", "description": "Dates and periods of a day or longer, absolute or relative.", "from": [], "archived": false}, {"name": "TIME", "key": "T", "colour": "green", "kind": "span", "description": "Times and periods shorter than a day.", "from": [], "archived": false}, {"name": "PERCENT", "key": "H", "colour": "grey", "kind": "span", "description": "Percentages, with the sign or word.", "from": [], "archived": false}, {"name": "MONEY", "key": "M", "colour": "green", "kind": "span", "description": "Sums of money, with the unit.", "from": [], "archived": false}, {"name": "QUANTITY", "key": "Q", "colour": "blue", "kind": "span", "description": "Measured weights, distances, areas, with the unit.", "from": [], "archived": false}, {"name": "ORDINAL", "key": "I", "colour": "grey", "kind": "span", "description": "“First”, “second”, “3rd”.", "from": [], "archived": false}, {"name": "CARDINAL", "key": "C", "colour": "grey", "kind": "span", "description": "Numbers that fall under no other label.", "from": [], "archived": false}, {"name": "weather", "key": "", "colour": "green", "kind": "article", "description": "", "from": [], "archived": false}], "group": []}',5);
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
INSERT INTO "spans" VALUES(1,'ana','held',0,8,'PERSON','Ana Ruiz','accepted','spacy:test-1',0.9,0,8,'PERSON',0,'ana','2026-11-29T09:06:04.423Z');
INSERT INTO "spans" VALUES(1,'ana','held',13,18,'ORG','Bo Li','relabelled','spacy:test-1',NULL,13,18,'PERSON',0,'ana','2026-11-29T09:06:04.425Z');
INSERT INTO "spans" VALUES(1,'ana','held',19,26,'PLACE','in Rome','resized','spacy:test-1',0.99,22,26,'PLACE',0,'ana','2026-11-29T09:06:04.438Z');
INSERT INTO "spans" VALUES(1,'ana','held',28,36,'PERSON','Ana Ruiz','relabelled','spacy:test-1',0.5,28,36,'LOC',0,'ana','2026-11-29T09:06:04.435Z');
INSERT INTO "spans" VALUES(1,'ana','held',49,51,'PERSON','Bo','added','',NULL,NULL,NULL,NULL,0,'ana','2026-11-29T09:06:04.454Z');
INSERT INTO "spans" VALUES(1,'ana','rejected',37,43,'EVENT','smiled','rejected','patterns',0.3,37,43,'EVENT',0,'ana','2026-11-29T09:06:04.459Z');
INSERT INTO "spans" VALUES(1,'ben','held',0,8,'PERSON','Ana Ruiz','accepted','spacy:test-1',0.9,0,8,'PERSON',0,'ben','2026-11-29T09:06:04.467Z');
INSERT INTO "spans" VALUES(1,'ben','held',13,18,'PERSON','Bo Li','accepted','spacy:test-1',NULL,13,18,'PERSON',0,'ben','2026-11-29T09:06:04.469Z');
INSERT INTO "spans" VALUES(1,'ben','held',22,36,'EVENT','Rome. Ana Ruiz','added','',NULL,NULL,NULL,NULL,0,'ben','2026-11-29T09:06:04.470Z');
INSERT INTO "spans" VALUES(2,'ana','rejected',10,17,'PLACE','Norsund','rejected','spacy:test-1',0.9,10,17,'PLACE',0,'ana','2026-11-29T09:06:04.464Z');
INSERT INTO "spans" VALUES(2,'ben','held',45,53,'PERSON',' Ana Rui','accepted','spacy:test-1',0.8,45,53,'PERSON',0,'ben','2026-11-29T09:06:04.473Z');
INSERT INTO "spans" VALUES(2,'cid','held',31,38,'PLACE',' Norsun','accepted','spacy:test-1',0.9,31,38,'PLACE',0,'cid','2026-11-29T09:06:04.487Z');
INSERT INTO "spans" VALUES(3,'eve','held',0,6,'ORG','Nobody','imported','',NULL,NULL,NULL,NULL,0,'eve','2026-11-29T09:06:04.512Z');
CREATE TABLE steps (
  step TEXT PRIMARY KEY,
  by TEXT NOT NULL,
  article INTEGER NOT NULL REFERENCES articles (id),
  layer TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'done' CHECK (state IN ('done', 'undone', 'dead'))
) STRICT, WITHOUT ROWID;
INSERT INTO "steps" VALUES('01a2268d-ea07-7000-852e-3459cc572654','ana',1,'ana','done');
INSERT INTO "steps" VALUES('01a2268d-ea09-7000-a8f1-389c0ba8dea0','ana',1,'ana','done');
INSERT INTO "steps" VALUES('01a2268d-ea0b-7000-b54e-11c80006f313','ana',1,'ana','done');
INSERT INTO "steps" VALUES('01a2268d-ea13-7000-bdbf-541b9950c78f','ana',1,'ana','done');
INSERT INTO "steps" VALUES('01a2268d-ea16-7000-8ccb-9a11c5a3ffc5','ana',1,'ana','done');
INSERT INTO "steps" VALUES('01a2268d-ea26-7000-98e0-cef33678634f','ana',1,'ana','done');
INSERT INTO "steps" VALUES('01a2268d-ea29-7000-9f6e-98f000c318c8','ana',1,'ana','done');
INSERT INTO "steps" VALUES('01a2268d-ea2a-7000-bbc5-d691f3d59ae0','ana',1,'ana','done');
INSERT INTO "steps" VALUES('01a2268d-ea2b-7000-a847-33e2a59614ea','ana',1,'ana','done');
INSERT INTO "steps" VALUES('01a2268d-ea2e-7000-b407-fe511c3913cd','ana',2,'ana','dead');
INSERT INTO "steps" VALUES('01a2268d-ea30-7000-a8ed-008a803e3bb8','ana',2,'ana','done');
INSERT INTO "steps" VALUES('01a2268d-ea32-7000-9294-4136992087d1','ana',2,'ana','done');
INSERT INTO "steps" VALUES('01a2268d-ea33-7000-929a-0ca4c3decaab','ben',1,'ben','done');
INSERT INTO "steps" VALUES('01a2268d-ea35-7000-8d6d-a67ec0e1584c','ben',1,'ben','done');
INSERT INTO "steps" VALUES('01a2268d-ea36-7000-9781-3f3688d27cdc','ben',1,'ben','done');
INSERT INTO "steps" VALUES('01a2268d-ea38-7000-b771-5d3e39899a5e','ben',1,'ben','done');
INSERT INTO "steps" VALUES('01a2268d-ea39-7000-92f7-f110a5cb4766','ben',2,'ben','done');
INSERT INTO "steps" VALUES('01a2268d-ea3b-7000-855a-edcbbf266c6d','ben',2,'ben','done');
INSERT INTO "steps" VALUES('01a2268d-ea3c-7000-a1d3-72f3f26a617d','ben',2,'ben','done');
INSERT INTO "steps" VALUES('01a2268d-ea3e-7000-b1bd-11503e4f8980','ben',3,'ben','undone');
INSERT INTO "steps" VALUES('01a2268d-ea43-7000-84eb-a77bac77cdc2','cid',2,'cid','done');
INSERT INTO "steps" VALUES('01a2268d-ea47-7000-832c-a92e1b5c4b65','cid',2,'cid','done');
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
