-- Stretches of closed nights of which some lie in a period, as known at a position of the log, trajectory by trajectory.
SELECT trajectory_id, since, until, title_id, annulled_later
FROM {rows}.legal_cover_known
WHERE (%(seen)s::uuid[] IS NULL OR trajectory_id = ANY ((SELECT %(seen)s::uuid[])::uuid[]))
  AND since < %(to)s
  AND (until IS NULL OR until > %(from)s)
  AND known_from <= %(known_at)s
  AND (known_until IS NULL OR known_until > %(known_at)s)
  AND (NOT %(uncovered)s::boolean OR title_id IS NULL)
  AND (trajectory_id, since) > (%(after_trajectory)s, %(after_since)s)
ORDER BY trajectory_id, since
LIMIT %(limit)s
