-- What is open on a day, soonest first. Three ways to be open: due on that day or after it, overdue for a while, and overdue for long. Each
-- lies in the order of an index, which for the overdue tells their end, too; so they are merged as far as the page goes, nobody looks
-- through all that was met, and row security, which costs more than all else, is asked of what is open alone: where who asks sees some
-- trajectories and names them, of theirs.
WITH due AS NOT MATERIALIZED (
    SELECT
        trajectory_id, kind, source, article, about, since, due_on, number, breach_from, last_night, alerts,
        open_until, long_overdue, overdue_until
    FROM {rows}.deadlines
    WHERE since <= %(on)s
      AND due_on < %(due_before)s
      AND (%(kind)s::text IS NULL OR kind = %(kind)s)
      -- Not a condition by which an index is chosen: those of many trajectories would be read whole, and sorted.
      AND (%(seen)s::uuid[] IS NULL OR trajectory_id = ANY (%(seen)s::uuid[])) IS TRUE
      -- What comes after the page before. Not as one comparison of rows: an index would begin there, and not at a later bound below.
      AND due_on >= %(after_due)s
      AND (
          due_on > %(after_due)s
          OR (trajectory_id, kind, about, number) > (%(after_trajectory)s, %(after_kind)s, %(after_about)s, %(after_number)s)
      )
)
(
    SELECT * FROM due
    WHERE due_on >= %(on)s AND (open_until IS NULL OR open_until > %(on)s)
    ORDER BY due_on, trajectory_id, kind, about, number
    LIMIT %(limit)s
)
UNION ALL
(
    -- A while has so many days at most: what was due before them had ended by then.
    SELECT * FROM due
    WHERE NOT long_overdue AND due_on > %(on)s - %(a_while)s AND due_on < %(on)s AND overdue_until > %(on)s
    ORDER BY due_on, trajectory_id, kind, about, number
    LIMIT %(limit)s
)
UNION ALL
(
    SELECT * FROM due
    WHERE long_overdue AND due_on < %(on)s AND overdue_until > %(on)s
    ORDER BY due_on, trajectory_id, kind, about, number
    LIMIT %(limit)s
)
ORDER BY due_on, trajectory_id, kind, about, number
LIMIT %(limit)s
