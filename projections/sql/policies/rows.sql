-- A row is seen by whoever sees its trajectory. The privacy officer sees all; an auditor and a jeugdige what is opened to them; to everybody
-- else the policy on `access` counts in this subquery too. It is asked row by row, by the key of `access`, and only of rows that the
-- question itself wants: OFFSET 0 keeps the planner from making a list of all trajectories that somebody sees anew for every page, or,
-- where that list is too long for its memory, from reading it whole for every row.
CREATE POLICY seen ON {rows}.{table} FOR SELECT TO {reader} USING (
    (
        SELECT current_setting('jeugdspoor.role', true) = 'privacy_officer'
            OR (current_setting('jeugdspoor.role', true) = 'auditor' AND current_setting('jeugdspoor.opened', true) = 'all')
    )
    OR trajectory_id = ANY ((SELECT string_to_array(replace(current_setting('jeugdspoor.opened', true), 'all', ''), ','))::uuid[])
    OR EXISTS (SELECT FROM {rows}.access WHERE access.trajectory_id = {table}.trajectory_id OFFSET 0)
)
