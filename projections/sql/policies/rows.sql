-- A row is seen by whoever sees its trajectory: the policy on `access` counts in this subquery too. It is asked row by row, by the key of
-- `access`, and only of rows that the question itself wants: OFFSET 0 keeps the planner from making a list of all trajectories that
-- somebody sees anew for every page, or, where that list is too long for its memory, from reading it whole for every row.
CREATE POLICY seen ON {rows}.{table} FOR SELECT TO {reader} USING (
    (SELECT current_setting('jeugdspoor.role', true)) IN ('auditor', 'privacy_officer')
    OR EXISTS (SELECT FROM {rows}.access WHERE access.trajectory_id = {table}.trajectory_id OFFSET 0)
)
