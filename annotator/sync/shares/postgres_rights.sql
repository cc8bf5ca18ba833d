-- Who may write and read what, seen to by the database itself. Run it once as the one to whom the table belongs, after
-- the team was founded. Then name the people: the login of each, their role, and the layer of an annotator as it stands
-- in places of the share (letters other than a-z as %xx).
--
--   INSERT INTO annotator_people VALUES ('ana', 'annotator', 'ana'), ('rosa', 'reviewer', 'rosa');
--   GRANT annotator_team TO ana, rosa;

CREATE TABLE IF NOT EXISTS annotator_people (
  login name PRIMARY KEY,
  role text NOT NULL CHECK (role IN ('annotator', 'reviewer', 'owner')),
  layer text NOT NULL
);

DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'annotator_team') THEN
    CREATE ROLE annotator_team NOLOGIN;
  END IF;
END $$;

-- A copy belongs to whoever wrote for it first.
CREATE OR REPLACE FUNCTION annotator_may_write(a_place text, who name) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  SELECT EXISTS (
    SELECT FROM annotator_people WHERE login = who AND (
      role = 'owner'
      OR a_place LIKE 'j/%'
      OR (role = 'reviewer' AND split_part(a_place, '/', 1) IN ('d', 'p'))
      OR split_part(a_place, '/', 1) IN ('d', 'p') AND split_part(a_place, '/', 2) = layer
    )
  ) AND NOT EXISTS (
    SELECT FROM annotator_segments
    WHERE by <> who AND split_part(place, '/', -1) = split_part(a_place, '/', -1)
  )
$$;

CREATE OR REPLACE FUNCTION annotator_may_read(a_place text, who name) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  SELECT EXISTS (
    SELECT FROM annotator_people WHERE login = who AND (
      role IN ('owner', 'reviewer')
      OR split_part(a_place, '/', 1) NOT IN ('d', 'h', 'p')
      OR split_part(a_place, '/', 1) IN ('d', 'p') AND split_part(a_place, '/', 2) = layer
    )
  )
$$;

ALTER TABLE annotator_segments ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS annotator_write ON annotator_segments;
CREATE POLICY annotator_write ON annotator_segments FOR INSERT
  WITH CHECK (by = current_user AND annotator_may_write(place, current_user));
DROP POLICY IF EXISTS annotator_read ON annotator_segments;
CREATE POLICY annotator_read ON annotator_segments FOR SELECT USING (annotator_may_read(place, current_user));

REVOKE ALL ON annotator_segments, annotator_people FROM PUBLIC;
GRANT SELECT, INSERT (place, name, body) ON annotator_segments TO annotator_team;
