-- The same as `deadlines`, for who sees few trajectories: one after the other.
SELECT
    deadlines.trajectory_id, kind, source, article, about, since, due_on, number, breach_from, last_night, alerts
FROM (SELECT DISTINCT trajectory_id FROM {rows}.access) AS seen
CROSS JOIN LATERAL (
    SELECT *
    FROM {rows}.deadlines
    WHERE deadlines.trajectory_id = seen.trajectory_id
      AND since <= %(on)s
      AND (open_until IS NULL OR open_until > %(on)s)
      AND due_on < %(due_before)s
      AND (%(kind)s::text IS NULL OR kind = %(kind)s)
    OFFSET 0
) AS deadlines
WHERE (due_on, deadlines.trajectory_id, kind, about, number)
    > (%(after_due)s, %(after_trajectory)s, %(after_kind)s, %(after_about)s, %(after_number)s)
ORDER BY due_on, deadlines.trajectory_id, kind, about, number
LIMIT %(limit)s
