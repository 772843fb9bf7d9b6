-- The same as `findings`, for who sees few trajectories: one after the other, as far as the page goes.
SELECT findings.*
FROM (SELECT id FROM unnest(%(seen)s::uuid[]) AS id WHERE id >= %(after_trajectory)s ORDER BY id) AS seen
CROSS JOIN LATERAL (
    SELECT trajectory_id, rule, kind, article, since, until, message, about, number
    FROM {rows}.findings
    WHERE trajectory_id = seen.id
      AND since <= %(on)s
      AND (until IS NULL OR until > %(on)s)
      AND (%(rule)s::text IS NULL OR rule = %(rule)s)
      AND (trajectory_id, since, rule, about, number)
        > (%(after_trajectory)s, %(after_since)s, %(after_rule)s, %(after_about)s, %(after_number)s)
    OFFSET 0
) AS findings
ORDER BY seen.id, since, rule, about, number
LIMIT %(limit)s
