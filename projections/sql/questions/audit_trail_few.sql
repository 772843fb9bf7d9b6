-- The same as `audit_trail`, for who sees few trajectories. The events of a page are of those trajectories whose next one comes first, as many
-- as the page has items, and none lies after the last of these: of all others only the next one is looked for.
WITH asked AS NOT MATERIALIZED (
    SELECT position, trajectory_id
    FROM {rows}.audit_trail
    WHERE position > (SELECT greatest(%(after)s, {rows}.recorded_before(%(from)s)))
      AND (%(to)s::timestamptz IS NULL OR position <= (SELECT {rows}.recorded_before(%(to)s)))
      AND (%(trajectory_id)s::uuid IS NULL OR trajectory_id = %(trajectory_id)s)
      AND (%(recorded_by)s::text IS NULL OR subject = %(recorded_by)s)
      AND (%(type)s::text IS NULL OR type = %(type)s)
),
next AS MATERIALIZED (
    SELECT seen.id, first.position
    FROM unnest(%(seen)s::uuid[]) AS seen (id)
    CROSS JOIN LATERAL (SELECT position FROM asked WHERE trajectory_id = seen.id ORDER BY position LIMIT 1) AS first
    ORDER BY first.position
    LIMIT %(limit)s
),
page AS MATERIALIZED (
    SELECT events.*
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
    ORDER BY position
    LIMIT %(limit)s
)
\ir events_on_page.sql
