SELECT trajectory_id, generation, version, key
FROM keys.words_keys
WHERE trajectory_id = ANY (%(trajectory_ids)b::uuid[])
