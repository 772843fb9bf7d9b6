-- The same as `deadlines`, for who sees few trajectories. What is on a page is of those trajectories whose next term comes first, as many as the
-- page has items, and none is due after the last of these: row security is asked once of each trajectory, and then of little more
-- than the page.
WITH open AS NOT MATERIALIZED (
    SELECT *
    FROM {rows}.deadlines
    WHERE since <= %(on)s
      -- Not two conditions by which an index is read twice, and not in its order.
      AND (open_until IS NULL OR open_until > %(on)s) IS TRUE
      AND due_on < %(due_before)s
      AND (%(kind)s::text IS NULL OR kind = %(kind)s)
      AND due_on >= %(after_due)s
      AND (
          due_on > %(after_due)s
          OR (trajectory_id, kind, about, number) > (%(after_trajectory)s, %(after_kind)s, %(after_about)s, %(after_number)s)
      )
),
next AS MATERIALIZED (
    SELECT seen.id, first.due_on
    FROM unnest(%(seen)s::uuid[]) AS seen (id)
    CROSS JOIN LATERAL (SELECT due_on FROM open WHERE trajectory_id = seen.id ORDER BY due_on LIMIT 1) AS first
    ORDER BY first.due_on, seen.id
    LIMIT %(limit)s
)
SELECT
    trajectory_id, kind, source, article, about, since, terms.due_on, number, breach_from, last_night, alerts
FROM next
CROSS JOIN LATERAL (
    SELECT *
    FROM open
    WHERE trajectory_id = next.id
      AND due_on >= next.due_on
      AND ((SELECT count(*) FROM next) < %(limit)s OR due_on <= (SELECT max(due_on) FROM next))
    ORDER BY due_on, kind, about, number
    LIMIT %(limit)s
) AS terms
ORDER BY terms.due_on, trajectory_id, kind, about, number
LIMIT %(limit)s
