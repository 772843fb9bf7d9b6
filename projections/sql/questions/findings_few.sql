-- The same as `findings`, for who sees few trajectories: one after the other.
SELECT findings.trajectory_id, rule, kind, article, since, until, message, about, number
FROM (SELECT DISTINCT trajectory_id FROM {rows}.access WHERE trajectory_id >= %(after_trajectory)s) AS seen
CROSS JOIN LATERAL (
    SELECT *
    FROM {rows}.findings
    WHERE findings.trajectory_id = seen.trajectory_id
      AND since <= %(on)s
      AND (until IS NULL OR until > %(on)s)
      AND (%(rule)s::text IS NULL OR rule = %(rule)s)
    OFFSET 0
) AS findings
WHERE (findings.trajectory_id, since, rule, about, number)
    > (%(after_trajectory)s, %(after_since)s, %(after_rule)s, %(after_about)s, %(after_number)s)
ORDER BY findings.trajectory_id, since, rule, about, number
LIMIT %(limit)s
