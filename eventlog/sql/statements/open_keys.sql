SELECT trajectory_id, generation, facts_key, words_key
FROM keys.trajectory_keys
WHERE trajectory_id = ANY (%(trajectory_ids)b::uuid[])
ORDER BY trajectory_id, generation
