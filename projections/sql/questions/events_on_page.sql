-- Of `audit_trail` and `audit_trail_few`: what is on the page, and of it what is told.
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
