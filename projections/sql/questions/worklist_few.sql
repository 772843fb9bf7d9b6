-- The same as `worklist`, for who sees few trajectories: one after the other, as far as the page goes.
SELECT listed.*
FROM (SELECT id FROM unnest(%(seen)s::uuid[]) AS id WHERE id > %(after)s ORDER BY id) AS seen
CROSS JOIN LATERAL (
    SELECT worklist.*, that_day.*
    FROM {rows}.worklist
    CROSS JOIN LATERAL (
        SELECT
            CASE WHEN closed_on <= %(on)s THEN 'closed' ELSE 'open' END AS status,
            CASE WHEN home_municipality_since <= %(on)s THEN home_municipality ELSE home_municipality_before END AS home_municipality_then,
            coalesce(stay_since <= %(on)s AND (stay_until IS NULL OR stay_until > %(on)s), false) AS stays
    ) AS that_day
    WHERE trajectory_id = seen.id
      AND (%(status)s::text IS NULL OR status = %(status)s)
      AND (%(setting)s::text IS NULL OR (stays AND setting = %(setting)s))
      AND (%(municipality)s::text IS NULL OR home_municipality_then = %(municipality)s)
      AND (%(procesregisseur)s::text IS NULL OR procesregisseur = %(procesregisseur)s)
    OFFSET 0
) AS listed
ORDER BY seen.id
LIMIT %(limit)s
