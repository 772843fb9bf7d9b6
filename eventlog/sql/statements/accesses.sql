SELECT position, recorded_at, format, access_id, began_at, action, operation, parameters, outcome, subject, role, organisation, on_behalf_of,
       purpose, address, ground, sought, trajectories, words
FROM access.accesses
WHERE (%(before)s::bigint IS NULL OR position < %(before)s)
  AND (%(trajectory_id)s::uuid IS NULL OR sought = %(trajectory_id)s OR trajectories @> ARRAY [%(trajectory_id)s::uuid])
  AND (%(subject)s::text IS NULL OR subject = %(subject)s)
  AND (%(from)s::timestamptz IS NULL OR recorded_at >= %(from)s)
  AND (%(to)s::timestamptz IS NULL OR recorded_at < %(to)s)
ORDER BY position DESC
LIMIT %(limit)s
