-- A row is seen by whoever sees its trajectory: the policy on `access` counts in this subquery too.
CREATE POLICY seen ON {rows}.{table} FOR SELECT TO {reader} USING (trajectory_id IN (SELECT trajectory_id FROM {rows}.access))
