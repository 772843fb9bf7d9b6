SELECT DISTINCT trajectory_id FROM keys.trajectory_keys WHERE NOT seen_in_log AND made_at < clock_timestamp() - interval '1 day'
