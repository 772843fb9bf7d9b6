-- What was open on a day, as known at a position of the log, soonest first. As `deadlines`; and a fourth way for what was foreseen, on a day
-- after that of the knowledge: `overdue_until` does not tell that (`models/deadlines_known`).
WITH due AS NOT MATERIALIZED (
    SELECT due_on, trajectory_id, kind, about, number, known_from, open_until, long_overdue, overdue_until
    FROM {rows}.deadlines_known AS deadlines
    WHERE since <= %(on)s
      AND known_from <= %(known_at)s
      AND (known_until IS NULL OR known_until > %(known_at)s)
      AND due_on < %(due_before)s
      AND (%(kind)s::text IS NULL OR kind = %(kind)s)
      \ir whose.sql
      AND due_on >= %(after_due)s
      AND (
          due_on > %(after_due)s
          OR (trajectory_id, kind, about, number) > (%(after_trajectory)s, %(after_kind)s, %(after_about)s, %(after_number)s)
      )
),
page AS MATERIALIZED (
    (
        SELECT due_on, trajectory_id, kind, about, number, known_from FROM due
        WHERE due_on >= %(on)s AND (open_until IS NULL OR open_until > %(on)s)
        ORDER BY due_on, trajectory_id, kind, about, number
        LIMIT %(limit)s
    )
    UNION ALL
    (
        SELECT due_on, trajectory_id, kind, about, number, known_from FROM due
        WHERE NOT %(foreseen)s AND NOT long_overdue AND due_on > %(on)s - %(a_while)s AND due_on < %(on)s AND overdue_until > %(on)s
        ORDER BY due_on, trajectory_id, kind, about, number
        LIMIT %(limit)s
    )
    UNION ALL
    (
        SELECT due_on, trajectory_id, kind, about, number, known_from FROM due
        WHERE NOT %(foreseen)s AND long_overdue AND due_on < %(on)s AND overdue_until > %(on)s
        ORDER BY due_on, trajectory_id, kind, about, number
        LIMIT %(limit)s
    )
    UNION ALL
    (
        SELECT due_on, trajectory_id, kind, about, number, known_from FROM due
        WHERE %(foreseen)s AND due_on < %(on)s AND (open_until IS NULL OR open_until > %(on)s)
        ORDER BY due_on, trajectory_id, kind, about, number
        LIMIT %(limit)s
    )
    ORDER BY due_on, trajectory_id, kind, about, number
    LIMIT %(limit)s
)
SELECT trajectory_id, kind, source, article, about, since, due_on, number, breach_from, last_night, alerts, due_at
FROM page
JOIN {rows}.deadlines_known USING (trajectory_id, kind, about, due_on, number, known_from)
ORDER BY due_on, trajectory_id, kind, about, number
