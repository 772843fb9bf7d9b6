-- Findings whose days hold a day, as known at a position of the log, trajectory by trajectory.
SELECT trajectory_id, rule, kind, article, since, until, message, about, number
FROM {rows}.findings_known
WHERE (%(seen)s::uuid[] IS NULL OR trajectory_id = ANY ((SELECT %(seen)s::uuid[])::uuid[]))
  AND since <= %(on)s
  AND (until IS NULL OR until > %(on)s)
  AND known_from <= %(known_at)s
  AND (known_until IS NULL OR known_until > %(known_at)s)
  AND (%(rule)s::text IS NULL OR rule = %(rule)s)
  AND (trajectory_id, since, rule, about, number)
    > (%(after_trajectory)s, %(after_since)s, %(after_rule)s, %(after_about)s, %(after_number)s)
ORDER BY trajectory_id, since, rule, about, number
LIMIT %(limit)s
