DELETE FROM keys.trajectory_keys
WHERE trajectory_id = ANY (%s::uuid[]) AND NOT seen_in_log AND made_at < clock_timestamp() - interval '1 day'
