-- The same as `legal_cover`, for who sees few trajectories: one after the other, as far as the page goes.
SELECT cover.*
FROM (SELECT id FROM unnest(%(seen)s::uuid[]) AS id WHERE id >= %(after_trajectory)s ORDER BY id) AS seen
CROSS JOIN LATERAL (
    SELECT trajectory_id, since, until, title_id, annulled_later
    FROM {rows}.legal_cover
    WHERE trajectory_id = seen.id
      AND since < %(to)s
      AND (until IS NULL OR until > %(from)s)
      AND (NOT %(uncovered)s::boolean OR title_id IS NULL)
      AND (trajectory_id, since) > (%(after_trajectory)s, %(after_since)s)
    OFFSET 0
) AS cover
ORDER BY seen.id, since
LIMIT %(limit)s
