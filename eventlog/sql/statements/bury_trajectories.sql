INSERT INTO keys.erased_trajectories (trajectory_id)
SELECT DISTINCT given FROM unnest(%(trajectory_ids)b::uuid[]) AS given
ON CONFLICT DO NOTHING
