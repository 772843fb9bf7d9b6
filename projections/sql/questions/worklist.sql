-- Trajectories as they stand on a day.
SELECT worklist.*, that_day.*
FROM {rows}.worklist
CROSS JOIN LATERAL (
    SELECT
        CASE WHEN closed_on <= %(on)s THEN 'closed' ELSE 'open' END AS status,
        CASE WHEN home_municipality_since <= %(on)s THEN home_municipality ELSE home_municipality_before END AS home_municipality_then,
        coalesce(stay_since <= %(on)s AND (stay_until IS NULL OR stay_until > %(on)s), false) AS stays
) AS that_day
WHERE (%(seen)s::uuid[] IS NULL OR trajectory_id = ANY ((SELECT %(seen)s::uuid[])::uuid[]))
  AND trajectory_id > %(after_trajectory)s
  AND (%(status)s::text IS NULL OR status = %(status)s)
  AND (%(setting)s::text IS NULL OR (stays AND setting = %(setting)s))
  AND (%(municipalities)s::text[] IS NULL OR home_municipality_then = ANY (%(municipalities)s::text[]))
  AND (%(procesregisseur)s::text IS NULL OR procesregisseur = %(procesregisseur)s)
ORDER BY trajectory_id
LIMIT %(limit)s
