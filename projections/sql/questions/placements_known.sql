-- Main stays that cover a night, as known at a position of the log: one per trajectory.
SELECT trajectory_id, stay_id, home_municipality, setting, provider, location, since, until, title_id, title_valid_until, procesregisseur
FROM {rows}.placements
WHERE (%(seen)s::uuid[] IS NULL OR trajectory_id = ANY ((SELECT %(seen)s::uuid[])::uuid[]))
  AND purpose = 'main'
  AND valid_from <= %(on)s
  AND (valid_until IS NULL OR valid_until > %(on)s)
  AND known_from <= %(known_at)s
  AND (known_until IS NULL OR known_until > %(known_at)s)
  AND (%(setting)s::text IS NULL OR setting = %(setting)s)
  AND (trajectory_id, stay_id) > (%(after_trajectory)s, %(after_stay)s)
ORDER BY trajectory_id, stay_id
LIMIT %(limit)s
