INSERT INTO log.idempotency (key_hash, trajectory_id, version, answer)
SELECT * FROM unnest(%(key_hashes)b::bytea[], %(trajectory_ids)b::uuid[], %(versions)b::integer[], %(answers)b::bytea[])
