SELECT trajectory_id, generation, version, key, (SELECT fingerprint FROM keys.master_key) AS fingerprint
FROM keys.words_keys
WHERE trajectory_id = ANY (%(trajectory_ids)b::uuid[])
