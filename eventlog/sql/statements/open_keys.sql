-- With the master key that they are wrapped with, as of the same snapshot.
SELECT trajectory_id, generation, facts_key, words_key, (SELECT fingerprint FROM keys.master_key) AS fingerprint
FROM keys.trajectory_keys
WHERE trajectory_id = ANY (%(trajectory_ids)b::uuid[])
ORDER BY trajectory_id, generation
