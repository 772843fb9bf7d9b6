-- Keys left by an attempt that never reached the log are used again; touching them keeps the sweep away. None for what was erased.
INSERT INTO keys.trajectory_keys AS held (trajectory_id, generation, facts_key, words_key)
SELECT given.trajectory_id, 1, given.facts_key, given.words_key
FROM unnest(%(trajectory_ids)b::uuid[], %(facts_keys)b::bytea[], %(words_keys)b::bytea[]) AS given (trajectory_id, facts_key, words_key)
WHERE NOT EXISTS (SELECT FROM keys.erased_trajectories AS erased WHERE erased.trajectory_id = given.trajectory_id)
ORDER BY given.trajectory_id
ON CONFLICT (trajectory_id, generation) DO UPDATE SET made_at = clock_timestamp()
RETURNING trajectory_id, generation, facts_key, words_key
