-- The same as `audit_trail`, for who sees few trajectories. The events of a page are of those trajectories whose next one comes first, as many
-- as the page has items, and none lies after the last of these: row security is asked once of each trajectory, and then of little more
-- than the page.
WITH asked AS NOT MATERIALIZED (
    SELECT *
    FROM {rows}.audit_trail
    WHERE position > %(after)s
      AND (%(trajectory_id)s::uuid IS NULL OR trajectory_id = %(trajectory_id)s)
      AND (%(recorded_by)s::text IS NULL OR subject = %(recorded_by)s)
      AND (%(type)s::text IS NULL OR type = %(type)s)
      AND (%(from)s::timestamptz IS NULL OR recorded_at >= %(from)s)
      AND (%(to)s::timestamptz IS NULL OR recorded_at < %(to)s)
),
next AS MATERIALIZED (
    SELECT seen.id, first.position
    FROM unnest(%(seen)s::uuid[]) AS seen (id)
    CROSS JOIN LATERAL (SELECT position FROM asked WHERE trajectory_id = seen.id ORDER BY position LIMIT 1) AS first
    ORDER BY first.position
    LIMIT %(limit)s
)
SELECT
    events.position, trajectory_id, version, type, schema, occurred_on, recorded_at, subject, role, organisation, on_behalf_of, source,
    learned_on, certainty, despite,
    -- As `domain.rights.reads_confided` judges it.
    CASE WHEN withheld THEN '{{"withheld": true}}'::jsonb ELSE data END AS data,
    CASE WHEN withheld THEN NULL ELSE summary END AS summary,
    CASE WHEN withheld THEN NULL ELSE correlation END AS correlation
FROM next
CROSS JOIN LATERAL (
    SELECT *
    FROM asked
    WHERE trajectory_id = next.id
      AND position >= next.position
      AND ((SELECT count(*) FROM next) < %(limit)s OR position <= (SELECT max(position) FROM next))
    ORDER BY position
    LIMIT %(limit)s
) AS events
CROSS JOIN LATERAL (
    SELECT confided
        AND (organisation, role) IS DISTINCT FROM (current_setting('jeugdspoor.organisation', true), current_setting('jeugdspoor.role', true))
        AND current_setting('jeugdspoor.role', true) NOT IN ('auditor', 'jeugdige') AS withheld
) AS judged
ORDER BY events.position
LIMIT %(limit)s
