INSERT INTO keys.words_keys (trajectory_id, generation, version, key)
SELECT %(trajectory_id)s, %(generation)s, given.version, given.key
FROM unnest(%(versions)b::integer[], %(keys)b::bytea[]) AS given (version, key)
