UPDATE keys.words_keys AS held
SET key = given.key
FROM unnest(%(trajectory_ids)b::uuid[], %(generations)b::bigint[], %(versions)b::integer[], %(keys)b::bytea[])
         AS given (trajectory_id, generation, version, key)
WHERE (held.trajectory_id, held.generation, held.version) = (given.trajectory_id, given.generation, given.version)
