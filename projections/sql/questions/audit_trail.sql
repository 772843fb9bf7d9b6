-- Events as they were recorded, in order of their position: which are on the page is read from an index alone, and only those are looked up.
WITH page AS MATERIALIZED (
    SELECT position, trajectory_id
    FROM {rows}.audit_trail
    WHERE position >= coalesce(%(begin)s::bigint, 0)
      AND position > (SELECT greatest(%(after)s, {rows}.recorded_before(%(from)s)))
      AND (%(to)s::timestamptz IS NULL OR position <= (SELECT {rows}.recorded_before(%(to)s)))
      AND (%(trajectory_id)s::uuid IS NULL OR trajectory_id = %(trajectory_id)s)
      AND (%(recorded_by)s::text IS NULL OR subject = %(recorded_by)s)
      AND (%(type)s::text IS NULL OR type = %(type)s)
    ORDER BY position
    LIMIT %(limit)s
)
SELECT
    position, trajectory_id, version, type, schema, occurred_on, recorded_at, subject, role, organisation, representative,
    on_behalf_of, source, learned_on, certainty, despite,
    -- As `domain.rights.reads_confided` judges it.
    CASE WHEN withheld THEN '{{"withheld": true}}'::jsonb ELSE data END AS data,
    CASE WHEN withheld THEN NULL ELSE summary END AS summary,
    CASE WHEN withheld THEN NULL ELSE correlation END AS correlation
FROM page
JOIN {rows}.audit_trail USING (position, trajectory_id)
CROSS JOIN LATERAL (
    SELECT confided
        AND (
            role = current_setting('jeugdspoor.role', true)
            AND organisation = ANY (string_to_array(current_setting('jeugdspoor.organisations', true), E'\n'))
        ) IS NOT TRUE
        AND current_setting('jeugdspoor.role', true) NOT IN ('auditor', 'jeugdige') AS withheld
) AS judged
ORDER BY position
