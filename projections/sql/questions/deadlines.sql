-- What is open on a day, soonest first. Three ways to be open: due on that day or after it, overdue for a while, and overdue for long. Each
-- lies in the order of an index, which tells their end, too, and all else that is asked: they are merged as far as the page goes, nobody looks
-- through all that was met, and what is on the page is looked up alone.
WITH due AS NOT MATERIALIZED (
    SELECT due_on, trajectory_id, kind, about, number, open_until, long_overdue, overdue_until
    FROM {rows}.deadlines
    WHERE since <= %(on)s
      AND due_on < %(due_before)s
      AND (%(kind)s::text IS NULL OR kind = %(kind)s)
      \ir whose.sql
      -- What comes after the page before. Not as one comparison of rows: an index would begin there, and not at a later bound below.
      AND due_on >= %(after_due)s
      AND (
          due_on > %(after_due)s
          OR (trajectory_id, kind, about, number) > (%(after_trajectory)s, %(after_kind)s, %(after_about)s, %(after_number)s)
      )
),
page AS MATERIALIZED (
    (
        SELECT due_on, trajectory_id, kind, about, number FROM due
        WHERE due_on >= %(on)s AND (open_until IS NULL OR open_until > %(on)s)
        ORDER BY due_on, trajectory_id, kind, about, number
        LIMIT %(limit)s
    )
    UNION ALL
    (
        -- A while has so many days at most: what was due before them had ended by then.
        SELECT due_on, trajectory_id, kind, about, number FROM due
        WHERE NOT long_overdue AND due_on > %(on)s - %(a_while)s AND due_on < %(on)s AND overdue_until > %(on)s
        ORDER BY due_on, trajectory_id, kind, about, number
        LIMIT %(limit)s
    )
    UNION ALL
    (
        SELECT due_on, trajectory_id, kind, about, number FROM due
        WHERE long_overdue AND due_on < %(on)s AND overdue_until > %(on)s
        ORDER BY due_on, trajectory_id, kind, about, number
        LIMIT %(limit)s
    )
    ORDER BY due_on, trajectory_id, kind, about, number
    LIMIT %(limit)s
)
SELECT trajectory_id, kind, source, article, about, since, due_on, number, breach_from, last_night, alerts, due_at
FROM page
JOIN {rows}.deadlines USING (trajectory_id, kind, about, due_on, number)
ORDER BY due_on, trajectory_id, kind, about, number
