-- Of `deadlines` and its sisters: of the municipality and the controller that were asked for.
-- Each keeps a dossier of its own, and what is here altogether is everybody's.
AND (%(controller)s::text IS NULL OR kind <> 'retention' OR about IN ('dossier', %(controller)s))
-- Whose they are, one by one: OFFSET 0 keeps the planner from first reading all of somebody's.
AND (%(municipalities)s::text[] IS NULL AND %(controller)s::text IS NULL OR EXISTS (
    SELECT FROM {rows}.worklist AS whose
    WHERE whose.trajectory_id = deadlines.trajectory_id
      AND (%(municipalities)s::text[] IS NULL OR CASE
          WHEN home_municipality_since <= %(today)s THEN home_municipality ELSE home_municipality_before
      END = ANY (%(municipalities)s::text[]))
      AND (%(controller)s::text IS NULL OR %(controller)s = ANY (controllers))
    OFFSET 0
))
