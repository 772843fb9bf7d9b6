-- A row is seen by whoever sees its trajectory. The privacy officer sees all; an auditor and a jeugdige what is opened to them; to everybody
-- else the policy on `access` counts in these subqueries too.
--
-- Both ask the same. It is asked row by row, by trajectory: OFFSET 0 keeps the planner from reading first all that somebody sees. Where very many
-- rows are looked through for who sees not too many (`seen`), the planner may do that, once for all rows.
CREATE POLICY seen ON {rows}.{table} FOR SELECT TO {reader} USING (
    (
        SELECT current_setting('jeugdspoor.role', true) = 'privacy_officer'
            OR (current_setting('jeugdspoor.role', true) = 'auditor' AND current_setting('jeugdspoor.opened', true) = 'all')
    )
    OR trajectory_id IN (SELECT unnest(string_to_array(replace(current_setting('jeugdspoor.opened', true), 'all', ''), ',')::uuid[]))
    OR CASE
        WHEN (SELECT current_setting('jeugdspoor.one_by_one', true) = 'true')
        THEN EXISTS (SELECT FROM {rows}.access WHERE access.trajectory_id = {table}.trajectory_id OFFSET 0)
        ELSE EXISTS (SELECT FROM {rows}.access WHERE access.trajectory_id = {table}.trajectory_id)
    END
)
