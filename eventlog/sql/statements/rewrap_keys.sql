UPDATE keys.trajectory_keys AS held
SET facts_key = given.facts_key, words_key = given.words_key
FROM unnest(%(trajectory_ids)b::uuid[], %(generations)b::bigint[], %(facts_keys)b::bytea[], %(words_keys)b::bytea[])
         AS given (trajectory_id, generation, facts_key, words_key)
WHERE (held.trajectory_id, held.generation) = (given.trajectory_id, given.generation)
