SELECT generation, words_key, after_version
FROM keys.trajectory_keys
WHERE trajectory_id = %(trajectory_id)s
ORDER BY generation
FOR UPDATE
