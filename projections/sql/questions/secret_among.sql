-- Of these trajectories, those whose place is secret today.
SELECT trajectory_id
FROM {rows}.worklist
WHERE trajectory_id = ANY (%(trajectories)s::uuid[])
  AND place_is_secret
