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
\ir events_on_page.sql
