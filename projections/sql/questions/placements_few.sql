-- The same as `placements`, for who sees few trajectories: one after the other, as far as the page goes.
SELECT stays.*
FROM (SELECT id FROM unnest(%(seen)s::uuid[]) AS id WHERE id >= %(after_trajectory)s ORDER BY id) AS seen
CROSS JOIN LATERAL (
    SELECT
        trajectory_id, stay_id, home_municipality, setting, provider, location, since, until, title_id, title_valid_until, procesregisseur
    FROM {rows}.current_placements
    WHERE trajectory_id = seen.id
      AND purpose = 'main'
      AND valid_from <= %(on)s
      AND (valid_until IS NULL OR valid_until > %(on)s)
      AND (%(setting)s::text IS NULL OR setting = %(setting)s)
      AND (trajectory_id, stay_id) > (%(after_trajectory)s, %(after_stay)s)
    OFFSET 0
) AS stays
ORDER BY seen.id, stay_id
LIMIT %(limit)s
