INSERT INTO keys.trajectory_keys (trajectory_id, generation, facts_key, words_key, after_version, seen_in_log)
VALUES (%(trajectory_id)s, %(generation)s, %(facts_key)s, %(words_key)s, %(after_version)s, true)
