-- What is open on a day of the trajectories that somebody is procesregisseur of on that day, soonest first.
SELECT
    deadlines.trajectory_id, kind, source, article, about, deadlines.since, due_on, number, breach_from, last_night, alerts, due_at
FROM {rows}.assignments
JOIN {rows}.deadlines ON deadlines.trajectory_id = assignments.trajectory_id
WHERE procesregisseur = %(procesregisseur)s
  AND assignments.since <= %(on)s
  AND (until IS NULL OR until > %(on)s)
  AND deadlines.since <= %(on)s
  AND (open_until IS NULL OR open_until > %(on)s)
ORDER BY due_on, deadlines.trajectory_id, kind, about, number
