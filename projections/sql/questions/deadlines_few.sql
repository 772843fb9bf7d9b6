-- The same as `deadlines`, for who sees few trajectories: all that is open of those, in order, as far as the page goes.
WITH open AS MATERIALIZED (
    SELECT due_on, trajectory_id, kind, about, number
    FROM {rows}.deadlines
    WHERE trajectory_id = ANY ((SELECT %(seen)s::uuid[])::uuid[])
      AND since <= %(on)s
      -- Not two conditions by which an index is read twice.
      AND (open_until IS NULL OR open_until > %(on)s) IS TRUE
      AND due_on < %(due_before)s
      AND (%(kind)s::text IS NULL OR kind = %(kind)s)
      \ir whose.sql
      AND (due_on, trajectory_id, kind, about, number)
        > (%(after_due)s, %(after_trajectory)s, %(after_kind)s, %(after_about)s, %(after_number)s)
),
page AS MATERIALIZED (
    SELECT * FROM open
    ORDER BY due_on, trajectory_id, kind, about, number
    LIMIT %(limit)s
)
SELECT trajectory_id, kind, source, article, about, since, due_on, number, breach_from, last_night, alerts, due_at
FROM page
JOIN {rows}.deadlines USING (trajectory_id, kind, about, due_on, number)
ORDER BY due_on, trajectory_id, kind, about, number
