-- Events as they were recorded, in order of their position. Who sees some trajectories names them, so that row security, which costs more than
-- all else, is asked of their rows alone.
SELECT
    position, trajectory_id, version, type, schema, occurred_on, recorded_at, subject, role, organisation, on_behalf_of, source,
    learned_on, certainty, despite,
    -- As `domain.rights.reads_confided` judges it.
    CASE WHEN withheld THEN '{{"withheld": true}}'::jsonb ELSE data END AS data,
    CASE WHEN withheld THEN NULL ELSE summary END AS summary,
    CASE WHEN withheld THEN NULL ELSE correlation END AS correlation
FROM {rows}.audit_trail
CROSS JOIN LATERAL (
    SELECT confided
        AND (organisation, role) IS DISTINCT FROM (current_setting('jeugdspoor.organisation', true), current_setting('jeugdspoor.role', true))
        AND current_setting('jeugdspoor.role', true) NOT IN ('auditor', 'jeugdige') AS withheld
) AS judged
WHERE position > %(after)s
  -- Not a condition by which an index is chosen: those of many trajectories would be read whole, and sorted.
  AND (%(seen)s::uuid[] IS NULL OR trajectory_id = ANY (%(seen)s::uuid[])) IS TRUE
  AND (%(trajectory_id)s::uuid IS NULL OR trajectory_id = %(trajectory_id)s)
  AND (%(recorded_by)s::text IS NULL OR subject = %(recorded_by)s)
  AND (%(type)s::text IS NULL OR type = %(type)s)
  AND (%(from)s::timestamptz IS NULL OR recorded_at >= %(from)s)
  AND (%(to)s::timestamptz IS NULL OR recorded_at < %(to)s)
ORDER BY position
LIMIT %(limit)s
