-- What is open on a day, soonest first. Three ways to be open, each in the order of an index of its own: overdue and not ended, overdue and
-- ended later, and due on that day or after it. So nobody looks through all that was met in time.
(
    SELECT trajectory_id, kind, source, article, about, since, due_on, number, breach_from, last_night, alerts
    FROM {rows}.deadlines
    WHERE overdue_until = %(no_end)s
      AND due_on < %(overdue_before)s
      AND since <= %(on)s
      AND (%(kind)s::text IS NULL OR kind = %(kind)s)
      AND (due_on, trajectory_id, kind, about, number)
        > (%(after_due)s, %(after_trajectory)s, %(after_kind)s, %(after_about)s, %(after_number)s)
    ORDER BY due_on, trajectory_id, kind, about, number
    LIMIT %(limit)s
)
UNION ALL
(
    SELECT *
    FROM (
        SELECT trajectory_id, kind, source, article, about, since, due_on, number, breach_from, last_night, alerts
        FROM {rows}.deadlines
        WHERE overdue_until > %(on)s
          AND overdue_until < %(no_end)s
          AND due_on < %(overdue_before)s
          AND since <= %(on)s
          AND (%(kind)s::text IS NULL OR kind = %(kind)s)
          AND (due_on, trajectory_id, kind, about, number)
            > (%(after_due)s, %(after_trajectory)s, %(after_kind)s, %(after_about)s, %(after_number)s)
        -- Found by their end and then sorted: they are few, and along the days on which they were due lies everything that was ever met.
        OFFSET 0
    ) AS ended_later
    ORDER BY due_on, trajectory_id, kind, about, number
    LIMIT %(limit)s
)
UNION ALL
(
    SELECT trajectory_id, kind, source, article, about, since, due_on, number, breach_from, last_night, alerts
    FROM {rows}.deadlines
    WHERE due_on < %(due_before)s
      AND since <= %(on)s
      AND (open_until IS NULL OR open_until > %(on)s)
      AND (%(kind)s::text IS NULL OR kind = %(kind)s)
      -- The day itself and what comes after it, or what comes after the page before: one bound, where the index begins.
      AND (due_on, trajectory_id, kind, about, number)
        > (%(from_due)s, %(from_trajectory)s, %(from_kind)s, %(from_about)s, %(from_number)s)
    ORDER BY due_on, trajectory_id, kind, about, number
    LIMIT %(limit)s
)
ORDER BY due_on, trajectory_id, kind, about, number
LIMIT %(limit)s
