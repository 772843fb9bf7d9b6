-- Events as they were recorded, in order of their position.
SELECT
    position, trajectory_id, version, type, schema, occurred_on, recorded_at, subject, role, organisation, on_behalf_of, source,
    learned_on, certainty, correlation, despite, data, summary
FROM {rows}.audit_trail
WHERE position > %(after)s
  AND (%(trajectory_id)s::uuid IS NULL OR trajectory_id = %(trajectory_id)s)
  AND (%(recorded_by)s::text IS NULL OR subject = %(recorded_by)s)
  AND (%(type)s::text IS NULL OR type = %(type)s)
  AND (%(from)s::timestamptz IS NULL OR recorded_at >= %(from)s)
  AND (%(to)s::timestamptz IS NULL OR recorded_at < %(to)s)
ORDER BY position
LIMIT %(limit)s
